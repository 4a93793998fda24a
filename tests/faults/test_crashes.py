"""The process is killed or stopped at the worst moment; the next one finishes, once."""

from __future__ import annotations

import functools
import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.advisor import Advisor
from tests.bot_process import BotProcess
from tests.fakes.slack import FakeSlack, Fault, Message
from tests.faults.asking import asked, channels, events, reply_counts, scaled, storm
from tests.scenarios.bot_thread import BotThread

ACCEPTED, REFUSED = Fault.timeout_after_acceptance(), Fault.timeout_before_acceptance()


def kill_at_post(slack: FakeSlack, bot: BotProcess, number: int, fault: Fault) -> threading.Event:
    """Kill the bot when its n-th message has reached Slack, before it can know of it."""
    seen, killed = [0], threading.Event()

    def due(_: dict[str, Any]) -> bool:
        seen[0] += 1
        if seen[0] < number or killed.is_set():
            return False
        os.kill(bot.process.pid, signal.SIGKILL)
        killed.set()
        return True

    slack.inject("chat.postMessage", fault, match=due)
    return killed


def all_answered(slack: FakeSlack, posts: list[Message]) -> bool:
    """Whether nobody waits any more."""
    return reply_counts(slack, posts)[0] == 0


@pytest.mark.timeout(1200)
def test_a_bot_killed_while_it_posts_posts_neither_twice_nor_never(
    slack: FakeSlack, process_home: Path
) -> None:
    """R6, R4: SIGKILL between Slack's acceptance and our note of it, and just before it."""
    posts: list[Message] = []
    unacked: list[dict[str, Any]] = []
    rooms = channels(slack, 5)
    rounds = scaled(2, 60)
    for number in range(rounds + 1):
        with BotProcess(slack, process_home) as bot:
            started = time.monotonic()
            # Slack sends again what was not acknowledged.
            storm(bot.url, unacked)
            slack.wait_for(functools.partial(all_answered, slack, posts), 20)
            assert time.monotonic() - started < 8
            if number == rounds:
                break
            fresh = [
                post
                for place, room in enumerate(rooms)
                for post in asked(slack, 4, channel=room, start=100 * number + 10 * place)
            ]
            posts += fresh
            fault = REFUSED if number % 3 == 1 else ACCEPTED
            killed = kill_at_post(slack, bot, 1 + number * 3 % 11, fault)
            receipts = storm(bot.url, events(fresh), clients=20)
            assert killed.wait(20)
            bot.process.wait(10)
            slack.clear_faults()
            told = zip(events(fresh), receipts, strict=True)
            unacked = [payload for payload, receipt in told if not receipt.ok]
    assert reply_counts(slack, posts) == {1: len(posts)}


def test_sigterm_under_load_ends_soon_and_loses_nothing(
    slack: FakeSlack, process_home: Path
) -> None:
    """R7: at most five seconds, with calls in flight that Slack holds."""
    slack.inject("chat.postMessage", Fault.latency(0.4), times=None, every=2)
    posts = asked(slack, scaled(60, 600))
    with BotProcess(slack, process_home) as bot:
        assert {receipt.status for receipt in storm(bot.url, events(posts))} == {200}
        slack.wait_for(lambda: reply_counts(slack, posts)[1] > 3)
        assert bot.terminate() <= 5.0
        assert bot.process.wait(1) == 0
    assert reply_counts(slack, posts)[0] > 0, "it was not under load"
    with BotProcess(slack, process_home):
        slack.wait_for(lambda: reply_counts(slack, posts)[0] == 0, 60)
    assert reply_counts(slack, posts) == {1: len(posts)}


def test_stopping_does_not_wait_for_a_silent_slack(
    slack: FakeSlack, tmp_path: Path, open_advisor: Callable[[], Advisor]
) -> None:
    """R7: and what may have arrived is looked up by the next process."""
    slack.inject("chat.postMessage", Fault.timeout_after_acceptance(hold=20), times=4)
    posts = asked(slack, 8)
    with BotThread(slack, tmp_path, open_advisor, seconds=15) as bot:
        storm(bot.url, events(posts))
        slack.wait_for(lambda: len(slack.calls_of("chat.postMessage")) >= 4)
        bot.stop()
        assert bot.stopped_in < 5
    with BotThread(slack, tmp_path, open_advisor, seconds=15) as bot:
        bot.settled()
    assert reply_counts(slack, posts) == {1: 8}
