"""Follow-ups made to stand alone, and questions back: small helps of a model around an answer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Protocol

from bot.domain.answer import Answer, WrittenBy
from bot.domain.material import Said
from bot.domain.spending import Spender
from bot.model.prompts import prompt
from bot.phrasing.clarifying import clarified
from bot.phrasing.standalone import accepted

# Both come on top of the answer itself, so they get little.
_SECONDS = 2.5


class Asker(Protocol):
    """What `bot.model.writer.Writer` gives."""

    @property
    def name(self) -> str: ...
    async def ask(
        self, prompt_id: str, user: str, spender: Spender, seconds: float
    ) -> str | None: ...


async def standalone(
    writer: Asker, question: str, thread: Sequence[Said], spender: Spender
) -> str | None:
    """A follow-up as it would be asked without what was said before; None to take it as typed."""
    if not thread:
        return None
    rows = [
        {"thread": [{"by": row.by, "text": row.text} for row in thread]},
        {"question": question},
    ]
    said = await writer.ask("standalone", _lines(rows), spender, _SECONDS)
    return accepted(said, question, [row.text for row in thread]) if said else None


async def question_back(writer: Asker, question: str, answer: Answer, spender: Spender) -> Answer:
    """「分かりません」 with a question back that leads on, where a model finds one."""
    if answer.kind != "unknown" or not answer.choices:
        return answer
    choices = [
        {"number": number, "label": choice.label} for number, choice in enumerate(answer.choices, 1)
    ]
    rows: list[object] = [{"choices": choices}, {"question": question}]
    said = await writer.ask("clarify", _lines(rows), spender, _SECONDS)
    found = clarified(said, question, answer) if said else None
    if found is None:
        return answer
    written = WrittenBy(model=writer.name, prompt=prompt("clarify").label)
    return found.model_copy(update={"written_by": written})


def _lines(rows: Sequence[object]) -> str:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
