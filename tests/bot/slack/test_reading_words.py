"""What kind of talk a text is, and whom it is for."""

from __future__ import annotations

import time

import pytest

from bot.domain.courtesy import is_courtesy
from bot.slack.typed import is_aside, readable
from bot.slack.words import asks, command, excerpt, to_a_person

BOT = "U0BOT"


@pytest.mark.parametrize(
    "text",
    [
        "ありがとう", "ありがとうございます！助かりました", "了解です", "はい", "OK", "👍", ":+1: :pray:",
        "お世話になっております。", "お疲れ様です", "承知いたしました", "よろしくお願いいたします。",
        "丁寧にありがとうございます", "Thank you!", "わかりました、やってみます",
    ],
)  # fmt: skip
def test_thanks_nods_and_greetings_are_courtesies(text: str) -> None:
    assert is_courtesy(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "？", "ありがとうの書き方は？", "はい、★★は必要ですか", "★", "GビズIDは取りました",
        "ありがとうございます。ところで締切はいつですか", "了解を得るには", "あ" * 5000,
    ],
)  # fmt: skip
def test_what_says_more_is_none(text: str) -> None:
    assert not is_courtesy(text)


@pytest.mark.parametrize(
    "text",
    [
        "締切はいつですか", "★とは", "通常枠", "通常枠の場合", "もっと詳しく", "ロゴを使いたいです", "教えてください",
        "これって必要？", "どこに出すんでしょう", "2026年の募集について", "いくらかかる",
    ],
)  # fmt: skip
def test_questions_and_bare_topics_ask(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "請求書を送りました。ご確認ください。", "では来週の火曜日に伺います。", "社長に確認してから返事します",
        "GビズIDはもう取りました", "いつもお世話になっております", "締切までに間に合いそうで安心しました", "",
        "どうぞよろしく", "明日でも大丈夫です",
    ],
)  # fmt: skip
def test_statements_ask_nothing(text: str) -> None:
    assert not asks(text)


def test_a_name_first_is_a_persons_business() -> None:
    assert to_a_person("佐藤さん、これで合っていますか？")
    assert to_a_person("田中様 ご確認をお願いします")
    assert not to_a_person("ITコーディネータさんに頼むと、いくらですか")
    assert not to_a_person("お客さんが聞いてきました。★は必要ですか")


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("<@U0BOT> ★とは？", False),
        ("<@U0A> <@U0BOT> ★とは？", False),
        ("<@U0A> さん、<@U0BOT> ★とは？", False),
        ("お世話になります。<@U0BOT> ★とは？", False),
        ("<@U0BOT> <@U0A> さんに聞きましたが、★とは？", False),
        ("<@U0A> 昨日 <@U0BOT> が言っていました", True),
        ("昨日<@U0BOT>に聞きました", True),
        ("★とは？", False),
    ],
)
def test_talk_about_the_bot_is_told_from_talk_to_it(text: str, aside: bool) -> None:
    assert is_aside(text, BOT) is aside


def test_commands_are_words_alone() -> None:
    assert command("設定。") == "setup"
    assert command("SETUP") == "setup"
    assert command("") == command("使い方") == "help"
    assert command("設定の方法は？") is None


def test_a_message_reads_as_it_was_written() -> None:
    said = readable(
        "<@U0BOT> <#C0A|部屋>の<https://a.example|資料> &lt;b&gt; &amp;amp; <!here> &lt;@U1&gt;"
    )
    assert said == "#部屋の資料 <b> &amp;   <@U1>"


def test_a_long_letter_is_cut_to_what_it_asks() -> None:
    letter = "拝啓。" * 100 + "\n★は必要ですか？ 締切を教えてください。\n敬具"
    assert excerpt(letter) == "★は必要ですか？\n締切を教えてください。"
    assert excerpt("短い文。") == "短い文。"
    assert len(excerpt("文。" * 5000)) == 1000


LONG = (
    "はい",
    "ありがとう",
    "<@",
    "<!",
    "<#C",
    "<https://a",
    "<@U0|",
    "か",
    "教えて",
    "か。",
    "? ",
    ":a",
    "さん、",
)


@pytest.mark.parametrize("piece", LONG)
def test_no_text_takes_long_to_judge(piece: str) -> None:
    """A44: 40,000 characters, before anything is acknowledged."""
    text = piece * (40_000 // len(piece))
    started = time.monotonic()
    assert len(readable(text)) <= 40_000
    for judge in (is_courtesy, asks, to_a_person):
        judge(text)
    is_aside(text, BOT)
    excerpt(text)
    assert time.monotonic() - started < 0.5
