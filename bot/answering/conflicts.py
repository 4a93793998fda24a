"""Whether two statements contradict each other in what was asked: levels, amounts, shares, days."""

from __future__ import annotations

import re

from bot.answering.understanding import Intent, Understanding

_CLAIMS = {
    "star": re.compile(r"一つ星|二つ星"),
    "money": re.compile(r"[0-9][0-9,.]*(?:万|億)?円"),
    "rate": re.compile(r"[0-9]+/[0-9]+"),
    "day": re.compile(r"20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日"),
}


def differ(ours: str, theirs: str, question: Understanding) -> bool:
    """Whether both, normalised, state what is asked for, and nothing they state is the same."""
    rate = question.says("率|割")
    asked = {
        "star": question.about_declaration,
        "money": question.wants(Intent.AMOUNT) and not rate,
        "rate": question.wants(Intent.AMOUNT) and rate,
        "day": question.wants(Intent.DEADLINE),
    }
    for kind, pattern in _CLAIMS.items():
        left, right = set(pattern.findall(ours)), set(pattern.findall(theirs))
        if asked[kind] and left and right and not left & right:
            return True
    return False
