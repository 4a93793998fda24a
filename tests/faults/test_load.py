"""Bursts and floods: everything is acknowledged at once, and nobody waits for somebody else."""

from __future__ import annotations

import statistics
import threading
import time

from tests.fakes.slack import FakeSlack
from tests.faults.asking import asked, channels, events, reply_counts, scaled, storm
from tests.scenarios.bot_thread import BotThread


def test_a_burst_of_200_events_is_acknowledged_at_once_and_answered(
    slack: FakeSlack, bot: BotThread
) -> None:
    """R27: acknowledgement p99 within 1.5 s, nothing lost."""
    posts = [
        post
        for number, room in enumerate(channels(slack, 20))
        for post in asked(slack, scaled(10, 50), channel=room, start=100 * number)
    ]
    receipts = storm(bot.url, events(posts), clients=50)
    assert {receipt.status for receipt in receipts} == {200}
    assert statistics.quantiles([receipt.seconds for receipt in receipts], n=100)[98] <= 1.5
    bot.settled(30 + len(posts) / 10)
    assert reply_counts(slack, posts) == {1: len(posts)}


def test_a_flooded_channel_does_not_hold_up_another(slack: FakeSlack, bot: BotThread) -> None:
    """R28: a question elsewhere is answered while the flood waits."""
    flooded, quiet = channels(slack, 2)
    flood = asked(slack, scaled(100, 1000), channel=flooded)
    sender = threading.Thread(target=lambda: storm(bot.url, events(flood), clients=20))
    sender.start()
    sender.join()
    waited = []
    for number in range(5):
        (post,) = asked(slack, 1, channel=quiet, start=5000 + number)
        bot.send(events([post])[0])
        started = time.monotonic()
        slack.wait_for(lambda post=post: reply_counts(slack, [post])[1], 10)
        waited.append(time.monotonic() - started)
    still = reply_counts(slack, flood)[0]
    assert still > 0, "the flood was over before the others asked"
    assert statistics.median(waited) < 1.0
    bot.settled(60)
    assert reply_counts(slack, flood) == {1: len(flood)}


def test_who_floods_gets_one_polite_note(slack: FakeSlack, bot: BotThread) -> None:
    """R28: one person, fifty questions: twenty answers and one word about it."""
    posts = asked(slack, 1) + [
        slack.say("C0GENERAL", "U1ASKER0", f"<@U0BOT> ★一つ星とは何ですか その{number}")
        for number in range(49)
    ]
    for payload in events(posts):
        bot.send(payload)
    bot.settled(30)
    assert reply_counts(slack, posts)[1] in range(20, 30)
