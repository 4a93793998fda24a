"""Numbers that name a thing: 付録6, 5次, 第4.0版, 2025年, 3位, 19条. Similar numbers are not similar."""

from __future__ import annotations

import re

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("付録", re.compile(r"付録\s*([0-9])")),
    ("次", re.compile(r"(?<![0-9])([0-9]{1,2})次(?!産業|元|情報|請)")),
    ("年", re.compile(r"(?<![0-9])(20[12][0-9])(?![0-9])")),
    ("令和", re.compile(r"(?:令和|(?<![a-z])r)\s*([0-9]{1,2})(?:年|年度)")),
    ("位", re.compile(r"(?<![0-9])([0-9]{1,2})位")),
    (
        "番",
        re.compile(r"(?:取組|原則|項目|診断|パート|part|step|ステップ|方策|no\.?)\s*([0-9]{1,2})"),
    ),
    ("番", re.compile(r"(?<![0-9])([0-9]{1,2})(?:番目|つ目|個目|番(?!号))")),
    ("版", re.compile(r"第([0-9](?:\.[0-9])?)版")),
    ("類", re.compile(r"(?<![0-9])([0-9])類")),
    ("scs", re.compile(r"scs([3-5])")),
    ("条", re.compile(r"(?<![0-9])([0-9]{1,3})条(?!件)")),
    ("点", re.compile(r"(?<![0-9])([0-9]{2,3})点")),
)


def identifiers(normalised: str) -> frozenset[tuple[str, str]]:
    """The (kind, number) pairs a normalised text names."""
    return frozenset(
        (kind, match.group(1))
        for kind, pattern in _PATTERNS
        for match in pattern.finditer(normalised)
    )


def agreement(query: frozenset[tuple[str, str]], document: frozenset[tuple[str, str]]) -> float:
    """How well a document's numbers answer the query's: 1 = all named, -1 = only others."""
    if not query:
        return 0.0
    kinds = {kind for kind, _ in document}
    votes = [1.0 if pair in document else (-1.0 if pair[0] in kinds else 0.0) for pair in query]
    return sum(votes) / len(votes)
