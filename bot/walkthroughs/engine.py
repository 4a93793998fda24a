"""What an answer does to a run. Pure: the same run and event give the same run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from bot.domain.scope import Speaker
from bot.domain.walkthrough import Event, Fill, Given, GoTo, Leave, Pick, Run, Undo, Write
from bot.walkthroughs.plan import Plan, PlannedStep
from knowledge.walkthrough import GIVEN

NEXT = "next"
Problem = Literal["stale", "no_such_choice", "nothing_to_undo"]


def applicable(plan: Plan, run: Run) -> list[PlannedStep]:
    """The steps that are asked, given what was answered so far."""
    given = {row.step: row.value for row in run.given}
    return [one for one in plan.steps if _asked(one, given) and not _settled(one, run)]


def current(plan: Plan, run: Run) -> PlannedStep | None:
    """The step a run stands at: where one went back to, else the first open one."""
    if run.state == "left":
        return None
    asked = applicable(plan, run)
    if run.position and (back := next((s for s in asked if s.id == run.position), None)):
        return back
    given = {row.step: row.value for row in run.given}
    return next((one for one in asked if not _answers(plan, one, given.get(one.id))), None)


def progress(plan: Plan, run: Run) -> tuple[int, int]:
    """How many of the steps asked are answered, and how many there are."""
    asked = applicable(plan, run)
    given = {row.step for row in run.given}
    return sum(one.id in given for one in asked), len(asked)


def advance(plan: Plan, run: Run, event: Event, by: Speaker, now: float) -> Run | Problem:
    """The run after an event, one revision on; or why nothing changed."""
    match event:
        case Pick() | Write():
            return _answered(plan, run, event, by, now)
        case Fill():
            return _filled(plan, run, event.values, by, now)
        case Undo():
            return _undone(plan, run, now)
        case GoTo():
            return _back_at(plan, run, event.step, now)
        case Leave():
            return _changed(plan, run, now, state="left", position=None)


def fits(step: PlannedStep, value: str) -> bool:
    """Whether a value is an answer to a step."""
    if step.choices or step.names:
        return step.choice(value) is not None
    return value == NEXT if step.step.kind != "text" else bool(value) or step.step.optional


def _answers(plan: Plan, step: PlannedStep, value: str | None) -> bool:
    """Whether a value stands as the answer. What is computed may come to offer other choices."""
    return value is not None and (not plan.walkthrough.computed or fits(step, value))


def _settled(step: PlannedStep, run: Run) -> bool:
    """Whether a step need not be asked, for somebody said that what it is for is done."""
    said = not run.settled.isdisjoint(step.step.settled_by)
    return said and run.value(step.id) is None


def _asked(step: PlannedStep, given: Mapping[str, str]) -> bool:
    return all(
        bool(given.get(other)) if GIVEN in allowed else given.get(other) in allowed
        for other, allowed in step.step.only_if.items()
    )


def _answered(plan: Plan, run: Run, event: Pick | Write, by: Speaker, now: float) -> Run | Problem:
    at = current(plan, run)
    if at is None or at.id != event.step:
        return "stale"
    if not fits(at, event.value):
        return "no_such_choice"
    given = Given(step=at.id, value=event.value, by=by, at=now)
    return _changed(plan, run, now, given=_with(run.given, given), position=None)


def _filled(plan: Plan, run: Run, values: dict[str, str], by: Speaker, now: float) -> Run | Problem:
    asked = {one.id: one for one in applicable(plan, run)}
    kept = run.given
    for step, value in values.items():
        if step not in asked:
            return "stale"
        if not fits(asked[step], value):
            return "no_such_choice"
        if run.value(step) != value:
            kept = _with(kept, Given(step=step, value=value, by=by, at=now))
    position = None if run.position in values else run.position
    return _changed(plan, run, now, given=kept, position=position)


def _undone(plan: Plan, run: Run, now: float) -> Run | Problem:
    if run.position:
        return _changed(plan, run, now, position=None)
    if not run.given:
        return "nothing_to_undo"
    return _changed(plan, run, now, given=run.given[:-1])


def _back_at(plan: Plan, run: Run, step: str, now: float) -> Run | Problem:
    if all(one.id != step for one in applicable(plan, run)):
        return "stale"
    return _changed(plan, run, now, position=step)


def _with(given: tuple[Given, ...], new: Given) -> tuple[Given, ...]:
    return (*(row for row in given if row.step != new.step), new)


def _changed(plan: Plan, run: Run, now: float, **changes: object) -> Run:
    changed = run.model_copy(
        update={"state": "active", **changes, "revision": run.revision + 1, "updated_at": now}
    )
    if changed.state == "active" and current(plan, changed) is None:
        return changed.model_copy(update={"state": "done"})
    return changed
