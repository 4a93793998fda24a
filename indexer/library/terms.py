"""The terms of a question, and how much of them a passage holds, each counted once.

By characters, one long name outweighs all else that is asked; by terms, it is one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from indexer.lexical import LexicalIndex
from indexer.text import ngrams

# Runs without hiragana: what is left of Japanese when its grammar is taken away.
_TERM = re.compile(r"[^\sぁ-ゖ、。?!・「」『』()〜]+")
# Words that ask.
_ASKING = frozenset({"何", "方", "時", "人", "事", "場合", "所"})
# What a term held only in part is worth, beside one held whole.
_IN_PART, _ONE_CHARACTER = 0.8, 0.5


def terms(normalised: str) -> list[str]:
    """What a normalised question speaks of: its runs of kanji, katakana, letters and digits."""
    return [term for term in _TERM.findall(normalised) if term not in _ASKING]


def held(lexical: LexicalIndex, normalised: str, texts: Iterable[str]) -> float:
    """The share of the terms of a question that the best of some normalised texts holds (0 to 1)."""
    asked = [(term, _worth(lexical, term)) for term in terms(normalised)]
    total = sum(worth for _, worth in asked)
    if total <= 0:
        return 0.0
    return max((_share(lexical, asked, text) / total for text in texts), default=0.0)


def _share(lexical: LexicalIndex, asked: list[tuple[str, float]], text: str) -> float:
    grams = frozenset(ngrams(text))
    return sum(worth * _held(lexical, term, text, grams) for term, worth in asked)


def _held(lexical: LexicalIndex, term: str, text: str, grams: frozenset[str]) -> float:
    if term in text:
        return 1.0
    pairs = _pairs(term)
    weights = {pair: lexical.weight(pair) for pair in pairs}
    part = sum(weight for pair, weight in weights.items() if pair in grams) / sum(weights.values())
    return _IN_PART * part**2


def _worth(lexical: LexicalIndex, term: str) -> float:
    """The mean weight of its pairs: a long term is worth no more than a short one."""
    pairs = _pairs(term)
    if not pairs:
        return 0.0
    mean = sum(lexical.weight(pair) for pair in pairs) / len(pairs)
    return mean * (_ONE_CHARACTER if len(term) == 1 else 1.0)


def _pairs(term: str) -> frozenset[str]:
    grams = ngrams(term)
    return frozenset(gram for gram in grams if len(gram) == 2) or frozenset(grams)
