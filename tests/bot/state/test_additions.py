"""Additions: brought on only by who saw where they stand, found by their workspace alone."""

from __future__ import annotations

from bot.domain.scope import Scope, Speaker
from bot.state import additions, outbox
from bot.state.additions import Addition
from bot.state.database import Database
from bot.state.outbox import Letter

NOW = 1_795_000_000.0


def addition(name: str = "a1") -> Addition:
    """A file that was just received."""
    return Addition(
        id=name, scope=Scope(team="T1", channel="D1"), thread="1.0", file="F1", name="koubo.pdf",
        by=Speaker(team="T1", user="U1"), state="received",
    )  # fmt: skip


def test_another_workspace_finds_nothing(database: Database) -> None:
    database.call(lambda c: additions.add(c, addition(), NOW))
    assert database.call(lambda c: additions.find(c, "T1", "a1")) == addition()
    assert database.call(lambda c: additions.find(c, "T2", "a1")) is None


def test_of_two_who_saw_the_same_one_brings_it_on(database: Database) -> None:
    database.call(lambda c: additions.add(c, addition(), NOW))
    moved = [
        database.call(
            lambda c: additions.move(c, "a1", ("received",), "offered", NOW, details={"title": "x"})
        )
        for _ in range(2)
    ]
    assert moved == [True, False]
    found = database.call(lambda c: additions.find(c, "T1", "a1"))
    assert found is not None
    assert (found.state, found.details) == ("offered", {"title": "x"})


def test_its_message_is_found_once_it_was_posted(database: Database) -> None:
    database.call(lambda c: additions.add(c, addition(), NOW))
    letter = Letter(team="T1", channel="D1", text="x", key=additions.line_key("a1"))
    (posting,) = database.call(lambda c: outbox.plan(c, (letter,), "w", NOW))
    assert database.call(lambda c: additions.place(c, addition())).line is None
    database.call(lambda c: outbox.sent(c, posting.id, "2.0", NOW))
    found = database.call(lambda c: additions.place(c, addition()))
    assert (found.line, found.thread) == ("2.0", "1.0")
    kept = database.call(lambda c: additions.find(c, "T1", "a1"))
    assert kept is not None
    assert kept.line == "2.0"


def test_the_same_file_is_known_while_its_addition_is_open(database: Database) -> None:
    for name in ("a1", "a2"):
        database.call(lambda c, name=name: additions.add(c, addition(name), NOW))
    database.call(lambda c: additions.move(c, "a1", ("received",), "offered", NOW, digest="d"))
    second = addition("a2")
    twin = database.call(lambda c: additions.same_file(c, second, "d", NOW - 1))
    assert twin is not None
    assert twin.id == "a1"
    assert database.call(lambda c: additions.same_file(c, second, "d", NOW + 1)) is None
    database.call(lambda c: additions.move(c, "a1", ("offered",), "dropped", NOW))
    assert database.call(lambda c: additions.same_file(c, second, "d", NOW - 1)) is None


def test_what_nobody_came_back_to_is_forgotten(database: Database) -> None:
    database.call(lambda c: additions.add(c, addition(), NOW))
    assert database.call(lambda c: additions.forget(c, NOW)) == []
    assert database.call(lambda c: additions.forget(c, NOW + 1)) == ["a1"]
    assert database.call(lambda c: additions.find(c, "T1", "a1")) is None
