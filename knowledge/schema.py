"""The types knowledge is held in: frozen, closed, each fact with source, date and confidence."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from knowledge.dates import PartialDate

Confidence = Literal["high", "medium", "low"]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._/-]*$")]


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"not a regular expression ({error})") from error
    return pattern


Pattern = Annotated[Text, AfterValidator(_compiles)]
# Stands in a draft where a person has to write something.
TO_FILL_IN = "（要記入）"


class Model(BaseModel):
    """Base of every knowledge type: immutable, and unknown fields are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Draft(Model):
    """Marks a file a machine proposed: it is refused until a person confirms it, by name and day.

    Attributes:
        made_from: the document it was found in, `sha256` its hash.
        expected: how many entries were to be found, `found` how many were.
        sure: how sure the machine was.
    """

    made_at: dt.datetime
    made_from: Text
    sha256: str | None = None
    expected: int
    found: int
    sure: Confidence
    confirmed_by: Text | None = None
    confirmed_on: dt.date | None = None


class Source(Model):
    """Where something is written (出典).

    `tier` ranks authority: `official` (IPA, a ministry, a subsidy office, a municipality),
    `primary_copy` (an official text read in a copy), `commentary` (articles, guides),
    `repository` (a file in a public repository: named, never linked), `editorial` (our own
    reasoning or policy).
    """

    id: Slug
    title: Text
    publisher: Text | None = None
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None
    tier: Literal["official", "primary_copy", "commentary", "repository", "editorial"]
    published: PartialDate | None = None

    @model_validator(mode="after")
    def _repositories_are_not_linked(self) -> Source:
        if self.tier in ("repository", "editorial") and self.url:
            raise ValueError("a repository or editorial source carries no url")
        return self


class SourceRef(Model):
    """A pointer to a source, with page or section where known. In YAML also just the id."""

    id: Slug
    page: Text | None = None
    section: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_id(cls, value: object) -> object:
        return {"id": value} if isinstance(value, str) else value


class Sourced(Model):
    """Anything that claims something: who says so, when it was true, how sure we are."""

    sources: Annotated[tuple[SourceRef, ...], Field(min_length=1)]
    as_of: PartialDate
    confidence: Confidence


class OfficialHost(Sourced):
    """A server of a publisher we trust, from which documents may be fetched (A41).

    `host` is the whole name: what stands before it is another server.
    """

    host: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")]
    publisher: Text


class Dated(Sourced):
    """A claim with a validity; both ends inclusive, None = open."""

    valid_from: dt.date | None = None
    valid_to: dt.date | None = None

    def holds_on(self, day: dt.date) -> bool:
        """Whether the claim is valid on that day."""
        after_start = self.valid_from is None or self.valid_from <= day
        return after_start and (self.valid_to is None or day <= self.valid_to)


class Passage(Dated):
    """A self-standing answer: its first sentences answer, the rest explains.

    `asked_as` holds ways people really ask for it; indexed with the text, never shown.
    `gap` marks a passage whose whole message is that something is not known. `check_at` names
    the source whose page shows the current state.
    """

    id: Slug
    title: Text
    text: Text
    asked_as: tuple[Text, ...] = ()
    edition: Slug | None = None
    section: Text | None = None
    page: Text | None = None
    topics: tuple[Text, ...] = ()
    gap: bool = False
    check_at: Slug | None = None


class GuidelineEdition(Sourced):
    """An edition of the guideline (ガイドラインの版) and when it is the newest."""

    id: Slug
    version: Text
    title: Text
    published: PartialDate
    in_force_from: dt.date
    in_force_to: dt.date | None = None
    complete: bool
    pages: int | None = None
    url: str | None = None
    notes: tuple[Text, ...] = ()


class Measure(Model):
    """One concrete thing to do (対策例)."""

    text: Text
    sources: Annotated[tuple[SourceRef, ...], Field(min_length=1)]


class Principle(Sourced):
    """One of the five (v4.0: six) principles (情報セキュリティ5か条・6か条)."""

    no: int
    title: Text
    why: Text
    measures: Annotated[tuple[Measure, ...], Field(min_length=1)]
    asked_as: tuple[Text, ...] = ()
    heading_verified: bool = True


