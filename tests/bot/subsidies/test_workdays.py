"""Working days in Japan: holidays, substitutes, the year's end, and the last second in time."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from bot.subsidies import workdays
from knowledge.dates import JST
from tests.bot.subsidies import schedule_oracle as oracle

CASES = 10_000
DAY = dt.timedelta(1)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def test_every_day_of_thirteen_years_is_worked_or_not_as_the_law_says() -> None:
    one, wrong = dt.date(oracle.FIRST, 1, 1), []
    while one.year <= oracle.LAST:
        if workdays.is_working(one) != oracle.works(one):
            wrong.append(one)
        one += DAY
    assert wrong == []


@pytest.mark.parametrize(
    ("free", "why"),
    [
        ("2026-05-06", "substitute for 3 May, a Sunday, after three holidays"),
        ("2026-09-22", "between two holidays"),
        ("2026-11-23", "勤労感謝の日"),
        ("2027-03-22", "substitute for 春分の日"),
        ("2029-02-12", "substitute for 建国記念の日"),
        ("2030-11-04", "substitute for 文化の日"),
        ("2021-08-09", "substitute for 山の日, moved for the Olympics"),
        ("2021-07-23", "スポーツの日, moved for the Olympics"),
        ("2019-05-02", "between two holidays at the accession"),
        ("2026-12-29", "year-end"),
        ("2027-01-03", "year-end"),
        ("2026-11-22", "Sunday"),
    ],
)
def test_nobody_works_on_a(free: str, why: str) -> None:
    assert not workdays.is_working(day(free)), why


@pytest.mark.parametrize("worked", ["2028-02-29", "2026-12-28", "2027-01-04", "2021-10-11"])
def test_offices_work_on(worked: str) -> None:
    assert workdays.is_working(day(worked))


def test_counting_back_over_the_years_end_leaves_out_its_closing() -> None:
    assert workdays.back(day("2027-01-04"), 1) == day("2026-12-28")
    assert workdays.back(day("2027-01-02"), 0) == day("2026-12-28")
    assert workdays.on_or_before(day("2027-01-03")) == day("2026-12-28")
    assert workdays.ahead(day("2026-12-28"), 1) == day("2027-01-04")


def test_two_weeks_over_the_years_end_take_longer_than_two_weeks() -> None:
    assert workdays.latest_start(day("2026-12-14"), 14) == day("2026-11-30")
    assert workdays.latest_start(day("2027-01-08"), 14) == day("2026-12-21")


def test_what_takes_no_days_is_done_at_once_even_on_a_holiday() -> None:
    assert workdays.earliest_end(day("2026-11-23"), 0) == day("2026-11-23")
    assert workdays.earliest_end(day("2026-11-23"), 1) == day("2026-11-24")


def test_ten_thousand_walks_back_and_on_agree_with_trying_every_day() -> None:
    pick = random.Random(29)
    for _ in range(CASES):
        end = dt.date(oracle.FIRST + 1, 1, 1) + dt.timedelta(pick.randrange(365 * 11))
        days = pick.randint(0, 45)
        start = workdays.latest_start(end, days)
        assert start == oracle.last_start(workdays.on_or_before(end), days), (end, days)
        assert workdays.earliest_end(end, days) == oracle.done_on(end, days), (end, days)
        count = pick.randint(1, 15)
        between = [end - n * DAY for n in range((end - workdays.back(end, count)).days + 1)]
        worked = sum(oracle.works(one) for one in between)
        assert worked == count + 1, (end, count)
        assert oracle.works(between[-1])


@pytest.mark.parametrize(
    ("time", "passed"), [("16:59:59", False), ("17:00:00", False), ("17:00:01", True)]
)
def test_a_deadline_at_17_is_met_at_17_00_00_and_missed_a_second_later(
    time: str, passed: bool
) -> None:
    deadline = dt.datetime(2028, 2, 29, 17, tzinfo=JST)
    now = dt.datetime.fromisoformat(f"2028-02-29T{time}+09:00")
    assert workdays.has_passed(deadline, now) is passed
    assert workdays.has_passed(deadline, now.astimezone(dt.UTC)) is passed
    assert workdays.meets(day("2028-02-29"), deadline, now) is not passed


def test_a_deadline_that_is_a_date_lasts_until_midnight_in_japan() -> None:
    last = dt.datetime(2026, 12, 31, 14, 59, 59, 999999, tzinfo=dt.UTC)
    assert not workdays.has_passed(day("2026-12-31"), last)
    assert workdays.has_passed(day("2026-12-31"), last + dt.timedelta(microseconds=1))


def test_what_is_done_on_the_day_of_a_midnight_deadline_comes_too_late() -> None:
    now = dt.datetime(2026, 12, 1, tzinfo=JST)
    assert not workdays.meets(day("2026-12-15"), dt.datetime(2026, 12, 15, tzinfo=JST), now)
    assert workdays.meets(day("2026-12-14"), dt.datetime(2026, 12, 15, tzinfo=JST), now)


@pytest.mark.parametrize("year", [1948, 2100])
def test_a_year_without_known_holidays_is_refused(year: int) -> None:
    with pytest.raises(ValueError, match="no holidays known"):
        workdays.is_working(dt.date(year, 6, 1))
