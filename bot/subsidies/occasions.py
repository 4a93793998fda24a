"""When to say what of a schedule: the times of its steps and of its deadline. Pure.

A step is said some working days before its latest start and on the day of it; the deadline five
working days before and on the last working day before. Each is one subject, whose times move
with the schedule.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from bot.subsidies import workdays
from bot.subsidies.office_hours import morning, tomorrow
from bot.subsidies.schedule import Schedule, Step, StepId

PLAN = "plan/"
DEADLINE = f"{PLAN}deadline"
# `late`: its day had passed when it was set. `again`: put off by somebody.
Occasion = Literal["ahead", "day", "week", "eve", "late", "again"]
AHEAD_DAYS, WEEK_DAYS = 3, 5
_DAY = dt.timedelta(1)


@dataclass(frozen=True)
class Subject:
    """What is to be said of a step, or of the deadline (`step` None).

    Attributes:
        target: the step's latest start, or the day of the deadline.
        times: seconds since the epoch, in order.
    """

    name: str
    step: Step | None
    target: dt.date
    times: Mapping[Occasion, float]

    def first(self, now: float) -> tuple[Occasion, float] | None:
        """The first of its times that is still to come; of a step never begun, tomorrow."""
        found = self.after(now)
        if found is None and self.step is not None:
            return "late", tomorrow(now)
        return found

    def after(self, now: float) -> tuple[Occasion, float] | None:
        """The first of its times after a moment."""
        coming = ((name, at) for name, at in self.times.items() if at > now)
        return next(coming, None)


def subjects(schedule: Schedule) -> tuple[Subject, ...]:
    """What a schedule has to say, in the order of doing; nothing when its deadline has passed."""
    if schedule.goal.deadline is None or schedule.late or not schedule.open_steps:
        return ()
    return tuple(_subjects(schedule))


def name_of(step: StepId, star: str) -> str:
    """The subject of a step. The declaration of ★ is not that of ★★."""
    return f"{PLAN}{step}-{star}" if step == "declaration" else f"{PLAN}{step}"


def _subjects(schedule: Schedule) -> Iterator[Subject]:
    for step in schedule.open_steps:
        if step.start is not None:
            times: dict[Occasion, float] = {
                "ahead": morning(workdays.back(step.start, AHEAD_DAYS)),
                "day": morning(step.start),
            }
            yield Subject(name_of(step.id, schedule.goal.star), step, step.start, times)
    assert schedule.goal.deadline is not None
    day = workdays.deadline_day(schedule.goal.deadline)
    times = {
        "week": morning(workdays.back(day, WEEK_DAYS)),
        "eve": morning(workdays.on_or_before(day - _DAY)),
    }
    yield Subject(DEADLINE, None, day, times)
