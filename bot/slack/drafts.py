"""Answers being written in this process: how many, whose, and how each workspace shows them."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bot.domain.scope import Scope, Speaker

# A workspace may come to support streaming; asking costs a call.
_ASK_AGAIN_SECONDS = 3600.0


@dataclass(frozen=True)
class Place:
    """Where an answer is written, and for whom."""

    scope: Scope
    thread: str | None
    speaker: Speaker


@dataclass(frozen=True)
class UnderWay:
    """An answer being written.

    Attributes:
        stop: set when the asker wants no more of it.
    """

    draft: str
    place: Place
    stop: asyncio.Event = field(default_factory=asyncio.Event)


class Drafts:
    """What is being written now.

    Args:
        most: how many answers may wait for the model at once; more get the composed one.
        clock: monotonic seconds.
    """

    def __init__(self, most: int = 8, clock: Callable[[], float] = time.monotonic):
        self._most = most
        self._clock = clock
        self._under_way: list[UnderWay] = []
        self._asking = 0
        self._unsupported: dict[str, float] = {}

    @property
    def writing(self) -> int:
        """How many pieces of work wait for the model: they take no room from the others."""
        return len(self._under_way) + self._asking

    @property
    def has_room(self) -> bool:
        """Whether one more may wait."""
        return self.writing < self._most

    @contextlib.contextmanager
    def begun(self, draft: str, place: Place) -> Iterator[UnderWay]:
        """Count an answer as being written, until the block ends."""
        one = UnderWay(draft, place)
        self._under_way.append(one)
        try:
            yield one
        finally:
            self._under_way.remove(one)

    @contextlib.contextmanager
    def asking(self) -> Iterator[None]:
        """Count a short question to the model, until the block ends."""
        self._asking += 1
        try:
            yield
        finally:
            self._asking -= 1

    def find(self, draft: str) -> UnderWay | None:
        """An answer by its draft; None where another process writes it, or nobody."""
        return next((one for one in self._under_way if draft and one.draft == draft), None)

    def of_thread(self, scope: Scope, thread: str) -> list[UnderWay]:
        """What is being written in a thread."""
        return [
            one
            for one in self._under_way
            if one.place.scope == scope and one.place.thread == thread
        ]

    def streams(self, team: str) -> bool:
        """Whether a workspace is thought to support streaming."""
        return self._clock() >= self._unsupported.get(team, float("-inf"))

    def no_streams(self, team: str) -> None:
        """A workspace refused to stream: not asked again for an hour."""
        self._unsupported[team] = self._clock() + _ASK_AGAIN_SECONDS
