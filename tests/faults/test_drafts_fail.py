"""Slack breaks, waits or is silent while an answer is being written: one answer, and no half."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot import wording
from bot.advisor import Advisor
from bot.state import tables
from tests.fakes.model.scripted_writer import ScriptedWriter
from tests.fakes.slack import DIRECT, GENERAL, STAFF, FakeSlack, Fault, Message, payloads
from tests.faults.asking import QUESTION, replies
from tests.faults.test_draft_crashes import is_draft, is_final, one_answer
from tests.scenarios.model_bot import ModelBot

Started = Callable[..., AbstractContextManager[ModelBot]]
SILENT, UNHEARD = Fault.timeout_after_acceptance(), Fault.timeout_before_acceptance()


@pytest.fixture
def started(slack: FakeSlack, tmp_path: Path, open_advisor: Callable[[], Advisor]) -> Started:
    """Starts a bot with a writer."""
    return lambda writer, **more: ModelBot(
        slack, tmp_path, open_advisor, writer, staff_channel="C0OUTSIDE", **more
    )


def asked(slack: FakeSlack, bot: ModelBot, channel: str = GENERAL) -> Message:
    """A question, in a channel or in the DM."""
    text = QUESTION if channel == DIRECT else f"<@U0BOT> {QUESTION}"
    post = slack.say(channel, STAFF, text)
    kind = "message" if channel == DIRECT else "app_mention"
    assert bot.send(payloads.of_message(post, kind=kind)).status == 200
    return post


def drafts_kept(bot: ModelBot) -> int:
    """How many drafts are kept."""
    return len(bot.call(lambda c: c.execute(select(tables.drafts)).all()))


@pytest.mark.parametrize(
    ("channel", "method", "match"),
    [
        (GENERAL, "chat.postMessage", is_draft),
        (GENERAL, "chat.update", is_draft),
        (GENERAL, "chat.update", is_final),
        (DIRECT, "chat.startStream", is_draft),
        (DIRECT, "chat.appendStream", is_draft),
        (DIRECT, "chat.stopStream", is_draft),
        (DIRECT, "chat.update", is_final),
    ],
)
@pytest.mark.parametrize(
    "fault",
    [SILENT, UNHEARD, Fault.status_code(503, applied=True), Fault.truncated(), Fault.html()],
    ids=lambda fault: fault.name,
)
def test_a_call_that_breaks_leaves_one_answer(
    slack: FakeSlack, started: Started, channel: str, method: str, match: Any, fault: Fault
) -> None:
    slack.inject(method, fault, match=match)
    writer = ScriptedWriter(sentences=("一つ目です。", "二つ目です。", "三つ目です。"), seconds=0.6)
    with started(writer, seconds=1) as bot:
        post = asked(slack, bot, channel)
        bot.settled(30)
        assert one_answer(slack, post)
        assert "三つ目" in replies(slack, post)[0].text
        slack.wait_for(lambda: drafts_kept(bot) == 0, 10)
        assert one_answer(slack, post)


@pytest.mark.parametrize("method", ["chat.postMessage", "chat.update"])
def test_a_change_that_slack_carries_out_late_does_not_undo_the_answer(
    slack: FakeSlack, started: Started, method: str
) -> None:
    """R9: the draft arrives, or is changed, after the answer is there."""
    slack.inject(method, Fault.latency(5.0), match=is_draft)
    writer = ScriptedWriter(sentences=("一つ目です。", "二つ目です。", "三つ目です。"), seconds=0.6)
    with started(writer, seconds=2) as bot:
        post = asked(slack, bot)
        bot.settled()
        found = [one for one in replies(slack, post) if "[1]" in one.text]
        assert len(found) == 1
        late = slack.wait_for(lambda: [c for c in slack.calls_of(method) if c.fault], 8)
        assert len(late) == 1
        slack.wait_for(lambda: drafts_kept(bot) == 0, 12)
        assert one_answer(slack, post)


@pytest.mark.parametrize("channel", [GENERAL, DIRECT])
def test_work_that_fails_for_good_apologises_in_the_drafts_place(
    slack: FakeSlack, started: Started, channel: str
) -> None:
    with started(ScriptedWriter(nonsense="no answer")) as bot:
        post = asked(slack, bot, channel)
        bot.settled(30)
        (said,) = replies(slack, post)
        assert said.text == wording.APOLOGY
        assert slack.world.streams == set()
        assert drafts_kept(bot) == 0


@pytest.mark.parametrize("channel", [GENERAL, DIRECT])
def test_a_bot_that_is_stopped_while_it_writes_finishes_next_time(
    slack: FakeSlack, started: Started, channel: str
) -> None:
    """R7: SIGTERM does not wait for the model."""
    writer = ScriptedWriter(hold=threading.Event())
    with started(writer) as bot:
        post = asked(slack, bot, channel)
        slack.wait_for(lambda: replies(slack, post))
        at = time.monotonic()
        bot.stop()
        assert time.monotonic() - at < 5
    (draft,) = replies(slack, post)
    with started(ScriptedWriter()) as bot:
        bot.settled()
        assert one_answer(slack, post)
        assert replies(slack, post)[0].ts == draft.ts
        assert drafts_kept(bot) == 0


def test_a_bot_without_the_model_finishes_what_one_with_it_began(
    slack: FakeSlack, started: Started
) -> None:
    writer = ScriptedWriter(hold=threading.Event())
    with started(writer) as bot:
        post = asked(slack, bot)
        slack.wait_for(lambda: replies(slack, post))
    with started(None) as bot:
        bot.settled()
        assert one_answer(slack, post)
