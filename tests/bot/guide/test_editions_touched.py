"""Open runs that a new edition touches are named to staff, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine

from bot.domain.client import Client
from bot.domain.scope import Scope, Speaker
from bot.domain.walkthrough import Given, Run, RunState
from bot.guide.editions_touched import open_runs, with_runs
from bot.state import clients, migrate, runs
from bot.state.database import engine_for
from indexer.compare.align import compare
from indexer.compare.effects import Effect
from indexer.compare.sections import Named
from indexer.compare.telling import lines
from indexer.documents.model import Block, ReadDocument
from knowledge.catalog import Catalog

TEAM = "T0OFFICE"
NOW = 1_790_000_000.0
CLERK = Speaker(team=TEAM, user="U0CLERK")


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    made = engine_for(f"sqlite:///{tmp_path / 'touched.sqlite3'}")
    migrate.upgrade(made)
    return made


def one(
    connection: Connection, name: str, walkthrough: str, state: RunState = "active",
    edition: str = "guideline-v4.0", team: str = TEAM, frozen: bool = False, aims_at: str = "",
) -> None:  # fmt: skip
    scope = Scope(team=team, channel=f"C{name}")
    client = Client(
        scope=scope, company=name, consultant=CLERK.user, state="frozen" if frozen else "active"
    )
    clients.bind(connection, client, CLERK.user, NOW)
    answers = (Given(step="edition", value=aims_at, by=CLERK, at=NOW),) if aims_at else ()
    runs.add(
        connection,
        Run(
            id=f"r-{name}", scope=scope, walkthrough=walkthrough, edition=edition, state=state,
            given=answers, started_at=NOW, updated_at=NOW,
        ),
    )  # fmt: skip


def named(*walkthroughs: str, editions: tuple[str, ...]) -> Named:
    def edition(text: str) -> ReadDocument:
        return ReadDocument(
            kind="plain", title="", pages=None, blocks=(Block(kind="paragraph", text=text),)
        )

    steps = tuple(
        Effect(kind="walkthrough", id=f"{name}/step", name=name, why="follows")
        for name in walkthroughs
    )
    comparison = compare(
        edition("★一つ星の宣言を要件とする。"), edition("★★二つ星の宣言を要件とする。")
    )
    return Named(old="旧", new="新", comparison=comparison, effects=steps, editions=editions)


def names(found: tuple[Effect, ...]) -> list[str]:
    return [effect.name.partition("「")[0] for effect in found]


def test_runs_that_aim_at_the_edition_or_at_none_yet_are_touched(
    engine: Engine, shipped_catalog: Catalog
) -> None:
    with engine.begin() as connection:
        one(connection, "狙う社", "requirement", aims_at="it2026")
        one(connection, "去年の社", "requirement", aims_at="it2025")
        one(connection, "未定社", "requirement")
        one(connection, "済んだ社", "requirement", state="done")
        one(connection, "やめた社", "requirement", state="left")
        one(connection, "星の社", "one-star")
        one(connection, "凍結社", "requirement", frozen=True)
        one(connection, "よその社", "requirement", team="T0OTHER")
        found = open_runs(
            connection, TEAM, named("requirement", editions=("it2026",)), shipped_catalog
        )
    assert sorted(names(found)) == ["未定社", "狙う社"]


def test_runs_of_the_guideline_edition_alone_are_touched(
    engine: Engine, shipped_catalog: Catalog
) -> None:
    with engine.begin() as connection:
        one(connection, "新しい社", "one-star")
        one(connection, "前の版の社", "one-star", edition="guideline-v3.1")
        found = open_runs(
            connection, TEAM, named("one-star", editions=("guideline-v4.0",)), shipped_catalog
        )
    assert names(found) == ["新しい社"]


def test_runs_are_told_with_the_company_and_once(engine: Engine, shipped_catalog: Catalog) -> None:
    with engine.begin() as connection:
        one(connection, "みなと商店", "one-star")
        shown = with_runs(
            connection, TEAM, named("one-star", editions=("guideline-v4.0",)), shipped_catalog
        )
        again = with_runs(connection, TEAM, shown, shipped_catalog)
    assert again == shown
    text = "\n".join(lines(shown))
    assert "みなと商店「" in text
    assert "社外に見せないでください" in text


def test_nothing_touched_touches_no_run(engine: Engine, shipped_catalog: Catalog) -> None:
    with engine.begin() as connection:
        one(connection, "みなと商店", "one-star")
        assert open_runs(connection, TEAM, named(editions=()), shipped_catalog) == ()


def test_without_a_workspace_everybody_is_looked_at(
    engine: Engine, shipped_catalog: Catalog
) -> None:
    with engine.begin() as connection:
        one(connection, "みなと商店", "one-star")
        one(connection, "よその社", "one-star", team="T0OTHER")
        found = open_runs(
            connection, None, named("one-star", editions=("guideline-v4.0",)), shipped_catalog
        )
    assert names(found) == ["みなと商店", "よその社"]
