"""People talk to each other where the bot listens: it answers what is meant for it."""

from __future__ import annotations

import pytest

from bot.state import memory
from tests.fakes.slack import CLIENT, DIRECT, GENERAL, SHARED, STAFF, FakeSlack, payloads
from tests.scenarios.acts import QUESTION, asked, everything, tell, write
from tests.scenarios.bot_thread import BotThread

TALK = (
    "ありがとう",
    "ありがとうございます！助かりました😊",
    "了解です",
    "👍",
    ":+1:",
    "請求書を送りました。ご確認ください。",
    "では来週の火曜日に伺います。",
    "佐藤さん、これで合っていますか？",
    "社長に確認してから返事します",
)


def test_talk_below_an_answer_that_asks_nothing_stays_unanswered(
    slack: FakeSlack, bot: BotThread
) -> None:
    answer = asked(slack, bot, SHARED, CLIENT)
    for talk in TALK:
        write(slack, bot, SHARED, CLIENT, talk, thread=answer.thread_ts)
        assert slack.replies(SHARED, str(answer.thread_ts))[-1].text == talk


@pytest.mark.parametrize(
    "more", ["基本枠", "もっと詳しく", "ロゴを使いたいです", "期限はいつですか"]
)
def test_a_short_follow_up_is_answered_without_a_mention(
    slack: FakeSlack, bot: BotThread, more: str
) -> None:
    answer = asked(slack, bot, SHARED, CLIENT)
    write(slack, bot, SHARED, CLIENT, more, thread=answer.thread_ts)
    assert slack.replies(SHARED, str(answer.thread_ts))[-1].bot_id


def test_thanks_to_the_bot_get_one_short_line_and_are_no_unanswered_question(
    slack: FakeSlack, bot: BotThread
) -> None:
    for words in ["ありがとうございます", "了解しました！", "👍"]:
        post = write(slack, bot, DIRECT, STAFF, words)
        (reply,) = slack.replies(DIRECT, post.ts)
        assert reply.text.startswith("いつでもどうぞ")
    assert bot.call(lambda c: memory.open_questions(c, "T0OFFICE", 9)) == []


def test_a_greeting_is_answered_with_what_can_be_asked(slack: FakeSlack, bot: BotThread) -> None:
    post = write(slack, bot, DIRECT, STAFF, "こんにちは")
    (reply,) = slack.replies(DIRECT, post.ts)
    assert "ほしみちです" in reply.text
    assert "@ほしみち" not in reply.text  # in a DM nobody needs the mention


def test_who_mentions_bot_and_person_first_asks_both(slack: FakeSlack, bot: BotThread) -> None:
    post = write(slack, bot, SHARED, CLIENT, f"<@{STAFF}> <@U0BOT> {QUESTION}")
    assert len(slack.replies(SHARED, post.ts)) == 1


def test_a_greeting_before_the_mention_is_no_obstacle(slack: FakeSlack, bot: BotThread) -> None:
    post = write(slack, bot, SHARED, CLIENT, f"お世話になっております。<@U0BOT> {QUESTION}")
    assert len(slack.replies(SHARED, post.ts)) == 1


@pytest.mark.parametrize(
    "talk",
    [
        f"<@{STAFF}> さん、昨日 <@U0BOT> に教わったとおりに進めています。",
        "先週 <@U0BOT> の使い方を社内で共有しました。",
        f"明日うかがいます。<@U0BOT> でも調べておきます。<@{STAFF}> さん、お願いします。",
    ],
)
def test_talk_about_the_bot_is_not_answered(slack: FakeSlack, bot: BotThread, talk: str) -> None:
    post = write(slack, bot, SHARED, CLIENT, talk)
    assert slack.replies(SHARED, post.ts) == []


def test_a_message_to_a_person_in_the_bots_thread_is_theirs(
    slack: FakeSlack, bot: BotThread
) -> None:
    answer = asked(slack, bot, SHARED, CLIENT)
    write(slack, bot, SHARED, CLIENT, f"<@{STAFF}> これはどういう意味ですか？", answer.thread_ts)
    assert len(slack.replies(SHARED, str(answer.thread_ts))) == 2


def test_a_dm_that_begins_with_a_persons_name_is_still_for_the_bot(
    slack: FakeSlack, bot: BotThread
) -> None:
    post = write(slack, bot, DIRECT, STAFF, f"<@{CLIENT}> に聞かれました。{QUESTION}")
    assert len(slack.replies(DIRECT, post.ts)) == 1


