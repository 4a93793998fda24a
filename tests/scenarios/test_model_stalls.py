"""R12: while the model stalls, what needs none is served, all of it."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from indexer.index import Index
from knowledge.catalog import Catalog
from tests.fakes.model.scripted_writer import ScriptedWriter
from tests.fakes.slack import CLIENT, STAFF, FakeSlack, payloads
from tests.faults.asking import asked, channels, events, replies, reply_counts
from tests.scenarios.acts import bind, everything, pressed
from tests.scenarios.model_bot import ModelBot
from tests.scenarios.walking import FULL, WalkingAdvisor, begin, to_the_questions


@pytest.mark.parametrize("workers", [1, 4])
def test_fifty_questions_and_a_walkthrough_while_the_model_stalls(
    slack: FakeSlack, tmp_path: Path, tiny_index: Index, shipped_catalog: Catalog, workers: int
) -> None:
    writer = ScriptedWriter(hold=threading.Event())
    opened = lambda: WalkingAdvisor(tiny_index, shipped_catalog)  # noqa: E731
    with ModelBot(
        slack, tmp_path, opened, writer, staff_channel="C0GENERAL", workers=workers
    ) as bot:
        bind(bot)
        walk = begin(slack, bot, shipped_catalog)
        to_the_questions(walk)
        rooms = channels(slack, 50 + workers)
        stalled = [asked(slack, 1, channel=room)[0] for room in rooms[:workers]]
        for payload in events(stalled):
            bot.send(payload)
        slack.wait_for(lambda: len(writer.orders) == workers)
        at = time.monotonic()
        for number in range(5):
            found = walk.button(FULL)
            press = pressed(slack, walk.last, found["action_id"], found["value"], CLIENT)
            assert bot.send(press).status == 200
            slack.wait_for(lambda to=f"{number + 3} / ": to in everything(walk.last))
        posts = [post for room in rooms[workers:] for post in asked(slack, 1, channel=room)]
        for payload in events(posts):
            assert bot.send(payload).status == 200
        assert bot.send(payloads.app_home_opened()).status == 200
        slack.wait_for(lambda: reply_counts(slack, posts) == {1: 50}, 8)
        slack.wait_for(lambda: slack.home(STAFF))
        assert all("[1]" in replies(slack, post)[0].text for post in posts)
        assert time.monotonic() - at < 8.5, "the model was given up meanwhile"
        bot.settled()
        assert reply_counts(slack, stalled) == {1: workers}
        writer.hold.set()
