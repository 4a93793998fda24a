"""The database is locked, full or read-only: nothing is acknowledged that is not stored."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import event

from bot.advisor import Advisor
from bot.state import database as state
from bot.state import inbox
from tests.fakes.slack import Delivery, FakeSlack
from tests.faults.asking import asked, channels, events, reply_counts, storm
from tests.scenarios.bot_thread import BotThread


def lock(home: Path, seconds: float) -> threading.Thread:
    """Hold the database for some seconds, as a backup or a stuck process would."""
    held = threading.Event()

    def hold() -> None:
        connection = sqlite3.connect(home / "hoshimichi.sqlite3", isolation_level=None, timeout=10)
        connection.execute("BEGIN EXCLUSIVE")
        held.set()
        time.sleep(seconds)
        connection.execute("COMMIT")
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    assert held.wait(10)
    return thread


def test_a_short_lock_delays_the_acknowledgement(
    slack: FakeSlack, bot: BotThread, tmp_path: Path
) -> None:
    """R17: a second."""
    (post,) = asked(slack, 1)
    locked = lock(tmp_path, 1.0)
    receipt = bot.send(events([post])[0])
    locked.join()
    assert receipt.status == 200
    assert receipt.seconds > 0.5
    bot.settled()
    assert reply_counts(slack, [post]) == {1: 1}


def test_a_long_lock_is_refused_and_what_slack_sends_again_is_answered(
    slack: FakeSlack, tmp_path: Path, open_advisor: Callable[[], Advisor],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """R17: 503 before the acknowledgement, never a silent loss."""
    monkeypatch.setattr(state, "_BUSY_SECONDS", 0.3)
    with BotThread(slack, tmp_path, open_advisor) as bot:
        (post,) = asked(slack, 1)
        locked = lock(tmp_path, 1.5)
        retried = Delivery(bot.url, retries=(0.2, 2.0)).send(events([post])[0])
        locked.join()
        assert [receipt.status for receipt in retried] == [503, 503, 200]
        bot.settled()
    assert reply_counts(slack, [post]) == {1: 1}


def test_locks_while_questions_are_worked_on_lose_and_double_nothing(
    slack: FakeSlack, tmp_path: Path, open_advisor: Callable[[], Advisor],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """R17: between claim and commit, and between the post and the note of it."""
    monkeypatch.setattr(state, "_BUSY_SECONDS", 0.1)
    posts = [
        post
        for number, room in enumerate(channels(slack, 4))
        for post in asked(slack, 8, channel=room, start=100 * number)
    ]
    with BotThread(slack, tmp_path, open_advisor) as bot:
        storm(bot.url, events(posts))
        for _ in range(4):
            lock(tmp_path, 0.4).join()
            time.sleep(0.15)
        # Given back at once; a lease would take fifteen seconds.
        bot.settled(12)
    assert reply_counts(slack, posts) == {1: len(posts)}


def every_transaction(bot: BotThread, words: list[str]) -> None:
    """Say the last of some words to SQLite before each transaction of the bot."""
    engine = bot.database.engine
    event.listen(engine, "checkout", lambda connection, *_: connection.execute(words[-1]))


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("PRAGMA query_only=ON", "PRAGMA query_only=OFF"),
        ("PRAGMA max_page_count=1", "PRAGMA max_page_count=1000000"),
    ],
    ids=["read-only", "full"],
)
def test_a_store_that_takes_nothing_refuses_before_the_acknowledgement(
    slack: FakeSlack, bot: BotThread, broken: str, mended: str
) -> None:
    """R18: Slack keeps the event; when there is room again nothing has to be repaired."""
    words = [broken]
    every_transaction(bot, words)
    posts = asked(slack, 12, text="★一つ星とは何ですか " + "あ" * 3000)
    payloads = events(posts)
    statuses = [bot.send(payload).status for payload in payloads]
    assert statuses[-1] == 503
    refused = [payload for payload, status in zip(payloads, statuses, strict=True) if status != 200]
    assert set(statuses) <= {200, 503}
    words.append(mended)
    assert {receipt.status for receipt in storm(bot.url, refused)} == {200}
    bot.settled(40)
    assert reply_counts(slack, posts) == {1: len(posts)}
    assert bot.call(lambda c: c.exec_driver_sql("PRAGMA integrity_check").scalar()) == "ok"
    assert set(bot.call(inbox.backlog)) == {"done"}
