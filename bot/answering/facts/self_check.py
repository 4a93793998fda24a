"""The 25-item self-check by code: an item, a score's band."""

from __future__ import annotations

import datetime as dt
import re

from bot import wording
from bot.answering.facts.fact import FactAnswer
from bot.answering.understanding import Understanding
from knowledge.catalog import Catalog
from knowledge.schema import SelfCheck
from knowledge.sentences import band_range

_ABOUT = re.compile(r"診断|チェック|25(問|項目)|点数|スコア|採点|合計")
_ITEM = re.compile(
    r"(?:診断|チェック|設問|項目|質問|25問|25項目).{0,8}?(?:no\.?|no|№|第|の)?\s*([0-9]{1,2})\s*(?:番|問目|項目|個目|つ目)"
    r"|(?:no\.?|№|設問|項目|第)\s*([0-9]{1,2})(?:問|番)?(?:は|の|って|とは|$)"
)
# Up to here a number is as likely the points of one answer, unless a total is spoken of.
_ONE_POINT_EACH = 25
_TOTAL = re.compile(r"合計|トータル|全部で|満点|診断(が|は|の結果|で)")
# 「65点でした。どうですか」: a score and little else.
_BARE = re.compile(
    r"^(うち|合計|結果|点数)?は?(、)?-?[0-9]{1,3}\s*点(でし|だっ|です|って|は|しか|って?どう).{0,14}$"
)
_SCORE = re.compile(r"(?<![0-9a-z/.])(-?[0-9]{1,3})\s*点")
# The official answers, and how people say them; the longer ones first.
_ANSWERS = {
    "わからない": r"わから|分から|不明",
    "一部実施している": r"一部|部分的|少し|まあまあ",
    "実施していない": r"してない|していない|できてない|できていない|未実施|やってない|やっていない|いいえ|×",
    "実施している": r"実施|できて|している|してる|やって|はい|〇|○",
}
_ABOUT_ITEMS = re.compile(r"診断|チェック|設問|[0-9]問|[0-9]項目|合計|何点")
_COUNTED = re.compile(
    r"(全部|すべて|全て|ぜんぶ|残り|のこり|([0-9]{1,2})(?:問|個|項目|つ))(?:とも|は|が|を|で)?(?:全部|すべて)?[「『(]?"
    r"((?:一部|少し|部分的に?)?(?:実施|できて|している|してる|やって|わから|分から|不明|未実施|して?い?ない|はい|いいえ|一部)[^0-9、,。と]{0,8})"
)
# 「56点でも★★を宣言できる？」 asks about the stars, not about the band.
_ABOUT_STARS = re.compile(r"一つ星|二つ星|宣言|合格|足り")
_POINTS_OF_AN_ANSWER = re.compile(
    r"何点(です|に|もら|つ|か|マイナス)|配点|1問|一問|わからない.{0,6}点"
)


def answer(question: Understanding, catalog: Catalog) -> FactAnswer | None:
    """The item or the band a question names."""
    check = self_check_on(catalog, question.as_of)
    if check is None:
        return None
    return _total(question, check) or _item(question, check) or _band(question, check)


def self_check_on(catalog: Catalog, day: dt.date) -> SelfCheck | None:
    """The self-check of the newest edition in force that has one."""
    starts = {edition.id: edition.in_force_from for edition in catalog.editions}
    in_order = sorted(catalog.self_checks, key=lambda check: starts[check.edition])
    known = [check for check in in_order if starts[check.edition] <= day]
    if known:
        return known[-1]
    return in_order[0] if in_order else None


def _total(question: Understanding, check: SelfCheck) -> FactAnswer | None:
    """The score of answers that are counted out: 「20問は実施、5問わからない」."""
    if not _ABOUT_ITEMS.search(question.normalised):
        return None
    items = len(check.items)
    counts: dict[str, int] = {}
    for match in _COUNTED.finditer(question.normalised):
        number = int(match.group(2)) if match.group(2) else items - sum(counts.values())
        answered = next(a for a, words in _ANSWERS.items() if re.search(words, match.group(3)))
        counts[answered] = counts.get(answered, 0) + number
    if not counts or sum(counts.values()) > items:
        return None
    points = {row.answer: row.points for row in check.answers}
    if set(points) != set(_ANSWERS):
        return None
    score = sum(points[answered] * number for answered, number in counts.items())
    left = items - sum(counts.values())
    band = next(row for row in check.bands if row.low <= score <= row.high)
    parts = "、".join(f"{a}{n}問×{points[a]}点" for a, n in counts.items())
    rest = wording.SCORE_REST.format(left=left) if left else ""
    lead = wording.SCORE_TOTAL.format(
        score=score, parts=parts, rest=rest, band=band_range(band), status=band.status
    )
    return FactAnswer(
        (f"self-check/{check.edition}/points", f"self-check/{check.edition}/band-{band.high}"),
        lead=lead,
        subject="自社診断の点数",
    )


def _item(question: Understanding, check: SelfCheck) -> FactAnswer | None:
    match = _ITEM.search(question.normalised)
    if match is None or not _ABOUT.search(question.normalised):
        return None
    number = int(match.group(1) or match.group(2))
    if not 1 <= number <= len(check.items):
        return None
    label = check.items[number - 1].label
    return FactAnswer((f"self-check/{check.edition}/{number}",), subject=f"自社診断の「{label}」")


def _band(question: Understanding, check: SelfCheck) -> FactAnswer | None:
    match = _SCORE.search(question.normalised)
    if match is None or not (
        _ABOUT.search(question.normalised) or _BARE.search(question.normalised)
    ):
        return None
    if _POINTS_OF_AN_ANSWER.search(question.normalised) or _ABOUT_STARS.search(question.normalised):
        return None
    score = int(match.group(1))
    lowest = min(row.points for row in check.answers) * len(check.items)
    highest = max(row.points for row in check.answers) * len(check.items)
    if not lowest <= score <= highest:
        lead = wording.SCORE_OUT_OF_RANGE.format(low=lowest, high=highest, score=score)
        return FactAnswer((f"self-check/{check.edition}/points",), lead=lead)
    if score < _ONE_POINT_EACH and not _TOTAL.search(question.normalised):
        return None
    band = next((row for row in check.bands if row.low <= score <= row.high), None)
    if band is None:
        return None
    return FactAnswer(
        (f"self-check/{check.edition}/band-{band.high}",), strong=False, subject="自社診断の点数"
    )
