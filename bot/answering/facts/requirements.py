"""Does this programme ask for ★ or ★★? By the rows of the catalogue, never by similarity."""

from __future__ import annotations

import re

from bot import wording
from bot.answering.facts.fact import FactAnswer
from bot.answering.understanding import Intent, Understanding
from knowledge.schema import Requirement, Star

_ONE_ENOUGH = re.compile(
    r"一つ星.{0,12}(足り|いい|良い|ok|おk|オーケー|いけ|大丈夫|可能|出せ|申請でき|申請可|応募でき|使え|十分|だけ|でも|ある|通)"
    r"|一つ星(か|と)?\?|一つ星(しか|まで)|一つ星で"
)
_TWO_NEEDED = re.compile(
    r"二つ星.{0,14}(必要|必須|要|いる|いります|じゃない|じゃなき|でない|でなき|取らな|とらな|ないと|まで|求め|マスト|義務|いらない|不要)"
)
_NEEDED = re.compile(
    r"必要|必須|要件|要(る|り|ら)|いる|いり|いらない|不要|なし|無し|なくて|条件|マスト|義務|しなきゃ|しないと|してない|求め"
)


def answer(question: Understanding) -> FactAnswer | None:
    """The rule a question about a programme's requirement or bonus falls under, if it asks one."""
    if question.edition is None or not question.about_declaration:
        return None
    bonus = question.wants(Intent.BONUS)
    if not (bonus or question.wants(Intent.REQUIREMENT) or question.others):
        return None
    if question.others and question.says(r"と|、|比較|比べ|それぞれ|両方|どっち"):
        return _compared(question, "bonus" if bonus else "required")
    rules = _rules(question, "bonus" if bonus else "required")
    if not rules:
        return None
    lead: str | None
    if _has_ended(question):
        rules = [*_rules_now(question, rules[0].role), *rules]
        lead = wording.EDITION_OVER.format(name=question.edition.name)
    else:
        lead = _bonus_lead(rules[0]) if bonus else _requirement_lead(question, rules[0])
    return FactAnswer(
        chunks=tuple(f"rule/{rule.id}" for rule in rules[:3]),
        lead=lead,
        strong=lead is not None,
        subject=question.edition.name,
    )


def _compared(question: Understanding, role: str) -> FactAnswer | None:
    """The first rule of each programme a question names side by side."""
    assert question.edition is not None
    editions = (question.edition, *question.others)
    firsts = [
        next((row for row in edition.requirements if row.role == role), None)
        for edition in editions
    ]
    chunks = tuple(f"rule/{row.id}" for row in firsts if row is not None)
    return FactAnswer(chunks, subject=question.edition.name) if len(chunks) > 1 else None


def _has_ended(question: Understanding) -> bool:
    """Whether 「今も？」 is asked of an edition that is over."""
    end = question.edition.valid_to if question.edition else None
    return (
        end is not None
        and end < question.as_of
        and question.says(r"今(も|年|は)|まだ|現在|これから")
    )


def _rules_now(question: Understanding, role: str) -> list[Requirement]:
    """The rows of the programme's edition in force on the day."""
    editions = question.programme.editions if question.programme else ()
    current = [edition for edition in editions if edition.holds_on(question.as_of)]
    return [
        row
        for edition in current[-1:]
        for row in edition.requirements
        if row.role == role and row.holds_on(question.as_of)
    ]


def _rules(question: Understanding, role: str) -> list[Requirement]:
    """Rows of the edition that apply, the named frame's first, then those for all frames."""
    assert question.edition is not None
    rows = [
        row
        for row in question.edition.requirements
        if row.role == role and (question.year_named or row.holds_on(question.as_of))
    ]
    if question.frame is None:
        return sorted(rows, key=lambda row: (len(row.frames) > 0, row.confidence != "high"))
    named = [row for row in rows if question.frame.id in row.frames]
    return named or [row for row in rows if not row.frames]


def _requirement_lead(question: Understanding, rule: Requirement) -> str | None:
    """Yes or no to what was asked, from the level of the rule."""
    one, two = _ONE_ENOUGH.search(question.normalised), _TWO_NEEDED.search(question.normalised)
    if rule.exceptions and rule.star == "two":
        one = None if one and not two else one
    if one and not (two and two.start() < one.start()):
        return _one_enough(rule.star)
    if two:
        return _two_needed(rule.star)
    return _needed(rule.star) if _NEEDED.search(question.normalised) else None


def _one_enough(star: Star) -> str | None:
    return {
        "one": wording.ONE_IS_ENOUGH,
        "either": wording.ONE_IS_ENOUGH,
        "two": wording.ONE_IS_NOT_ENOUGH,
        "declared": wording.DECLARATION_NEEDED_LEVEL_UNKNOWN,
        "none": wording.NOT_ASKED,
        "unknown": wording.REQUIREMENT_UNKNOWN,
    }.get(star)


def _two_needed(star: Star) -> str | None:
    return {
        "one": wording.TWO_IS_NOT_NEEDED,
        "either": wording.TWO_IS_NOT_NEEDED,
        "two": wording.TWO_IS_NEEDED,
        "declared": wording.DECLARATION_NEEDED_LEVEL_UNKNOWN,
        "none": wording.NOT_ASKED,
        "unknown": wording.REQUIREMENT_UNKNOWN,
    }.get(star)


def _needed(star: Star) -> str | None:
    return {
        "one": wording.DECLARATION_NEEDED,
        "either": wording.DECLARATION_NEEDED,
        "two": wording.TWO_IS_NEEDED,
        "declared": wording.DECLARATION_NEEDED_LEVEL_UNKNOWN,
        "none": wording.NOT_ASKED,
        "unknown": wording.REQUIREMENT_UNKNOWN,
    }.get(star)


def _bonus_lead(rule: Requirement) -> str:
    if rule.star in ("none",):
        return wording.BONUS_NO
    if rule.star == "unknown":
        return wording.BONUS_UNKNOWN
    return wording.BONUS_YES
