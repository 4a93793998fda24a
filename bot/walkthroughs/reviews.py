"""When the check is due again: a year after declaring, and a year after publishing."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Mapping

from bot.walkthroughs import words
from knowledge.dates import JST

_MORNING = dt.time(9, 30)
_WHAT = {
    "declared_on": words.DECLARATION,
    "star2_declared_on": words.DECLARATION,
    "published_on": words.PUBLICATION,
}


def due(fields: Mapping[str, str]) -> Iterator[tuple[str, str, float]]:
    """The reminders that follow from what was given: subject, text, seconds since the epoch."""
    for name, what in _WHAT.items():
        if day := _date(fields.get(name, "")):
            at = dt.datetime.combine(a_year_after(day), _MORNING, JST)
            yield f"annual-review:{name}", words.REVIEW.format(what=what), at.timestamp()


def a_year_after(day: dt.date) -> dt.date:
    """The same day a year later; 28 February after a leap day."""
    last = calendar.monthrange(day.year + 1, day.month)[1]
    return day.replace(year=day.year + 1, day=min(day.day, last))


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
