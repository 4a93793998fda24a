"""How long a step takes, by code: GビズID by its route, the ID, the grant decision."""

from __future__ import annotations

import re

from bot.answering.facts.fact import FactAnswer, Line
from bot.answering.understanding import Understanding
from knowledge.catalog import Catalog
from knowledge.schema import LeadTime

_HOW_LONG = re.compile(
    r"何日|何週|何か月|いつ(届|くる|来る|取れ|もらえ|出|発行|から|\?|$)|(どの|どれ)くらい|どれだけ|最長|最短|日数|期間|すぐ(取れ|出|もらえ)"
)
_GBIZID = re.compile(r"gビズ|gbiz")
_CARD = re.compile(r"マイナ|オンライン|カード")
_PAPER = re.compile(r"郵送|ゆうびん|郵便|書類|印鑑")
_ID = re.compile(r"自己宣言id|宣言id|宣言の番号|番号\(id\)")
_DECISION = re.compile(r"(締切|申請).{0,6}から.{0,6}交付決定")
_FORMER = re.compile(r"旧(システム|方式|フォーム)|以前|昔|当時")
# 「1週間と聞いた」 asks whether that is true: a passage sets it right.
_HEARD = re.compile(r"聞い|本当|ほんと|正し|合って|案内して|から始|届かない|忘れ")


def answer(question: Understanding, catalog: Catalog) -> FactAnswer | None:
    """The lead times a question asks for, those that hold on its day."""
    text = question.normalised
    if not _HOW_LONG.search(text) or _HEARD.search(text):
        return None
    past = _FORMER.search(text)
    held = [
        row
        for row in catalog.lead_times
        if (row.valid_to is not None if past else row.holds_on(question.as_of))
    ]
    if _DECISION.search(text):
        return _told([row for row in held if row.subject == "decision"])
    if _GBIZID.search(text) and "宣言" not in text:
        return _told(_by_route([row for row in held if row.subject == "gbizid"], text))
    if _ID.search(text):
        return _told([row for row in held if row.subject == "declaration"])
    return None


def _by_route(rows: list[LeadTime], text: str) -> list[LeadTime]:
    """The route named first; both where none is."""
    card, paper = _CARD.search(text), _PAPER.search(text)
    quick_first = sorted(rows, key=lambda row: row.max_days)
    return quick_first[::-1] if paper and not card else quick_first


def _told(rows: list[LeadTime]) -> FactAnswer | None:
    if not rows:
        return None
    lines = tuple(Line(row.text, f"lead-time/{row.id}") for row in rows[1:])
    return FactAnswer(
        (f"lead-time/{rows[0].id}",), strong=False, subject=rows[0].label, lines=lines
    )
