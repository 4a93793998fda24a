"""What a model costs: counted per workspace, user and day, never over the limits (A43)."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Engine, select

from bot.domain.spending import Limits, Spender
from bot.state import model_use
from bot.state.database import Database
from bot.state.model_use import KeptBudget
from bot.state.tables import model_use as table

LIMITS = Limits(user_calls=3, team_calls=5, user_characters=1000, team_characters=10_000)
DAY = "2026-11-22"
# 2026-11-22 12:00 in Japan.
NOON = 1_795_316_400.0


def taken(
    database: Database, user: str, characters: int = 1, team: str = "T1", day: str = DAY
) -> bool:
    """Whether a call was given."""
    return database.call(lambda c: model_use.take(c, team, user, day, characters, LIMITS))


def rows(database: Database) -> dict[tuple[str, str, str], tuple[int, int]]:
    """All that is counted."""
    found = database.call(lambda c: c.execute(select(table)).all())
    return {(row.team, row.user, row.day): (row.calls, row.characters) for row in found}


def test_a_user_may_ask_so_often_a_day(database: Database) -> None:
    assert [taken(database, "U1") for _ in range(5)] == [True, True, True, False, False]
    assert taken(database, "U2")
    assert taken(database, "U1", day="2026-11-23")


def test_a_workspace_shares_its_budget_and_no_other(database: Database) -> None:
    assert [taken(database, "U1") for _ in range(3)] == [True] * 3
    assert [taken(database, "U2") for _ in range(3)] == [True, True, False]
    assert taken(database, "U1", team="T2")


def test_what_is_refused_costs_nobody_anything(database: Database) -> None:
    assert taken(database, "U1", 900)
    assert not taken(database, "U1", 101)
    assert taken(database, "U1", 100)
    assert rows(database)[("T1", "", DAY)] == (2, 1000)
    assert rows(database)[("T1", "U1", DAY)] == (2, 1000)


def test_two_processes_never_take_the_last_call_twice(engine: Engine) -> None:
    # Each its own connection, as two machines would have.
    ends = [Database(engine) for _ in range(2)]
    limits = Limits(20, 30, 10**9, 10**9)

    def spend(number: int) -> bool:
        user = f"U{number % 2}"
        database = ends[number // 2 % 2]
        return database.call(lambda c: model_use.take(c, "T1", user, DAY, 1, limits))

    try:
        with ThreadPoolExecutor(8) as pool:
            given = list(pool.map(spend, range(80)))
        assert sum(given) == 30
        found = rows(ends[0])
        assert found[("T1", "", DAY)] == (30, 30)
        assert found[("T1", "U0", DAY)][0] + found[("T1", "U1", DAY)][0] == 30
    finally:
        for database in ends:
            database.close()


def test_the_bots_budget_counts_the_day_in_japan(database: Database) -> None:
    now = [NOON]
    budget = KeptBudget(database, LIMITS, lambda: now[0])

    async def spend() -> bool:
        return await budget.take(Spender("T1", "U1"), 1)

    assert [asyncio.run(spend()) for _ in range(4)] == [True, True, True, False]
    now[0] += 12 * 3600
    assert asyncio.run(spend())
    assert {key[2] for key in rows(database)} == {"2026-11-22", "2026-11-23"}


def test_days_older_than_thirty_are_forgotten(database: Database) -> None:
    for day in ("2026-10-22", "2026-10-23", "2026-11-21"):
        assert taken(database, "U9", day=day)
    asyncio.run(KeptBudget(database, LIMITS, lambda: NOON).take(Spender("T1", "U1"), 1))
    assert {key[2] for key in rows(database)} == {"2026-10-23", "2026-11-21", DAY}


def test_a_database_that_fails_gives_no_call(database: Database) -> None:
    database.call(lambda c: table.drop(c))
    assert not asyncio.run(KeptBudget(database, LIMITS, lambda: NOON).take(Spender("T", "U"), 1))
