"""When somebody reads: weekdays nine to six in Japan, no holidays, not over the year's end. Pure."""

from __future__ import annotations

import datetime as dt

from bot.subsidies import workdays
from knowledge.dates import JST

OPENS, CLOSES = dt.time(9, 0), dt.time(18, 0)
# Half an hour after the opening: mail is read, the day is not yet full.
MORNING = dt.time(9, 30)


def is_open(now: float) -> bool:
    """Whether somebody reads at this moment; in a year nobody knows the holidays of, no."""
    try:
        moment = dt.datetime.fromtimestamp(now, JST)
        return workdays.is_working(moment.date()) and OPENS <= moment.time() < CLOSES
    except (ValueError, OverflowError, OSError):
        return False


def next_opening(at: float) -> float:
    """The moment itself in office hours, else when the office opens next.

    Raises:
        ValueError: in a year nobody knows the holidays of.
    """
    if is_open(at):
        return at
    moment = dt.datetime.fromtimestamp(at, JST)
    day = moment.date() if moment.time() < OPENS else moment.date() + dt.timedelta(1)
    return dt.datetime.combine(workdays.on_or_after(day), OPENS, JST).timestamp()


def morning(day: dt.date) -> float:
    """In the morning of a day, or of the next working day."""
    return dt.datetime.combine(workdays.on_or_after(day), MORNING, JST).timestamp()


def tomorrow(now: float) -> float:
    """In the morning of the next working day."""
    return morning(dt.datetime.fromtimestamp(now, JST).date() + dt.timedelta(1))


def in_a_week(now: float) -> float:
    """In the morning a week on, or of the next working day after that."""
    return morning(dt.datetime.fromtimestamp(now, JST).date() + dt.timedelta(7))
