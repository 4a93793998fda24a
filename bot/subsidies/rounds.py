"""The rounds of a programme (公募回): those of a frame, those still to come, the next one. Pure.

A deadline with an hour counts to that second in Japan; a bare date counts as its whole day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from bot.subsidies.workdays import deadline_day, has_passed
from knowledge.schema import Programme, ProgrammeEdition, Round
from knowledge.sentences import end_of


def edition_of(programme: Programme, wanted: str | None, as_of: dt.date) -> ProgrammeEdition | None:
    """The edition with an id, else the newest in force on the day, else the last before it."""
    for one in programme.editions:
        if one.id == wanted:
            return one
    in_order = sorted(
        programme.editions, key=lambda one: (one.valid_from or dt.date.min, one.fiscal_year or 0)
    )
    held = [one for one in in_order if one.holds_on(as_of)]
    past = [one for one in in_order if one.valid_from is None or one.valid_from <= as_of]
    return next(iter((held or past or in_order)[-1:]), None)


def of_frame(edition: ProgrammeEdition, frame: str | None) -> tuple[Round, ...]:
    """The rounds one can apply in, by their deadline, those without one last.

    Args:
        edition: the edition.
        frame: id of the frame applied for; None takes the rounds of all frames.
    """
    rows = [row for row in edition.rounds if frame is None or not row.frames or frame in row.frames]
    return tuple(sorted(rows, key=lambda row: end_of(row.deadline or dt.date.max)))


def upcoming(rows: Iterable[Round], now: dt.datetime) -> tuple[Round, ...]:
    """Those whose deadline is known and has not passed, in the order given."""
    return tuple(row for row in rows if row.deadline and not has_passed(row.deadline, now))


def upcoming_one(rows: Iterable[Round], now: dt.datetime) -> Round | None:
    """The next one."""
    return next(iter(upcoming(rows, now)), None)


def due_between(rows: Iterable[Round], first: dt.date, last: dt.date) -> tuple[Round, ...]:
    """Those whose deadline lies in a span of days, both ends inclusive."""
    return tuple(
        row for row in rows if row.deadline and first <= deadline_day(row.deadline) <= last
    )
