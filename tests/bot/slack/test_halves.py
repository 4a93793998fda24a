"""Secrets told in two messages: what one process heard, another one knows."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain.scope import Scope, Speaker
from bot.slack.halves import Halves
from bot.slack.payload import storable
from bot.slack.work import Asked
from bot.state import migrate
from bot.state.announcements import SECONDS
from bot.state.database import Database, engine_for
from bot.state.inbox import Delivery
from bot.walkthroughs.secret import MASK

HERE, THERE = Scope(team="T1", channel="C1"), Scope(team="T1", channel="C2")
ABROAD = Scope(team="T2", channel="C1")


class Clock:
    """Moved by hand."""

    at = 1_000_000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Migrated."""
    engine = engine_for(f"sqlite:///{tmp_path / 'state.sqlite3'}")
    migrate.upgrade(engine)
    running = Database(engine)
    yield running
    running.close()


def delivery(text: str, scope: Scope = HERE, user: str = "U1") -> Delivery:
    asked = Asked(
        scope=scope, speaker=Speaker(team=scope.team, user=user), text=text, addressed=True
    )
    return Delivery(
        delivery=text, post=None, kind="asked", team=scope.team, channel=scope.channel,
        thread="t", payload=storable(asked),
    )  # fmt: skip


def said(halves: Halves, row: Delivery) -> Asked:
    return Asked.model_validate_json(asyncio.run(halves.masked(row)).payload)


def test_what_one_process_heard_another_one_knows(database: Database) -> None:
    clock = Clock()
    said(Halves(database, clock), delivery("パスワードは"))
    found = said(Halves(database, clock), delivery("hoshi2024", user="U2"))
    assert (found.text, found.secret) == (MASK, "password")


def test_the_third_part_is_masked_as_the_second(database: Database) -> None:
    halves = Halves(database, Clock())
    parts = [said(halves, delivery(text)).text for text in ("パスワードは", "sakura", "2024!x")]
    assert parts == ["パスワードは", MASK, MASK]


@pytest.mark.parametrize("elsewhere", [THERE, ABROAD])
def test_what_is_said_elsewhere_is_another_matter(database: Database, elsewhere: Scope) -> None:
    halves = Halves(database, Clock())
    said(halves, delivery("認証コードは"))
    assert said(halves, delivery("482913", elsewhere)).text == "482913"
    assert said(halves, delivery("482913")).secret == "otp"


def test_after_some_minutes_a_number_is_a_number_again(database: Database) -> None:
    clock = Clock()
    halves = Halves(database, clock)
    said(halves, delivery("認証コードは"))
    clock.at += SECONDS + 1
    assert said(halves, delivery("482913")).text == "482913"


def test_a_question_after_the_first_half_is_asked(database: Database) -> None:
    halves = Halves(database, Clock())
    said(halves, delivery("パスワードは"))
    assert said(halves, delivery("★★でも必要？")).text == "★★でも必要？"
