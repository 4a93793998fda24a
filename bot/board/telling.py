"""The cells of a line in words."""

from __future__ import annotations

import datetime as dt

from bot.board import words
from bot.board.rows import Row
from bot.subsidies import workdays
from knowledge.dates import JST


def stage(row: Row) -> str:
    """Where the client stands."""
    return row.here.label


def blockers(row: Row) -> str:
    """What is in the way, all of it."""
    return "・".join(row.blockers) or words.FREE


def left(row: Row) -> str:
    """How long until the deadline; empty without one."""
    if row.days_left is None:
        return ""
    if row.passed:
        # Passed today at 17:00 is passed, though the day is not over.
        return words.PASSED.format(days=-row.days_left) if row.days_left else words.LATE_PASSED
    return words.DAYS_LEFT.format(days=row.days_left) if row.days_left else words.TODAY


def late(row: Row) -> str:
    """Why the line is late; empty when it is not."""
    if not row.late:
        return ""
    return words.LATE_PASSED if row.passed else words.LATE_TO_BEGIN


def late_mark(row: Row) -> str:
    """The same as short as it goes in front of the deadline, which says how long it is over."""
    if not row.late:
        return ""
    return f"【{words.LATE if row.passed else words.LATE_TO_BEGIN}】"


def deadline(row: Row, now: float) -> str:
    """The deadline as short as it is clear: 12/15, 12/15 17:00, 2027/1/15."""
    found = row.here.deadline
    if found is None:
        return ""
    clock = ""
    if isinstance(found, dt.datetime):
        clock = f" {found.astimezone(JST):%H:%M}"
    return f"{short(workdays.deadline_day(found), now)}{clock}"


def mark(row: Row) -> str:
    """How sure the deadline is."""
    return words.MARKS[row.here.status] if row.here.deadline else ""


def last(row: Row, now: float) -> str:
    """The day of the last activity; empty before the first."""
    at = row.here.updated_at
    return "" if at is None else short(dt.datetime.fromtimestamp(at, JST).date(), now)


def following(row: Row) -> str:
    """What comes next."""
    return row.here.next or words.NO_NEXT


def short(day: dt.date, now: float) -> str:
    """A day, with its year when that is not this one."""
    year = dt.datetime.fromtimestamp(now, JST).year
    return f"{day.month}/{day.day}" if day.year == year else f"{day.year}/{day.month}/{day.day}"
