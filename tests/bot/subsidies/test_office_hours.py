"""The office reads on working days from nine to six, in Japan."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.subsidies import office_hours
from knowledge.dates import JST


def at(text: str) -> float:
    return dt.datetime.fromisoformat(text).replace(tzinfo=JST).timestamp()


def shown(seconds: float) -> str:
    return dt.datetime.fromtimestamp(seconds, JST).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-24 08:59:59", False), ("2026-11-24 09:00", True), ("2026-11-24 17:59:59", True),
        ("2026-11-24 18:00", False), ("2026-11-23 10:00", False), ("2026-11-21 10:00", False),
        ("2026-12-28 10:00", True), ("2026-12-29 10:00", False), ("2027-01-04 10:00", True),
        ("2024-02-29 10:00", True), ("2024-02-12 10:00", False), ("2026-09-22 10:00", False),
    ],
)  # fmt: skip
def test_it_is_open_on_working_days_only(moment: str, is_open: bool) -> None:
    assert office_hours.is_open(at(moment)) is is_open


@pytest.mark.parametrize("seconds", [1e18, -1e18, float(2**40), -3e9])
def test_in_a_year_nobody_knows_it_is_closed(seconds: float) -> None:
    assert not office_hours.is_open(seconds)


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ("2026-11-24 10:00", "2026-11-24 10:00"), ("2026-11-24 03:00", "2026-11-24 09:00"),
        ("2026-11-20 18:00", "2026-11-24 09:00"), ("2026-12-28 20:00", "2027-01-04 09:00"),
    ],
)  # fmt: skip
def test_a_time_outside_moves_to_the_next_opening(moment: str, opening: str) -> None:
    assert shown(office_hours.next_opening(at(moment))) == opening


def test_tomorrow_and_a_week_later_are_working_mornings() -> None:
    assert shown(office_hours.tomorrow(at("2026-11-20 10:00"))) == "2026-11-24 09:30"
    assert shown(office_hours.in_a_week(at("2026-12-22 10:00"))) == "2027-01-04 09:30"