class PrincipleSet(Sourced):
    """The principles of one edition, in order."""

    edition: Slug
    title: Text
    principles: Annotated[tuple[Principle, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _principles_are_numbered(self) -> PrincipleSet:
        if [principle.no for principle in self.principles] != list(
            range(1, len(self.principles) + 1)
        ):
            raise ValueError("principles must be numbered 1..n in order")
        return self


class CheckItem(Sourced):
    """One of the 25 self-check items (自社診断). `asks` is in our own words."""

    no: int
    part: Literal[1, 2, 3]
    label: Text
    asks: Text
    why: Text
    measures: Annotated[tuple[Text, ...], Field(min_length=1)]
    asked_as: tuple[Text, ...] = ()


class CheckPart(Model):
    """A part of the self-check and the items in it."""

    no: Literal[1, 2, 3]
    title: Text
    first: int
    last: int


class AnswerPoints(Model):
    """An answer of the self-check and its points."""

    answer: Text
    points: int


class Band(Sourced):
    """What a total score means (点数の区分); both ends inclusive."""

    low: int
    high: int
    status: Text
    next: Text


class SelfCheck(Sourced):
    """The self-check of one edition: parts, items, points and bands."""

    edition: Slug
    title: Text
    parts: tuple[CheckPart, ...]
    answers: tuple[AnswerPoints, ...]
    bands: tuple[Band, ...]
    items: tuple[CheckItem, ...]

    @model_validator(mode="after")
    def _items_are_numbered(self) -> SelfCheck:
        if [item.no for item in self.items] != list(range(1, len(self.items) + 1)):
            raise ValueError("items must be numbered 1..n in order")
        return self


class PolicyHeading(Sourced):
    """A heading of the sample basic policy (基本方針) and what belongs under it."""

    no: int
    title: Text
    content: Text


class Placeholder(Sourced):
    """A blank the firm fills in the basic policy."""

    name: Text
    meaning: Text
    required: bool = True


class BasicPolicy(Sourced):
    """The basic policy (情報セキュリティ基本方針): headings and placeholders."""

    edition: Slug
    title: Text
    headings: tuple[PolicyHeading, ...]
    placeholders: tuple[Placeholder, ...]


class Appendix(Sourced):
    """An appendix of the guideline (付録)."""

    no: int
    title: Text
    form: Text | None = None
    purpose: Text
    contents: tuple[Text, ...] = ()
    asked_as: tuple[Text, ...] = ()


class AppendixSet(Sourced):
    """The appendices of one edition."""

    edition: Slug
    appendices: tuple[Appendix, ...]


Star = Literal["one", "two", "either", "declared", "equivalent", "none", "unknown"]


class Requirement(Dated):
    """What a programme asks of SECURITY ACTION, one rule a row.

    `star`: `either` = ★ or ★★, `two` = ★★ only, `declared` = a declaration, level not readable,
    `equivalent` = an own declaration of equal measures, `none` = not asked, `unknown`.
    """

    id: Slug
    role: Literal["required", "bonus"]
    star: Star
    frames: tuple[Slug, ...] = ()
    when: Literal["before_application", "by_completion", "unspecified"] = "unspecified"
    per: Literal["applicant", "each_participant", "office", "unspecified"] = "unspecified"
    rule: Text
    exceptions: tuple[Text, ...] = ()
    to_do: Text | None = None


class Condition(Dated):
    """What a programme asks of an applicant besides SECURITY ACTION, one condition a row.

    Only what a check can ask about: the kind of GビズID, the size, grants received earlier.
    `met_by` and `short_by` are answers of the firm under which it is met or not; any other answer
    leaves it to be confirmed, and `then` says what to look at. `ask` words the question.
    """

    id: Slug
    about: Literal["gbizid", "size", "earlier_grants"]
    frames: tuple[Slug, ...] = ()
    rule: Text
    ask: Text | None = None
    met_by: tuple[Slug, ...] = ()
    short_by: tuple[Slug, ...] = ()
    then: Text | None = None
    to_do: Text | None = None


class Frame(Sourced):
    """A frame of a programme (枠・類型) and its money."""

    id: Slug
    name: Text
    aliases: tuple[Text, ...] = ()
    who: Text | None = None
    rate: Text | None = None
    amount: Text | None = None
    eligible: Text | None = None
    bonus_items: Text | None = None
    notes: tuple[Text, ...] = ()


class Round(Sourced):
    """A round (公募回). `deadline` is aware (Asia/Tokyo); a bare date means that whole day."""

    id: Slug
    label: Text
    no: int | None = None
    frames: tuple[Slug, ...] = ()
    opens: dt.date | None = None
    deadline: dt.date | dt.datetime | None = None
    decision: dt.date | None = None
    status: Literal["confirmed", "forecast", "unknown"]
    note: Text | None = None


class ProgrammeEdition(Dated):
    """One year's edition of a programme."""

    id: Slug
    name: Text
    aliases: tuple[Text, ...] = ()
    fiscal_year: int | None = None
    official_name: Text | None = None
    body: Text | None = None
    frames: tuple[Frame, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    conditions: tuple[Condition, ...] = ()
    rounds: tuple[Round, ...] = ()
    rounds_note: Text | None = None


class Misinformation(Sourced):
    """A wrong claim seen in the wild and its correction (既知の誤情報)."""

    id: Slug
    claim: Text
    correction: Text
    asked_as: Annotated[tuple[Text, ...], Field(min_length=1)]


class Programme(Sourced):
    """A subsidy programme (補助金・助成金).

    `sa_matters`: does SECURITY ACTION matter here: `yes`, `indirect` (only through another
    programme), `no` (nothing seen in the rules read), `unknown`.
    """

    id: Slug
    name: Text
    aliases: tuple[Text, ...] = ()
    category: Literal["national", "national_via_prefecture", "prefecture", "municipality", "other"]
    regions: tuple[Text, ...] = ()
    body: Text | None = None
    official_url: str | None = None
    sa_matters: Literal["yes", "indirect", "no", "unknown"]
    umbrella: Slug | None = None
    summary: Text
    editions: tuple[ProgrammeEdition, ...] = ()
    misinformation: tuple[Misinformation, ...] = ()


class LeadTime(Dated):
    """How long a step takes, by route; days, both ends inclusive."""

    id: Slug
    subject: Literal["gbizid", "declaration", "logo", "self_check", "policy", "decision", "other"]
    label: Text
    route: Text | None = None
    min_days: int
    max_days: int
    text: Text


class ProcedureStep(Sourced):
    """One step of a procedure: who does what, how long it takes, what goes wrong."""

    no: int
    actor: Text
    title: Text
    detail: Text
    lead_time: Text | None = None
    pitfalls: Text | None = None


class Procedure(Dated):
    """A sequence of steps for one side (firm or advisor)."""

    id: Slug
    title: Text
    edition: Slug | None = None
    side: Literal["firm", "advisor"]
    steps: tuple[ProcedureStep, ...]
    asked_as: tuple[Text, ...] = ()


class DocumentSet(Dated):
    """Documents to hand in, by kind of applicant (必要書類)."""

    id: Slug
    title: Text
    edition: Slug
    applicant: Literal["corporation", "sole_proprietor", "all"]
    items: Annotated[tuple[Text, ...], Field(min_length=1)]
    notes: tuple[Text, ...] = ()
    asked_as: tuple[Text, ...] = ()


class DeclarerCount(Sourced):
    """How many had declared on a date (宣言事業者数). `at_least`: 「40万件を突破」, `about`: 「約40万社」."""

    star1: int | None = None
    star2: int | None = None
    total: int
    at_least: bool = False
    about: bool = False
    computed: bool = False


class Threat(Model):
    """One ranked threat."""

    rank: int
    name: Text
    note: Text | None = None


class ThreatRanking(Sourced):
    """情報セキュリティ10大脅威, organisations, of one year."""

    year: int
    published: PartialDate | None = None
    threats: tuple[Threat, ...]


class Term(Sourced):
    """A word people do not know, or write in many ways (用語・表記ゆれ)."""

    id: Slug
    term: Text
    variants: tuple[Text, ...] = ()
    reading: Text | None = None
    meaning: Text
    not_to_confuse: Text | None = None
    asked_as: tuple[Text, ...] = ()


class Rewrite(Model):
    """One way of writing or speaking, and how search sees it. `pattern` is a regular expression."""

    pattern: Pattern
    to: str


class OfficialWords(Model):
    """What people say, a regular expression, and the words official documents use for it."""

    said: Text
    official: Annotated[tuple[Text, ...], Field(min_length=1)]


class RouteRule(Sourced):
    """A question that is not answered from passages: an emergency, a refusal, or out of scope.

    `patterns` are Python regular expressions over the normalised question (NFKC, lower case,
    ★ written 一つ星 or 二つ星). `unless` keeps the rule from firing. `examples` must fire and
    `counter_examples` must not: both are tested. `reply` is shown; `passages` are cited.
    """

    id: Slug
    route: Literal["emergency", "decline", "out_of_scope"]
    label: Text
    patterns: tuple[Pattern, ...] = ()
    unless: tuple[Pattern, ...] = ()
    examples: Annotated[tuple[Text, ...], Field(min_length=1)]
    counter_examples: tuple[Text, ...] = ()
    reply: Text
    passages: tuple[Slug, ...] = ()


class Option(Model):
    """A choice of a clarifying question: what the button says and the question it stands for."""

    label: Text
    question: Text


class Clarification(Model):
    """A question that could mean several things, and the one question we ask back."""

    id: Slug
    patterns: Annotated[tuple[Pattern, ...], Field(min_length=1)]
    unless: tuple[Pattern, ...] = ()
    examples: Annotated[tuple[Text, ...], Field(min_length=1)]
    counter_examples: tuple[Text, ...] = ()
    ask: Text
    options: Annotated[tuple[Option, ...], Field(min_length=2)]
