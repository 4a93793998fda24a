"""What is kept of a thread, read for its own scope only."""

from __future__ import annotations

from sqlalchemy import Connection, Engine

from bot.domain.answer import Answer
from bot.domain.client import Turn
from bot.domain.scope import Scope
from bot.state import clients, memory, threads

NOW = 1_000_000.0
HERE, THERE = Scope(team="T", channel="C1"), Scope(team="T", channel="C2")
ABROAD = Scope(team="T2", channel="C1")


def add(connection: Connection, number: int, scope: Scope = HERE, thread: str = "1.0") -> Turn:
    turn = Turn(
        id=f"{scope.team}{scope.channel}{thread}{number}", scope=scope, thread=thread, speaker="U",
        question=f"問い{number}", kind="answered", text="答え",
    )  # fmt: skip
    answer = Answer(kind="answered", text=f"答え{number}", certainty="確定")
    memory.add_turn(connection, turn, answer, "T2", "v1", NOW + number)
    return turn


def test_the_newest_turns_come_oldest_first_with_a_count_of_the_rest(engine: Engine) -> None:
    with engine.begin() as connection:
        for number in range(7):
            add(connection, number)
        found = threads.record(connection, HERE, "1.0", 3)
    assert [turn.question for turn in found.turns] == ["問い4", "問い5", "問い6"]
    assert [turn.answer.text for turn in found.turns] == ["答え4", "答え5", "答え6"]
    assert found.left_out == 4
    assert {(turn.speaker.team, turn.speaker.user) for turn in found.turns} == {("T2", "U")}


def test_another_thread_and_another_scope_stay_out(engine: Engine) -> None:
    """A18: the same thread id elsewhere is another thread."""
    with engine.begin() as connection:
        add(connection, 1)
        add(connection, 2, thread="2.0")
        add(connection, 3, THERE)
        add(connection, 4, ABROAD)
        found = threads.record(connection, HERE, "1.0", 40)
        nothing = threads.record(connection, HERE, "3.0", 40)
    assert [turn.question for turn in found.turns] == ["問い1"]
    assert (nothing.turns, nothing.left_out, nothing.consulted) == ((), 0, ())


def test_open_consultations_of_the_thread_are_told(engine: Engine) -> None:
    with engine.begin() as connection:
        turn = add(connection, 1)
        clients.open_consultation(connection, turn, "UBOSS", "T2:U", NOW)
        assert threads.record(connection, HERE, "1.0", 40).consulted == ("問い1",)
        assert threads.record(connection, THERE, "1.0", 40).consulted == ()
