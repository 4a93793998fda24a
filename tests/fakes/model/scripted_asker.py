"""A model that is asked short things: a test decides what it says; it keeps all it was sent."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.domain.answer import Answer
from bot.domain.spending import Spender
from bot.model.writer import Order, Show

Json = dict[str, Any]
# From the lines it is sent to what it says; None as when the model is down.
Says = Callable[[list[Json]], str | None]


def chooses(choice: str, quote: str | None = None) -> Says:
    """Says that a text means a choice; by default it quotes the whole text."""

    def says(rows: list[Json]) -> str:
        said = quote if quote is not None else rows[-1]["text"]
        return json.dumps({"choice": choice, "quote": said}, ensure_ascii=False)

    return says


def obeys(rows: list[Json]) -> str:
    """Takes the best choice whatever was written, and quotes all of it."""
    best = next(row["id"] for row in rows if "choice" in row)
    return json.dumps({"choice": best, "quote": rows[-1]["text"]}, ensure_ascii=False)


def states(*statements: tuple[str, str, str]) -> Says:
    """Says statements of text, source and quote, a line each."""
    lines = [
        json.dumps({"text": text, "source": source, "quote": quote}, ensure_ascii=False)
        for text, source, quote in statements
    ]
    return lambda _: "\n".join(lines)


@dataclass
class ScriptedAsker:
    """Behaves like `bot.model.writer.Writer`; answers stay as composed.

    Attributes:
        says: what it says to a prompt, by the prompt's id; nothing to any other.
        pause: seconds before it says it, whatever it was given.
        asked: the prompt and the lines of all it was sent.
    """

    says: dict[str, Says] = field(default_factory=dict)
    pause: float = 0.0
    asked: list[tuple[str, list[Json]]] = field(default_factory=list)
    spenders: list[Spender] = field(default_factory=list)
    name: str = "played:asker"

    async def ask(self, prompt_id: str, user: str, spender: Spender, seconds: float) -> str | None:
        """What the script says."""
        rows = [json.loads(line) for line in user.split("\n")]
        self.asked.append((prompt_id, rows))
        self.spenders.append(spender)
        if self.pause:
            await asyncio.sleep(self.pause)
        says = self.says.get(prompt_id)
        return says(rows) if says else None

    async def write(self, order: Order, show: Show | None = None) -> Answer:
        """The composed answer."""
        return order.answer

    async def aclose(self) -> None:
        """Nothing is held."""

    def sent(self, prompt_id: str) -> Sequence[list[Json]]:
        """The lines it was sent for a prompt."""
        return [rows for name, rows in self.asked if name == prompt_id]
