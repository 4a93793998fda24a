"""Advisors over the small and the shipped index."""

from __future__ import annotations

import pytest

from bot.answering.understanding import Reader
from indexer.index import Index
from tests.bot.asking import Ask, Known, asking


@pytest.fixture(scope="session")
def known(shipped_index: Index) -> Known:
    """The knowledge of the shipped index, for tests by hypothesis."""
    return Known(shipped_index.catalog)


@pytest.fixture(scope="session")
def ask_shipped(shipped_index: Index) -> Ask:
    """Asks the shipped knowledge."""
    return asking(shipped_index)


@pytest.fixture(scope="session")
def ask_tiny(tiny_index: Index) -> Ask:
    """Asks the small knowledge."""
    return asking(tiny_index)


@pytest.fixture(scope="session")
def reader(shipped_index: Index) -> Reader:
    """Reads questions against the shipped knowledge."""
    return Reader(shipped_index.catalog, shipped_index.searcher.normalise)


@pytest.fixture(scope="session")
def tiny_reader(tiny_index: Index) -> Reader:
    """Reads questions against the small knowledge."""
    return Reader(tiny_index.catalog, tiny_index.searcher.normalise)
