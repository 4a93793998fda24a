"""May an ID of the former system be used for a subsidy? The one passage that weighs it."""

from __future__ import annotations

import re

from bot.answering.facts.fact import FactAnswer
from bot.answering.understanding import Understanding

PASSAGE = "it/id-old-4"

_OLD_ID = re.compile(
    r"(id|番号)[^。、]{0,10}4から|4(から|で)?(始ま|はじま)|先頭[^。、]{0,4}4|旧(い)?id|古いid|旧システム.{0,8}id"
)
_FOR_A_SUBSIDY = re.compile(r"補助|助成|申請に|デジ|it導入|今年のやつ")


def answer(question: Understanding) -> FactAnswer | None:
    """Where an old ID is to be used for a subsidy."""
    text = question.normalised
    if (
        _OLD_ID.search(text)
        and _FOR_A_SUBSIDY.search(text)
        and question.says(r"使|いけ|有効|だめ|でき|通")
    ):
        return FactAnswer((PASSAGE,), strong=False)
    return None
