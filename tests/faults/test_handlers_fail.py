"""Our own work fails: tried again, then one apology, one note, and the bot goes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, update

from bot import wording
from bot.advisor import Advisor
from bot.slack import pool
from bot.slack.reading import delivery
from bot.state import inbox
from indexer.errors import NoIndex
from tests.fakes.slack import GENERAL, FakeSlack, Message
from tests.faults.asking import asked, channels, events, replies, reply_counts, storm
from tests.scenarios.bot_thread import BotThread


class Fragile(Advisor):
    """Breaks at a word, for as many times as it is told."""

    breaks = 0

    def ask(self, question: str, *arguments: Any, **more: Any) -> Any:
        if "壊" in question and type(self).breaks > 0:
            type(self).breaks -= 1
            raise RuntimeError("内緒の相談")
        return super().ask(question, *arguments, **more)


@pytest.fixture
def fragile(open_advisor: Callable[[], Advisor]) -> Callable[[], Advisor]:
    def opened() -> Advisor:
        advisor = open_advisor()
        advisor.__class__ = Fragile
        return advisor

    return opened


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_RETRY_SECONDS", 0.05)


def test_a_passing_failure_is_never_seen(
    slack: FakeSlack, tmp_path: Path, fragile: Callable[[], Advisor]
) -> None:
    Fragile.breaks = 2
    posts = asked(slack, 1, text="★一つ星とは何ですか 壊")
    with BotThread(slack, tmp_path, fragile) as bot:
        bot.send(events(posts)[0])
        bot.settled()
    assert reply_counts(slack, posts) == {1: 1}
    assert wording.APOLOGY not in replies(slack, posts[0])[0].text


def test_a_lasting_failure_gets_one_apology_and_staff_one_note(
    slack: FakeSlack, tmp_path: Path, fragile: Callable[[], Advisor], caplog: Any
) -> None:
    """I1: a visible apology; the log holds no word of the question."""
    Fragile.breaks = 99
    (room,) = channels(slack, 1)
    posts = asked(slack, 3, channel=room, text="★一つ星とは何ですか 壊")
    well = asked(slack, 3, start=10)
    with BotThread(slack, tmp_path, fragile, staff_channel=GENERAL) as bot:
        storm(bot.url, events(posts + well), copies=2)
        bot.settled()
        assert bot.call(inbox.backlog) == {"done": 3, "dead": 3}
    assert reply_counts(slack, posts + well) == {1: 6}
    assert all(replies(slack, post)[0].text.startswith(wording.APOLOGY[:10]) for post in posts)
    notes = [message for message in slack.messages(GENERAL) if room in message.text]
    assert len(notes) == 1
    assert "内緒" not in caplog.text
    assert "★一つ星" not in caplog.text


def test_without_an_index_the_asker_is_told_and_a_build_needs_no_restart(
    slack: FakeSlack, tmp_path: Path, open_advisor: Callable[[], Advisor]
) -> None:
    built: list[bool] = []

    def opened() -> Advisor:
        if not built:
            raise NoIndex("none")
        return open_advisor()

    first, second = asked(slack, 2)
    with BotThread(slack, tmp_path, opened) as bot:
        bot.send(events([first])[0])
        bot.settled()
        built.append(True)
        bot.send(events([second])[0])
        bot.settled()
    assert replies(slack, first)[0].text.startswith(wording.NOT_READY[:10])
    assert "[1]" in replies(slack, second)[0].text
    assert reply_counts(slack, [first, second]) == {1: 2}


def test_a_row_that_always_kills_its_worker_is_given_up(
    slack: FakeSlack, tmp_path: Path, open_advisor: Callable[[], Advisor]
) -> None:
    """A question that ends the process each time must not end it for ever."""
    posts = asked(slack, 1)
    with BotThread(slack, tmp_path, open_advisor) as bot:
        bot.call(lambda c: _store_dying(c, posts[0]))
        bot.settled()
    assert reply_counts(slack, posts) == {1: 1}
    assert replies(slack, posts[0])[0].text.startswith(wording.APOLOGY[:10])


def _store_dying(connection: Connection, post: Message) -> None:
    (payload,) = events([post])
    found = delivery(payload)
    assert found is not None
    inbox.store(connection, [found], 0.0)
    connection.execute(update(inbox.inbox).values(attempts=9))
