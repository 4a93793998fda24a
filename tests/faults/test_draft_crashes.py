"""The process is killed while it writes an answer: the next one leaves one answer, and no half."""

from __future__ import annotations

import functools
import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot import wording
from tests.bot_process import BotProcess
from tests.fakes.model.players import slow
from tests.fakes.model.server import ModelServer
from tests.fakes.slack import DIRECT, FakeSlack, Fault, Message, payloads
from tests.faults.asking import QUESTION, asked, channels, events, replies, scaled
from tests.scenarios.acts import everything

ACCEPTED, REFUSED = Fault.timeout_after_acceptance(), Fault.timeout_before_acceptance()


def is_final(body: dict[str, Any]) -> bool:
    """Whether a call brings the answer, not a draft."""
    return "key" in ((body.get("metadata") or {}).get("event_payload") or {})


def is_draft(body: dict[str, Any]) -> bool:
    """Whether a call shows a draft."""
    return not is_final(body)


IN_A_CHANNEL = [
    ("chat.postMessage", ACCEPTED, is_draft),
    ("chat.postMessage", REFUSED, is_draft),
    ("chat.update", ACCEPTED, is_draft),
    ("chat.update", ACCEPTED, is_final),
    ("chat.update", REFUSED, is_final),
]
IN_THE_DM = [
    ("chat.startStream", ACCEPTED, is_draft),
    ("chat.startStream", REFUSED, is_draft),
    ("chat.appendStream", ACCEPTED, is_draft),
    ("chat.stopStream", ACCEPTED, is_draft),
    ("chat.stopStream", REFUSED, is_draft),
    ("chat.update", ACCEPTED, is_final),
    ("chat.update", REFUSED, is_final),
]


def kill_at(
    slack: FakeSlack, bot: BotProcess, method: str, fault: Fault, match: Callable[[Any], bool]
) -> threading.Event:
    """Kill the bot when a call has reached Slack, before it can know of it."""
    killed = threading.Event()

    def due(body: dict[str, Any]) -> bool:
        if killed.is_set() or not match(body):
            return False
        os.kill(bot.process.pid, signal.SIGKILL)
        killed.set()
        return True

    slack.inject(method, fault, match=due)
    return killed


def has_model(bot: BotProcess, starts: int) -> bool:
    """Whether the model was opened at each of so many starts."""
    return bot.log.read_text().count("late_writer model") >= starts


def one_answer(slack: FakeSlack, post: Message) -> bool:
    """Whether a question has its answer, and nothing else."""
    found = replies(slack, post)
    return (
        len(found) == 1 and "[1]" in found[0].text and wording.DRAFTING not in everything(found[0])
    )


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("points", "direct"), [(IN_A_CHANNEL, False), (IN_THE_DM, True)], ids=["channel", "dm"]
)
def test_killed_at_each_call_of_a_draft_there_is_one_answer(
    slack: FakeSlack, process_home: Path, points: list[Any], direct: bool
) -> None:
    """R6, R9: after each kill the next process replaces what the dead one left."""
    points = points[:: scaled(6, 1)] * scaled(1, 5)
    rooms = channels(slack, len(points))
    posts: list[Message] = []
    with ModelServer(slow(0.0, 1.1)) as model:
        more = {"LLM_MODEL": "openai:played", "LLM_BASE_URL": model.url, "OPENAI_API_KEY": "x"}
        for number in range(len(points) + 1):
            with BotProcess(slack, process_home, **more) as bot:
                slack.wait_for(lambda: all(one_answer(slack, post) for post in posts), 60)
                slack.wait_for(functools.partial(has_model, bot, number + 1), 60)
                if number == len(points):
                    break
                method, fault, match = points[number]
                killed = kill_at(slack, bot, method, fault, match)
                if direct:
                    post = slack.say(DIRECT, "U0STAFF", QUESTION)
                    bot.send(payloads.of_message(post))
                else:
                    (post,) = asked(slack, 1, channel=rooms[number], start=number)
                    bot.send(events([post])[0])
                posts.append(post)
                assert killed.wait(20), (method, fault.name)
                bot.process.wait(10)
                slack.clear_faults()
    assert all(one_answer(slack, post) for post in posts)
    assert model.requests
