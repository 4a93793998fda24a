"""What is remembered stays in its scope and ends with its time."""

from __future__ import annotations

from sqlalchemy import Connection, Engine

from bot.domain.answer import Answer, Choice
from bot.domain.client import Turn
from bot.domain.conversation import Conversation
from bot.domain.scope import Scope
from bot.state import memory

NOW = 1_000_000.0
HERE, THERE = Scope(team="T", channel="C1"), Scope(team="T", channel="C2")
ABROAD = Scope(team="T2", channel="C1")


def add(connection: Connection, number: int, scope: Scope = HERE, kind: str = "answered") -> Turn:
    turn = Turn(
        id=f"turn{number}", scope=scope, thread="1.0", speaker="U", question=f"問い{number}",
        kind=kind, text="答え", choices=("次の問い",),
    )  # fmt: skip
    choices = (Choice(label="次", question="次の問い"),)
    answer = Answer.model_validate(
        {"kind": kind, "text": "答え", "certainty": "確定", "choices": choices}
    )
    memory.add_turn(connection, turn, answer, "T", "v1", NOW + number)
    return turn


def test_a_conversation_belongs_to_its_thread(engine: Engine) -> None:
    state = Conversation(subject="★★")
    with engine.begin() as connection:
        memory.remember(connection, HERE, "1.0", Conversation(subject="★"), NOW)
        memory.remember(connection, HERE, "1.0", state, NOW + 1)
        assert memory.conversation(connection, HERE, "1.0") == state
        for scope, thread in ((HERE, "2.0"), (THERE, "1.0"), (ABROAD, "1.0")):
            assert memory.conversation(connection, scope, thread) is None


def test_a_turn_exists_in_its_scope_only(engine: Engine) -> None:
    """A19: an id from elsewhere is worth nothing."""
    with engine.begin() as connection:
        turn = add(connection, 1)
        assert memory.turn(connection, HERE, turn.id) == turn
        assert memory.turn(connection, THERE, turn.id) is None
        assert memory.turn(connection, ABROAD, turn.id) is None


def test_the_same_words_are_known_again_for_a_while(engine: Engine) -> None:
    """R2."""
    with engine.begin() as connection:
        turn = add(connection, 1)
        assert memory.said_before(connection, HERE, "U", "問い1", NOW) == turn
        assert memory.said_before(connection, HERE, "U", "問い1", NOW + 2) is None
        assert memory.said_before(connection, HERE, "V", "問い1", NOW) is None
        assert memory.said_before(connection, THERE, "U", "問い1", NOW) is None
        add(connection, 2)
        assert memory.asked_since(connection, HERE, "U", NOW) == 2
        assert memory.asked_since(connection, HERE, "U", NOW + 2) == 1


def test_questions_without_an_answer_are_listed_newest_first(engine: Engine) -> None:
    with engine.begin() as connection:
        for number in range(4):
            add(connection, number, kind="unknown" if number else "answered")
        add(connection, 9, ABROAD, "unknown")
        found = memory.open_questions(connection, "T", 2)
        assert [row.question for row in found] == ["問い3", "問い2"]


def test_staff_is_told_once_a_day_even_after_the_clock_was_set_back(engine: Engine) -> None:
    """R22: a year ahead by mistake must not silence a year of notes."""
    with engine.begin() as connection:
        assert memory.tell_once(connection, "T", "s", NOW)
        assert not memory.tell_once(connection, "T", "s", NOW + 86_399)
        assert memory.tell_once(connection, "T", "s", NOW + 86_400)
        assert memory.tell_once(connection, "T2", "s", NOW)
        assert memory.tell_once(connection, "T", "s", NOW - 3600)


def test_the_last_verdict_counts(engine: Engine) -> None:
    with engine.begin() as connection:
        memory.judge(connection, "turn1", "U", "good", NOW)
        memory.judge(connection, "turn1", "U", "bad", NOW + 1)
        rows = connection.execute(memory.feedback.select()).all()
        assert [row.verdict for row in rows] == ["bad"]


def test_what_was_written_is_forgotten_with_its_time_or_its_team(engine: Engine) -> None:
    with engine.begin() as connection:
        old, new = add(connection, 1, kind="unknown"), add(connection, 100, kind="unknown")
        abroad = add(connection, 200, ABROAD)
        memory.remember(connection, HERE, "1.0", Conversation(), NOW)
        memory.forget(connection, NOW + 50)
        assert memory.turn(connection, HERE, old.id) is None
        assert memory.turn(connection, HERE, new.id) == new
        assert memory.conversation(connection, HERE, "1.0") is None
        assert len(memory.open_questions(connection, "T", 9)) == 1
        memory.forget_team(connection, "T")
        assert memory.turn(connection, HERE, new.id) is None
        assert memory.turn(connection, ABROAD, abroad.id) == abroad


def test_what_was_said_is_of_one_thread_of_one_scope(engine: Engine) -> None:
    with engine.begin() as connection:
        for number in range(8):
            add(connection, number)
        for number, scope in ((20, THERE), (21, ABROAD)):
            add(connection, number, scope)
        found = memory.said(connection, HERE, "1.0", 3, 2)
        assert [row.text for row in found] == ["問い", "答え"] * 3
        found = memory.said(connection, HERE, "1.0", 3, 400)
        assert [row.text for row in found if row.by == "user"] == ["問い5", "問い6", "問い7"]
        assert memory.said(connection, HERE, "2.0", 3, 400) == ()
