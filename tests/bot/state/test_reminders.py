"""A reminder is sent once."""

from __future__ import annotations

from sqlalchemy import Engine

from bot.domain.scope import Scope
from bot.state import reminders

HERE = Scope(team="T", channel="C1")


def due(engine: Engine, now: float) -> list[str]:
    with engine.begin() as connection:
        return [row.text for row in reminders.take_due(connection, now)]


def remind(engine: Engine, subject: str, text: str, at: float) -> None:
    with engine.begin() as connection:
        reminders.remind(connection, HERE, subject, text, at)


def test_it_comes_when_it_is_due_and_then_never_again(engine: Engine) -> None:
    remind(engine, "review", "一年です", 100.0)
    assert due(engine, 99.9) == []
    assert due(engine, 100.0) == ["一年です"]
    assert due(engine, 1e9) == []


def test_setting_it_again_moves_it(engine: Engine) -> None:
    remind(engine, "review", "古い", 100.0)
    remind(engine, "review", "新しい", 200.0)
    assert due(engine, 150.0) == []
    assert due(engine, 250.0) == ["新しい"]


def test_one_that_was_sent_can_be_set_for_the_next_year(engine: Engine) -> None:
    remind(engine, "review", "一年目", 100.0)
    assert due(engine, 100.0) == ["一年目"]
    remind(engine, "review", "二年目", 200.0)
    assert due(engine, 200.0) == ["二年目"]


def test_what_rolls_back_is_sent_later(engine: Engine) -> None:
    remind(engine, "review", "一年です", 100.0)
    with engine.connect() as connection:
        transaction = connection.begin()
        assert len(reminders.take_due(connection, 100.0)) == 1
        transaction.rollback()
    assert due(engine, 100.0) == ["一年です"]


def test_a_dropped_one_never_comes(engine: Engine) -> None:
    remind(engine, "review", "一年です", 100.0)
    with engine.begin() as connection:
        reminders.forget(connection, HERE, "review")
    assert due(engine, 1e9) == []


def test_one_that_was_sent_is_not_sent_again_for_being_set_to_the_same_time(engine: Engine) -> None:
    remind(engine, "review", "一年です", 100.0)
    assert due(engine, 100.0) == ["一年です"]
    remind(engine, "review", "一年です", 100.0)
    assert due(engine, 1e9) == []
