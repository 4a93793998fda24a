"""Follow-up questions that lean on what was asked before: 「それはいつまで？」「いくら？」."""

from __future__ import annotations

import re
from typing import Protocol

from bot.domain.conversation import Conversation

_POINTS_BACK = re.compile(
    r"^(それ|その|これ|この|そっち|そちら|あれ|さっき|上の|同じ|じゃあ|では|だと|なら|ちなみに|あと|他には|ほかに)"
)
_POINTS_BACK_ANYWHERE = re.compile(
    r"(それ|その|これ|そっち|そちら|さっきの)(は|って|の|を|で|に|も|だと|なら|場合)"
)
# Named, these are what is asked about.
_NAMED = re.compile(
    r"security action|scs|it導入|補助金|助成金|診断|方針|か条|ガイドライン|自己宣言id|ロゴ|お助け隊"
    r"|脅威|付録|行政書士|ランサム|ウイルス|パスワード|バックアップ|sc3|ipa|pマーク|isms|とは"
)
# 「★は要る？」「宣言はいつまで？」: whether the programme wants it, and when.
_WANTED = re.compile(
    r"(?:一つ星|二つ星|宣言|gビズid)(?:だと|なら|だけ|じゃ|でも|でいい|でok|で足り|も|って?要|って?必要|(?:って|は|が)?(?:要|必要|いる|いります|いつ|まだ|ないと|後|前|なし)|まで|しないと|してない)"
    r"|いつ(?:まで|から)?に?宣言"
)
_DECLARATION = re.compile(r"一つ星|二つ星|宣言|gビズid|(?<![衛明図])星(?!座)")
# 「個人でも？」: what was said of one is asked of another.
_ALSO = re.compile(
    r"(?:で|に|と|から)?も(?:$|\?|いい|良い|可|ok|出せ|申請|使え|対象|要|必要|いる|いけ|もらえ|大丈夫)"
)
_SHORT = 14


class Words(Protocol):
    """What `bot.answering.subjects.Subjects` gives."""

    def own(self, normalised: str) -> bool: ...


def standalone(normalised: str, raw: str, conversation: Conversation, words: Words) -> str:
    """The question with the conversation's subject, if it cannot stand alone."""
    return f"{conversation.subject} {raw}" if leans(normalised, conversation, words) else raw


def leans(normalised: str, conversation: Conversation, words: Words) -> bool:
    """Whether a question cannot be understood without what was said before.

    A short one leans, unless it holds a subject of its own.
    """
    if conversation.subject is None:
        return False
    if _POINTS_BACK.search(normalised) or _POINTS_BACK_ANYWHERE.search(normalised):
        return True
    if len(normalised) > _SHORT or _NAMED.search(normalised):
        return False
    if _WANTED.search(normalised) or _ALSO.search(normalised):
        return True
    return not (_DECLARATION.search(normalised) or words.own(normalised))
