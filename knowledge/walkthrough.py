"""Walkthroughs as data: the steps of ★, ★★ and the self-check, and the words they are told in."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal

from pydantic import Field, model_validator

from knowledge.schema import Model, Pattern, Slug, Sourced, SourceRef, Text

Check = Literal[
    "text", "name", "mail", "url", "date", "past_date", "declaration_id", "sheet", "programme"
]
DocumentKind = Literal[
    "chart", "policy", "policy_page", "policy_print", "declaration_sheet", "evidence_pack", "todos"
]
# What a policy text may leave blank: {company} …
POLICY_BLANKS = frozenset(
    {
        "company",
        "assets",
        "owner",
        "contact",
        "representative_title",
        "representative_name",
        "established_on",
        "revised_on",
    }
)


# What somebody can say is done without having answered the steps it takes.
Done = Literal["self-check", "policy", "publish", "gbizid", "declaration-one", "declaration-two"]
# In `only_if` of a step that asks for a text: something was written.
GIVEN = "given"


class StepChoice(Model):
    """An answer one can pick.

    Attributes:
        then: said once it was picked.
        todo: what it leaves to do.
        open: whether it leaves a principle or item open (これからやる, わからない …).
        until: it no longer stands once somebody says that one of these is done.
    """

    id: Slug
    label: Text
    then: Text | None = None
    todo: Text | None = None
    open: bool = False
    until: tuple[Done, ...] = ()


class Step(Model):
    """One thing to read, to pick, to write or to receive.

    `only_if` names earlier steps and the choices under which this one is asked (all must hold).
    `over` repeats the step for each principle or self-check item of the run's edition: its id
    becomes `<id>/<no>`, and title, ask and help come from there. `field` names what a text is,
    across all walkthroughs: asked once, offered again; with `carry` it is taken over unasked.
    Somebody may say that a part of the way is done: then a step `settled_by` it is not asked, unless
    it was answered, and `when_said` names the choice that follows from it.
    """

    id: Slug
    kind: Literal["say", "choice", "text", "document"]
    title: Text | None = None
    ask: Text
    help: Text | None = None
    choices: tuple[StepChoice, ...] = ()
    field: Slug | None = None
    check: Check = "text"
    example: Text | None = None
    optional: bool = False
    carry: bool = False
    only_if: dict[Slug, tuple[Slug, ...]] = {}
    settled_by: tuple[Done, ...] = ()
    when_said: dict[Done, Slug] = {}
    over: Literal["principles", "self_check"] | None = None
    document: DocumentKind | None = None
    inserts: Literal["policy_preview", "schedule"] | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    sources: tuple[SourceRef, ...] = ()

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> Step:
        if self.kind == "choice" and not self.choices and self.over != "self_check":
            raise ValueError("a choice step needs choices")
        if self.kind == "text" and not self.field:
            raise ValueError("a text step names its field")
        if (self.kind == "document") != (self.document is not None):
            raise ValueError("a document step, and only that, names its document")
        ids = [choice.id for choice in self.choices]
        if len(set(ids)) != len(ids):
            raise ValueError("choice ids must be unique")
        if unknown := set(self.when_said.values()) - set(ids):
            raise ValueError(f"when_said names no choice: {sorted(unknown)}")
        return self


class Walkthrough(Sourced):
    """A way from question to question to an end.

    `computed` names the code that picks the steps from what was answered: those here are then its
    wording, and it puts in what the catalogue knows (programmes, frames, rounds, a result).

    `after` are beginnings of ids of passages whose readers are offered it next; `rank` orders them where several are offered. `title` says to begin (「★を始める」: a button), `heading` names it once begun (「★一つ星」).

    `starts` are regular expressions over the normalised question (NFKC, lower case, ★ written
    一つ星 or 二つ星); `examples` must fire and `counter_examples` must not.
    """

    id: Slug
    title: Text
    heading: Text
    rank: int
    after: tuple[Slug, ...] = ()
    about: Text
    star: Literal["one", "two"] | None = None
    per_sheet: bool = False
    computed: Literal["requirement"] | None = None
    starts: tuple[Pattern, ...] = ()
    examples: tuple[Text, ...] = ()
    counter_examples: tuple[Text, ...] = ()
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    done: Text
    offers: tuple[Slug, ...] = ()

    @model_validator(mode="after")
    def _steps_are_told_apart(self) -> Walkthrough:
        ids = [step.id for step in self.steps]
        if len(set(ids)) != len(ids):
            raise ValueError("step ids must be unique")
        for number, step in enumerate(self.steps):
            if unknown := set(step.only_if) - set(ids[:number]):
                raise ValueError(f"{step.id}: only_if names no earlier step: {sorted(unknown)}")
            for earlier, picked in step.only_if.items():
                named = next(other for other in self.steps if other.id == earlier)
                known = {GIVEN} if named.kind == "text" else {one.id for one in named.choices}
                if wrong := set(picked) - known:
                    raise ValueError(
                        f"{step.id}: only_if names no choice of {earlier}: {sorted(wrong)}"
                    )
        return self


class WalkIntent(Sourced):
    """A wish across the walkthroughs: where we stand, what is left, to go on, whether in time.

    The patterns read as those of a walkthrough.
    """

    id: Literal["where", "todos", "resume", "in_time", "reminders"]
    starts: Annotated[tuple[Pattern, ...], Field(min_length=1)]
    examples: Annotated[tuple[Text, ...], Field(min_length=1)]
    counter_examples: tuple[Text, ...] = ()


class PolicyParagraph(Model):
    """A heading of the policy we write, and its sentences; blanks are written {company} …"""

    heading: Text
    text: Text


class PolicyText(Sourced):
    """The basic policy in our own words (情報セキュリティ基本方針のひな形).

    Attributes:
        assets: what {assets} reads, by the choice that was picked.
        defaults: what a blank reads when nothing was given for it.
        closing: lines at the end; one with a blank that is empty is left out.
    """

    id: Slug
    title: Text
    preamble: Text
    paragraphs: Annotated[tuple[PolicyParagraph, ...], Field(min_length=5, max_length=5)]
    assets: dict[Slug, Text]
    defaults: dict[Slug, Text] = {}
    closing: tuple[Text, ...]

    @model_validator(mode="after")
    def _blanks_are_known(self) -> PolicyText:
        texts = (self.preamble, *(row.text for row in self.paragraphs), *self.closing)
        blanks = {blank for text in texts for blank in re.findall(r"\{(.*?)\}", text)}
        if unknown := blanks - POLICY_BLANKS:
            raise ValueError(f"unknown blanks: {sorted(unknown)}")
        return self


class WordingRule(Sourced):
    """A way of speaking of the scheme that is wrong, and how to say it (言い換え).

    `patterns` are regular expressions over NFKC text; `unless` keeps the rule from firing.
    `to` rewrites what was found (a replacement template of `re.sub`); None: only advice.
    """

    id: Slug
    patterns: Annotated[tuple[Pattern, ...], Field(min_length=1)]
    unless: tuple[Pattern, ...] = ()
    stars: tuple[Literal["one", "two", "none"], ...] = ()
    problem: Text
    to: Text | None = None
    advice: Text
    examples: Annotated[tuple[Text, ...], Field(min_length=1)]
    counter_examples: tuple[Text, ...] = ()
