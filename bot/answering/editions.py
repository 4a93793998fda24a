"""Which of two documents is the newer edition: by what staff said of them, never by their text."""

from __future__ import annotations

import re
from collections.abc import Callable

from indexer.library.entry import Entry


class Editions:
    """Tells editions of one document.

    Args:
        normalise: the index's normaliser.
    """

    def __init__(self, normalise: Callable[[str], str]):
        self._normalise = normalise

    def supersedes(self, one: Entry, other: Entry) -> bool:
        """Whether a document is a newer edition of another, and no less to be trusted."""
        if one.id == other.id or self._series(one) != self._series(other):
            return False
        if one.trust == "commentary" and other.trust == "official":
            return False
        return (one.holds_from, one.published) > (other.holds_from, other.published)

    def _series(self, entry: Entry) -> str:
        """As staff said, else the title but for its numbers."""
        if entry.series:
            return entry.series
        return f"{entry.use} {re.sub('[0-9.]+', '#', self._normalise(entry.title))}"
