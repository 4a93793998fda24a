"""What the people of a small firm know of it, as they would type it."""

from __future__ import annotations

import random

from knowledge.walkthrough import Step

_BY_FIELD = {
    "company": ["ほしぞら製作所", "株式会社ほしぞら製作所", "（有）みなと建材"],
    "representative_title": ["代表取締役", "社長", "代表"],
    "representative_name": ["星野 一郎", "星野一郎"],
    "security_owner": ["星野 花子", "総務の佐藤"],
    "contact": ["総務部 052-000-0000", "info@hoshizora.example"],
}
_BY_CHECK = {
    "mail": ["info@hoshizora.example"],
    "url": ["https://hoshizora.example/security"],
    "past_date": ["2026-11-20", "2026/11/1", "11月20日", "昨日", "今日"],
    "date": ["2026-12-01", "12月1日", "2026年12月1日"],
    "declaration_id": ["50012345678", "41234567890"],
    "sheet": ["本社", "大阪工場"],
    "name": ["星野 一郎", "総務部"],
    "text": ["お客様の名簿と図面", "社内の掲示板", "特になし"],
}
_WIDE = str.maketrans(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-/.@:",
    "０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ"
    "ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ－／．＠：",
)

QUESTIONS = [
    "GビズIDって何？",
    "★と★★の違いは？",
    "自社診断は何問ありますか？",
    "宣言にお金はかかりますか？",
    "自己宣言IDって何桁？",
    "★★に点数の条件はありますか？",
    "デジタル化補助金って★でいい？",
    "5か条って何？",
]


def text_for(step: Step, chance: random.Random) -> str:
    """What somebody types for a text step."""
    rows = _BY_FIELD.get(step.field or "") if step.check in ("text", "name") else None
    return chance.choice(rows or _BY_CHECK[step.check])


def wide(text: str) -> str:
    """The same in full-width letters, as a phone may type it."""
    return text.translate(_WIDE)
