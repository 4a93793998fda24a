"""One event delivered many times, one post told of twice, several workers: one reply."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from bot.advisor import Advisor
from tests.bot_process import BotProcess
from tests.fakes.slack import GENERAL, STAFF, Delivery, FakeSlack, payloads
from tests.faults.asking import asked, channels, events, reply_counts, scaled, storm
from tests.scenarios.bot_thread import BotThread


def test_an_event_delivered_four_times_to_two_bots_is_answered_once(
    slack: FakeSlack, tmp_path: Path, open_advisor: Callable[[], Advisor]
) -> None:
    """R1, R3, R21: retries and the app_mention/message pair, in parallel and out of order."""
    count = scaled(100, 3000)
    rooms = channels(slack, 10)
    posts = [
        post
        for number, room in enumerate(rooms)
        for post in asked(slack, count // 10, channel=room, start=1000 * number)
    ]
    pairs = events(posts, "app_mention") + events(posts, "message")
    with ExitStack() as stack:
        bots = [
            stack.enter_context(BotThread(slack, tmp_path, open_advisor, seconds=10))
            for _ in range(2)
        ]
        receipts = storm(
            [bot.url for bot in bots],
            pairs,
            copies=2,
            clients=20,
            shuffle=7,
            retries=(0.0, 1.0, 5.0),
        )
        assert {receipt.status for receipt in receipts} == {200}
        bots[0].settled(60 + count / 10)
    assert reply_counts(slack, posts) == {1: len(posts)}


def test_an_event_delivered_to_two_processes_is_answered_once(
    slack: FakeSlack, process_home: Path
) -> None:
    """R1, R21: a web process and an extra worker process share a database."""
    posts = asked(slack, scaled(60, 1000))
    with BotProcess(slack, process_home) as web, BotProcess(slack, process_home, "work"):
        storm(web.url, events(posts), copies=4, clients=20, shuffle=7)
        slack.wait_for(lambda: reply_counts(slack, posts)[0] == 0, 60)
    assert reply_counts(slack, posts) == {1: len(posts)}


def test_what_the_bot_and_others_say_in_passing_is_not_answered(
    slack: FakeSlack, bot: BotThread
) -> None:
    """R3: its own messages, other bots, edits and deletions."""
    (post,) = asked(slack, 1)
    bot.send(events([post])[0])
    bot.settled()
    (answer,) = slack.replies(GENERAL, post.ts)
    own = payloads.of_message(answer)
    own["event"]["bot_id"] = "B0BOT"
    silent = [
        own,
        payloads.channel_message("<@U0BOT> 再掲", subtype="message_changed", thread_ts=post.ts),
        payloads.channel_message("<@U0BOT> 再掲", subtype="message_deleted", thread_ts=post.ts),
        payloads.channel_message("<@U0BOT> ？", user="U0BOT", thread_ts=post.ts),
    ]
    for payload in silent:
        assert bot.send(payload).status == 200
    bot.settled()
    assert len(slack.calls_of("chat.postMessage")) == 1


def test_the_same_words_said_twice_in_a_row_get_a_note(slack: FakeSlack, bot: BotThread) -> None:
    """R2: a double tap is two events and one question."""
    posts = [slack.say(GENERAL, STAFF, "<@U0BOT> ★一つ星とは何ですか") for _ in range(2)]
    for payload in events(posts):
        bot.send(payload)
    bot.settled()
    assert reply_counts(slack, posts) == {1: 2}
    texts = [slack.replies(GENERAL, post.ts)[0].text for post in posts]
    assert sum("同じ" in text for text in texts) == 1


def test_slacks_own_retries_carry_a_number_and_change_nothing(
    slack: FakeSlack, bot: BotThread
) -> None:
    """R1: an event whose first delivery failed is sent again with retry headers."""
    (post,) = asked(slack, 1)
    (payload,) = events([post])
    lost = Delivery("http://127.0.0.1:9/slack/events", retries=(0.0,)).send(payload)
    assert [receipt.ok for receipt in lost] == [False, False]
    for _ in range(random.Random(7).randint(2, 4)):
        bot.send(payload)
    bot.settled()
    assert reply_counts(slack, [post]) == {1: 1}
