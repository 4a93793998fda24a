"""`python -m bot impact`: what changed in the rules since last noted, and the clients touched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from bot.guide import impact_words as words
from bot.guide.impact import Answered, Impact, impacts
from bot.guide.watching import clients_of, rows_of
from bot.state import watched_rules
from bot.state.watched_rules import TERMINAL, Noted
from bot.subsidies import change_words
from bot.subsidies.changes import changes, digest, state
from bot.terminal.notes import Notes
from bot.terminal.render import wrap
from bot.terminal.saying import say
from knowledge.catalog import Catalog
from knowledge.dates import JST, japanese


def impact(catalog: Catalog, database: str, note: bool, now: float) -> None:
    """Print what changed; note it if asked, and the first time.

    Args:
        catalog: what is served now.
        database: URL of the database.
        note: keep the rules as they are now as noted.
        now: seconds since the epoch.

    Raises:
        bot.errors.BadSetting: the database was written by a newer version.
        NotKept: it cannot be opened or written.
    """
    notes, rows = Notes(database), state(catalog)
    try:
        known, clients = notes.call(
            lambda c: (watched_rules.noted(c, TERMINAL), clients_of(c, None))
        )
        for line in _lines(catalog, known, clients, now):
            say(line)
        if known is None or note:
            held = {key: row.model_dump(mode="json") for key, row in rows.items()}
            notes.call(lambda c: watched_rules.note(c, TERMINAL, digest(rows), held, now))
            if note:
                say("")
                say(words.NOTED)
    finally:
        notes.close()


def _lines(
    catalog: Catalog, known: Noted | None, clients: list[Answered], now: float
) -> Iterator[str]:
    if known is None:
        yield from wrap(words.FIRST_TIME)
        return
    when = japanese(dt.datetime.fromtimestamp(known.at, JST).date())
    today = dt.datetime.fromtimestamp(now, JST).date()
    found = impacts(changes(rows_of(known), state(catalog)), clients, catalog, today)
    if not found:
        yield from wrap(words.NOTHING.format(when=when))
        return
    touching = sum(bool(one.touched) for one in found)
    yield from wrap(words.NOTED_BEFORE.format(when=when))
    yield from wrap(words.SUMMARY.format(count=len(found), touching=touching))
    for number, one in enumerate(found, 1):
        yield ""
        yield from _one(number, one)
    yield ""
    yield from wrap(words.TO_NOTE)


def _one(number: int, one: Impact) -> Iterator[str]:
    yield from wrap(f"{number}. {change_words.heading(one.change)}", "   ")
    for sentence in change_words.sentences(one.change):
        yield from wrap(f"   {sentence}", "   ")
    for touched in one.touched:
        yield from wrap(f"   ・{touched.client.company}：{words.WHY[touched.why]}", "     ")
    if not one.touched:
        yield f"   {words.NOBODY}"
    yield from wrap(f"   {change_words.source(one.change)}", "   ")
