"""Where people ask, and what they see."""

from __future__ import annotations

from tests.fakes.slack import (
    CLIENT,
    CLIENT_TEAM,
    DIRECT,
    GENERAL,
    SHARED,
    STAFF,
    FakeSlack,
    payloads,
)
from tests.scenarios.bot_thread import BotThread

QUESTION = "★一つ星とは何ですか"


def test_a_mention_is_answered_in_its_thread_with_sources(slack: FakeSlack, bot: BotThread) -> None:
    post = slack.say(GENERAL, STAFF, f"<@U0BOT> {QUESTION}")
    assert bot.send(payloads.of_message(post, kind="app_mention")).status == 200
    bot.settled()
    (answer,) = slack.replies(GENERAL, post.ts)
    assert "[1]" in answer.text
    assert answer.blocks


def test_a_mention_and_its_message_event_are_one_question(slack: FakeSlack, bot: BotThread) -> None:
    post = slack.say(GENERAL, STAFF, f"<@U0BOT> {QUESTION}")
    for kind in ("message", "app_mention", "message", "app_mention"):
        bot.send(payloads.of_message(post, kind=kind))
    bot.settled()
    assert len(slack.replies(GENERAL, post.ts)) == 1


def test_a_thread_goes_on_without_a_mention(slack: FakeSlack, bot: BotThread) -> None:
    post = slack.say(GENERAL, STAFF, f"<@U0BOT> {QUESTION}")
    bot.send(payloads.of_message(post, kind="app_mention"))
    bot.settled()
    more = slack.say(GENERAL, STAFF, "★★は何ですか？", thread_ts=post.ts)
    bot.send(payloads.of_message(more))
    bot.settled()
    assert len(slack.replies(GENERAL, post.ts)) == 3


def test_talk_in_a_thread_of_others_is_none_of_the_bots_business(
    slack: FakeSlack, bot: BotThread
) -> None:
    post = slack.say(GENERAL, STAFF, "昼はどこで食べますか？")
    reply = slack.say(GENERAL, STAFF, "★とは何ですか？", thread_ts=post.ts)
    bot.send(payloads.of_message(post))
    bot.send(payloads.of_message(reply))
    bot.settled()
    assert slack.calls_of("chat.postMessage") == []


def test_a_dm_is_answered_in_its_own_thread(slack: FakeSlack, bot: BotThread) -> None:
    post = slack.say(DIRECT, STAFF, QUESTION)
    bot.send(payloads.of_message(post))
    bot.settled()
    assert len(slack.replies(DIRECT, post.ts)) == 1


def test_a_command_is_acknowledged_at_once_and_answered_in_the_channel(
    slack: FakeSlack, bot: BotThread
) -> None:
    receipt = bot.send(payloads.slash_command(text=QUESTION, channel=GENERAL, user=STAFF))
    assert (receipt.status, receipt.body) == (200, b"")
    bot.settled()
    (answer,) = slack.messages(GENERAL)
    assert QUESTION in answer.text


def test_a_command_with_the_word_payload_is_answered(slack: FakeSlack, bot: BotThread) -> None:
    receipt = bot.send(payloads.slash_command(text="payload ★とは？", channel=GENERAL))
    assert receipt.status == 200
    bot.settled()
    assert len(slack.messages(GENERAL)) == 1


def test_a_person_of_another_company_is_answered_in_the_shared_channel(
    slack: FakeSlack, bot: BotThread
) -> None:
    post = slack.say(SHARED, CLIENT, f"<@U0BOT> {QUESTION}")
    assert post.team_id == CLIENT_TEAM
    bot.send(payloads.of_message(post, kind="app_mention"))
    bot.settled()
    assert len(slack.replies(SHARED, post.ts)) == 1


def test_an_empty_mention_says_what_can_be_asked(slack: FakeSlack, bot: BotThread) -> None:
    post = slack.say(GENERAL, STAFF, "<@U0BOT>")
    bot.send(payloads.of_message(post, kind="app_mention"))
    bot.settled()
    (answer,) = slack.replies(GENERAL, post.ts)
    assert "ほしみちです" in answer.text
