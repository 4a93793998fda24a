"""Thanks, greetings and nods: what nobody expects a search for. Pure."""

from __future__ import annotations

import re

_LONGEST_COURTESY = 60
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

_COMPLAINTS = (
    r"(もう|もお)?(いい|ええ|結構)(です|わ|よ)?|もう(やだ|嫌|無理|聞かない)(です|わ)?",
    r"(全然|ぜんぜん|まったく|全く|ほんと(に)?|本当に|マジで|なんか|これ|あなた|おまえ|お前|君|ボット|bot)",
    r"使え(ない|ん|へん|ねー|ねえ)|役に?(立|た)(たない|たん|たへん)|頼りにならない|ポンコツ|最悪|がっかり",
    r"(意味|話|何を言ってるか|言ってること)が?(わか|分か|解)(らない|らん|らへん)|話にならない",
    r"(答え|回答|返事)に(なって(い)?ない|なってへん)|(聞い|訊い|きい)て(い)?ることと(違う|ちがう)",
    r"(そう(いうこと)?|そんなこと)(じゃ|では)ない|そうじゃなくて|違う(って|よ|んだ)?|ちがう(って|よ)?",
    r"(ば|バ)(か|カ)(にして(る|ん)?)?|(あ|ア)(ほ|ホ)|ふざけ(るな|んな|てる)|腹(が)?立つ|むかつく|ムカつく",
    r"(イライラ|いらいら)する|時間の無駄|なあ|なー|な|ね|ねえ|わ|よ|の|か|じゃん|やん|だよ|です|やろ",
)
_COMPLAINT = re.compile("(?:" + "|".join(_COMPLAINTS) + ")+")
_LEAST_COMPLAINT = 4


def is_complaint(text: str) -> bool:
    """Whether a text is only displeasure (「もういい、使えないな」): nothing is asked in it."""
    if len(text) > _LONGEST_COURTESY:
        return False
    said = "".join(char for char in text.casefold() if char.isalnum())
    return len(said) >= _LEAST_COMPLAINT and _COMPLAINT.fullmatch(said) is not None


def is_courtesy(text: str) -> bool:
    """Whether a text is only thanks, a greeting, a nod or an emoji: nobody expects a search."""
    if len(text) > _LONGEST_COURTESY or not text.strip():
        return False
    said = _kept(text.casefold())
    return not said or _COURTESY.fullmatch(said) is not None


def is_greeting(text: str) -> bool:
    """Whether a courtesy opens a talk."""
    return re.match(r"\W*(こん|おは|はじめ|初め|hello|hi\b|hey)", text.casefold()) is not None


def _kept(text: str) -> str:
    """The letters, kana, kanji, stars and question marks of a text; no emoji."""
    return "".join(char for char in _EMOJI_CODE.sub("", text) if char.isalnum() or char in "?？★☆")
