"""Where a quote stands in a passage, and the whole sentences around it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

SHORTEST_QUOTE = 6
_OPENING, _CLOSING = "「『（(〔【", "」』）)〕】"


@dataclass(frozen=True)
class Found:
    """A quote in its passage.

    Attributes:
        start, end: where it stands in the passage's text.
        first, last: where the sentences begin and end that it is taken from: a quote that leaves
            out the end of a sentence must not leave out its negation.
    """

    start: int
    end: int
    first: int
    last: int


def plain(text: str) -> str:
    """NFKC, one space for many, one wave dash: equal for what reads the same."""
    return " ".join(unicodedata.normalize("NFKC", text).replace("~", "〜").split())


def find(quote: str, text: str) -> Found | None:
    """Where a quote stands in a text, but for width and white space; None when it does not."""
    sought, _ = _squeezed(quote)
    squeezed, places = _squeezed(text)
    at = squeezed.find(sought) if sought else -1
    if at < 0:
        return None
    start, end = places[at], places[at + len(sought) - 1] + 1
    spans = sentence_spans(text)
    first = max((left for left, _ in spans if left <= start), default=0)
    last = min((right for _, right in spans if right >= end), default=len(text))
    return Found(start, end, first, last)


def heading(text: str, start: int) -> str:
    """The line above a list that has a line at this place; empty elsewhere."""
    if not text[start:].lstrip().startswith("・"):
        return ""
    lines = [line for line in text[:start].splitlines() if not line.lstrip().startswith("・")]
    return f"{lines[-1]}\n" if lines else ""


def copied(text: str, source: str) -> bool:
    """Whether each sentence of a text is a whole sentence of its source, letter for letter."""
    whole = {_squeezed(source[start:end])[0].lstrip("・") for start, end in sentence_spans(source)}
    said = [_squeezed(text[start:end])[0].lstrip("・") for start, end in sentence_spans(text)]
    return all(sentence in whole for sentence in said)


def length(quote: str) -> int:
    """How many letters of a quote count."""
    return len(_squeezed(quote)[0])


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence; what stands in brackets belongs to the one around it."""
    spans, start, depth = [], 0, 0
    for at, letter in enumerate(text):
        if letter in _OPENING:
            depth += 1
        elif letter in _CLOSING:
            depth = max(0, depth - 1)
        elif letter == "\n" or (letter in "。？" and depth == 0):
            spans.append((start, at + 1))
            start, depth = at + 1, 0
    if start < len(text):
        spans.append((start, len(text)))
    return spans


@lru_cache(maxsize=128)
def _squeezed(text: str) -> tuple[str, tuple[int, ...]]:
    """The text after NFKC without white space, and where each letter of it stood."""
    letters, places = [], []
    for at, letter in enumerate(text):
        for one in letter if letter.isascii() else unicodedata.normalize("NFKC", letter):
            if not one.isspace():
                letters.append("〜" if one == "~" else one)
                places.append(at)
    return "".join(letters), tuple(places)
