"""`python -m bot stale`: what to look up again, what touches clients first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from bot.guide.watching import clients_of, counts
from bot.subsidies.stale import KINDS, Stale, stale
from bot.subsidies.stale_words import CHECKS, HEADINGS, detail, title, where
from bot.terminal.notes import Notes, NotKept
from bot.terminal.render import wrap
from bot.terminal.saying import say
from knowledge.catalog import Catalog
from knowledge.dates import JST

_NOTHING = "{days}日より古いものも、期日を過ぎたものもありません。"
_COUNT = "確かめるものが{count}件あります。顧客に関わるものから並べています。"
_GROUP = "■ {heading}（{count}件）"


def print_stale(catalog: Catalog, database: str, days: int, now: float) -> None:
    """Print what to look up.

    Args:
        catalog: what is served now.
        database: URL of the database, where the clients are.
        days: how old a fact may be.
        now: seconds since the epoch.
    """
    today = dt.datetime.fromtimestamp(now, JST).date()
    notes = Notes(database)
    try:
        clients = notes.call(lambda c: counts(clients_of(c, None)))
    except NotKept:
        # The list is useful without them.
        clients = counts([])
    finally:
        notes.close()
    for line in lines(stale(catalog, today, days, clients), days):
        say(line)


def lines(found: Sequence[Stale], days: int) -> Iterator[str]:
    """The list for a terminal of 80 columns: groups with clients in them first."""
    if not found:
        yield from wrap(_NOTHING.format(days=days))
        return
    yield from wrap(_COUNT.format(count=len(found)))
    most = {
        kind: max((row.clients for row in found if row.kind == kind), default=0) for kind in KINDS
    }
    for kind in sorted(KINDS, key=lambda one: (-most[one], KINDS.index(one))):
        rows = [row for row in found if row.kind == kind]
        if not rows:
            continue
        yield ""
        heading = HEADINGS[kind].format(days=days)
        yield from wrap(_GROUP.format(heading=heading, count=len(rows)))
        yield from wrap(f"  {CHECKS[kind]}", "  ")
        yield from _rows(rows)


def _rows(rows: Sequence[Stale]) -> Iterator[str]:
    for row in rows:
        yield from wrap(f"・{title(row)}", "  ")
        yield f"  {detail(row)}"
        # In one piece: a page is copied, not read.
        yield f"  {where(row)}"
