"""Slack cannot be reached for a while; then the backlog drains, in order, and says it is late."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import wording
from bot.advisor import Advisor
from bot.slack import postman
from bot.state import outbox
from tests.fakes.slack import GENERAL, STAFF, FakeSlack, Fault, User
from tests.faults.asking import asked, events, replies, reply_counts, storm
from tests.scenarios.bot_thread import BotThread


class Clock:
    """The time of day, moved by hand."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead


def test_a_backlog_drains_in_order_and_late_answers_say_so(
    slack: FakeSlack, tmp_path: Path, open_advisor: Callable[[], Advisor]
) -> None:
    """R11: half an hour without Slack; whatever is tried meanwhile, nothing is given up."""
    clock = Clock()
    down = slack.inject("*", Fault.connection_reset(), times=None)
    slack.add(*(User(f"U1ASKER{number}") for number in range(4)))
    root = slack.say(GENERAL, STAFF, "<@U0BOT> ★一つ星とは何ですか")
    follow = [
        slack.say(GENERAL, f"U1ASKER{number}", f"<@U0BOT> ★★とは何ですか その{number}", root.ts)
        for number in range(4)
    ]
    slack.clear_faults()
    with BotThread(slack, tmp_path, open_advisor, clock=clock, seconds=1) as bot:
        slack.inject("*", Fault.connection_reset(), times=None)
        for payload in events([root, *follow]):
            bot.send(payload)
        others = asked(slack, 5, start=10)
        storm(bot.url, events(others))
        for _ in range(16):
            clock.ahead += 120
            time.sleep(0.1)
        assert bot.call(outbox.backlog).get("dead") is None
        slack.clear_faults()
        started = time.monotonic()
        while not_yet(slack, [root, *others]) or len(replies(slack, root)) < 5:
            clock.ahead += 5
            time.sleep(0.1)
            assert time.monotonic() - started < 30
        bot.settled()
    assert reply_counts(slack, others) == {1: 5}
    said = replies(slack, root)
    assert len(said) == 5
    assert all(wording.LATE in message.text for message in said)
    del down


def not_yet(slack: FakeSlack, posts: list[object]) -> bool:
    """Whether somebody still waits."""
    return reply_counts(slack, posts)[0] > 0  # type: ignore[arg-type]


def test_a_refused_connection_is_no_reason_to_look_anything_up(
    slack: FakeSlack, tmp_path: Path, open_advisor: Callable[[], Advisor],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """R11: nothing can have arrived where nobody listens."""
    with BotThread(slack, tmp_path, open_advisor) as bot:
        api, real = bot.parts.api, bot.parts.api.url  # noqa: SLF001
        monkeypatch.setattr(api, "url", "http://127.0.0.1:9/api/")
        (post,) = asked(slack, 1)
        bot.send(events([post])[0])
        slack.wait_for(lambda: bot.call(outbox.backlog).get("waiting"))
        monkeypatch.setattr(api, "url", real)
        bot.settled()
    assert reply_counts(slack, [post]) == {1: 1}
    assert slack.calls_of("conversations.replies") == []
    assert wording.LATE not in replies(slack, post)[0].text


def test_after_a_day_an_answer_is_given_up(
    slack: FakeSlack, tmp_path: Path, open_advisor: Callable[[], Advisor]
) -> None:
    clock = Clock()
    slack.inject("chat.postMessage", Fault.status_code(503), times=None)
    with BotThread(slack, tmp_path, open_advisor, clock=clock) as bot:
        (post,) = asked(slack, 1)
        bot.send(events([post])[0])
        slack.wait_for(lambda: bot.call(outbox.backlog).get("unsure"))
        clock.ahead = postman._GIVE_UP_AFTER + 60  # noqa: SLF001
        slack.wait_for(lambda: bot.call(outbox.backlog).get("dead"))
