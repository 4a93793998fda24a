"""「この文章を確認」: by the menu of a message, by a mention, in a DM and in a thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.advisor import Advisor
from indexer.index import Index
from knowledge.catalog import load
from tests.fakes.slack import CLIENT, DIRECT, GENERAL, SHARED, STAFF, FakeSlack, payloads
from tests.scenarios.acts import asked, everything, write
from tests.scenarios.bot_thread import BotThread

WRONG = "当社はSECURITY ACTION二つ星を取得しました。"
RIGHT = "当社はSECURITY ACTION二つ星を宣言しました。"


@pytest.fixture
def open_advisor(tiny_index: Index) -> Callable[[], Advisor]:
    """Opens an advisor over the small knowledge, with the shipped wording rules."""
    shipped = load()
    more = {"wording_rules": shipped.wording_rules, "sources": shipped.sources}
    index = replace(tiny_index, catalog=tiny_index.catalog.model_copy(update=more))
    return lambda: Advisor(lambda: index.version, lambda _: index)


def _by_menu(slack: FakeSlack, bot: BotThread, channel: str, text: str) -> str:
    post = slack.say(channel, CLIENT if channel == SHARED else STAFF, text)
    payload = payloads.message_shortcut(
        "check_wording", text=text, channel=channel, message_ts=post.ts
    )
    assert bot.send(payload).status == 200
    bot.settled()
    (answer,) = slack.replies(channel, post.ts)
    return everything(answer)


@pytest.mark.parametrize("channel", [GENERAL, SHARED])
def test_the_menu_of_a_message_checks_its_text(
    slack: FakeSlack, bot: BotThread, channel: str
) -> None:
    said = _by_menu(slack, bot, channel, WRONG)
    assert "直したほうがよいところが1つあります" in said
    assert RIGHT in said


def test_a_long_page_is_checked_to_its_end(slack: FakeSlack, bot: BotThread) -> None:
    page = "当社は金属部品を作っています。" * 60 + "\n" + WRONG
    assert "直したほうがよいところが1つあります" in _by_menu(slack, bot, GENERAL, page)


def test_a_message_without_text_is_said_to_have_none(slack: FakeSlack, bot: BotThread) -> None:
    assert "確認する文章が読み取れませんでした" in _by_menu(slack, bot, GENERAL, "")


def test_one_shortcut_delivered_twice_is_answered_once(slack: FakeSlack, bot: BotThread) -> None:
    post = slack.say(GENERAL, STAFF, WRONG)
    payload = payloads.message_shortcut("check_wording", text=WRONG, message_ts=post.ts)
    for _ in range(2):
        assert bot.send(payload).status == 200
    bot.settled()
    assert len(slack.replies(GENERAL, post.ts)) == 1


def test_what_the_text_holds_pings_nobody(slack: FakeSlack, bot: BotThread) -> None:
    said = _by_menu(slack, bot, GENERAL, "<!channel> SECURITY ACTIONを取得しました <@U0STAFF>")
    assert "<!channel>" not in said
    assert "<@U0STAFF>" not in said


@pytest.mark.parametrize(
    "text",
    [f"この文章を確認：{WRONG}", f"この表現でいい？ 「{WRONG}」", f"この文章を確認して\n{WRONG}"],
)
def test_a_mention_hands_a_text_over(slack: FakeSlack, bot: BotThread, text: str) -> None:
    assert RIGHT in everything(asked(slack, bot, GENERAL, STAFF, text))


def test_a_dm_hands_a_text_over(slack: FakeSlack, bot: BotThread) -> None:
    post = write(slack, bot, DIRECT, STAFF, f"この文章を確認：{WRONG}")
    assert RIGHT in everything(slack.replies(DIRECT, post.ts)[-1])


def test_a_thread_goes_on_with_a_text(slack: FakeSlack, bot: BotThread) -> None:
    first = asked(slack, bot, GENERAL, STAFF)
    thread = str(first.thread_ts)
    write(slack, bot, GENERAL, STAFF, f"この文章を確認：{WRONG}", thread=thread)
    assert RIGHT in everything(slack.replies(GENERAL, thread)[-1])
    write(slack, bot, GENERAL, STAFF, f"この文章を確認：{RIGHT}", thread=thread)
    assert "直すところは見つかりませんでした" in everything(slack.replies(GENERAL, thread)[-1])
