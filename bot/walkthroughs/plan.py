"""A walkthrough for one edition and one day: its steps in order, repeated ones written out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator

from bot.domain.answer import Citation, Model
from bot.walkthroughs.scoring import CHOICE_IDS
from knowledge.catalog import Catalog
from knowledge.schema import CheckItem, Principle, PrincipleSet, SelfCheck, SourceRef
from knowledge.walkthrough import Step, StepChoice, Walkthrough


class PlannedStep(Model):
    """A step as it is asked.

    Attributes:
        id: of the step, with the number of the principle or item it is about.
        step: what the knowledge says of it.
        no: the number of the principle or item.
        part: the part of the self-check.
        measures: what one can do about it.
        names: what values of a text are called, and further names of choices.
        citations: the sources where the step computed them; else those of the step.
    """

    id: str
    step: Step
    title: str = ""
    ask: str
    help: str = ""
    choices: tuple[StepChoice, ...] = ()
    no: int | None = None
    part: int | None = None
    measures: tuple[str, ...] = ()
    sources: tuple[SourceRef, ...] = ()
    names: tuple[StepChoice, ...] = ()
    citations: tuple[Citation, ...] = ()

    def choice(self, value: str) -> StepChoice | None:
        """The choice with an id, or the name of a value."""
        return next((one for one in (*self.choices, *self.names) if one.id == value), None)


class Plan(Model):
    """All steps of a walkthrough, whether or not they turn out to be asked."""

    walkthrough: Walkthrough
    edition: str
    steps: tuple[PlannedStep, ...]

    def step(self, step_id: str) -> PlannedStep | None:
        """The step with an id."""
        return next((one for one in self.steps if one.id == step_id), None)


def plan(walkthrough: Walkthrough, catalog: Catalog, edition: str, day: dt.date) -> Plan:
    """The steps for a guideline edition, in the words valid on a day."""
    steps = tuple(
        planned
        for step in walkthrough.steps
        if _is_valid(step, day)
        for planned in _written_out(step, catalog, edition)
    )
    return Plan(walkthrough=walkthrough, edition=edition, steps=steps)


def principles_of(catalog: Catalog, edition: str) -> PrincipleSet:
    """The principles of an edition; those of the complete one where it has none."""
    by_edition = {one.edition: one for one in catalog.principle_sets}
    return by_edition.get(edition) or by_edition[_complete(catalog, by_edition)]


def check_of(catalog: Catalog, edition: str) -> SelfCheck:
    """The self-check of an edition; that of the complete one where it has none."""
    by_edition = {one.edition: one for one in catalog.self_checks}
    return by_edition.get(edition) or by_edition[_complete(catalog, by_edition)]


def _complete(catalog: Catalog, held: Collection[str]) -> str:
    newest = sorted(catalog.editions, key=lambda one: one.in_force_from, reverse=True)
    return next(one.id for one in newest if one.complete and one.id in held)


def _is_valid(step: Step, day: dt.date) -> bool:
    begun = step.valid_from is None or step.valid_from <= day
    return begun and (step.valid_to is None or day <= step.valid_to)


def _written_out(step: Step, catalog: Catalog, edition: str) -> Iterator[PlannedStep]:
    if step.over == "principles":
        for principle in principles_of(catalog, edition).principles:
            yield _of_principle(step, principle)
    elif step.over == "self_check":
        check = check_of(catalog, edition)
        choices = _check_choices(step, check)
        for item in check.items:
            yield _of_item(step, item, choices)
    else:
        yield PlannedStep(
            id=step.id,
            step=step,
            title=step.title or "",
            ask=step.ask,
            help=step.help or "",
            choices=step.choices,
            sources=step.sources,
        )


def _of_principle(step: Step, principle: Principle) -> PlannedStep:
    measures = tuple(measure.text for measure in principle.measures)
    return PlannedStep(
        id=f"{step.id}/{principle.no}",
        step=step,
        title=principle.title,
        ask=f"{principle.why}\n{step.ask}",
        help=_listed(measures),
        choices=step.choices,
        no=principle.no,
        measures=measures,
        sources=principle.sources,
    )


def _of_item(step: Step, item: CheckItem, choices: tuple[StepChoice, ...]) -> PlannedStep:
    return PlannedStep(
        id=f"{step.id}/{item.no}",
        step=step,
        title=f"{item.no} {item.label}",
        ask=item.asks,
        help=f"{item.why}\n{_listed(item.measures)}",
        choices=choices,
        no=item.no,
        part=item.part,
        measures=item.measures,
        sources=item.sources,
    )


def _check_choices(step: Step, check: SelfCheck) -> tuple[StepChoice, ...]:
    said = {choice.id: choice for choice in step.choices}
    return tuple(
        said.get(name) or StepChoice(id=name, label=answer.answer, open=name != "full")
        for name, answer in zip(CHOICE_IDS, check.answers, strict=True)
    )


def _listed(measures: tuple[str, ...]) -> str:
    return "\n".join(f"・{measure}" for measure in measures)
