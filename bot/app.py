"""Composition root: the one place that picks concrete parts."""

from __future__ import annotations

from bot.advisor import Advisor
from indexer.index import open_index
from indexer.releases import Releases
from indexer.settings import IndexSettings


def advisor(settings: IndexSettings) -> Advisor:
    """An advisor over the active index.

    Raises:
        indexer.errors.IndexProblem: there is no usable index.
    """
    shelf = Releases(settings.home)
    return Advisor(shelf.active, lambda version: open_index(settings, version))
