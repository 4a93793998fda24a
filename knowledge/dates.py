"""Dates as sources give them: a day, a month or only a year."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator

JST = ZoneInfo("Asia/Tokyo")

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", re.ASCII)


def _as_text(value: object) -> object:
    # YAML reads 2026-08-05 as a date and 2026 as an int; sources mean the same text either way.
    if isinstance(value, dt.date | int) and not isinstance(value, bool):
        return str(value)
    return value


def _checked(value: str) -> str:
    first_day(value)
    return value


PartialDate = Annotated[str, BeforeValidator(_as_text), AfterValidator(_checked)]


def _parts(value: str) -> tuple[int, int | None, int | None]:
    match = _PARTIAL.fullmatch(value)
    if match is None:
        raise ValueError(f"not YYYY, YYYY-MM or YYYY-MM-DD: {value!r}")
    year, month, day = match.groups()
    return int(year), int(month) if month else None, int(day) if day else None


def first_day(value: str) -> dt.date:
    """The earliest day a partial date can mean.

    Raises:
        ValueError: the text is no date.
    """
    year, month, day = _parts(value)
    return dt.date(year, 1 if month is None else month, 1 if day is None else day)


def last_day(value: str) -> dt.date:
    """The latest day a partial date can mean.

    Raises:
        ValueError: the text is no date.
    """
    year, month, day = _parts(value)
    month = 12 if month is None else month
    if day is None:
        day = calendar.monthrange(year, month)[1]
    return dt.date(year, month, day)


def japanese(value: str | dt.date) -> str:
    """A date as a Japanese reader writes it: 2026年8月5日, 2026年8月, 2026年."""
    if isinstance(value, dt.date):
        return f"{value.year}年{value.month}月{value.day}日"
    year, month, day = _parts(value)
    return f"{year}年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")
