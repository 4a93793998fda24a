"""Follow-up questions that lean on what was asked before: 「それはいつまで？」「いくら？」."""

from __future__ import annotations

import re

from bot.domain.conversation import Conversation

_POINTS_BACK = re.compile(
    r"^(それ|その|これ|この|そっち|そちら|あれ|さっき|上の|同じ|じゃあ|では|だと|なら|ちなみに|あと|他には|ほかに)"
)
_POINTS_BACK_ANYWHERE = re.compile(
    r"(それ|その|これ|そっち|そちら|さっきの)(は|って|の|を|で|に|も|だと|なら|場合)"
)
_OWN_SUBJECT = re.compile(
    r"security action|一つ星|二つ星|scs|it導入|補助金|助成金|診断|方針|か条|ガイドライン|gビズ|自己宣言|ロゴ|お助け隊"
    r"|脅威|付録|行政書士|ランサム|ウイルス|パスワード|バックアップ|sc3|ipa|pマーク|isms"
)
_SHORT = 14


def standalone(normalised: str, raw: str, conversation: Conversation) -> str:
    """The question with the conversation's subject, if it cannot stand alone."""
    return f"{conversation.subject} {raw}" if leans(normalised, conversation) else raw


def leans(normalised: str, conversation: Conversation) -> bool:
    """Whether a question cannot be understood without what was said before."""
    if conversation.subject is None:
        return False
    if _POINTS_BACK.search(normalised) or _POINTS_BACK_ANYWHERE.search(normalised):
        return True
    return len(normalised) <= _SHORT and not _OWN_SUBJECT.search(normalised)
