"""The terminal's budget: per user, per workspace, per day in Japan (A43)."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from bot.model.budget import Limits, MemoryBudget, Spender

LIMITS = Limits(user_calls=3, team_calls=5, user_characters=1000, team_characters=10_000)
A, B = Spender("T1", "U1"), Spender("T1", "U2")
# 2026-11-22 23:59:00 in Japan.
LATE = 1_795_359_540.0


def taken(budget: MemoryBudget, spender: Spender, characters: int = 1) -> bool:
    """Whether a call was given."""
    return asyncio.run(budget.take(spender, characters))


def test_a_user_may_ask_so_often() -> None:
    budget = MemoryBudget(LIMITS)
    assert [taken(budget, A) for _ in range(5)] == [True, True, True, False, False]
    assert taken(budget, B)


def test_all_users_of_a_workspace_share_its_budget() -> None:
    budget = MemoryBudget(LIMITS)
    assert [taken(budget, A) for _ in range(3)] == [True] * 3
    assert [taken(budget, B) for _ in range(3)] == [True, True, False]
    assert taken(budget, Spender("T2", "U1"))


def test_long_questions_spend_the_day_faster() -> None:
    budget = MemoryBudget(LIMITS)
    assert taken(budget, A, 900)
    assert not taken(budget, A, 101)
    assert taken(budget, A, 100)


def test_the_day_begins_anew_in_japan() -> None:
    now = [LATE]
    budget = MemoryBudget(LIMITS, lambda: now[0])
    while taken(budget, A):
        pass
    now[0] += 30
    assert not taken(budget, A)
    now[0] += 60
    assert taken(budget, A)


def test_two_threads_never_take_the_last_call_twice() -> None:
    budget = MemoryBudget(Limits(100, 100, 10**9, 10**9))
    with ThreadPoolExecutor(2) as pool:
        given = list(pool.map(lambda _: taken(budget, A), range(150)))
    assert sum(given) == 100


def test_nothing_is_given_where_the_limit_is_zero() -> None:
    assert not taken(MemoryBudget(Limits(0, 10, 10, 10)), A)
