"""What kind of talk a text is: a command, a courtesy, a question. Pure; knows no payload."""

from __future__ import annotations

import re

from indexer.text import sentences

SETUP_WORDS = {"setup", "設定", "登録", "セットアップ"}
HELP_WORDS = {"", "help", "使い方", "ヘルプ", "つかいかた", "？", "?"}
_LONG_MESSAGE = 200
_LONGEST_EXCERPT = 1000
_LONGEST_TOPIC = 15

_ASKS = re.compile(
    r"[?？]|(か|かな|の|かね|っけ|でしょう|だろう)[。！!]*$|教え|おしえ|どう(?!も|ぞ)|いつ(?!も)"
    r"|どこ|どれ|どっち|どちら|だれ|誰|何|なに|なん(?!で)|いくら|なぜ"
    r"|(とは|について|場合|場合は|詳しく)[。！!]*$"
    r"|(たい|ほしい|欲しい)(です|のですが|んですが|と思います)?[。！!]*$"
)
# 「通常枠」: a topic and nothing said of it.
_TOPIC = re.compile(
    rf"[^\s。、，,.！!]{{0,{_LONGEST_TOPIC - 1}}}[^\s。、，,.！!\u3040-\u309fA-Za-z]"
)
_TO_A_PERSON = re.compile(r"[^\s、，,。]{1,10}(さん|様|さま|先生|くん)[、，,！!\s]")


def command(text: str) -> str | None:
    """`setup` or `help` when the text is nothing but that."""
    word = text.casefold().strip("。!！ 　")
    if word in SETUP_WORDS:
        return "setup"
    return "help" if word in HELP_WORDS else None


def asks(text: str) -> bool:
    """Whether talk among people reads as something to answer."""
    said = text.strip()
    return _ASKS.search(said) is not None or _TOPIC.fullmatch(said) is not None


def to_a_person(text: str) -> bool:
    """Whether talk begins with somebody's name: 「佐藤さん、…」."""
    return _TO_A_PERSON.match(text.strip()) is not None


def excerpt(text: str) -> str:
    """What a long message asks; its beginning when it asks nothing."""
    if len(text) <= _LONG_MESSAGE:
        return text
    found = [row.strip() for row in text.splitlines() for row in sentences(row) if _question(row)]
    said = "\n".join(found) or text
    return said if len(said) <= _LONGEST_EXCERPT else said[:_LONGEST_EXCERPT]


def _question(sentence: str) -> bool:
    return (
        re.search(r"[?？]\s*$|(か|かな|でしょう|教えて\w{0,12})[。！!\s]*$", sentence) is not None
    )
