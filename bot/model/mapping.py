"""A free text at a step, to the choice it may mean: asked of a model, checked, only proposed."""

from __future__ import annotations

import asyncio
import json
from typing import Protocol

from bot.domain.spending import Spender
from bot.domain.walkthrough import FormItem
from bot.phrasing.mapping import may_answer, meant

SECONDS = 4.0
# A writer keeps its time itself; whoever typed is not kept waiting where it does not.
_GRACE_SECONDS = 0.5


class Asker(Protocol):
    """What `bot.model.writer.Writer` gives."""

    async def ask(
        self, prompt_id: str, user: str, spender: Spender, seconds: float
    ) -> str | None: ...


async def choice_meant(
    writer: Asker, item: FormItem, text: str, spender: Spender, seconds: float = SECONDS
) -> str | None:
    """The id of the choice a text may mean; None to go on as without a model.

    A text with a secret, or one that gives orders, is never sent.
    """
    if not may_answer(text):
        return None
    rows: list[object] = [{"step": item.title, "question": item.ask}]
    rows += [{"id": one.value, "choice": one.label} for one in item.choices]
    rows.append({"text": text})
    user = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    try:
        async with asyncio.timeout(seconds + _GRACE_SECONDS):
            said = await writer.ask("map_choice", user, spender, seconds)
    except TimeoutError:
        return None
    return meant(said, item, text) if said else None
