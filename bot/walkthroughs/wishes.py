"""What a typed text asks for: to begin a walkthrough, to go on, to see where one stands."""

from __future__ import annotations

import re
from collections.abc import Callable

from knowledge.catalog import Catalog


class Wishes:
    """Knows the phrases that begin something; they are data of the walkthroughs.

    Args:
        catalog: holds the phrases.
        normalise: brings a text to the notation of the phrases.
    """

    def __init__(self, catalog: Catalog, normalise: Callable[[str], str]):
        self._normalise = normalise
        phrases: dict[str, tuple[str, ...]] = {one.id: one.starts for one in catalog.walk_intents}
        phrases |= {one.id: one.starts for one in catalog.walkthroughs}
        self._phrases = [
            (name, [re.compile(row) for row in rows]) for name, rows in phrases.items()
        ]

    def wanted(self, text: str) -> str | None:
        """A walkthrough's id, `where`, `todos` or `resume`; None for anything else."""
        said = self._normalise(text)
        found = (name for name, rows in self._phrases if any(row.search(said) for row in rows))
        return next(found, None)
