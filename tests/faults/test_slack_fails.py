"""Slack refuses, waits, breaks or does what it was asked without saying so."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.advisor import Advisor
from bot.state import outbox
from tests.fakes.slack import GENERAL, FakeSlack, Fault, payloads
from tests.faults.asking import asked, channels, events, replies, reply_counts, scaled, storm
from tests.scenarios.bot_thread import BotThread

PASSING = [
    Fault.rate_limited("1"),
    Fault.rate_limited(None),
    Fault.rate_limited("soon"),
    Fault.rate_limited("-5"),
    Fault.rate_limited("nan"),
    Fault.status_code(500),
    Fault.status_code(502, applied=True),
    Fault.status_code(503),
    Fault.status_code(503, applied=True),
    Fault.error("ratelimited"),
    Fault.error("internal_error"),
    Fault.error("service_unavailable"),
    Fault.html(),
    Fault.html(applied=True),
    Fault.truncated(),
    Fault.truncated(applied=False),
    Fault.timeout_after_acceptance(),
    Fault.timeout_before_acceptance(),
    Fault.connection_reset(),
    Fault.latency(0.5),
]


def test_what_passes_delays_an_answer_and_never_doubles_it(
    slack: FakeSlack, bot: BotThread
) -> None:
    """R8, R9: each fault once before, at and after acceptance; others are not held up."""
    rooms = channels(slack, len(PASSING))
    posts = []
    for number, (fault, room) in enumerate(zip(PASSING, rooms, strict=True)):
        slack.inject(
            "chat.postMessage", fault, match=lambda body, room=room: body["channel"] == room
        )
        posts += asked(slack, 1, channel=room, start=number)
    posts += asked(slack, 1, start=100)
    started = time.monotonic()
    storm(bot.url, events(posts))
    slack.wait_for(lambda: replies(slack, posts[-1]))
    assert time.monotonic() - started < 3
    bot.settled(30)
    assert reply_counts(slack, posts) == {1: len(posts)}


@pytest.mark.parametrize("header", ["120", "99999999", "1e400"])
def test_an_answer_waits_as_long_as_slack_says_but_not_for_ever(
    slack: FakeSlack, bot: BotThread, header: str
) -> None:
    """R8: an absurd Retry-After waits five minutes."""
    slack.inject("chat.postMessage", Fault.rate_limited(header))
    (post,) = asked(slack, 1)
    bot.send(events([post])[0])
    before = time.time()
    slack.wait_for(lambda: bot.call(outbox.backlog).get("waiting"))
    row = bot.call(lambda c: c.execute(outbox.outbox.select()).one())
    assert 100 < row.due_at - before <= 301
    assert len(slack.calls_of("chat.postMessage")) == 1


@pytest.mark.parametrize(
    "code",
    ["channel_not_found", "not_in_channel", "is_archived", "missing_scope", "token_revoked"],
)
def test_what_slack_refuses_for_good_is_given_up_and_staff_told_once(
    slack: FakeSlack, bot: BotThread, code: str
) -> None:
    """R8, R34: three letters, one note, the process lives."""
    (room,) = channels(slack, 1)
    slack.inject(
        "chat.postMessage",
        Fault.error(code),
        times=None,
        match=lambda body: body["channel"] == room,
    )
    posts = asked(slack, 3, channel=room)
    for payload in events(posts):
        bot.send(payload)
    bot.settled()
    assert bot.call(outbox.backlog) == {"dead": 3, "sent": 1}
    (note,) = slack.messages(GENERAL)
    assert room in note.text
    assert code in note.text
    slack.clear_faults()
    (post,) = asked(slack, 1, start=9)
    bot.send(events([post])[0])
    bot.settled()
    assert reply_counts(slack, [post]) == {1: 1}


def test_refused_blocks_go_out_as_text(slack: FakeSlack, bot: BotThread) -> None:
    """R8: the answer counts, not its looks."""
    slack.inject(
        "chat.postMessage",
        Fault.error("invalid_blocks"),
        match=lambda body: bool(body.get("blocks")),
    )
    (post,) = asked(slack, 1)
    bot.send(events([post])[0])
    bot.settled()
    (answer,) = replies(slack, post)
    assert answer.blocks is None
    assert "[1]" in answer.text


def test_posts_that_slack_took_in_silence_are_not_repeated(
    slack: FakeSlack, tmp_path: Path, open_advisor: Callable[[], Advisor]
) -> None:
    """R9: half of them cut off, a quarter held beyond our patience."""
    slack.inject("chat.postMessage", Fault.timeout_after_acceptance(), times=None, every=2)
    slack.inject("chat.postMessage", Fault.timeout_after_acceptance(hold=1.5), times=None, every=2)
    posts = [
        post
        for number, room in enumerate(channels(slack, 10))
        for post in asked(slack, scaled(6, 150), channel=room, start=1000 * number)
    ]
    with BotThread(slack, tmp_path, open_advisor, seconds=1) as bot:
        storm(bot.url, events(posts))
        bot.settled(30 + len(posts) / 5)
    assert reply_counts(slack, posts) == {1: len(posts)}
    lost = [call for call in slack.calls_of("chat.postMessage") if call.fault]
    assert len(lost) > len(posts) / 2


def test_a_slow_slack_that_posts_after_our_patience_is_asked_before_we_repeat(
    slack: FakeSlack, tmp_path: Path, open_advisor: Callable[[], Advisor]
) -> None:
    """R9: carried out after the call was given up."""
    slack.inject("chat.postMessage", Fault.latency(3.6), times=3)
    posts = asked(slack, 3)
    with BotThread(slack, tmp_path, open_advisor, seconds=2) as bot:
        storm(bot.url, events(posts))
        bot.settled()
        calls = slack.calls_of
        slack.wait_for(lambda: sum(c.fault == "latency" for c in calls("chat.postMessage")) == 3)
    assert reply_counts(slack, posts) == {1: 3}


def test_a_letter_is_found_whatever_our_clock_says(
    slack: FakeSlack, tmp_path: Path, open_advisor: Callable[[], Advisor]
) -> None:
    """R9, R22: an hour ahead, an hour behind; in a thread and in the channel."""
    for number, skew in enumerate((3600.0, -3600.0, 365 * 86_400.0)):
        slack.inject("chat.postMessage", Fault.timeout_after_acceptance(), times=2)
        (room,) = channels(slack, 1)
        (post,) = asked(slack, 1, start=number)
        before = len(slack.messages(room))
        home = tmp_path / str(number)
        with BotThread(
            slack, home, open_advisor, clock=lambda skew=skew: time.time() + skew
        ) as bot:
            # The server checks signatures by the clock of the machine.
            bot.send(events([post])[0])
            bot.send(payloads.slash_command("★一つ星とは何ですか", channel=room))
            bot.settled()
        assert reply_counts(slack, [post]) == {1: 1}
        assert len(slack.messages(room)) == before + 1


def test_an_answer_in_parts_stays_whole_and_in_order(slack: FakeSlack, bot: BotThread) -> None:
    """R9: a part that was accepted in silence, or refused for a while, holds back the next."""
    slack.inject(
        "chat.postMessage", Fault.status_code(503), match=lambda body: "2番" in body["text"]
    )
    slack.inject("chat.postMessage", Fault.truncated(), match=lambda body: "3番" in body["text"])
    (post,) = asked(slack, 1)
    letters = tuple(
        outbox.Letter(team="T0OFFICE", channel=GENERAL, thread=post.ts, text=f"{number}番")
        for number in range(1, 6)
    )
    bot.call(lambda c: outbox.plan(c, letters, "gone", time.time()))
    bot.call(lambda c: outbox.release(c, "gone", time.time()))
    bot.settled()
    assert [message.text for message in replies(slack, post)] == [f"{n}番" for n in range(1, 6)]