def test_below_a_message_of_the_bots_own_a_question_needs_no_mention(
    slack: FakeSlack, bot: BotThread
) -> None:
    bot.send(payloads.slash_command(text=QUESTION, channel=GENERAL, user=STAFF))
    bot.settled()
    (root,) = slack.messages(GENERAL)
    post = slack.say(GENERAL, STAFF, "★★は何ですか？", thread_ts=root.ts)
    event = payloads.of_message(post)
    event["event"]["parent_user_id"] = "U0BOT"
    bot.send(event)
    bot.settled()
    # In the staff channel it is not so: what people say below notes is theirs.
    assert len(slack.replies(GENERAL, root.ts)) == 1
    root = slack.say(SHARED, STAFF, "ご案内")
    post = slack.say(SHARED, CLIENT, "★★は何ですか？", thread_ts=root.ts)
    event = payloads.of_message(post)
    event["event"]["parent_user_id"] = "U0BOT"
    bot.send(event)
    bot.settled()
    assert len(slack.replies(SHARED, root.ts)) == 2


def test_an_edited_question_is_not_answered_again(slack: FakeSlack, bot: BotThread) -> None:
    """R3: the answer stands below what was asked; a new post asks anew."""
    post = write(slack, bot, GENERAL, STAFF, f"<@U0BOT> {QUESTION}")
    edit = payloads.message_changed("<@U0BOT> ★★は何ですか", before=post.text, ts=post.ts)
    assert bot.send(edit).status == 200
    # Slack sends app_mention for an edit as well, with the same ts.
    bot.send(payloads.of_message(post, kind="app_mention"))
    bot.settled()
    assert len(slack.replies(GENERAL, post.ts)) == 1


def test_bots_edits_and_deletions_are_none_of_its_business(
    slack: FakeSlack, bot: BotThread
) -> None:
    """R3: no loop with itself or another bot."""
    answer = asked(slack, bot, GENERAL, STAFF)
    thread = str(answer.thread_ts)
    for payload in (
        payloads.own_message("★とは何ですか？", thread_ts=thread),
        payloads.own_message(f"<@U0BOT> {QUESTION}"),
        payloads.bot_message(f"<@U0BOT> {QUESTION}"),
        payloads.bot_message(QUESTION, thread_ts=thread),
        payloads.message_changed(QUESTION, thread_ts=thread),
        payloads.message_deleted(text=QUESTION, deleted_ts=thread),
    ):
        assert bot.send(payload).status == 200
    bot.settled()
    assert len([one for one in slack.messages(GENERAL) if one.bot_id]) == 1


def test_a_double_tap_is_answered_once(slack: FakeSlack, bot: BotThread) -> None:
    """R2: the same words twice within five seconds."""
    first = slack.say(GENERAL, STAFF, f"<@U0BOT> {QUESTION}")
    second = slack.say(GENERAL, STAFF, f"<@U0BOT> {QUESTION}")
    tell(slack, bot, first)
    tell(slack, bot, second)
    assert "[1]" in slack.replies(GENERAL, first.ts)[0].text
    (note,) = slack.replies(GENERAL, second.ts)
    assert "同じご質問" in note.text


def test_the_question_of_a_stranger_is_answered_from_public_knowledge(
    slack: FakeSlack, bot: BotThread
) -> None:
    """A21: Slack names no team for the speaker."""
    post = slack.say(SHARED, CLIENT, f"<@U0BOT> {QUESTION}")
    event = payloads.of_message(post, kind="app_mention")
    for key in ("user_team", "source_team", "team"):
        event["event"].pop(key, None)
    assert bot.send(event).status == 200
    bot.settled()
    assert "[1]" in slack.replies(SHARED, post.ts)[0].text


@pytest.mark.parametrize(
    "text", ['★ " OR * NEAR( ) --', "'; DROP TABLE turns; --", "a" * 1900, "{{7*7}} ${x} %s"]
)
def test_queries_in_a_question_are_words(slack: FakeSlack, bot: BotThread, text: str) -> None:
    """A45: answered like anything else, without an error."""
    answer = asked(slack, bot, GENERAL, STAFF, text)
    assert "申し訳" not in answer.text


def test_no_answer_unfurls_links(slack: FakeSlack, bot: BotThread) -> None:
    """A13."""
    asked(slack, bot, SHARED, CLIENT)
    for call in slack.calls_of("chat.postMessage"):
        assert str(call.body["unfurl_links"]).lower() in {"0", "false"}
        assert str(call.body["unfurl_media"]).lower() in {"0", "false"}


def test_a_bare_mention_below_a_post_asks_what_the_post_asks(
    slack: FakeSlack, bot: BotThread
) -> None:
    """A client asks nobody in particular; the consultant calls the bot to it."""
    root = slack.say(SHARED, CLIENT, QUESTION)
    write(slack, bot, SHARED, STAFF, "<@U0BOT>", root.ts)
    answer = slack.replies(SHARED, root.ts)[-1]
    assert "[1]" in answer.text
    assert QUESTION in everything(answer)


def test_a_bare_mention_in_its_own_thread_says_what_can_be_asked(
    slack: FakeSlack, bot: BotThread
) -> None:
    answer = asked(slack, bot, SHARED, CLIENT)
    write(slack, bot, SHARED, CLIENT, "<@U0BOT>", answer.thread_ts)
    assert "ほしみちです" in slack.replies(SHARED, str(answer.thread_ts))[-1].text
