"""Whether every value of a text stands in a quote, and says there of the same thing what it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from bot.phrasing.value_forms import Value, canonical, values

# How many letters may stand between a day and its hour: 12日（金）の17時.
_BESIDE = 5
_RANGE = re.compile("[〜\\-–−]|から|より")
Fault = Literal["number", "date", "star"]


def supported(text: str, quote: str, *, around: str = "", title: str = "") -> Fault | None:
    """Which kind of value of a text its quote does not say; None when it says all of them.

    Args:
        around: the sentences the quote was taken from; a value the quote cuts in two is none.
        title: of the source; values of a name (補助金2026, 第4.0版) may come from it.
    """
    said = values(canonical(quote))
    if around:
        whole = {(value.kind, value.key) for value in values(canonical(around))}
        said = tuple(value for value in said if (value.kind, value.key) in whole)
    dates = tuple(_completed(said))
    named = values(canonical(title))
    for value in values(canonical(text)):
        if not _stands(value, said, dates, named):
            return fault_of(value)
    if not _moments_stand(text, quote):
        return "date"
    return None if _ranges_stand(text, quote) else "number"


def _moments_stand(text: str, quote: str) -> bool:
    """Whether no hour is given to another day than the quote gives it to."""
    theirs = list(_moments(quote))
    return all(
        any(same(day, other) for other, hour in theirs if hour.key == time.key)
        for day, time in _moments(text)
        if any(hour.key == time.key for _, hour in theirs)
    )


def _moments(text: str) -> Iterator[tuple[Value, Value]]:
    written = canonical(text)
    dates = list(_completed(values(written)))
    for time in (value for value in values(written) if value.kind == "time"):
        for day in dates:
            if 0 <= time.start - day.end <= _BESIDE:
                yield day, time


def _ranges_stand(text: str, quote: str) -> bool:
    """Whether the two ends of each range are the ends of one range of the quote."""
    theirs = list(_ranges(quote))
    return all(
        any(same(low, first) and same(high, last) for first, last in theirs)
        for low, high in _ranges(text)
    )


def _ranges(text: str) -> Iterator[tuple[Value, Value]]:
    written = canonical(text)
    found = values(written)
    dates = iter(_completed(found))
    found = tuple(next(dates) if value.kind == "date" else value for value in found)
    for low, high in zip(found, found[1:], strict=False):
        if _RANGE.fullmatch(written[low.end : high.start]) and _alike(low, high):
            yield low, high


def _alike(low: Value, high: Value) -> bool:
    return low.kind == high.kind and (low.kind != "count" or low.key[1] == high.key[1])


def fault_of(value: Value) -> Fault:
    """What is wrong when a value is not said."""
    if value.kind == "star":
        return "star"
    return "date" if value.kind in ("date", "fiscal_year", "time", "word") else "number"


def same(left: Value, right: Value) -> bool:
    """Whether the left value says no more than the right one."""
    if left.kind == right.kind == "date":
        return all(mine in (None, theirs) for mine, theirs in zip(left.key, right.key, strict=True))
    if left.kind == "date" and left.key[:2] == (None, None):  # 30日: a day of a month, or a span
        return right.kind == "count" and right.key == (str(left.key[2]), "day")
    return left.kind == right.kind and left.key == right.key


def _stands(
    value: Value, said: Sequence[Value], dates: Sequence[Value], named: Sequence[Value]
) -> bool:
    if any(same(value, other) for other in (*said, *dates)):
        return True
    if value.kind == "star":
        return not any(other.kind == "star" for other in said) and _only_star(value, named)
    if value.kind == "yen" or value.kind == "rate":
        return False
    return any(same(value, other) for other in named)


def _only_star(value: Value, named: Iterable[Value]) -> bool:
    """Whether a title is about this star and no other."""
    return {other.key for other in named if other.kind == "star"} == {value.key}


def _completed(said: Sequence[Value]) -> Iterable[Value]:
    """Dates with what the date before them said: 2026年5月12日と6月9日, 6月12日・15日."""
    year: object = None
    month: object = None
    for value in said:
        if value.kind == "fiscal_year":
            year = None
        if value.kind != "date":
            continue
        own_year, own_month, day = value.key
        month = own_month or (month if own_year is None else None)
        year = own_year or year
        yield Value("date", (year, month, day), value.start, value.end)
