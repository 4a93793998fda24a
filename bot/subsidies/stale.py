"""Facts that staff should look up again: old, past, ended, or foretold for a day that came. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from bot.domain.answer import Model
from knowledge.catalog import Catalog
from knowledge.dates import JST, last_day
from knowledge.schema import Programme, ProgrammeEdition, Round, Source, Sourced

StaleKind = Literal[
    "forecast_due", "round_past", "edition_ended", "no_edition", "passage_ended", "old"
]
# What may mislead a client soonest comes first.
KINDS: tuple[StaleKind, ...] = (
    "forecast_due", "round_past", "edition_ended", "no_edition", "passage_ended", "old",
)  # fmt: skip


class Stale(Model):
    """Something to look up.

    Attributes:
        programme: its id; None where it belongs to none.
        name: of the edition or programme, for the reader.
        what: the row: a round's label, a rule, a passage's title.
        day: the day that makes it stale: a deadline, an end, the day it was read.
        url: where to look.
        is_official: whether the page is the office's own.
        clients: how many clients have to do with its programme.
    """

    kind: StaleKind
    programme: str | None
    name: str
    what: str
    day: dt.date | None
    as_of: str
    url: str | None
    is_official: bool
    clients: int = 0


def stale(
    catalog: Catalog, today: dt.date, days: int, clients: Mapping[str, int] | None = None
) -> tuple[Stale, ...]:
    """What to look up, what touches most clients first, then by kind.

    Args:
        catalog: what we know.
        today: in Japan.
        days: how old a fact may be.
        clients: how many clients aim at each programme.
    """
    sources = catalog.source_by_id
    found = [
        *(row for one in catalog.programmes for row in _programme(one, sources, today, days)),
        *_loose(catalog, sources, today, days),
    ]
    counts = clients or {}
    counted = [
        row.model_copy(update={"clients": counts.get(row.programme or "", 0)}) for row in found
    ]
    return tuple(sorted(counted, key=_order))


def _order(row: Stale) -> tuple[int, int, dt.date, str]:
    return (-row.clients, KINDS.index(row.kind), row.day or dt.date.min, row.name)


def _programme(
    programme: Programme, sources: Mapping[str, Source], today: dt.date, days: int
) -> Iterator[Stale]:
    def row(kind: StaleKind, name: str, what: str, fact: Sourced, day: dt.date | None) -> Stale:
        url, is_official = _page(fact, sources)
        if programme.official_url:
            url, is_official = programme.official_url, True
        return Stale(
            kind=kind, programme=programme.id, name=name, what=what, day=day, as_of=fact.as_of,
            url=url, is_official=is_official,
        )  # fmt: skip

    current = [edition for edition in programme.editions if edition.holds_on(today)]
    if not current:
        ended = _last_ended(programme.editions, today)
        if ended is not None and not _begins_after(programme.editions, today):
            yield row("edition_ended", ended.name, "", ended, ended.valid_to)
        elif ended is None:
            yield row("no_edition", programme.name, "", programme, None)
    for edition in current:
        for one, kind, day in _rounds(edition, programme, today):
            yield row(kind, edition.name, one.label, one, day)
        named: list[tuple[Sourced, str]] = [(fact, fact.rule) for fact in edition.requirements]
        named += [(fact, fact.label) for fact in edition.rounds]
        for fact, what in named:
            if _is_old(fact, today, days):
                yield row("old", edition.name, what, fact, last_day(fact.as_of))


def _rounds(
    edition: ProgrammeEdition, programme: Programme, today: dt.date
) -> Iterator[tuple[Round, StaleKind, dt.date]]:
    """Rounds foretold for a day that came, and the last one, when it is over and none follows."""
    for one in edition.rounds:
        due = one.opens or _day(one.deadline)
        if one.status == "forecast" and due is not None and due <= today:
            yield one, "forecast_due", due
    ends = [(day, one) for one in edition.rounds if (day := _day(one.deadline)) is not None]
    ahead = [row for row in edition.rounds if (day := _day(row.deadline)) is None or day >= today]
    later = [other for other in programme.editions if other is not edition and any(
        (day := _day(one.deadline)) is not None and day >= today for one in other.rounds
    )]  # fmt: skip
    if ends and not ahead and not later:
        day, one = max(ends, key=lambda row: row[0])
        if one.status != "forecast":
            yield one, "round_past", day


def _loose(
    catalog: Catalog, sources: Mapping[str, Source], today: dt.date, days: int
) -> Iterator[Stale]:
    """What belongs to no programme: passages with a validity, and how long steps take."""
    for passage in catalog.passages:
        if passage.valid_from is None and passage.valid_to is None:
            continue
        if passage.valid_to is not None and passage.valid_to < today:
            # What has ended is kept on purpose; just ended, it may need a successor.
            if (today - passage.valid_to).days <= days:
                yield _loose_row("passage_ended", passage.title, passage, passage.valid_to, sources)
        elif _is_old(passage, today, days):
            yield _loose_row("old", passage.title, passage, last_day(passage.as_of), sources)
    for one in catalog.lead_times:
        if one.holds_on(today) and _is_old(one, today, days):
            yield _loose_row("old", one.label, one, last_day(one.as_of), sources)


def _loose_row(
    kind: StaleKind, name: str, fact: Sourced, day: dt.date, sources: Mapping[str, Source]
) -> Stale:
    url, is_official = _page(fact, sources)
    return Stale(
        kind=kind, programme=None, name=name, what="", day=day, as_of=fact.as_of,
        url=url, is_official=is_official,
    )  # fmt: skip


def _page(fact: Sourced, sources: Mapping[str, Source]) -> tuple[str | None, bool]:
    """Where to look a fact up, an official page before any other, and whether it is one."""
    found = [source for ref in fact.sources if (source := sources.get(ref.id)) and source.url]
    found.sort(key=lambda source: source.tier != "official")
    return (found[0].url, found[0].tier == "official") if found else (None, False)


def _is_old(fact: Sourced, today: dt.date, days: int) -> bool:
    return (today - last_day(fact.as_of)).days > days


def _last_ended(editions: Sequence[ProgrammeEdition], today: dt.date) -> ProgrammeEdition | None:
    ended = [one for one in editions if one.valid_to is not None and one.valid_to < today]
    return max(ended, key=lambda one: one.valid_to or dt.date.min, default=None)


def _begins_after(editions: Sequence[ProgrammeEdition], today: dt.date) -> bool:
    return any(one.valid_from is not None and one.valid_from > today for one in editions)


def _day(moment: dt.date | dt.datetime | None) -> dt.date | None:
    return moment.astimezone(JST).date() if isinstance(moment, dt.datetime) else moment
