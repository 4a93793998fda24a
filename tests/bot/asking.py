"""What the tests of the bot share: an advisor over an opened index, the bot as a process."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from bot.advisor import Advisor
from bot.domain.answer import Answer
from indexer.index import Index
from knowledge.catalog import Catalog

PROJECT = Path(__file__).parents[2]
TODAY = dt.date(2026, 11, 22)

Ask = Callable[..., Answer]


class Pointer:
    """The pointer to the version being served, moved by hand, and the versions it can open."""

    def __init__(self, *indexes: Index):
        self._indexes = {index.version: index for index in indexes}
        self.version = indexes[0].version
        self.opened: list[str] = []

    def active(self) -> str:
        """The version being served."""
        return self.version

    def open(self, version: str) -> Index:
        """The index of a version."""
        self.opened.append(version)
        return self._indexes[version]


class Known:
    """A catalogue whose repr is short: hypothesis prints the arguments of a failing test."""

    def __init__(self, catalog: Catalog):
        self.catalog = catalog


def advisor_over(index: Index) -> Advisor:
    """An advisor that answers from one opened index."""
    pointer = Pointer(index)
    return Advisor(pointer.active, pointer.open)


def asking(index: Index) -> Ask:
    """A function that asks about a day and gives the answer."""
    advisor = advisor_over(index)

    def ask(question: str, as_of: dt.date = TODAY) -> Answer:
        return advisor.ask(question, as_of)[0]

    return ask


def environment(home: Path, **more: str) -> dict[str, str]:
    """The environment of a process of the bot, whatever the machine says."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("EMBEDDING_")}
    return kept | {"HOSHIMICHI_HOME": str(home), "PYTHONUTF8": "1"} | more


def run(
    *arguments: str | bytes, home: Path, typed: bytes = b"", **more: str
) -> subprocess.CompletedProcess[bytes]:
    """`python -m bot …` as a process."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=PROJECT,
        input=typed,
        capture_output=True,
        env=environment(home, **more),
        timeout=60,
        check=False,
    )
