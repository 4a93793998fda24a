"""A requirement check in the making: the programme, the answers taken so far, what they come to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from bot.subsidies.conditions import Weighed, weigh
from bot.subsidies.holder import About, Holder, Question
from bot.subsidies.judgement import Judgement, judge
from bot.subsidies.requirement import Verdict, editions_on
from bot.walkthroughs.plan import PlannedStep
from knowledge.schema import Frame, Passage, Programme, ProgrammeEdition, Requirement

UNKNOWN = "unknown"
_LEVELS = {"none": 0, "one": 1, "two": 2}
_NEEDED = {"one": 1, "either": 1, "declared": 2, "two": 2}
# Step ids and the field of the holder they fill.
_FIELDS = {
    "entity": "entity",
    "size": "size",
    "earlier-grants": "earlier_grants",
    "star-held": "star",
    "star-held/again": "star",
    "participants": "participants",
    "office": "office",
    "id-kind": "id_kind",
    "equal-measures": "equal_measures",
    "gbizid": "gbizid",
    "gbizid/again": "gbizid",
}
_ABOUT: dict[str, About] = {
    "star-held": "star",
    "star-held/again": "star",
    "participants": "participants",
    "office": "office",
    "id-kind": "id_kind",
    "equal-measures": "equal_measures",
    "edition": "edition",
    "frame": "frame",
}


class Case:
    """What somebody wants to apply for and has, as far as it was said.

    Args:
        programme: the programme.
        day: whose rules count.
        old_id: what is known of IDs of the former system.
    """

    def __init__(self, programme: Programme, day: dt.date, old_id: Passage | None):
        self.programme, self.day, self._old_id = programme, day, old_id
        self.holder = Holder()
        self.edition: ProgrammeEdition | None = None
        self.frame: Frame | None = None
        self._judged: Judgement | None = None

    def take(self, step: PlannedStep, given: Mapping[str, str]) -> bool:
        """Take in the answer to a step; False when there is none that fits it."""
        value = given.get(step.id, "")
        if step.choice(value) is None:
            return False
        self._judged = None
        kind, _, rule = step.id.partition("/")
        changes: dict[str, object] = {}
        if step.id == "edition":
            self.edition = next((e for e in self.programme.editions if e.id == value), None)
        elif step.id == "frame":
            self.frame = next((f for f in self.frames if f.id == value), None)
        elif kind == "exception":
            changes = self._exception(rule, value)
        else:
            changes = {_FIELDS[step.id]: value}
        about = _ABOUT.get(step.id)
        if value == UNKNOWN and about:
            changes["unsure"] = self.holder.unsure | {about}
        self.holder = self.holder.model_copy(update=changes)
        return True

    @property
    def judged(self) -> Judgement:
        """What the rules come to by now."""
        if self._judged is None:
            self._judged = judge(
                self.programme, self.edition, self.frame, self.holder, self.day, old_id=self._old_id
            )
        return self._judged

    @property
    def question(self) -> Question | None:
        """What the rules ask next."""
        return self.judged.next_question

    @property
    def editions(self) -> tuple[ProgrammeEdition, ...]:
        """Those the rules are taken from."""
        return editions_on(self.programme, self.edition, self.frame, self.day)

    @property
    def differing_editions(self) -> tuple[ProgrammeEdition, ...]:
        """The editions in force, where they ask for different things."""
        held = editions_on(self.programme, None, None, self.day)
        return held if len({_asks(one.requirements) for one in held}) > 1 else ()

    @property
    def frames(self) -> tuple[Frame, ...]:
        """The frames one can apply for."""
        return tuple(frame for one in self.editions for frame in one.frames)

    @property
    def frame_matters(self) -> bool:
        """Whether rules, conditions or rounds are for some of the frames only."""
        if len(self.frames) < 2:  # noqa: PLR2004
            return False
        every = {frame.id for frame in self.frames}
        named = [
            row.frames
            for one in self.editions
            for rows in (one.requirements, one.conditions, one.rounds)
            for row in rows
        ]
        return any(frames and set(frames) != every for frames in named)

    @property
    def conditions(self) -> tuple[Weighed, ...]:
        """What the programme asks besides, and how it comes out."""
        return weigh(self.editions, self.frame, self.holder, self.day)

    def asking(self, about: str) -> Weighed | None:
        """The condition that looks at something of the firm."""
        return next((row for row in self.conditions if row.about == about), None)

    @property
    def settled(self) -> bool:
        """Whether no further answer can change the result."""
        if any(row.settles for row in self.conditions):
            return True
        if self.judged.outcome == "not_needed" or not self.editions:
            return True
        return self.judged.outcome == "to_confirm" and not self._can_change

    @property
    def _can_change(self) -> bool:
        return self.question is not None or any(
            row.outcome == "to_confirm" for row in self.conditions
        )

    @property
    def deciding(self) -> tuple[Verdict, ...]:
        """The verdicts on rules that count for the whole."""
        return tuple(one for one in self.judged.verdicts if one.decides)

    @property
    def to_declare(self) -> bool:
        """Whether a star may still have to be declared, by the firm or those it applies with."""
        if any(row.settles for row in self.conditions) or not self.editions:
            return False
        if self.holder.star == UNKNOWN and "star" not in self.holder.unsure:
            return False
        open_ones = [one for one in self.deciding if one.outcome != "met" and one.star in _NEEDED]
        return any(self._lacks(one) for one in open_ones)

    def _lacks(self, verdict: Verdict) -> bool:
        level = _LEVELS.get(self.holder.star, 0)
        waits = verdict.per == "each_participant" and self.holder.participants != "all"
        return level < _NEEDED[verdict.star] or bool(verdict.see) or waits

    @property
    def gbizid_matters(self) -> bool:
        """Whether a row asks for it, or something is to be declared with it."""
        return self.asking("gbizid") is not None or self.to_declare

    @property
    def gbizid_contradicts(self) -> bool:
        """Whether an ID of the new system is named, but no GビズID one can declare with."""
        return (
            self.holder.gbizid in ("none", "entry")
            and self.holder.id_kind == "five"
            and self.holder.star in ("one", "two")
        )

    def exceptions(self, rule: str) -> tuple[str, ...]:
        """The exceptions to a rule."""
        return next((one.exceptions for one in self.judged.verdicts if one.rule == rule), ())

    def _exception(self, rule: str, value: str) -> dict[str, object]:
        if value == "no":
            return {"no_exception_to": self.holder.no_exception_to | {rule}}
        return {"exception_to": self.holder.exception_to | {rule}}


def _asks(rows: Sequence[Requirement]) -> frozenset[tuple[str, str, str]]:
    return frozenset((row.star, row.when, row.per) for row in rows if row.role == "required")
