"""The schedule counted back from a deadline (逆算): latest start of each step, and a verdict. Pure.

Durations are the longest of the catalogue's lead times; the shortest only decide whether hurrying
still helps. A step ends on the day the next one begins. Japan's time throughout.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from typing import Literal

from bot.subsidies import workdays
from knowledge.dates import JST
from knowledge.schema import LeadTime, Round
from knowledge.sentences import end_of

StepId = Literal["self_check", "policy", "publish", "gbizid", "declaration"]
DeadlineStatus = Literal["confirmed", "forecast", "unknown", "named"]
Certainty = Literal["confirmed", "forecast", "unknown"]
Verdict = Literal["in_time", "tight", "too_late", "unknown"]

EDITORIAL = "editorial"  # the source of our own estimates (目安)
YEARS = range(2000, workdays.LAST_YEAR)
# What comes before a declaration: lines of steps, each line in order, the lines side by side.
LINES: dict[str, tuple[tuple[StepId, ...], ...]] = {
    "one": (("gbizid",),),
    "two": (("self_check", "policy", "publish"), ("gbizid",)),
}
GBIZID_ROUTES = {"online": "lt/gbizid-online", "post": "lt/gbizid-paper"}
_DECLARED: frozenset[StepId] = frozenset({"declaration"})
_BEST_FIRST: tuple[Certainty, ...] = ("confirmed", "forecast", "unknown")


@dataclass(frozen=True)
class Goal:
    """What is to be declared by when. `deadline`: aware, or a date = that whole day, or not known.

    Raises:
        ValueError: a time without a zone, no date though it is known, a year nobody plans for.
    """

    star: Literal["one", "two"]
    deadline: dt.date | dt.datetime | None
    deadline_status: DeadlineStatus = "named"
    label: str = ""

    def __post_init__(self) -> None:
        if isinstance(self.deadline, dt.datetime) and self.deadline.utcoffset() is None:
            raise ValueError("a deadline with a time needs a zone")
        if self.deadline is None and self.deadline_status != "unknown":
            raise ValueError("a known deadline needs a date")
        if self.deadline and self.deadline.year not in YEARS:
            raise ValueError(f"no plans for {self.deadline.year}")


@dataclass(frozen=True)
class Have:
    """What is done, and the way to the GビズID: `have` = it is there already.

    `doubted`: the declaration is done, but whether its ID is accepted is to be confirmed.
    """

    gbizid: Literal["online", "post", "have"]
    done: frozenset[StepId] = frozenset()
    doubted: bool = False


@dataclass(frozen=True)
class Allowances:
    """Our own estimates (目安, editorial), where the knowledge gives no days.

    Attributes:
        margin_days: between the last step and the deadline (余裕).
        policy_days: writing and publishing together, when no lead time says so.
        publish_days: the part of those that publication takes.
    """

    margin_days: int = 1
    self_check_days: int = 1
    policy_days: int = 14
    publish_days: int = 3


DEFAULT = Allowances()


@dataclass(frozen=True)
class Days:
    """How long a step takes. `lead_time` None or `estimate`: an estimate of ours (目安)."""

    shortest: int
    longest: int
    estimate: bool
    certainty: Certainty
    lead_time: LeadTime | None = None


_Durations = Mapping[StepId, Days | None]


@dataclass(frozen=True)
class Step:
    """A step: begin by `start`, be done by `end`. No dates when done or when they are not known.

    `doubted`: done, and has the dates by which it would have to be done again.
    """

    id: StepId
    done: bool = False
    days: Days | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    late: bool = False
    certainty: Certainty = "unknown"
    doubted: bool = False


@dataclass(frozen=True)
class Schedule:
    """A plan as of `now`. Steps in the order of doing.

    Attributes:
        aim: the working day to be done by: the deadline less the margin.
        late: the deadline itself has passed.
        slack_days: days from today to the first latest start; negative = so many days late.
        earliest_end: when hurrying from today ends; None when a duration is not known.
        next_round: when this deadline is tight or too late, the first later round that fits.
    """

    goal: Goal
    now: dt.datetime
    steps: tuple[Step, ...]
    verdict: Verdict
    late: bool
    allowances: Allowances
    aim: dt.date | None = None
    slack_days: int | None = None
    earliest_end: dt.date | None = None
    next_round: Round | None = None

    @property
    def fits(self) -> bool:
        """Whether every step still fits at its longest."""
        return self.verdict == "in_time"

    @property
    def open_steps(self) -> tuple[Step, ...]:
        """What is still to do."""
        return tuple(step for step in self.steps if not step.done)

    @property
    def doubted(self) -> Step | None:
        """The declaration that is done, but may have to be made anew."""
        return next((step for step in self.steps if step.doubted), None)


def plan_back(
    goal: Goal,
    have: Have,
    lead_times: Iterable[LeadTime],
    now: dt.datetime,
    rounds: Iterable[Round] = (),
    allowances: Allowances = DEFAULT,
    as_of: dt.date | None = None,
) -> Schedule:
    """The plan back from a goal's deadline. Lead times count that are valid on `as_of` (today).

    Raises:
        ValueError: `now` without a zone, or in a year nobody plans for.
    """
    if now.utcoffset() is None or now.year not in YEARS:
        raise ValueError(f"no plans from {now}")
    now = now.astimezone(JST)
    valid = [row for row in lead_times if row.holds_on(as_of or now.date())]
    days = {step: _days(step, have, valid, allowances) for step in _order(goal)}
    schedule = _plan(goal, have, days, now, allowances)
    if schedule.verdict not in ("tight", "too_late"):
        return schedule
    plans = (
        (row, _plan(later, have, days, now, allowances)) for later, row in _later(goal, rounds)
    )
    return replace(schedule, next_round=next((row for row, plan in plans if plan.fits), None))


def _order(goal: Goal) -> tuple[StepId, ...]:
    return (*(step for line in LINES[goal.star] for step in line), "declaration")


def _later(goal: Goal, rounds: Iterable[Round]) -> Iterator[tuple[Goal, Round]]:
    """The rounds after a goal whose date is known, in order of their deadline."""
    dated = [(end_of(row.deadline), row) for row in rounds if row.deadline]
    for end, row in sorted(dated, key=lambda pair: pair[0]):
        if goal.deadline and end > end_of(goal.deadline):
            yield Goal(goal.star, row.deadline, row.status, row.label), row


def _days(step: StepId, have: Have, valid: list[LeadTime], own: Allowances) -> Days | None:
    """How long a step takes; of several lead times the longest. None = nobody says."""
    subject = "policy" if step == "publish" else step
    rows = [row for row in valid if row.subject == subject]
    if step == "gbizid":
        rows = [row for row in rows if row.id == GBIZID_ROUTES.get(have.gbizid)]
    row = max(rows, key=lambda row: row.max_days, default=None)
    ours = {"self_check": own.self_check_days, "policy": own.policy_days}.get(subject)
    if row is None and ours is None:
        return None
    shortest, longest = (row.min_days, row.max_days) if row else (0, ours or 0)
    estimate = row is None or any(source.id == EDITORIAL for source in row.sources)
    # The lead time of the policy holds its publication.
    if step == "publish":
        shortest, longest, estimate = 0, min(own.publish_days, longest), True
    elif step == "policy":
        longest = max(longest - own.publish_days, shortest)
    sure = row is not None and row.confidence == "high" and not estimate
    return Days(shortest, longest, estimate, "confirmed" if sure else "forecast", row)


def _plan(
    goal: Goal, have: Have, days: _Durations, now: dt.datetime, allowances: Allowances
) -> Schedule:
    held: frozenset[StepId] = frozenset({"gbizid"} if have.gbizid == "have" else ())
    done = have.done | held
    missing = any(days[step] is None for step in _order(goal) if step not in done)
    aim, late = None, False
    if goal.deadline:
        margin = dt.timedelta(allowances.margin_days)
        aim = workdays.on_or_before(workdays.deadline_day(goal.deadline) - margin)
        late = workdays.has_passed(goal.deadline, now)
    doubted = done & _DECLARED if have.doubted else frozenset()
    steps = _steps(goal, days, done, aim, now.date(), doubted)
    end = _hurrying(goal, days, done, now.date())
    starts = [step.start for step in steps if step.start and not step.done]
    plan = Schedule(goal, now, steps, "in_time", late, allowances, aim)
    slack = (min(starts) - now.date()).days if starts else None
    plan = replace(plan, slack_days=slack, earliest_end=None if missing else end)
    return replace(plan, verdict=_verdict(plan, missing, end))


def _verdict(plan: Schedule, missing: bool, end: dt.date) -> Verdict:
    goal = plan.goal
    if not plan.open_steps:
        return "in_time"
    if goal.deadline is None or goal.deadline_status == "unknown":
        return "unknown"
    if not workdays.meets(end, goal.deadline, plan.now):
        return "too_late"
    if missing:
        return "unknown"
    return "tight" if any(step.late for step in plan.open_steps) else "in_time"


def _steps(
    goal: Goal, days: _Durations, done: Set[StepId], aim: dt.date | None, today: dt.date,
    doubted: Set[StepId] = frozenset(),
) -> tuple[Step, ...]:  # fmt: skip
    """Every step with its latest dates, counted back from the aim, line by line."""
    status = goal.deadline_status
    sure: Certainty = "confirmed" if status == "named" else status

    def step(id: StepId, end: dt.date | None, after: Certainty) -> Step:
        takes = days[id]
        if id in done and id not in doubted:
            return Step(id, done=True, days=takes, certainty=after)
        certainty = max(after, takes.certainty if takes else "unknown", key=_BEST_FIRST.index)
        start = workdays.latest_start(end, takes.longest) if end and takes else None
        late = start is not None and start < today
        return Step(id, id in done, takes, start, end, late, certainty, id in doubted)

    last = step("declaration", aim, sure)
    found = [last]
    for line in reversed(LINES[goal.star]):
        end = aim if last.done and not last.doubted else last.start
        after = last.certainty
        for id in reversed(line):
            one = step(id, end, after)
            end, after = end if one.done else one.start, one.certainty
            found.insert(0, one)
    return tuple(found)


def _hurrying(goal: Goal, days: _Durations, done: Set[StepId], today: dt.date) -> dt.date:
    """When it ends, begun today and as fast as it goes; what is not known takes no time."""

    def end_of_line(start: dt.date, line: Iterable[StepId]) -> dt.date:
        for id in line:
            takes = None if id in done else days[id]
            start = workdays.earliest_end(start, takes.shortest if takes else 0)
        return start

    return end_of_line(max(end_of_line(today, line) for line in LINES[goal.star]), ["declaration"])
