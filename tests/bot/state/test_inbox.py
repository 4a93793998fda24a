"""The inbox: each delivery once, in order per thread, channels in turn, leases by beat."""

from __future__ import annotations

import json
from collections.abc import Iterable

import pytest
from sqlalchemy import Engine, update

from bot.state import inbox
from bot.state.inbox import Claim, Delivery
from bot.state.leases import Watch
from bot.state.tables import inbox as table

NOW = 1_000_000.0


class Moving:
    """A monotonic clock moved by hand."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def delivery(
    number: int, thread: str = "t", channel: str = "C1", post: str | None = None
) -> Delivery:
    return Delivery(
        delivery=f"d{number}", post=post, kind="asked", team="T", channel=channel,
        thread=f"{channel}:{thread}", payload=json.dumps({"n": number}),
    )  # fmt: skip


def store(engine: Engine, *deliveries: Delivery, now: float = NOW) -> None:
    with engine.begin() as connection:
        inbox.store(connection, deliveries, now)


def claim(
    engine: Engine, worker: str = "a", most: int = 10, now: float = NOW, watch: Watch | None = None
) -> list[Claim]:
    with engine.begin() as connection:
        return inbox.claim(connection, worker, most, now, watch or Watch())


def numbers(claims: Iterable[Claim]) -> list[int]:
    return [row.payload["n"] for row in claims]


def finish(engine: Engine, row: Claim) -> bool:
    with engine.begin() as connection:
        return inbox.finish(connection, row)


def test_a_delivery_is_stored_once_by_its_id_and_by_its_post(engine: Engine) -> None:
    """R1, R3: retries share the delivery id, app_mention and message the post."""
    store(engine, delivery(1, post="p"), delivery(1, post="p"))
    store(engine, delivery(1, post="p"), delivery(2, post="p"), delivery(3, "u", post="q"))
    assert numbers(claim(engine)) == [1, 3]


def test_a_delivery_that_was_answered_is_not_stored_again(engine: Engine) -> None:
    """R1: Slack's third retry comes six minutes later."""
    store(engine, delivery(1))
    (row,) = claim(engine)
    assert finish(engine, row)
    store(engine, delivery(1), now=NOW + 360)
    assert claim(engine, now=NOW + 360) == []


def test_a_closed_row_keeps_nothing_of_what_was_written(engine: Engine) -> None:
    store(engine, delivery(1))
    (row,) = claim(engine)
    finish(engine, row)
    with engine.begin() as connection:
        kept = connection.execute(table.select()).one()
    assert (kept.payload, kept.state, kept.worker) == ({}, "done", None)


def test_a_thread_is_worked_on_in_order_and_one_at_a_time(engine: Engine) -> None:
    store(engine, delivery(1), delivery(2), delivery(3, "other"))
    first = claim(engine, "a")
    assert numbers(first) == [1, 3]
    assert claim(engine, "b") == []
    finish(engine, first[0])
    assert numbers(claim(engine, "b")) == [2]


def test_a_row_put_back_keeps_its_place_in_the_thread(engine: Engine) -> None:
    store(engine, delivery(1), delivery(2))
    (row,) = claim(engine)
    with engine.begin() as connection:
        assert inbox.put_back(connection, row, NOW + 2, "later")
    assert claim(engine, now=NOW + 1) == []
    assert numbers(claim(engine, now=NOW + 2)) == [1]


def test_channels_take_turns(engine: Engine) -> None:
    """R28: who floods one channel does not keep another waiting."""
    store(engine, *(delivery(number, f"t{number}", "CFLOOD") for number in range(50)))
    store(engine, delivery(100, "x", "CQUIET"), delivery(101, "y", "CQUIET"))
    assert numbers(claim(engine, most=4)) == [0, 1, 100, 101]


def test_a_lease_ends_when_nobody_renews_it(engine: Engine) -> None:
    """R21: the row of a dead worker is taken over, and the dead one cannot close it."""
    clock = Moving()
    watch = Watch(seconds=15, clock=clock)
    store(engine, delivery(1))
    (held,) = claim(engine, "dead")
    for _ in range(15):
        assert claim(engine, "b", watch=watch) == []
        clock.at += 1
    (taken,) = claim(engine, "b", watch=watch)
    assert taken.attempts == 2
    assert not finish(engine, held)
    with engine.begin() as connection:
        assert not inbox.put_back(connection, held, NOW, "late")
    assert finish(engine, taken)


def test_a_lease_lasts_as_long_as_it_is_renewed(engine: Engine) -> None:
    """R21, R22: whatever the wall clock says."""
    clock = Moving()
    watch = Watch(seconds=15, clock=clock)
    store(engine, delivery(1))
    (held,) = claim(engine, "a")
    for second in range(60):
        if second % 4 == 0:
            with engine.begin() as connection:
                inbox.renew(connection, "a", [held.id])
        assert claim(engine, "b", now=NOW + 3600 * second, watch=watch) == []
        clock.at += 1
    assert finish(engine, held)


def test_a_worker_that_took_its_own_row_again_has_lost_the_first_claim(engine: Engine) -> None:
    """R21: the name alone is no fence."""
    store(engine, delivery(1))
    (first,) = claim(engine, "a")
    with engine.begin() as connection:
        connection.execute(update(table).values(state="waiting", worker=None))
    (second,) = claim(engine, "a")
    assert not finish(engine, first)
    assert finish(engine, second)


@pytest.mark.parametrize("jump", [-3600.0, 3600.0, -600.0, 365 * 86_400.0, -365 * 86_400.0])
def test_no_jump_of_the_clock_keeps_a_row_waiting(engine: Engine, jump: float) -> None:
    """R22: neither a new row nor one put back."""
    store(engine, delivery(1))
    (row,) = claim(engine, now=NOW + jump)
    with engine.begin() as connection:
        inbox.put_back(connection, row, NOW + jump + 2, "later")
    assert numbers(claim(engine, now=NOW + 2)) == [1]


def test_a_stopping_worker_gives_back_uncounted_a_dead_one_counted(engine: Engine) -> None:
    """A row that kills its worker must not be tried for ever."""
    store(engine, delivery(1))
    for counted, attempts in ((False, 1), (True, 1), (True, 2), (False, 3)):
        (row,) = claim(engine, "a")
        assert row.attempts == attempts
        with engine.begin() as connection:
            assert inbox.workers(connection) == ["a"]
            assert inbox.release(connection, "a", counted=counted) == 1


def test_closed_rows_are_forgotten_open_ones_stay(engine: Engine) -> None:
    store(engine, delivery(1), delivery(2, "u"))
    finish(engine, claim(engine, most=1)[0])
    with engine.begin() as connection:
        assert inbox.backlog(connection) == {"done": 1, "waiting": 1}
        assert inbox.forget(connection, NOW + 1) == 1
        assert inbox.backlog(connection) == {"waiting": 1}
