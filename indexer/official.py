"""Plain words of a question to the words official documents use for the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from knowledge.schema import OfficialWords


class Officially:
    """What documents may call what a question speaks of, beside the question's own words.

    Args:
        rows: what is said, and the official words for it.
        normalise: the index's normaliser.
    """

    def __init__(self, rows: Iterable[OfficialWords], normalise: Callable[[str], str]):
        self._rows = [
            (re.compile(row.said), " ".join(normalise(word) for word in row.official))
            for row in rows
        ]

    def __call__(self, normalised: str) -> str:
        """The official words for what a normalised question says; empty where none is known."""
        return " ".join(words for said, words in self._rows if said.search(normalised))
