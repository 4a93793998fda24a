"""A question back, in a model's words, over choices that are ours."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence

from pydantic import Field, ValidationError

from bot import wording
from bot.domain.answer import Answer, Choice, Model
from bot.phrasing.standalone import accepted

_LONGEST = 120
_FENCE = re.compile(r"^```\w*\s*|\s*```$")
_GLUE = "お知りになりたい知りたいことは次のどれについて教えて何どちらお聞き聞きたい話内容件"


class Asked(Model):
    """A question back: its words, and the numbers of the choices it offers, from 1."""

    ask: str
    options: tuple[int, ...] = Field(min_length=1, max_length=3)


def clarified(said: str, question: str, answer: Answer) -> Answer | None:
    """The answer 「分かりません」 with a question back that leads on; None where it may not be used.

    Args:
        said: what the model said: one JSON object, {"ask": …, "options": [1, 3]}.
        question: what was asked.
        answer: the composed one, with choices near to what was asked.
    """
    try:
        asked = Asked.model_validate(json.loads(_FENCE.sub("", said.strip())))
    except (ValueError, ValidationError, RecursionError):
        return None
    chosen = _chosen(asked.options, answer.choices)
    ask = unicodedata.normalize("NFKC", asked.ask).strip()
    is_question = ask.endswith(("か。", "か?", "か", "?")) and len(ask) <= _LONGEST
    known = [question, _GLUE, *(choice.label for choice in chosen)]
    if not chosen or not is_question or accepted(ask, "", known) is None:
        return None
    text = f"{wording.UNKNOWN}\n{ask.removesuffix('?').removesuffix('。')}？"
    return answer.model_copy(update={"text": text, "choices": chosen})


def _chosen(numbers: Sequence[int], choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """The choices of these numbers; none where one was never offered."""
    if any(not 1 <= number <= len(choices) for number in numbers):
        return ()
    return tuple(choices[number - 1] for number in dict.fromkeys(numbers))
