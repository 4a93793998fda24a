"""The outbox: in order per thread, unsure after a lost lease, closed for good."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from bot.state import outbox
from bot.state.leases import Watch
from bot.state.outbox import Letter, Posting
from tests.bot.state.test_inbox import NOW, Moving


def letter(text: str = "はい", thread: str | None = "1.0", channel: str = "C1") -> Letter:
    return Letter(team="T", channel=channel, thread=thread, text=text)


def plan(engine: Engine, *letters: Letter, worker: str = "a") -> list[Posting]:
    with engine.begin() as connection:
        return outbox.plan(connection, letters, worker, NOW, NOW)


def due(
    engine: Engine, worker: str = "b", now: float = NOW, watch: Watch | None = None
) -> list[Posting]:
    with engine.begin() as connection:
        return outbox.due(connection, worker, 10, now, watch or Watch())


def later(engine: Engine, posting: Posting, due_at: float, *, unsure: bool = False) -> bool:
    with engine.begin() as connection:
        return outbox.later(connection, posting, due_at, "why", unsure=unsure)


def sent(engine: Engine, posting: Posting) -> None:
    with engine.begin() as connection:
        outbox.sent(connection, posting.id, "1.1", NOW)


def test_letters_go_to_who_planned_them_and_to_nobody_else(engine: Engine) -> None:
    first, second = plan(engine, letter("一"), letter("二"))
    assert (first.text, second.text) == ("一", "二")
    assert first.key != second.key
    assert due(engine) == []


def test_a_letter_waits_behind_an_open_one_of_its_thread(engine: Engine) -> None:
    """R11: what was answered later is not said first."""
    (first,) = plan(engine, letter("一"))
    later(engine, first, NOW + 5)
    assert plan(engine, letter("二")) == []
    assert len(plan(engine, letter("別", thread="2.0"))) == 1
    assert due(engine) == []
    (again,) = due(engine, now=NOW + 5)
    assert (again.text, again.unsure) == ("一", False)
    assert due(engine, now=NOW + 5) == []
    sent(engine, again)
    assert [posting.text for posting in due(engine, now=NOW + 5)] == ["二"]


def test_letters_outside_threads_wait_for_each_other_too(engine: Engine) -> None:
    (first,) = plan(engine, letter("一", thread=None))
    assert plan(engine, letter("二", thread=None)) == []
    sent(engine, first)
    assert [posting.text for posting in due(engine)] == ["二"]


def test_a_letter_whose_sender_died_is_unsure(engine: Engine) -> None:
    """R6: nobody knows whether Slack has it."""
    clock = Moving()
    watch = Watch(seconds=15, clock=clock)
    (held,) = plan(engine, letter(), worker="dead")
    for _ in range(15):
        assert due(engine, watch=watch) == []
        clock.at += 1
    (taken,) = due(engine, watch=watch)
    assert taken.unsure
    with engine.begin() as connection:
        assert not outbox.holds(connection, held)
        assert outbox.holds(connection, taken)


def test_who_lost_a_letter_cannot_bring_it_back(engine: Engine) -> None:
    """R21: a late failure of the first sender must not undo the note of the second."""
    (held,) = plan(engine, letter(), worker="slow")
    with engine.begin() as connection:
        outbox.release(connection, "slow", NOW)
    (taken,) = due(engine, now=NOW + 2)
    sent(engine, taken)
    assert not later(engine, held, NOW)
    with engine.begin() as connection:
        assert not outbox.dead(connection, held, "why")
        assert outbox.backlog(connection) == {"sent": 1}


def test_an_arrival_is_noted_whoever_holds_the_letter(engine: Engine) -> None:
    (held,) = plan(engine, letter(), worker="slow")
    with engine.begin() as connection:
        outbox.release(connection, "slow", NOW)
    sent(engine, held)
    assert due(engine, now=NOW + 2) == []


def test_a_letter_in_hand_is_kept_by_renewing_it(engine: Engine) -> None:
    clock = Moving()
    watch = Watch(seconds=15, clock=clock)
    (held,) = plan(engine, letter())
    for second in range(60):
        if second % 4 == 0:
            with engine.begin() as connection:
                outbox.renew(connection, "a", [held.id])
        assert due(engine, now=NOW + 3600 * second, watch=watch) == []
        clock.at += 1


@pytest.mark.parametrize("jump", [-3600.0, -600.0, -365 * 86_400.0])
def test_a_clock_set_back_keeps_no_letter_waiting(engine: Engine, jump: float) -> None:
    """R22: a time to try again that lies too far ahead was written under another clock."""
    (held,) = plan(engine, letter())
    later(engine, held, NOW + 30)
    assert len(due(engine, now=NOW + jump)) == 1


def test_a_sent_letter_keeps_nothing_of_what_it_said(engine: Engine) -> None:
    (held,) = plan(engine, letter("秘密"))
    sent(engine, held)
    with engine.begin() as connection:
        row = connection.execute(outbox.outbox.select()).one()
        assert (row.text, row.blocks, row.ts) == ("", [], "1.1")
        assert outbox.forget(connection, NOW + 1) == 1
