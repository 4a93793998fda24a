"""Whether what was read is text, or what a font without ToUnicode leaves."""

from __future__ import annotations

import unicodedata
from collections import Counter

from indexer.documents.errors import UnreadableDocument
from indexer.documents.model import ReadDocument
from indexer.intake import words

_FEW = 20
_SHARE = 0.1
# Not assigned, for private use, half of a pair, control: no letter a person would read.
_STRANGE = frozenset({"Cn", "Co", "Cs", "Cc"})
_BLANKS = "\t\n\r\x0c \u3000"
_PAGES = 0.2


def check(document: ReadDocument) -> None:
    """Pass over a document of readable text.

    Raises:
        UnreadableDocument: there is none, or on a fifth of its pages the letters are not known.
    """
    by_page: dict[int | None, list[str]] = {}
    for block in document.blocks:
        by_page.setdefault(block.page, []).append(block.text)
    texts = ["".join(parts) for parts in by_page.values()]
    if not any(text.strip() for text in texts):
        raise UnreadableDocument(words.NO_TEXT)
    strange = sum(is_strange(text) for text in texts)
    if strange > _PAGES * len(texts):
        raise UnreadableDocument(words.UNREADABLE_LETTERS)


def is_strange(text: str) -> bool:
    """Whether so much of a text is no letter that nobody can read it."""
    letters = Counter(text)
    for blank in _BLANKS:
        letters.pop(blank, None)
    unknown = sum(count for letter, count in letters.items() if _unknown(letter))
    return letters.total() >= _FEW and unknown > _SHARE * letters.total()


def _unknown(letter: str) -> bool:
    return letter == "\ufffd" or unicodedata.category(letter) in _STRANGE
