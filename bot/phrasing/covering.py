"""Whether something has been said already: by its values and its words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from bot.phrasing.values import supported

# Of the pairs of letters of a line; below this a fact in words may be among what is missing.
_SHARE = 0.85
# Above this a line says nothing that was not said.
_SAME = 0.95
_END = re.compile(r"(?<=。)|\n")
_LETTERS = re.compile(r"[^\w★]+")


def covers(lines: Iterable[str], told: Iterable[str], share: float = _SHARE) -> bool:
    """Whether what is told holds every value and nearly all the words of each line.

    Sentence by sentence: two that say different things may share most of their words.
    """
    rows = list(told)
    whole = "\n".join(rows)
    said = [letter_pairs(sentence) for row in rows for sentence in _sentences(row)]
    return all(
        all(_said(sentence, said, share) for sentence in _sentences(line))
        and supported(line, whole) is None
        for line in lines
    )


def _said(sentence: str, said: list[frozenset[str]], share: float) -> bool:
    own = letter_pairs(sentence)
    return not own or any(len(own & pairs) >= share * len(own) for pairs in said)


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in _END.split(text) if sentence.strip()]


def repeats(line: str, told: Iterable[str]) -> bool:
    """Whether a line says nothing new."""
    return covers([line], told, _SAME)


def known(line: str, whole: str) -> float:
    """The share of a line's pairs of letters that stand in a text, 0 to 1."""
    own = letter_pairs(line)
    return len(own & letter_pairs(whole)) / len(own) if own else 1.0


def letter_pairs(text: str) -> frozenset[str]:
    letters = _LETTERS.sub("", unicodedata.normalize("NFKC", text)).lower()
    return frozenset(letters[at : at + 2] for at in range(len(letters) - 1))
