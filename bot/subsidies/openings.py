"""What an edition's rounds come to on a day: open, coming, over, or not known. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Literal

from bot.domain.answer import Model
from bot.subsidies.lists import OpenRound, open_rounds, reach_of
from knowledge.schema import Programme, ProgrammeEdition, Round
from knowledge.sentences import end_of

_A_YEAR = dt.timedelta(days=366)


class Opening(Model):
    """Where an edition stands on a day, and the round that says so (None: no round does)."""

    state: Literal["open", "perhaps_open", "coming", "unknown", "closed"]
    round: Round | None = None


def opening_on(edition: ProgrammeEdition, day: dt.date) -> Opening:
    """Whether an edition can be applied for on a day, or will be, or no more."""
    dated = [row for row in edition.rounds if row.deadline]
    ahead = sorted(
        (row for row in dated if _last_day(row) >= day), key=lambda row: end_of(_deadline(row))
    )
    begun = [row for row in ahead if not row.opens or row.opens <= day]
    if sure := next((r for r in begun if r.opens and r.status == "confirmed"), None):
        return Opening(state="open", round=sure)
    if begun:
        return Opening(state="perhaps_open", round=begun[0])
    if coming := next((row for row in ahead if row.opens), None):
        return Opening(state="coming", round=coming)
    if not dated or any(row.deadline is None and row.no and row.no > 1 for row in edition.rounds):
        return Opening(state="unknown")
    return Opening(state="closed", round=max(dated, key=lambda row: end_of(_deadline(row))))


def closed_in(
    programmes: Iterable[Programme], day: dt.date, prefecture: str, town: str | None
) -> tuple[tuple[Programme, ProgrammeEdition, Round], ...]:
    """What a place's own programmes have closed within the year before, the latest first."""
    found = []
    for programme in programmes:
        reach = reach_of(programme, prefecture, town)
        if reach is None or reach == "everywhere":
            continue
        for edition in programme.editions:
            seen = opening_on(edition, day)
            row = seen.round
            if seen.state == "closed" and row and day - _last_day(row) <= _A_YEAR:
                found.append((programme, edition, row))
    return tuple(sorted(found, key=lambda one: _last_day(one[2]), reverse=True))


def open_by_edition(
    programmes: Iterable[Programme], day: dt.date, prefecture: str | None, town: str | None
) -> tuple[OpenRound, ...]:
    """What is open, perhaps open or unknown, each edition once, by its surest and next round."""
    found: dict[str, OpenRound] = {}
    for row in open_rounds(programmes, day, prefecture, town):
        held = found.get(row.edition)
        if held is None or (row.state == held.state and _sooner(row, held)):
            found[row.edition] = row
    return tuple(found.values())


def _sooner(one: OpenRound, other: OpenRound) -> bool:
    if one.deadline is None or other.deadline is None:
        return False
    return end_of(one.deadline) < end_of(other.deadline)


def _deadline(row: Round) -> dt.date | dt.datetime:
    assert row.deadline is not None
    return row.deadline


def _last_day(row: Round) -> dt.date:
    return end_of(_deadline(row)).date()
