"""Partial dates: what they may say, the days they span, how they read."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from knowledge.dates import PartialDate, first_day, japanese, last_day

PARTIAL = TypeAdapter(PartialDate)
DAYS = st.dates(min_value=dt.date(1000, 1, 1))


@given(DAYS)
def test_a_whole_day_starts_and_ends_on_itself(day: dt.date) -> None:
    assert first_day(day.isoformat()) == day == last_day(day.isoformat())


@given(DAYS)
def test_a_month_spans_exactly_its_days(day: dt.date) -> None:
    month = day.isoformat()[:7]
    assert first_day(month) == day.replace(day=1)
    assert last_day(month).isoformat()[:7] == month
    if last_day(month) != dt.date.max:
        assert (last_day(month) + dt.timedelta(days=1)).day == 1


@given(DAYS)
def test_a_year_spans_exactly_its_days(day: dt.date) -> None:
    year = day.isoformat()[:4]
    assert (first_day(year), last_day(year)) == (
        day.replace(month=1, day=1),
        dt.date(day.year, 12, 31),
    )


@given(DAYS)
def test_japanese_holds_the_numbers_without_leading_zeros(day: dt.date) -> None:
    assert re.findall("[0-9]+", japanese(day)) == [str(day.year), str(day.month), str(day.day)]
    assert japanese(day) == japanese(day.isoformat())


@pytest.mark.parametrize(
    ("value", "read"),
    [("2026-08-05", "2026年8月5日"), ("2026-08", "2026年8月"), ("2026", "2026年")],
)
def test_japanese_says_no_more_than_the_source(value: str, read: str) -> None:
    assert japanese(value) == read


def test_february_ends_on_29_in_leap_years_only() -> None:
    assert last_day("2024-02") == dt.date(2024, 2, 29)
    assert last_day("2026-02") == dt.date(2026, 2, 28)


@pytest.mark.parametrize(("value", "text"), [(2026, "2026"), (dt.date(2026, 8, 5), "2026-08-05")])
def test_what_yaml_reads_as_number_or_date_means_the_same_text(value: object, text: str) -> None:
    assert PARTIAL.validate_python(value) == text


@pytest.mark.parametrize(
    "value",
    ["", "26", "2026-13", "2026-02-30", "2026/08/05", "2026-8-5", "令和8年", True, None,
     " 2026", "2026-08-05T00:00", 20260805, dt.datetime(2026, 8, 5, tzinfo=dt.UTC)],
)  # fmt: skip
def test_what_is_no_date_is_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        PARTIAL.validate_python(value)


@pytest.mark.parametrize("value", ["2026\n", "２０２６-08", "2026-00", "2026-05-00"])
def test_a_date_is_plain_ascii_and_has_no_zeroth_month(value: str) -> None:
    with pytest.raises(ValidationError):
        PARTIAL.validate_python(value)


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    try:
        first, last = first_day(text), last_day(text)
    except ValueError:
        return
    assert first <= last
