"""What is kept of clients for the board is what their runs say, always."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from sqlalchemy import Engine, update

from bot.board.rows import Standing
from bot.domain.scope import Scope
from bot.guide.standings import Standings
from bot.state import clients, migrate, runs, tables
from bot.state.database import engine_for
from knowledge.catalog import Catalog
from tests.bot.board.offices import DAY, TEAM, Office, added, bound
from tests.bot.guide.conftest import NOW, Walking

# Each takes a second or two.
_SEEDS = 40 if os.environ.get("HOSHIMICHI_FAULTS") == "full" else 2


def whole(engine: Engine, reader: Standings, team: str, now: float) -> dict[str, Standing]:
    """The board's way: what is kept, and the rest read and kept."""
    with engine.begin() as connection:
        channels = {one.scope.channel for one in clients.all_clients(connection, team)}
        unread = channels - reader.kept(connection, team, now).keys()
        rows = reader.read(reader.load(connection, team, sorted(unread)), now)
        reader.keep(connection, team, rows, now)
        found = reader.kept(connection, team, now)
    return {channel: found[channel] for channel in channels}


def anew(engine: Engine, catalog: Catalog, team: str, now: float) -> dict[str, Standing]:
    """The same without anything kept."""
    reader = Standings(catalog)
    with engine.begin() as connection:
        return {
            one.scope.channel: reader.standing(runs.of_scope(connection, one.scope), now)
            for one in clients.all_clients(connection, team)
        }


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    made = engine_for(f"sqlite:///{tmp_path / 'standings.sqlite3'}")
    migrate.upgrade(made)
    return made


@pytest.mark.parametrize("seed", range(_SEEDS))
def test_what_is_kept_is_what_the_runs_say(
    engine: Engine, shipped_catalog: Catalog, seed: int
) -> None:
    """Whatever changes: runs, clocks (R22), channels, another process with its own reader."""
    dice = random.Random(seed)
    office = Office(shipped_catalog, NOW, seed)
    made = office.clients(8)
    readers = [Standings(shipped_catalog), Standings(shipped_catalog)]
    now, known = NOW, []
    with engine.begin() as connection:
        bound(connection, made)
    for step in range(24):
        match dice.choice(("add", "add", "change", "change", "time", "move", "leave")):
            case "add":
                run = office.run(dice.choice(made).scope)
                known.append(run)
                with engine.begin() as connection:
                    added(connection, [run])
            case "change" | "leave" if known:
                with engine.begin() as connection:
                    before = dice.choice(known)
                    held = connection.execute(
                        tables.runs.select().where(tables.runs.c.id == before.id)
                    ).one()
                    scope = Scope(team=held.team, channel=held.channel)
                    found = runs.run(connection, scope, before.id)
                    assert found is not None
                    more = {
                        "given": found.given[: dice.randrange(len(found.given) + 1)],
                        "state": dice.choice(("active", "left")),
                        "revision": found.revision + 1,
                        # A clock set back, too.
                        "updated_at": found.updated_at + dice.choice((0, 60, -3600)),
                    }
                    assert runs.save(connection, found, found.model_copy(update=more))
            case "time":
                now += dice.choice((60, DAY, 40 * DAY, 400 * DAY, -90 * DAY))
            case "move":
                one = dice.choice(made)
                with engine.begin() as connection:
                    clients.move(connection, TEAM, one.scope.channel, f"{one.scope.channel}M{step}")
        assert whole(engine, dice.choice(readers), TEAM, now) == anew(
            engine, shipped_catalog, TEAM, now
        )
    engine.dispose()


def test_a_kept_standing_of_one_workspace_is_none_of_anothers(
    engine: Engine, shipped_catalog: Catalog
) -> None:
    """A18: the same channel id in two workspaces."""
    office, reader = Office(shipped_catalog, NOW), Standings(shipped_catalog)
    one = office.clients(1)[0].model_copy(update={"state": "active"})
    other = one.model_copy(update={"scope": Scope(team="T0OTHER", channel=one.scope.channel)})
    with engine.begin() as connection:
        bound(connection, [one, other])
        added(connection, [office.run(one.scope, "self-check")])
    assert whole(engine, reader, TEAM, NOW)[one.scope.channel].updated_at is not None
    assert whole(engine, reader, "T0OTHER", NOW)[one.scope.channel].updated_at is None
    engine.dispose()


def test_what_another_version_kept_is_read_anew(engine: Engine, shipped_catalog: Catalog) -> None:
    office, reader = Office(shipped_catalog, NOW), Standings(shipped_catalog)
    made = office.clients(2)
    with engine.begin() as connection:
        bound(connection, made)
    whole(engine, reader, TEAM, NOW)
    with engine.begin() as connection:
        connection.execute(update(tables.standings).values(knowledge="old"))
        assert reader.kept(connection, TEAM, NOW) == {}
    whole(engine, reader, TEAM, NOW)
    with engine.begin() as connection:
        connection.execute(update(tables.standings).values(standing="{broken"))
        assert reader.kept(connection, TEAM, NOW) == {}
    engine.dispose()


def test_the_stages_of_a_client_on_its_way(walking: Walking) -> None:
    """From nothing to ★, in words."""

    def now() -> Standing:
        return walking.call(
            lambda c: walking.guide.standings.standing(
                runs.of_scope(c, Scope(team="T", channel="C1")), NOW
            )
        )

    assert (now().label, now().begin) == ("宣言はまだ", "status")
    screen = walking.until(walking.start("one-star"), "commit", gbizid="none")
    here = now()
    assert (here.stage, here.run) == ("one_going", screen.run)
    assert here.label.startswith("★の準備中 ")
    assert here.waits == ("gbizid",)
    assert here.next.startswith("★一つ星：")
    assert here.deadline is not None
    walking.until(screen, None)
    done = now()
    assert (done.stage, done.settled, done.begin) == ("one", True, None)
    screen = walking.until(walking.start("self-check"), "check/3")
    assert now().label == "★を宣言済み・自社診断 2/25問"
