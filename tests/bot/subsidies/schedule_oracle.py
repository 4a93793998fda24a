"""A second opinion on schedules: the law's holidays and brute-force walks, day by day.

Shares no code with bot.subsidies: days are walked one at a time, deadlines are plain seconds.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

DAY = dt.timedelta(1)
# 国立天文台の暦要項と計算: the day in March and in September.
_EQUINOXES = {
    2019: (21, 23), 2020: (20, 22), 2021: (20, 23), 2022: (21, 23), 2023: (21, 23),
    2024: (20, 22), 2025: (20, 23), 2026: (20, 23), 2027: (21, 23), 2028: (20, 22),
    2029: (20, 23), 2030: (20, 23), 2031: (21, 23),
}  # fmt: skip
FIRST, LAST = min(_EQUINOXES), max(_EQUINOXES)
# 五輪特措法: days moved in 2020 and 2021. 2019: the accession.
_SEA = {2020: (7, 23), 2021: (7, 22)}
_SPORTS = {2020: (7, 24), 2021: (7, 23)}
_MOUNTAIN = {2020: (8, 10), 2021: (8, 8)}


def _monday(year: int, month: int, which: int) -> dt.date:
    mondays = [dt.date(year, month, day) for day in range(1, 29)]
    return [day for day in mondays if day.weekday() == 0][which - 1]


@cache
def holidays(year: int) -> frozenset[dt.date]:
    """国民の祝日に関する法律, article by article."""
    spring, autumn = _EQUINOXES[year]
    fixed = {(1, 1), (2, 11), (3, spring), (4, 29), (5, 3), (5, 4), (5, 5), (9, autumn)}
    fixed |= {(11, 3), (11, 23), _MOUNTAIN.get(year, (8, 11))}
    fixed |= {(2, 23)} if year >= 2020 else {(5, 1), (10, 22)}
    days = {dt.date(year, *pair) for pair in fixed}
    days |= {_monday(year, 1, 2), _monday(year, 9, 3)}
    days.add(dt.date(year, *_SEA[year]) if year in _SEA else _monday(year, 7, 3))
    days.add(dt.date(year, *_SPORTS[year]) if year in _SPORTS else _monday(year, 10, 2))
    rest = set(days)
    for day in sorted(days):
        if day.weekday() == 6:
            substitute = day
            while substitute in days:
                substitute += DAY
            rest.add(substitute)
    between = dt.date(year, 1, 2)
    while between < dt.date(year, 12, 31):
        if between not in days and {between - DAY, between + DAY} <= days:
            rest.add(between)
        between += DAY
    return frozenset(rest)


@cache
def works(day: dt.date) -> bool:
    """Whether anybody works on a day."""
    year_end = f"{day:%m%d}" in {"1229", "1230", "1231", "0101", "0102", "0103"}
    return f"{day:%a}" not in {"Sat", "Sun"} and not year_end and day not in holidays(day.year)


@cache
def done_on(start: dt.date, days: int) -> dt.date:
    """Walk on until the days and five working days for every seven of them have passed."""
    day, passed, worked = start, 0, 0
    while passed < days or worked * 7 < days * 5 or (days and not works(day)):
        day += DAY
        passed += 1
        worked += works(day)
    return day


@cache
def last_start(end: dt.date, days: int) -> dt.date:
    """Try every day from the end backwards: the first that works out."""
    start = end
    while not works(start) or done_on(start, days) > end:
        start -= DAY
    return start


_Span = tuple[str, int, int | None]


@dataclass(frozen=True)
class Case:
    """A plan in plain numbers. `lines`: (step, shortest, longest | None) in order."""

    lines: tuple[tuple[_Span, ...], ...]
    last: _Span
    deadline: dt.date | dt.datetime
    known: bool
    now: dt.datetime
    margin: int


@dataclass(frozen=True)
class Opinion:
    """What the plan should be."""

    dates: dict[str, tuple[dt.date | None, dt.date | None, bool]]
    verdict: str
    late: bool
    slack: int | None


def _seconds(at: dt.datetime) -> int:
    """Seconds in Japan since day 0."""
    japan = at.astimezone(dt.timezone(dt.timedelta(hours=9)))
    return japan.toordinal() * 86400 + japan.hour * 3600 + japan.minute * 60 + japan.second


def last_second(deadline: dt.date | dt.datetime) -> int:
    """The last second in time."""
    if isinstance(deadline, dt.datetime):
        return _seconds(deadline)
    return deadline.toordinal() * 86400 + 86399


def opinion(case: Case) -> Opinion:
    """The plan, found by walking."""
    limit, now = last_second(case.deadline), _seconds(case.now)
    today = dt.date.fromordinal(now // 86400)
    aim = dt.date.fromordinal(limit // 86400)
    for _ in range(case.margin):
        aim -= DAY
    while not works(aim):
        aim -= DAY
    dates: dict[str, tuple[dt.date | None, dt.date | None, bool]] = {}

    def place(step: str, longest: int | None, end: dt.date | None) -> dt.date | None:
        start = None if end is None or longest is None else last_start(end, longest)
        dates[step] = (start, end, start is not None and start < today)
        return start

    every = [*(step for line in case.lines for step in line)]
    after: dt.date | None = aim
    if case.last[0]:
        after = place(case.last[0], case.last[2], aim)
        every.append(case.last)
    for line in case.lines:
        end = after
        for step, _, longest in reversed(line):
            end = place(step, longest, end)

    def hurry(start: dt.date, steps: tuple[_Span, ...]) -> dt.date:
        for _, shortest, longest in steps:
            start = done_on(start, shortest if longest is not None else 0)
        return start

    soonest = hurry(max([today, *(hurry(today, line) for line in case.lines)]), (case.last,))
    ready = now if soonest == today else soonest.toordinal() * 86400 + 1
    late = any(late for _, _, late in dates.values())
    verdict = _verdict(case, every, ready > limit, late)
    starts = [start for start, _, _ in dates.values() if start]
    slack = min(starts).toordinal() - today.toordinal() if starts else None
    return Opinion(dates, verdict, now > limit, slack)


def _verdict(case: Case, every: list[_Span], missed: bool, late: bool) -> str:
    if not every:
        return "in_time"
    if not case.known:
        return "unknown"
    if missed:
        return "too_late"
    if any(longest is None for _, _, longest in every):
        return "unknown"
    return "tight" if late else "in_time"
