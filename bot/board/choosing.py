"""Which lines of the board somebody looks at, in which order, and on which page."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Literal

from bot.board.rows import Row, StageKey
from bot.domain.answer import Model

Deadline = Literal["late", "week", "month", "none"]

_WITHIN = {"week": 7, "month": 30}
_FAR = 10**6


class Choice(Model):
    """What somebody chose to see. None = all of it.

    Attributes:
        page: from one; beyond the last means the last.
    """

    consultant: str | None = None
    stage: StageKey | None = None
    deadline: Deadline | None = None
    page: int = 1

    @property
    def narrows(self) -> bool:
        """Whether it leaves lines out."""
        return any((self.consultant, self.stage, self.deadline))


class Page(Model):
    """A page of lines, its number from one, and how many pages and lines there are."""

    rows: tuple[Row, ...]
    number: int
    pages: int
    count: int


def chosen(rows: Iterable[Row], choice: Choice) -> list[Row]:
    """The lines that fit, the late ones first, then by what presses."""
    return sorted((row for row in rows if _fits(row, choice)), key=_order)


def page(rows: Sequence[Row], number: int, size: int) -> Page:
    """A page of lines."""
    pages = max(1, math.ceil(len(rows) / size))
    at = min(max(number, 1), pages)
    shown = tuple(rows[(at - 1) * size : at * size])
    return Page(rows=shown, number=at, pages=pages, count=len(rows))


def _fits(row: Row, choice: Choice) -> bool:
    if choice.consultant and row.client.consultant != choice.consultant:
        return False
    if choice.stage and (row.standing is None or row.standing.stage != choice.stage):
        return False
    return choice.deadline is None or _due(row, choice.deadline)


def _due(row: Row, deadline: Deadline) -> bool:
    if row.standing is None:
        return False
    if deadline == "late":
        return row.late
    if deadline == "none":
        return row.days_left is None
    return row.days_left is not None and not row.passed and row.days_left <= _WITHIN[deadline]


def _order(row: Row) -> tuple[int, int, float, str, str]:
    """Late, to be bound anew, due, under way without a date, settled or over, gone."""
    here, left = row.here, _FAR if row.days_left is None else row.days_left
    if row.late:
        # A deadline of a year ago presses less than one of yesterday.
        rank, left = 0, abs(left)
    elif row.client.state == "paused":
        rank = 1
    elif row.client.state == "frozen":
        rank = 5
    elif row.days_left is not None and not row.passed and not here.settled:
        rank = 2
    elif row.passed or here.settled or (not row.blockers and here.stage == "two"):
        rank = 4
    else:
        rank = 3
    # Without a date: what nobody touched for the longest first.
    return rank, left, here.updated_at or 0.0, row.client.company, row.client.scope.channel
