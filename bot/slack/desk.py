"""What every handler works with, and what it gives back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import Connection

from bot.asking import Asking
from bot.domain.answer import Answer
from bot.domain.spending import Spender
from bot.slack.adding.workshop import Workshop
from bot.slack.api import WebApi
from bot.slack.drafts import Drafts
from bot.slack.people import People
from bot.state.database import Database
from bot.state.outbox import Letter

if TYPE_CHECKING:
    # A bot without a model never loads it.
    from bot.model.writer import Order, Show


class AnswerWriter(Protocol):
    """What `bot.model.writer.Writer` gives; there is none without a model."""

    @property
    def name(self) -> str: ...
    async def write(self, order: Order, show: Show | None = None) -> Answer: ...
    async def ask(
        self, prompt_id: str, user: str, spender: Spender, seconds: float
    ) -> str | None: ...
    async def aclose(self) -> None: ...


@dataclass(frozen=True)
class Desk:
    """The parts a handler uses.

    Attributes:
        staff_channel: where staff is told things; empty when the office has not set one.
        clock: seconds since the epoch.
        workshop: reads and builds documents; None = none are added here.
        writer: puts answers in better words; None = they stay as composed.
        drafts: what is being written now.
        draft: the id of the draft of the work in hand; empty = none may be shown.
    """

    database: Database
    asking: Asking
    api: WebApi
    people: People
    staff_channel: str
    clock: Callable[[], float]
    workshop: Workshop | None = None
    writer: AnswerWriter | None = None
    drafts: Drafts = field(default_factory=Drafts)
    draft: str = ""


@dataclass(frozen=True)
class Effect:
    """A Web API call that may fail or be made twice without harm."""

    team: str
    method: str
    arguments: dict[str, Any]


def nothing(_: Connection) -> tuple[Letter, ...]:
    """Changes nothing and says nothing."""
    return ()


@dataclass(frozen=True)
class Handled:
    """What is to become of a piece of work.

    Attributes:
        commit: makes the changes and gives the letters; runs in the transaction that also
            closes the inbox row, so that all of it happens once or not at all.
        effects: calls made after that.
        after: gives more effects, computed once the changes are visible.
    """

    commit: Callable[[Connection], tuple[Letter, ...]] = nothing
    effects: tuple[Effect, ...] = ()
    after: Callable[[], Awaitable[Handled]] | None = None


def letters(*written: Letter) -> Handled:
    """Says something and changes nothing."""
    return Handled(lambda _: written)
