"""A writer whose words and pace a test decides; it keeps every order it was given."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.domain.answer import Answer, WrittenBy
from bot.domain.spending import Spender
from bot.model.writer import Order, Show

NAME, PROMPT = "played:scripted", "answer@1"


@dataclass
class ScriptedWriter:
    """Shows some sentences one after the other, and gives the composed answer below them.

    Attributes:
        sentences: what it says.
        seconds: before each sentence.
        hold: when given, waited for after the first sentence; set it from any thread.
        obeys: whether it looks at the stop.
        breaks: raised instead of an answer.
        nonsense: given instead of an answer, whatever its type says.
        orders: all it was given.
        shown: set once something was shown.
    """

    sentences: tuple[str, ...] = ("まず、言いかえた文です。", "次に、もう一つの文です。")
    seconds: float = 0.0
    hold: threading.Event | None = None
    obeys: bool = True
    breaks: Exception | None = None
    nonsense: Any = None
    orders: list[Order] = field(default_factory=list)
    shown: threading.Event = field(default_factory=threading.Event)
    name: str = NAME
    closed: bool = False
    on_order: Callable[[Order], None] = lambda _: None

    async def write(self, order: Order, show: Show | None = None) -> Answer:
        """What `bot.model.writer.Writer.write` does, without a model."""
        self.orders.append(order)
        self.on_order(order)
        said: list[str] = []
        for number, sentence in enumerate(self.sentences):
            await self._wait(order, number)
            if self._stopped(order):
                break
            said.append(sentence)
            if show is not None:
                await show("\n".join(said))
                self.shown.set()
        if self.breaks is not None:
            raise self.breaks
        if self.nonsense is not None:
            found: Answer = self.nonsense
            return found
        text = "\n".join((*said, order.answer.text))
        by = WrittenBy(model=self.name, prompt=PROMPT)
        if self._stopped(order):
            text += "\n\n（途中で止めました。）"
        return order.answer.model_copy(update={"text": text, "written_by": by})

    async def ask(self, prompt_id: str, user: str, spender: Spender, seconds: float) -> str | None:
        """Says nothing."""
        return None

    async def aclose(self) -> None:
        """Notes that it was closed."""
        self.closed = True

    def _stopped(self, order: Order) -> bool:
        return self.obeys and order.stop is not None and order.stop.is_set()

    async def _wait(self, order: Order, number: int) -> None:
        await asyncio.sleep(self.seconds)
        while number == 1 and self.hold is not None and not self.hold.is_set():
            if self._stopped(order):
                return
            await asyncio.sleep(0.005)
