"""Puts a composed answer in better words with a model, and lets nothing through unverified."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from bot.domain.answer import Answer, WrittenBy
from bot.domain.material import Level, Material, Said
from bot.domain.spending import Spender
from bot.model.breaker import Breaker
from bot.model.budget import Budget
from bot.model.chat import ChatModel, ModelProblem
from bot.model.opening import open_model
from bot.model.prompts import prompt
from bot.model.tracing import Tracer, open_tracer
from bot.phrasing.assembling import Draft
from bot.phrasing.statement import Reader, Statement, aloud
from bot.phrasing.verifying import Verified, verify
from bot.settings import Settings

log = logging.getLogger(__name__)

# Whoever asks has an answer within ten seconds, whatever the model does (R12).
SECONDS = 8.0
_FIRST_SECONDS = 5.0
_ANSWER = "answer"
_SOUND_CHARACTERS = 200
# More of what a model says refused than taken: the rest of it is not trusted either.
_TRUSTED_SHARE = 0.5

Show = Callable[[str], Awaitable[None]]
Hear = Callable[[str], Awaitable[None]]


@dataclass(frozen=True)
class Order:
    """An answer to be written.

    Attributes:
        answer: the composed answer.
        material: what it may be written from.
        level: who is to read it.
        thread: what was said in the same thread before, oldest first.
        spender: whose budget it is.
        stop: set when the asker wants no more of it.
    """

    answer: Answer
    material: Material
    level: Level
    spender: Spender
    thread: tuple[Said, ...] = ()
    stop: asyncio.Event | None = None


class Writer:
    """Writes answers with one model.

    Args:
        chat: the model.
        breaker: keeps from asking a model that fails.
        budget: what may be spent.
        tracer: is told how it went, without any text unless it was switched on.
        seconds: for a whole answer.
    """

    def __init__(
        self,
        chat: ChatModel,
        breaker: Breaker,
        budget: Budget,
        tracer: Tracer,
        seconds: float = SECONDS,
    ):
        self._chat = chat
        self._breaker = breaker
        self._budget = budget
        self._tracer = tracer
        self._seconds = seconds
        self.name = chat.name

    async def write(self, order: Order, show: Show | None = None) -> Answer:
        """The answer in better words; the composed one where that cannot be had. Never raises.

        Args:
            order: what to write.
            show: is given what is verified so far, each time there is more.
        """
        draft = _Drafting(order, show)
        await self._until_stopped(
            self._complete(_ANSWER, _user(order), order.spender, self._seconds, draft.hear), draft
        )
        return draft.finish(WrittenBy(model=self.name, prompt=prompt(_ANSWER).label))

    async def ask(self, prompt_id: str, user: str, spender: Spender, seconds: float) -> str | None:
        """A short text from the model, unverified; None where it cannot be had in time."""
        said: list[str] = []

        async def hear(piece: str) -> None:
            said.append(piece)

        is_whole = await self._complete(prompt_id, user, spender, seconds, hear)
        return aloud("".join(said)) if is_whole else None

    async def aclose(self) -> None:
        """Let connections go."""
        await self._chat.aclose()

    async def _until_stopped(self, work: Coroutine[Any, Any, bool], draft: _Drafting) -> None:
        """Let the model talk until it ends or the asker stops it."""
        tasks: set[asyncio.Task[Any]] = {talking := asyncio.create_task(work)}
        if draft.stop is not None:
            tasks.add(asyncio.create_task(draft.stop.wait()))
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            draft.stopped = not talking.done()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _complete(
        self, prompt_id: str, user: str, spender: Spender, seconds: float, hear: Hear
    ) -> bool:
        """Ask the model within limits; True where it came to its end. Never raises."""
        try:
            await self._heard(prompt_id, user, spender, seconds, hear)
        except ModelProblem as problem:
            log.warning("model: %s", problem.code)
        except Exception as error:  # noqa: BLE001 (a model may cost a better wording, never an answer)
            log.error("model failed: %s", type(error).__name__)
        else:
            return True
        return False

    async def _heard(
        self, prompt_id: str, user: str, spender: Spender, seconds: float, hear: Hear
    ) -> None:
        system, label = prompt(prompt_id).system, prompt(prompt_id).label
        if not self._breaker.allows():
            raise ModelProblem("open_breaker")
        is_success: bool | None = None
        heard = 0
        try:
            if not await self._budget.take(spender, len(system) + len(user)):
                raise ModelProblem("over_budget")
            is_success = False
            with self._tracer.call(self.name, label, user) as trace:
                async with asyncio.timeout(seconds):
                    stream = self._chat.stream(
                        system, user, seconds=seconds, first_seconds=min(_FIRST_SECONDS, seconds)
                    )
                    async with aclosing(stream):
                        async for piece in stream:
                            heard += len(piece)
                            trace.add(piece)
                            await hear(piece)
            is_success = True
        except (TimeoutError, ModelProblem) as error:
            # A slow model that talks sense to the end of its time is no broken one.
            if is_success is False and heard >= _SOUND_CHARACTERS:
                is_success = None
            if isinstance(error, TimeoutError):
                raise ModelProblem("timeout") from None
            raise
        except asyncio.CancelledError:
            # Who asked has enough: that says nothing about the model.
            is_success = None
            raise
        finally:
            self._breaker.note(is_success)


def open_writer(settings: Settings, budget: Budget) -> Writer:
    """A writer with the model of the settings. Imports take seconds: call it in a thread.

    Raises:
        ModelProblem: the settings name no model that can be opened.
    """
    return Writer(
        open_model(settings), Breaker(), budget, open_tracer(settings), settings.llm_seconds
    )


class _Drafting:
    """One answer under way: what came, what of it holds."""

    def __init__(self, order: Order, show: Show | None):
        self._order = order
        self._show = show
        self._draft = Draft(order.answer, order.material)
        self._reader = Reader()
        self._refused = 0
        self.stop = order.stop
        self.stopped = False

    async def hear(self, piece: str) -> None:
        """Take what came."""
        await self._take(self._reader.feed(piece))

    def finish(self, written_by: WrittenBy) -> Answer:
        """The answer; the composed one where too little of what came holds."""
        # What stands at the end without a line break.
        for statement in self._reader.end():
            self._taken(statement)
        taken = self._draft.statements
        said = taken + self._refused + self._reader.malformed
        if taken < _TRUSTED_SHARE * said and not self.stopped:
            return self._order.answer
        return self._draft.finish(written_by, self.stopped) or self._order.answer

    async def _take(self, statements: list[Statement]) -> None:
        for statement in statements:
            if self._taken(statement) and self._show is not None:
                await self._show(self._draft.text)

    def _taken(self, statement: Statement) -> bool:
        found = verify(statement, self._order.material)
        if isinstance(found, Verified):
            return self._draft.add(found)
        self._refused += 1
        # The kind of fault alone: what was said may be about a client.
        log.info("statement refused: %s", found)
        return False


def _user(order: Order) -> str:
    """The material as one JSON object a line: nothing in it can end its own string."""
    rows: list[object] = [{"reader": order.level}]
    if order.thread:
        rows.append({"thread": [{"by": row.by, "text": row.text} for row in order.thread]})
    rows += [
        {"id": row.id, "title": row.title, "text": row.text} for row in order.material.passages
    ]
    rows.append({"question": order.material.question})
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
