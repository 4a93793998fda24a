"""A guide over the shipped knowledge, on a database of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import Connection, Engine

from bot.domain.scope import Scope, Speaker
from bot.domain.walkthrough import Screen
from bot.guide import Guide
from bot.state import migrate
from bot.state.database import engine_for
from indexer.text import Normaliser
from knowledge.catalog import Catalog
from knowledge.dates import JST

T = TypeVar("T")
HERE, THERE = Scope(team="T", channel="C1"), Scope(team="T", channel="C2")
CLERK, OWNER = Speaker(team="T2", user="UCLERK"), Speaker(team="T2", user="UOWNER")
NOW = dt.datetime(2026, 11, 23, 10, 0, tzinfo=JST).timestamp()
TYPED = {
    "name": "有限会社 髙﨑", "mail": "soumu@example.jp", "url": "https://example.jp/policy",
    "date": "2026年12月15日", "past_date": "令和8年11月1日", "declaration_id": "50000000001",
    "text": "総務部", "sheet": "本社",
}  # fmt: skip


class Walking:
    """Somebody in front of the guide."""

    def __init__(self, guide: Guide, engine: Engine):
        self.guide, self._engine = guide, engine

    def call(self, operation: Callable[[Connection], T]) -> T:
        """In a transaction of its own."""
        with self._engine.begin() as connection:
            return operation(connection)

    def start(self, walkthrough: str, scope: Scope = HERE, now: float = NOW) -> Screen:
        return self.call(lambda c: self.guide.start(c, scope, walkthrough, CLERK, now))

    def press(
        self, screen: Screen, value: str, by: Speaker = CLERK, scope: Scope = HERE,
        now: float = NOW,
    ) -> Screen:  # fmt: skip
        return self.call(
            lambda c: self.guide.press(
                c, scope, screen.run or "", screen.revision, screen.step or "", value, by, now
            )
        )

    def write(self, screen: Screen, text: str, by: Speaker = CLERK) -> Screen | None:
        return self.call(lambda c: self.guide.write(c, HERE, screen.run or "", text, by, NOW))

    def on(self, screen: Screen, **answers: str) -> Screen:
        """One step on: by the answer named for the step, else by the first offer or a good text."""
        step = screen.step or ""
        wanted = answers.get(step.split("/")[0].replace("-", "_"))
        if screen.wants == "text":
            check = self.check_of(screen)
            moved = self.write(screen, TYPED[check])
            assert moved is not None, step
            return moved
        offered = {offer.value for offer in screen.offers}
        return self.press(screen, wanted if wanted in offered else screen.offers[0].value)

    def until(self, screen: Screen, step: str | None, **answers: str) -> Screen:
        """On to a step, or to the end."""
        for _ in range(150):
            if screen.step == step or screen.step is None:
                return screen
            before = screen.revision
            screen = self.on(screen, **answers)
            assert screen.revision > before, (screen.step, screen.said)
        raise AssertionError(f"{step} never came")

    def check_of(self, screen: Screen) -> str:
        run_steps: Any = {
            step.id: step.check for one in self.guide.catalog.walkthroughs for step in one.steps
        }
        return str(run_steps[screen.step])


@pytest.fixture
def walking(shipped_catalog: Catalog, tmp_path: Path) -> Iterator[Walking]:
    """A client that has not begun."""
    engine = engine_for(f"sqlite:///{tmp_path / 'guide.sqlite3'}")
    migrate.upgrade(engine)
    normalise = Normaliser(shipped_catalog.terms, shipped_catalog.rewrites)
    yield Walking(Guide(shipped_catalog, normalise), engine)
    engine.dispose()
