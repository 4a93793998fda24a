"""What somebody said is done, without the answers that belong to it. Pure.

「済んだ」 below a reminder says that a step is done, by whom and when; it gives no score, no address
and no number. It is kept as a run of its own, so that it can be mended like any answer and its
history stays. The other runs are read in its light: steps that lead there are not asked any more,
what was said before and is out of date does not count, and what is still missing is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.domain.walkthrough import Given, Run
from bot.walkthroughs import words
from bot.walkthroughs.plan import Plan, PlannedStep
from knowledge.schema import SourceRef
from knowledge.walkthrough import Done, Step, StepChoice, Walkthrough

SAID = "said"
DONE, OPEN = "done", "open"
# Who has published has a policy, and who has declared has done what comes before.
_IMPLIED: dict[Done, tuple[Done, ...]] = {
    "declaration-two": ("declaration-one", "publish", "policy", "self-check"),
    "publish": ("policy",),
}
Facts = Mapping[Done, Given]


def step_of(what: Done) -> str:
    """The step that holds whether something is done; no other walkthrough has one of that name."""
    return f"{SAID}/{what}"


def told(runs: Iterable[Run]) -> dict[Done, Given]:
    """What was said to be done and was not taken back, with who said it and when."""
    return {name: row for name, row in _newest(runs).items() if row.value == DONE}


def taken_back(runs: Iterable[Run]) -> frozenset[Done]:
    """What was said to be done and was not after all."""
    return frozenset(name for name, row in _newest(runs).items() if row.value == OPEN)


def facts(runs: Iterable[Run]) -> dict[Done, Given]:
    """What was said, and what follows from it."""
    found = told(runs)
    follows = {name: row for said, row in found.items() for name in _IMPLIED.get(said, ())}
    return follows | found


def plan_of(run: Run) -> Plan:
    """The steps of the run that holds what was said: those something was said of."""
    given = {row.step for row in run.given}
    shown = tuple(_PLANNED[step.id] for step in _WALKTHROUGH.steps if step.id in given)
    return Plan(walkthrough=_WALKTHROUGH, edition=run.edition, steps=shown)


def in_the_light_of(run: Run, steps: Mapping[str, Step], said: Facts) -> Run:
    """A run without what is out of date, with what follows from what was said.

    Args:
        run: as it is kept.
        steps: of its walkthrough, by id.
        said: from `facts`.
    """
    if not said or run.walkthrough == SAID:
        return run
    kept = tuple(row for row in run.given if not _is_out_of_date(row, steps.get(row.step), said))
    answered = {row.step for row in kept}
    follows = tuple(
        said[fact].model_copy(update={"step": step.id, "value": step.when_said[fact]})
        for step in steps.values()
        if step.id not in answered
        and (fact := next((one for one in step.when_said if one in said), None))
    )
    return run.model_copy(update={"given": (*follows, *kept), "settled": frozenset(said)})


def _newest(runs: Iterable[Run]) -> dict[Done, Given]:
    rows = [row for run in runs if run.walkthrough == SAID for row in run.given]
    rows.sort(key=lambda row: row.at)
    found: dict[Done, Given] = {}
    for name in words.SAID_TITLES:
        if same := [row for row in rows if row.step == step_of(name)]:
            found[name] = same[-1]
    return found


def _is_out_of_date(row: Given, step: Step | None, said: Facts) -> bool:
    picked = next((one for one in step.choices if one.id == row.value), None) if step else None
    return picked is not None and any(
        fact in said and row.at < said[fact].at for fact in picked.until
    )


def _walkthrough() -> Walkthrough:
    ours = (SourceRef(id="editorial"),)
    choices = (
        StepChoice(id=DONE, label=words.SAID_DONE),
        StepChoice(id=OPEN, label=words.SAID_OPEN),
    )
    steps = tuple(
        Step(
            id=step_of(name),
            kind="choice",
            title=title,
            ask=words.SAID_ASK,
            choices=choices,
            sources=ours,
        )
        for name, title in words.SAID_TITLES.items()
    )
    return Walkthrough(
        id=SAID, title=words.SAID_HEADING, heading=words.SAID_HEADING, rank=0,
        about=words.SAID_HEADING, steps=steps, done=words.SAID_END, sources=ours,
        as_of="2026-11-23", confidence="high",
    )  # fmt: skip


_WALKTHROUGH = _walkthrough()
_PLANNED = {
    step.id: PlannedStep(
        id=step.id, step=step, title=step.title or "", ask=step.ask, choices=step.choices,
        sources=step.sources,
    )
    for step in _WALKTHROUGH.steps
}  # fmt: skip
