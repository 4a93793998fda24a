"""The steps of a requirement check, computed from its answers: the same answers, the same steps.

Every question is asked only where it can change the result, and only once: what was answered with
わからない stays unknown. The words of the steps are those of the walkthrough.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from bot.guide.requirement_case import UNKNOWN, Case
from bot.guide.requirement_result import result_step
from bot.subsidies import rounds, words
from bot.subsidies.holder import About, Question
from bot.subsidies.requirement import is_past_year
from bot.subsidies.schedule_words import MARKS
from bot.walkthroughs.plan import Plan, PlannedStep
from knowledge.catalog import Catalog
from knowledge.dates import JST
from knowledge.schema import Frame, Passage, Round
from knowledge.sentences import moment
from knowledge.walkthrough import Step, StepChoice, Walkthrough

_MOST_ROUNDS = 8
_LONGEST_LABEL = 60
_KEPT_PLANS = 2048
_STEPS: dict[About, str] = {
    "star": "star-held",
    "edition": "edition",
    "frame": "frame",
    "participants": "participants",
    "office": "office",
    "id_kind": "id-kind",
    "equal_measures": "equal-measures",
    "exception": "exception",
}
# What is said of the firm, whichever programme it applies to.
FIRM = ("entity", "star-held", "id-kind", "gbizid", "size")
Given = tuple[tuple[str, str], ...]


class RequirementSteps:
    """Makes the plan of a requirement run.

    Args:
        catalog: holds programmes, rules and the words of the steps.
        walkthrough: the words.
    """

    def __init__(self, catalog: Catalog, walkthrough: Walkthrough):
        self._catalog = catalog
        self._walkthrough = walkthrough
        self._words = {step.id: step for step in walkthrough.steps}
        self._programmes = {one.id: one for one in catalog.programmes}
        self._cached: Callable[[str, Given, dt.date], Plan] = lru_cache(_KEPT_PLANS)(self._plan)

    def plan(self, edition: str, given: Mapping[str, str], day: dt.date) -> Plan:
        """The steps asked so far and the next one.

        Args:
            edition: of the guideline, as every plan carries it.
            given: the answers by step.
            day: whose rules count.
        """
        known = tuple(sorted((step, value) for step, value in given.items()))
        return self._cached(edition, known, day)

    def case(self, given: Mapping[str, str], day: dt.date) -> Case | None:
        """What the answers so far come to; None before the programme was named."""
        programme = self._programmes.get(given.get("programme", ""))
        if programme is None:
            return None
        case = Case(programme, day, self.old_id)
        for step in self._about_the_firm(case, given):
            if not case.take(step, given):
                break
        return case

    def firm_steps(self) -> tuple[PlannedStep, ...]:
        """The steps about the firm itself, whose answers another walkthrough may have."""
        return tuple(self._step(name) for name in FIRM)

    def programme_step(self) -> PlannedStep:
        """The first step, which takes any programme by its id."""
        return self._step("programme", names=self._names)

    @cached_property
    def _names(self) -> tuple[StepChoice, ...]:
        return tuple(StepChoice(id=one.id, label=one.name) for one in self._catalog.programmes)

    def _plan(self, edition: str, given: Given, day: dt.date) -> Plan:
        steps = tuple(self._asked(dict(given), day))
        return Plan(walkthrough=self._walkthrough, edition=edition, steps=steps)

    def _asked(self, given: Mapping[str, str], day: dt.date) -> Iterator[PlannedStep]:
        yield self.programme_step()
        programme = self._programmes.get(given.get("programme", ""))
        if programme is None:
            return
        case = Case(programme, day, self.old_id)
        for step in self._about_the_firm(case, given):
            yield step
            if case.take(step, given):
                continue
            return
        yield result_step(self._words["result"], case, self._catalog)
        if case.to_declare and "result" in given:
            yield from self._when(case, given)

    @cached_property
    def old_id(self) -> Passage | None:
        return next((one for one in self._catalog.passages if one.id == "it/id-old-4"), None)

    def _about_the_firm(self, case: Case, given: Mapping[str, str]) -> Iterator[PlannedStep]:
        """The questions, one at a time: what was answered so far is in the case by then."""
        if given.get("edition") or len(case.differing_editions) > 1:
            yield self._edition(case, given)
        if case.settled:
            return
        if case.frame_matters:
            yield self._frame(case.frames)
        yield self._step("entity", unsure=True)
        for name, about in (("size", "size"), ("earlier-grants", "earlier_grants")):
            if row := case.asking(about):
                yield self._step(name, ask=row.ask)
        if case.settled:
            return
        yield from self._of_the_rules(case, given)
        if case.gbizid_matters:
            yield self._step("gbizid")
        if case.gbizid_contradicts:
            yield self._step("gbizid/again")

    def _of_the_rules(self, case: Case, given: Mapping[str, str]) -> Iterator[PlannedStep]:
        seen: set[str] = set()
        while question := case.question:
            step = self._of(question, case)
            if step.id in seen:
                return
            seen.add(step.id)
            yield step
            if step.id == "star-held" and case.holder.star == "none" and _has_id(given):
                yield self._step("star-held/again")

    def _of(self, question: Question, case: Case) -> PlannedStep:
        if question.about == "frame":
            return self._frame(case.frames)
        if question.about == "edition":
            return self._edition(case, {})
        if question.about == "exception":
            ask = f"{self._words['exception'].ask}\n{_listed(case.exceptions(question.rule or ''))}"
            return self._step("exception", id=f"exception/{question.rule}", ask=ask)
        return self._step(_STEPS[question.about])

    def _edition(self, case: Case, given: Mapping[str, str]) -> PlannedStep:
        named = given.get("edition")
        shown = [
            one for one in case.programme.editions if one.holds_on(case.day) or one.id == named
        ]
        rows = tuple(_choice(one.id, one.name) for one in shown)
        return self._step("edition", first=rows)

    def _frame(self, frames: Sequence[Frame]) -> PlannedStep:
        rows = tuple(_choice(one.id, one.name) for one in frames)
        also = tuple(StepChoice(id=one.id, label=name) for one in frames for name in one.aliases)
        return self._step("frame", first=rows, names=also)

    def _when(self, case: Case, given: Mapping[str, str]) -> Iterator[PlannedStep]:
        yield self._round(case, given.get("round"))
        if "round" not in given or given["round"] == "undecided":
            return
        if given["round"] == "other":
            yield self._step("deadline")
            if "deadline" not in given:
                return
        yield self._step("schedule")

    def _round(self, case: Case, picked: str | None) -> PlannedStep:
        ahead = _ahead(case, picked)[:_MOST_ROUNDS]
        rows = tuple(_choice(row.id, _round_label(row)) for row in ahead)
        ask = self._words["round"].ask
        return self._step("round", first=rows, ask=ask if rows else f"{words.NO_ROUND}{ask}")

    def _step(
        self,
        name: str,
        *,
        id: str = "",
        ask: str | None = None,
        first: tuple[StepChoice, ...] = (),
        names: tuple[StepChoice, ...] = (),
        unsure: bool = False,
    ) -> PlannedStep:
        """A step in the words of the walkthrough, with what the catalogue puts in."""
        step: Step = self._words[name]
        last = (StepChoice(id=UNKNOWN, label=words.UNSURE),) if unsure else ()
        return PlannedStep(
            id=id or name,
            step=step,
            title=step.title or "",
            ask=ask or step.ask,
            help=step.help or "",
            choices=(*first, *step.choices, *last),
            names=names,
            sources=step.sources,
        )


def _has_id(given: Mapping[str, str]) -> bool:
    return given.get("id-kind") in ("four", "five")


def _choice(id: str, label: str) -> StepChoice:
    short = label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1]}…"
    return StepChoice(id=id, label=short)


def _listed(lines: Sequence[str]) -> str:
    return "\n".join(f"・{line}" for line in lines)


def _ahead(case: Case, picked: str | None) -> list[Round]:
    """The rounds one can still aim at, those of an unknown date last."""
    found = []
    for edition in case.editions:
        over = is_past_year(edition, edition, case.day)
        every = rounds.of_frame(edition, case.frame.id if case.frame else None)
        passed = [row.no or 0 for row in every if row.deadline and _day(row.deadline) < case.day]
        for row in every:
            if row.deadline is None:
                # 第1回 without a date is over when 第2回 is.
                ahead = not over and (row.no is None or row.no > max(passed, default=0))
            else:
                ahead = _day(row.deadline) >= case.day
            if ahead or row.id == picked:
                found.append(row)
    return found


def _day(deadline: dt.date | dt.datetime) -> dt.date:
    return deadline.astimezone(JST).date() if isinstance(deadline, dt.datetime) else deadline


def _round_label(row: Round) -> str:
    if row.deadline is None:
        return words.ROUND_UNKNOWN.format(label=row.label)
    return words.ROUND.format(
        label=row.label, deadline=moment(row.deadline), mark=MARKS[row.status]
    )
