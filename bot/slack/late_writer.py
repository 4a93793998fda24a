"""The writer of the settings' model, opened beside the start: until then answers stay as composed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.domain.answer import Answer
from bot.domain.spending import Spender
from bot.settings import Settings
from bot.slack.desk import AnswerWriter
from bot.slack.drafts import Drafts
from bot.state.database import Database

if TYPE_CHECKING:
    from bot.model.writer import Order, Show, Writer

log = logging.getLogger(__name__)


def late_writer(
    settings: Settings, database: Database, clock: Callable[[], float]
) -> AnswerWriter | None:
    """The writer that the settings name; None without a model. Call it in the running loop."""
    if not settings.llm_model:
        return None
    return LateWriter(settings.llm_model, lambda: _opened(settings, database, clock))


def _opened(settings: Settings, database: Database, clock: Callable[[], float]) -> Writer:
    # What a bot without a model never loads.
    from bot.model.doctor import why
    from bot.model.problems import ModelProblem
    from bot.model.writer import open_writer
    from bot.state.model_use import KeptBudget

    try:
        return open_writer(settings, KeptBudget(database, settings.llm_limits, clock))
    except ModelProblem as problem:
        log.error("%s", why(problem, settings))
        raise


class CountedWriter:
    """A writer whose short questions, too, count as waiting for the model.

    Args:
        writer: what writes.
        drafts: counts; what it has no room for is done without.
    """

    def __init__(self, writer: AnswerWriter, drafts: Drafts):
        self._writer = writer
        self._drafts = drafts

    @property
    def name(self) -> str:
        """Of the model."""
        return self._writer.name

    async def write(self, order: Order, show: Show | None = None) -> Answer:
        """See `bot.model.writer.Writer`; who orders it counts it."""
        return await self._writer.write(order, show)

    async def ask(self, prompt_id: str, user: str, spender: Spender, seconds: float) -> str | None:
        """See `bot.model.writer.Writer`."""
        if not self._drafts.has_room:
            return None
        with self._drafts.asking():
            return await self._writer.ask(prompt_id, user, spender, seconds)

    async def aclose(self) -> None:
        """Let connections go."""
        await self._writer.aclose()


class LateWriter:
    """A writer while it is being opened, which takes seconds, and ever after.

    Args:
        name: of the model.
        open_writer: opens it; called in a thread.
    """

    def __init__(self, name: str, open_writer: Callable[[], AnswerWriter]):
        self.name = name
        self._opening = asyncio.create_task(asyncio.to_thread(open_writer))
        self._opening.add_done_callback(self._done)

    async def write(self, order: Order, show: Show | None = None) -> Answer:
        """See `bot.model.writer.Writer`; the composed answer until it is open."""
        writer = self._writer()
        return order.answer if writer is None else await writer.write(order, show)

    async def ask(self, prompt_id: str, user: str, spender: Spender, seconds: float) -> str | None:
        """See `bot.model.writer.Writer`; None until it is open."""
        writer = self._writer()
        return None if writer is None else await writer.ask(prompt_id, user, spender, seconds)

    async def aclose(self) -> None:
        """Let connections go; one that is still being opened is not waited for."""
        writer = self._writer()
        self._opening.cancel()
        if writer is not None:
            await writer.aclose()

    def _writer(self) -> AnswerWriter | None:
        opening = self._opening
        if not opening.done() or opening.cancelled() or opening.exception() is not None:
            return None
        return opening.result()

    def _done(self, opening: asyncio.Task[AnswerWriter]) -> None:
        if opening.cancelled():
            return
        problem = opening.exception()
        if problem is None:
            self.name = opening.result().name
            log.info("model %s", self.name)
        else:
            log.error("no model: %s", type(problem).__name__)
