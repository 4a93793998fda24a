"""What kind of talk a text is: a command, a courtesy, a question. Pure; knows no payload."""

from __future__ import annotations

import re

from indexer.text import sentences

SETUP_WORDS = {"setup", "設定", "登録", "セットアップ"}
HELP_WORDS = {"", "help", "使い方", "ヘルプ", "つかいかた", "？", "?"}
_LONG_MESSAGE = 200
_LONGEST_EXCERPT = 1000
_LONGEST_COURTESY = 60
_LONGEST_TOPIC = 15

_EMOJI_CODE = re.compile(r":[a-z0-9_+'-]+:")
_PHRASES = (
    r"(本当に|ほんとに|どうも|とても|大変|たいへん|いつも|早速|さっそく|丁寧に|ご丁寧に|すぐに)",
    r"(ご)?(回答|返事|返信|対応|説明|連絡|教示)",
    r"ありがと(う)?(ござい(ます|ました))?(です)?",
    r"助かり(ます|ました)|助かる|感謝(します|です|いたします)?|サンキュ|thanks|thankyou|thx",
    r"(了解|承知)(です|しました|いたしました|致しました)?|りょうかい(です)?|かしこまりました",
    r"(わか|分か|解)りました|なるほど(です)?(ね)?|そうなんですね|はい|いいえ|うん|ええ|ok(です)?",
    r"おけ|オケ|問題ありません|大丈夫です|やってみます|確認します|検討します|試してみます",
    r"勉強になり(ます|ました)|解決しました|安心しました|よかったです|すみません|失礼します",
    r"お(疲|つか)れ(様|さま)(です|でした)?|お世話になっ?(て|り)?(おります|います|ます|ました)?",
    r"(よろしく|宜しく)お願い(します|いたします|致します)?|よろしく|(また)?お願いします",
    r"こんにちは|こんばんは|おはよう(ございます)?|はじめまして|初めまして|hello|hi|hey|やあ",
)
_COURTESY = re.compile("(?:" + "|".join(_PHRASES) + ")+")
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


def is_courtesy(text: str) -> bool:
    """Whether a text is only thanks, a greeting, a nod or an emoji: nobody expects a search."""
    if len(text) > _LONGEST_COURTESY or not text.strip():
        return False
    said = _kept(text.casefold())
    return not said or _COURTESY.fullmatch(said) is not None


def is_greeting(text: str) -> bool:
    """Whether a courtesy opens a talk."""
    return re.match(r"\W*(こん|おは|はじめ|初め|hello|hi\b|hey)", text.casefold()) is not None


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


def _kept(text: str) -> str:
    """The letters, kana, kanji, stars and question marks of a text; no emoji."""
    return "".join(char for char in _EMOJI_CODE.sub("", text) if char.isalnum() or char in "?？★☆")
