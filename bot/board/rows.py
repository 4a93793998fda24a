"""A client's line on the board: what is kept of its runs, and what the day makes of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Literal

from bot.board import words
from bot.domain.answer import Model
from bot.domain.client import Client
from bot.subsidies import workdays
from bot.subsidies.schedule import DeadlineStatus
from knowledge.dates import JST

StageKey = Literal[
    "nothing", "one_going", "one", "two_going", "check", "policy", "published", "two"
]
Wait = Literal[
    "gbizid",
    "gbizid_unknown",
    "unpublished",
    "declare_one",
    "declare_two",
    "short_one",
    "short_two",
    "undated",
    "unfinished",
    "old_id",
]

_STILL_DAYS = 14
_DAY = 86_400.0


class Standing(Model):
    """What all runs of a client come to. Nothing in it depends on the day it is read.

    Attributes:
        label: the stage in words.
        score: of the self-check, once complete.
        next: the next step in words; empty when nothing is left.
        run: the run to go on with.
        begin: the walkthrough to begin where no run is under way.
        waits: what stands in the way, the worst first.
        programme: what it is for, in words.
        deadline_at: a deadline with its time; `deadline_on`: one that is a whole day.
        begin_by: the latest start of what is left to do before the deadline.
        settled: nothing is left to declare for the deadline.
        updated_at: of the newest run.
    """

    stage: StageKey = "nothing"
    label: str = words.NOTHING
    score: int | None = None
    todos: int = 0
    next: str = ""
    run: str | None = None
    begin: str | None = None
    waits: tuple[Wait, ...] = ()
    programme: str = ""
    deadline_at: dt.datetime | None = None
    deadline_on: dt.date | None = None
    status: DeadlineStatus = "unknown"
    begin_by: dt.date | None = None
    settled: bool = False
    updated_at: float | None = None

    @property
    def deadline(self) -> dt.datetime | dt.date | None:
        """When it must be done."""
        return self.deadline_at or self.deadline_on


class Row(Model):
    """A line of the board, at one moment.

    Attributes:
        standing: None where it may not be shown (paused, frozen) or is not read yet.
        blockers: what is in the way, the worst first.
        days_left: to the deadline's day; negative once it is over.
        late: the deadline passed, or what is left should have begun, and is not settled.
    """

    client: Client
    standing: Standing | None
    blockers: tuple[str, ...]
    days_left: int | None = None
    passed: bool = False
    late: bool = False

    @property
    def here(self) -> Standing:
        """The standing; an empty one where there is none to show."""
        return self.standing or _UNKNOWN


_UNKNOWN = Standing(label="")


def row(client: Client, standing: Standing | None, questions: int, now: float) -> Row:
    """A client's line now.

    Args:
        client: as the office knows it.
        standing: what its runs come to; None while that is not read.
        questions: how many wait for a person.
        now: seconds since the epoch.
    """
    if client.state != "active" or standing is None:
        return Row(client=client, standing=None, blockers=tuple(_around(client, questions)))
    at = dt.datetime.fromtimestamp(now, JST)
    deadline, left, passed = standing.deadline, None, False
    if deadline is not None:
        left = (workdays.deadline_day(deadline) - at.date()).days
        passed = workdays.has_passed(deadline, at)
    behind = standing.begin_by is not None and standing.begin_by < at.date()
    return Row(
        client=client,
        standing=standing,
        blockers=tuple(_blockers(standing, questions, now)),
        days_left=left,
        passed=passed,
        late=deadline is not None and not standing.settled and (passed or behind),
    )


def _around(client: Client, questions: int) -> Iterator[str]:
    if client.state != "active":
        yield words.PAUSED if client.state == "paused" else words.FROZEN
    else:
        yield words.UNREAD
    if questions:
        yield words.ASKED.format(count=questions)


def _blockers(standing: Standing, questions: int, now: float) -> Iterator[str]:
    if questions:
        yield words.ASKED.format(count=questions)
    yield from (words.WAITS[wait] for wait in standing.waits)
    still = 0.0 if standing.updated_at is None else now - standing.updated_at
    if still >= _STILL_DAYS * _DAY and (standing.run or standing.waits):
        yield words.STILL.format(weeks=int(still // (7 * _DAY)))
