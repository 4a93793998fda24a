"""Socket Mode: connections end in every way, and no question is lost or answered twice."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.advisor import Advisor
from bot.slack.run import Parts, socket_mode
from bot.state import database as state
from tests.fakes.slack import APP_TOKEN, FakeSlack, payloads
from tests.faults.asking import asked, events, reply_counts, scaled
from tests.faults.test_database_fails import lock
from tests.scenarios.bot_thread import BotThread


class SocketBot(BotThread):
    """The same bot, receiving over a socket."""

    async def _serve(self, parts: Parts) -> None:
        self.parts = parts
        settings = self.settings.model_copy(update={"app_token": _Secret()})

        async def until() -> None:
            self._ready.set()
            await self._stop.wait()

        await socket_mode(parts, settings, until)


class _Secret:
    def get_secret_value(self) -> str:
        return APP_TOKEN


@pytest.fixture
def socket_bot(
    slack: FakeSlack, tmp_path: Path, open_advisor: Callable[[], Advisor]
) -> Iterator[SocketBot]:
    with SocketBot(slack, tmp_path, open_advisor, staff_channel="C0GENERAL") as running:
        yield running


def push_until_acked(slack: FakeSlack, payload: dict[str, Any]) -> int:
    """Deliver as Slack does: again when no ack came; gives how many times it took."""
    for attempt in range(4):
        more = {"retry_attempt": attempt, "retry_reason": "timeout" if attempt else ""}
        if slack.push(payload, timeout=12 if attempt else 3, **more) is not None:
            return attempt + 1
    raise AssertionError("never acknowledged")


@pytest.mark.parametrize("ending", ["disconnect", "drop"])
def test_a_lost_connection_is_made_again_and_loses_nothing(
    slack: FakeSlack, socket_bot: SocketBot, ending: str
) -> None:
    """R10: asked to come back, and cut off without a word; within ten seconds."""
    posts = []
    for number in range(scaled(3, 30)):
        fresh = asked(slack, 4, start=10 * number)
        posts += fresh
        before = [slack.push_nowait(payload) for payload in events(fresh[:2])]
        getattr(slack, ending)()
        started = time.monotonic()
        for payload in events(fresh[2:]):
            push_until_acked(slack, payload)
        assert time.monotonic() - started < 10
        for payload, ack in zip(events(fresh[:2]), before, strict=True):
            if ack.result() is None:
                push_until_acked(slack, payload)
    socket_bot.settled()
    assert reply_counts(slack, posts) == {1: len(posts)}


def test_what_cannot_be_stored_is_not_acknowledged(
    slack: FakeSlack, tmp_path: Path, open_advisor: Callable[[], Advisor],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """R17 over a socket: Slack sends it again."""
    monkeypatch.setattr(state, "_BUSY_SECONDS", 0.2)
    with SocketBot(slack, tmp_path, open_advisor) as bot:
        (post,) = asked(slack, 1)
        locked = lock(tmp_path, 1.0)
        assert slack.push(events([post])[0], timeout=1.0) is None
        locked.join()
        assert slack.push(events([post])[0]) == {}
        bot.settled()
    assert reply_counts(slack, [post]) == {1: 1}


def test_a_command_is_answered_over_the_socket(slack: FakeSlack, socket_bot: SocketBot) -> None:
    """Help in the ack itself; a question by a message."""
    helped = slack.push(payloads.slash_command(""), "slash_commands")
    assert helped and helped["text"]
    assert slack.push(payloads.slash_command("★一つ星とは何ですか"), "slash_commands") == {}
    socket_bot.settled()
    assert len(slack.messages("C0GENERAL")) == 1


def test_odd_envelopes_do_not_end_the_connection(slack: FakeSlack, socket_bot: SocketBot) -> None:
    """R24: whatever comes, the next question is answered."""
    odd: list[dict[str, Any]] = [
        {}, {"type": "event_callback"}, {"type": "event_callback", "event": []},
        {"type": "event_callback", "event": {"type": "unheard_of"}}, {"command": 5},
    ]  # fmt: skip
    for payload in odd:
        slack.push(payload, timeout=0.5)
    posts = asked(slack, 1)
    assert slack.push(events(posts)[0]) == {}
    socket_bot.settled()
    assert reply_counts(slack, posts) == {1: 1}
