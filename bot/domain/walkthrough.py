"""Walkthroughs, free of any surface: what was answered, what happens, what to show."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from bot.domain.answer import Citation, Model
from bot.domain.scope import Scope, Speaker

DocumentKind = Literal[
    "chart", "policy", "policy_page", "policy_print", "declaration_sheet", "evidence_pack", "todos",
    "calendar",
]  # fmt: skip
RunState = Literal["active", "done", "left"]
# How a screen answers what somebody did.
Became = Literal["moved", "stale", "refused", "shown"]


class Given(Model):
    """An answer somebody gave: who, when (seconds since the epoch), and in which order."""

    step: str
    value: str
    by: Speaker
    at: float


class Run(Model):
    """A walkthrough under way. `given` holds the answers that stand, oldest first.

    Attributes:
        edition: the guideline edition it was begun with, and keeps.
        sheet: the site or department; empty for the whole firm.
        revision: grows with every change: a click made for another revision is stale.
        position: a step one went back to; None = the first open one.
        settled: what somebody said is done (`bot.walkthroughs.said`); not kept with the run.
    """

    id: str
    scope: Scope
    walkthrough: str
    edition: str
    sheet: str = ""
    revision: int = 0
    state: RunState = "active"
    position: str | None = None
    given: tuple[Given, ...] = ()
    settled: frozenset[str] = frozenset()
    started_at: float
    updated_at: float

    def value(self, step: str) -> str | None:
        """What stands as the answer to a step."""
        found = [row.value for row in self.given if row.step == step]
        return found[-1] if found else None


class Pick(Model):
    """A choice, by its id; `next` for what is only read."""

    type: Literal["pick"] = "pick"
    step: str
    value: str


class Write(Model):
    """A text, already read and checked."""

    type: Literal["write"] = "write"
    step: str
    value: str


class Fill(Model):
    """Several answers at once: a form."""

    type: Literal["fill"] = "fill"
    values: dict[str, str]


class Undo(Model):
    """Take the last answer back."""

    type: Literal["undo"] = "undo"


class GoTo(Model):
    """Go back to a step to answer it again."""

    type: Literal["goto"] = "goto"
    step: str


class Leave(Model):
    """Stop here for good; what was answered stays."""

    type: Literal["leave"] = "leave"


Event = Annotated[Pick | Write | Fill | Undo | GoTo | Leave, Field(discriminator="type")]


class Offer(Model):
    """A button: what it says and the value it carries. Values that begin with `!` are ours."""

    value: str
    label: str
    primary: bool = False


class Table(Model):
    """Rows of cells, the head first, that say lines of a text again for who can show a table."""

    rows: tuple[tuple[str, ...], ...]
    instead_of: tuple[str, ...]


class Screen(Model):
    """What to show now. Text only, with [n] marks into the citations; a surface renders it.

    Attributes:
        run: the run its buttons belong to; None where there is none.
        became: what happened to the press or text that led here.
        said: about what just happened (recorded, refused, warned); shown above.
        progress: how many steps are done, and of how many.
        wants: what may be typed here: the text of a step, or nothing.
        form: the self-check part that can be filled in at once.
        documents: what is to be made and handed over with this screen.
        table: part of the text as a table; the text is whole without it.
    """

    run: str | None = None
    revision: int = 0
    step: str | None = None
    became: Became = "shown"
    title: str = ""
    progress: tuple[int, int] | None = None
    said: str = ""
    text: str
    help: str = ""
    offers: tuple[Offer, ...] = ()
    wants: Literal["text", "nothing"] = "nothing"
    form: int | None = None
    citations: tuple[Citation, ...] = ()
    documents: tuple[DocumentKind, ...] = ()
    table: Table | None = None


class SheetResult(Model):
    """The self-check of one sheet, scored.

    Attributes:
        answers: choice id by item number (full, partly, no, unknown); items left out are open.
        parts: points and highest possible points by part.
        weakest: item numbers, worst first.
    """

    sheet: str
    edition: str
    answers: dict[int, str]
    total: int
    highest: int
    parts: dict[int, tuple[int, int]]
    band: str
    next: str
    complete: bool
    weakest: tuple[int, ...]
    at: float


class Todo(Model):
    """Something left to do, from an answer; closed by answering the step again."""

    run: str
    step: str
    title: str
    measures: tuple[str, ...]
    unknown: bool


class Policy(Model):
    """What the basic policy needs, as given."""

    company: str
    representative_title: str
    representative_name: str
    established_on: str
    assets: str
    owner: str = ""
    contact: str = ""
    revised_on: str = ""


class Publication(Model):
    """Where the policy was published, since when."""

    place: str
    where: str
    since: str


class Heading(Model):
    """The deadline a client is heading for, and what a schedule back from it starts from.

    Attributes:
        deadline: aware, or a date = that whole day in Japan.
        gbizid: the way to the GビズID.
        done: the steps that are done.
        doubted: whether the declaration that is done may have to be made anew.
    """

    star: Literal["one", "two"]
    deadline: dt.datetime | dt.date | None
    status: Literal["confirmed", "forecast", "unknown", "named"]
    label: str
    gbizid: Literal["online", "post", "have"]
    done: frozenset[str]
    doubted: bool = False


class Dossier(Model):
    """Everything documents are made from: one client's own, at one moment.

    Attributes:
        fields: what was given, by field (company, mail, …); choices by their label.
        sheets: the newest result of each sheet, the whole firm first.
        previous: the result before, by sheet.
        gathered: all sheets in one, by the weakest answer; None with one sheet.
        history: every answer in words: when, who, question, answer.
        heading: what the calendar is made from; None while no deadline is known.
    """

    scope: Scope
    made_at: float
    edition: str
    fields: dict[str, str]
    sheets: tuple[SheetResult, ...] = ()
    previous: dict[str, SheetResult] = {}
    gathered: SheetResult | None = None
    policy: Policy | None = None
    publication: Publication | None = None
    todos: tuple[Todo, ...] = ()
    history: tuple[tuple[str, str, str, str], ...] = ()
    heading: Heading | None = None


class FormItem(Model):
    """A question of a form: its step, what it asks, its choices and what was answered so far."""

    step: str
    title: str
    ask: str
    choices: tuple[Offer, ...]
    answer: str | None = None


class Form(Model):
    """Several questions answered at once (a part of the self-check)."""

    run: str
    revision: int
    title: str
    items: tuple[FormItem, ...]


class Stage(Model):
    """Where a client stands, for the board."""

    scope: Scope
    stage: str
    score: int | None = None
    todos: int = 0
    next: str = ""
    updated_at: float | None = None
