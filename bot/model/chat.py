"""One model that can be talked to: text in pieces, within time limits, or one of few problems."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing, suppress
from typing import TYPE_CHECKING

from bot.model.problems import ModelProblem, problem_of
from bot.model.tracing import untraced

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk

__all__ = ["ChatModel", "ModelProblem"]

# What a model that keeps to its limit of tokens never reaches.
MOST_CHARACTERS = 20_000
# How each provider says that it came to an end.
_ENDS = ("finish_reason", "stop_reason", "done_reason")
_PAUSES: dict[str, float] = {"refused": 0.2, "server": 0.3, "rate_limited": 0.5}
_LONGEST_PAUSE = 2.0
_CLOSING_SECONDS = 1.0


class ChatModel:
    """A model behind LangChain's interface. It has no tools and keeps nothing.

    Args:
        name: what is stored with answers: "openai:gpt-x".
        chat: LangChain's model, without retries of its own.
        endpoint: the host it talks to.
        close: lets its connections go.
    """

    def __init__(
        self,
        name: str,
        chat: BaseChatModel,
        endpoint: str = "",
        close: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        self.name = name
        self.endpoint = endpoint
        self._chat = chat
        self._close = close

    def __repr__(self) -> str:
        # LangChain's own repr shows addresses and settings.
        return f"ChatModel({self.name!r})"

    async def stream(
        self, system: str, user: str, *, seconds: float, first_seconds: float
    ) -> AsyncGenerator[str, None]:
        """What the model says, in pieces as they come; tried once more while nothing has come.

        Args:
            system: what is asked of it.
            user: what it is to work on.
            seconds: for all of it.
            first_seconds: until the first letter.

        Raises:
            ModelProblem: it cannot be had, or ended before its end. Pieces given are as it said them.
        """
        now = asyncio.get_running_loop().time()
        first, end = now + min(first_seconds, seconds), now + seconds
        is_second, has_begun = False, False
        while True:
            try:
                async with aclosing(self._pieces(system, user, first, end)) as pieces:
                    async for piece in pieces:
                        has_begun = True
                        yield piece
                return
            except ModelProblem as problem:
                pause = _pause(problem)
                left = first - asyncio.get_running_loop().time()
                if is_second or has_begun or pause is None or pause >= left:
                    raise
            is_second = True
            await asyncio.sleep(pause)

    async def aclose(self) -> None:
        """Let the connections go."""
        if self._close is not None:
            with suppress(Exception):
                await self._close()

    async def _pieces(
        self, system: str, user: str, first: float, end: float
    ) -> AsyncGenerator[str, None]:
        length, has_ended = 0, False
        chunks = self._chat.astream([("system", system), ("user", user)])
        try:
            # LangChain looks for tracers once, at the start; the block costs half a millisecond.
            with untraced():
                chunk = await _next(chunks, first, is_under_way=False)
            while chunk:
                has_ended = has_ended or any(chunk.response_metadata.get(key) for key in _ENDS)
                length += len(chunk.text)
                if length > MOST_CHARACTERS:
                    raise ModelProblem("garbage")
                if chunk.text:
                    yield chunk.text
                chunk = await _next(chunks, end if length else first, is_under_way=length > 0)
        finally:
            await _close(chunks)
        if not length:
            raise ModelProblem("garbage")
        if not has_ended:
            raise ModelProblem("cut")


async def _next(
    chunks: AsyncIterator[AIMessageChunk], until: float, *, is_under_way: bool
) -> AIMessageChunk | None:
    try:
        async with asyncio.timeout_at(until):
            return await anext(chunks, None)
    except Exception as error:  # noqa: BLE001 (each provider has errors of its own)
        raise problem_of(error, is_under_way=is_under_way) from None


async def _close(chunks: AsyncIterator[AIMessageChunk]) -> None:
    """Hang up, so that nothing more is made for nobody."""
    close = getattr(chunks, "aclose", None)
    if close is not None:
        with suppress(Exception):
            async with asyncio.timeout(_CLOSING_SECONDS):
                await close()


def _pause(problem: ModelProblem) -> float | None:
    """How long to wait before asking once more; None where that is of no use."""
    pause = _PAUSES.get(problem.code)
    if pause is None or problem.retry_after is None:
        return pause
    return problem.retry_after if problem.retry_after <= _LONGEST_PAUSE else None
