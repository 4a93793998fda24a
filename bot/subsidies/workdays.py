"""Japanese working days and deadlines: weekends, holidays, year-end closing, 17:00. Pure.

National holidays, substitute holidays (振替休日) and the days between two holidays (国民の休日)
come from jpholiday. It computes the equinoxes; the law fixes them only the February before.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import jpholiday

from knowledge.dates import JST

# As the law on national holidays stands; further on the equinoxes are too unsure to plan with.
FIRST_YEAR, LAST_YEAR = 1949, 2099

_DAY = dt.timedelta(1)
_SATURDAY = 5
# 行政機関の休日に関する法律 第1条: offices are closed from 29 December to 3 January.
_YEAR_END = frozenset({(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)})
_WEEK, _WORKING_WEEK = 7, 5


def is_working(day: dt.date) -> bool:
    """Whether offices and firms work on a day.

    Raises:
        ValueError: a year whose holidays nobody knows.
    """
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"no holidays known for {day.year}")
    closed = day.weekday() >= _SATURDAY or (day.month, day.day) in _YEAR_END
    return not closed and day not in _holidays(day.year)


def on_or_before(day: dt.date) -> dt.date:
    """The day itself when it is a working day, else the last one before."""
    while not is_working(day):
        day -= _DAY
    return day


def on_or_after(day: dt.date) -> dt.date:
    """The day itself when it is a working day, else the next one."""
    while not is_working(day):
        day += _DAY
    return day


def back(day: dt.date, working_days: int) -> dt.date:
    """So many working days before a day; 0 = the last working day up to it."""
    day = on_or_before(day)
    for _ in range(working_days):
        day = on_or_before(day - _DAY)
    return day


def ahead(day: dt.date, working_days: int) -> dt.date:
    """So many working days after a day, which need not be one; 0 = the day itself."""
    for _ in range(working_days):
        day = on_or_after(day + _DAY)
    return day


def latest_start(end: dt.date, days: int) -> dt.date:
    """The last working day to begin what takes so many days and must be done by the end.

    A published time such as 「2週間」 has its weekends in it, but no holidays: so both the days
    and their working days (five a week) must pass.
    """
    end = on_or_before(end)
    if days == 0:
        return end
    return on_or_before(min(end - days * _DAY, back(end, _working(days))))


def earliest_end(start: dt.date, days: int) -> dt.date:
    """When what takes so many days is done, begun on a day. 0 days: that day, holiday or not."""
    if days == 0:
        return start
    return on_or_after(max(start + days * _DAY, ahead(start, _working(days))))


def deadline_day(deadline: dt.date | dt.datetime) -> dt.date:
    """The day of a deadline in Japan."""
    if isinstance(deadline, dt.datetime):
        return deadline.astimezone(JST).date()
    return deadline


def has_passed(deadline: dt.date | dt.datetime, now: dt.datetime) -> bool:
    """Whether it is too late: at 17:00:00 not yet, right after it yes; a date is a whole day."""
    if isinstance(deadline, dt.datetime):
        return now > deadline
    return now.astimezone(JST).date() > deadline


def meets(day: dt.date, deadline: dt.date | dt.datetime, now: dt.datetime) -> bool:
    """Whether what is done some time on a day, today or later, can be done by the deadline."""
    if day == now.astimezone(JST).date():
        return not has_passed(deadline, now)
    if isinstance(deadline, dt.datetime):
        return dt.datetime.combine(day, dt.time(), JST) < deadline
    return day <= deadline


def _working(days: int) -> int:
    return -(-days * _WORKING_WEEK // _WEEK)


@lru_cache(maxsize=LAST_YEAR - FIRST_YEAR + 1)
def _holidays(year: int) -> frozenset[dt.date]:
    return frozenset(day for day, _ in jpholiday.year_holidays(year))
