"""Standings and choices of the board, on SQLite and Postgres."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from bot.board.choosing import Choice
from bot.board.rows import Standing
from bot.domain.scope import Scope, Speaker
from bot.domain.walkthrough import Given, Run
from bot.state import runs, standings
from bot.state.standings import NO_RUNS, Basis, Kept

HERE = Scope(team="T", channel="C1")
BASIS = Basis(knowledge="k", good_from=1.5, good_until=1e12)
CLERK = Speaker(team="T2", user="U1")


def run(number: int = 1, scope: Scope = HERE) -> Run:
    return Run(
        id=f"r{number}", scope=scope, walkthrough="w", edition="e", started_at=0.1, updated_at=0.3
    )


def kept(mark: str) -> Kept:
    return Kept(channel="C1", mark=mark, standing=Standing(stage="one", updated_at=0.1 + 0.2))


def test_a_kept_row_holds_until_a_run_changes(engine: Engine) -> None:
    with engine.begin() as connection:
        runs.add(connection, run())
        mark = standings.marks(connection, "T")["C1"]
        standings.keep(connection, "T", [kept(mark)], BASIS)
        assert standings.kept(connection, "T", BASIS) == {"C1": kept(mark).standing}
        given = (Given(step="s", value="v", by=CLERK, at=0.3),)
        after = run().model_copy(update={"revision": 1, "given": given})
        assert runs.save(connection, run(), after)
        assert standings.kept(connection, "T", BASIS) == {}
        assert standings.marks(connection, "T", ["C1"])["C1"] != mark


def test_a_client_without_runs_has_a_row_too(engine: Engine) -> None:
    with engine.begin() as connection:
        standings.keep(connection, "T", [kept(NO_RUNS)], BASIS)
        standings.keep(connection, "T", [kept(NO_RUNS)], BASIS)
        assert set(standings.kept(connection, "T", BASIS)) == {"C1"}
        assert standings.kept(connection, "T9", BASIS) == {}
        runs.add(connection, run())
        assert standings.kept(connection, "T", BASIS) == {}


@pytest.mark.parametrize(
    "more", [{"knowledge": "other"}, {"good_from": 2.5}, {"good_until": 3.0}], ids=str
)
def test_a_row_read_with_something_else_does_not_count(
    engine: Engine, more: dict[str, object]
) -> None:
    with engine.begin() as connection:
        standings.keep(connection, "T", [kept(NO_RUNS)], BASIS)
        assert standings.kept(connection, "T", BASIS.model_copy(update=more)) == {}


def test_everybody_keeps_their_own_choice(engine: Engine) -> None:
    with engine.begin() as connection:
        assert standings.choice(connection, "T", "U1") == Choice()
        standings.choose(connection, "T", "U1", Choice(stage="one", page=3))
        standings.choose(connection, "T", "U1", Choice(stage="two"))
        assert standings.choice(connection, "T", "U1") == Choice(stage="two")
        assert standings.choice(connection, "T", "U2") == Choice()
        assert standings.choice(connection, "T9", "U1") == Choice()
