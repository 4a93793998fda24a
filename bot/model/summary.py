"""A thread put in short by a model: what of it holds against what was said."""

from __future__ import annotations

import asyncio
import json
from typing import Protocol

from bot.domain.material import Material
from bot.domain.spending import Spender
from bot.phrasing.statement import Reader
from bot.phrasing.summarising import is_fair
from bot.phrasing.verifying import Verified, verify

SECONDS = 8.0
_GRACE_SECONDS = 0.5
# More of what a model says refused than taken: the rest of it is not trusted either.
_TRUSTED_SHARE = 0.5
_MOST_STATEMENTS = 16


class Asker(Protocol):
    """What `bot.model.writer.Writer` gives."""

    async def ask(
        self, prompt_id: str, user: str, spender: Spender, seconds: float
    ) -> str | None: ...


async def in_short(
    writer: Asker, material: Material, spender: Spender, seconds: float = SECONDS
) -> tuple[Verified, ...]:
    """Statements about a thread, each verified against what it cites; empty to do without.

    Args:
        writer: the model.
        material: what was said, from `bot.phrasing.summarising.material`.
        spender: whose budget it is.
        seconds: how long it may take.
    """
    if not material.passages:
        return ()
    try:
        async with asyncio.timeout(seconds + _GRACE_SECONDS):
            said = await writer.ask("summary", _user(material), spender, seconds)
    except TimeoutError:
        return ()
    if not said:
        return ()
    reader = Reader()
    statements = [*reader.feed(said), *reader.end()]
    found = [
        one
        for row in statements
        if isinstance(one := verify(row, material), Verified) and is_fair(one)
    ]
    if len(found) < _TRUSTED_SHARE * (len(statements) + reader.malformed):
        return ()
    return tuple(found[:_MOST_STATEMENTS])


def _user(material: Material) -> str:
    """What was said as one JSON object a line: nothing in it can end its own string."""
    rows: list[object] = [{"reader": "consultant"}]
    rows += [{"id": row.id, "title": row.title, "text": row.text} for row in material.passages]
    rows.append({"question": material.question})
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
