"""Does this programme ask for ★ or ★★? By the rows of the catalogue, never by similarity."""

from __future__ import annotations

import datetime as dt
import re

from bot import wording
from bot.answering import words
from bot.answering.facts.fact import FactAnswer, Line
from bot.answering.understanding import Intent, Understanding
from knowledge.schema import ProgrammeEdition, Requirement, Round, Star
from knowledge.sentences import end_of, round_line

_ONE_ENOUGH = re.compile(
    r"一つ星.{0,12}(足り|いい|良い|ok|おk|オーケー|いけ|大丈夫|可能|出せ|申請でき|申請可|応募でき|使え|十分|だけ|でも|ある|通)"
    r"|一つ星(か|と)?\?|一つ星(しか|まで)|一つ星で"
)
_TWO_NEEDED = re.compile(
    r"二つ星.{0,14}(必要|必須|要|いる|いります|じゃない|じゃなき|でない|でなき|取らな|とらな|ないと|まで|求め|マスト|義務|いらない|不要)"
)
_WHEN = re.compile(
    r"宣言.{0,12}(まで|前|後|あと|先|期限|時期|いつ|締切|間に合|ていな|てな|と(だめ|アウト))|(時期|期限|いつまで).{0,10}宣言|採択され|交付決定"
)
_EXCEPTION = re.compile(
    r"例外|法人番号(が|の)?(ない|無い|なく|ありません)|免除|対象(外|にならない|じゃない|ではない)|諦め|あきらめ"
)
_TOGETHER = re.compile(r"と|、|も|比較|比べ|それぞれ|両方|どっち|や")
_ASKS_DEADLINE = re.compile(r"締切|(応募|申請|受付)の?期限|申請はいつまで")
_NEEDED = re.compile(
    r"必要|ひつよう|要否|必須|要件|要(る|り|ら)|いる|いり|いらない|不要|なし|無し|なくて|条件|マスト|義務|しなきゃ|しないと|してない|求め"
)


def answer(question: Understanding) -> FactAnswer | None:
    """The rule a question about a programme's requirement or bonus falls under, if it asks one."""
    if question.edition is None or not question.about_declaration:
        return None
    bonus = question.wants(Intent.BONUS)
    if not (bonus or question.wants(Intent.REQUIREMENT) or question.others):
        return None
    if question.others and _TOGETHER.search(question.normalised):
        return _compared(question, "bonus" if bonus else "required")
    rules = _rules(question, "bonus" if bonus else "required")
    if not rules:
        return None
    lead: str | None
    lines: list[Line] = []
    if _has_ended(question):
        now = _rules_now(question, rules[0].role) or _later(question, question.edition)
        lines += [_line(row) for row in rules if row not in now]
        rules = [*now, *rules]
        lead = wording.EDITION_OVER.format(name=question.edition.name)
    elif bonus:
        lead = _bonus_lead(rules[0])
        lines += [*_bonus_elsewhere(question, rules[0]), *_required_too(question)]
    else:
        differing = _alongside(question, rules[0])
        lead = words.DEPENDS if differing else _requirement_lead(question, rules[0])
        lines += differing or _last_known(question, rules[0])
        if lead and not differing and _is_of_the_past(question):
            lead += words.PAST_EDITION.format(name=question.edition.name)
        if not differing and _WHEN.search(question.normalised) and _asks_for_star(rules[0]):
            lead = f"{lead or ''}{words.WHEN[rules[0].when]}"
    return FactAnswer(
        chunks=tuple(f"rule/{rule.id}" for rule in rules[:3]),
        lead=lead,
        strong=lead is not None or _EXCEPTION.search(question.normalised) is not None,
        subject=question.edition.name,
        lines=(*lines, *_asked_as_well(question)),
    )


def _is_of_the_past(question: Understanding) -> bool:
    """Whether an edition that is over stands in, because none holds on the day."""
    end = question.edition.valid_to if question.edition else None
    return not question.year_named and end is not None and end < question.as_of


def _line(rule: Requirement, form: str = "{rule}", **more: str) -> Line:
    exceptions = "".join(f"。例外: {text.rstrip('。')}" for text in rule.exceptions)
    text = f"{rule.rule.rstrip('。')}{exceptions}。"
    return Line(form.format(rule=text, **more), f"rule/{rule.id}")


def _asks_for_star(rule: Requirement) -> bool:
    return rule.star in ("one", "two", "either", "declared")


def _alongside(question: Understanding, rule: Requirement) -> list[Line]:
    """What the editions running at the same time ask, where it is not the same."""
    firsts = [_first(edition, rule.role) for edition in question.alongside]
    others = [row for row in firsts if row is not None]
    return [_line(row) for row in others] if any(row.star != rule.star for row in others) else []


def _first(edition: ProgrammeEdition, role: str) -> Requirement | None:
    return next((row for row in edition.requirements if row.role == role), None)


def _last_known(question: Understanding, rule: Requirement) -> list[Line]:
    """Where the edition's rule is not known: that of the newest edition before it that is."""
    if rule.star != "unknown" or question.programme is None or question.edition is None:
        return []
    start = question.edition.valid_from
    before = sorted(
        (
            edition
            for edition in question.programme.editions
            if edition.valid_from and start and edition.valid_from < start
        ),
        key=lambda edition: str(edition.valid_from),
        reverse=True,
    )
    known = (row for edition in before if (row := _first(edition, rule.role)))
    found = next((row for row in known if row.star != "unknown"), None)
    if found is None:
        return []
    edition = next(one for one in before if found in one.requirements)
    return [_line(found, words.LAST_KNOWN, name=edition.name)]


def _later(question: Understanding, edition: ProgrammeEdition) -> list[Requirement]:
    """The rule of the newest edition after one that is over, else of the newest that is known."""
    editions = question.programme.editions if question.programme else ()
    after = [
        row
        for one in sorted(editions, key=lambda one: str(one.valid_from), reverse=True)
        if one.valid_from
        and edition.valid_from
        and one.valid_from > edition.valid_from
        and one.valid_from <= question.as_of
        for row in one.requirements
        if row.role == "required"
    ]
    return sorted(after, key=lambda row: row.star == "unknown")[:1]


def _bonus_elsewhere(question: Understanding, rule: Requirement) -> list[Line]:
    """Where a star is no bonus in the frame asked about: the frames of the edition where it is."""
    if rule.star != "none" or question.edition is None:
        return []
    rows = [row for row in question.edition.requirements if row.role == "bonus"]
    return [_line(row) for row in rows if _asks_for_star(row)]


def _required_too(question: Understanding) -> list[Line]:
    """Whoever asks for a bonus hears what is required: ★★ is often bought for no need."""
    rules = [row for row in _rules(question, "required") if _asks_for_star(row)]
    return [_line(rules[0], words.REQUIRED_IS)] if rules else []


def _asked_as_well(question: Understanding) -> list[Line]:
    """The money and the deadline, where the same question asks for them."""
    assert question.edition is not None
    edition, frame, lines = question.edition, question.frame, []
    if question.wants(Intent.AMOUNT) and frame is not None:
        text = words.MONEY.format(
            frame=frame.name,
            amount=frame.amount or words.NOT_READ,
            rate=frame.rate or words.NOT_READ,
        )
        identifier = frame.id if frame.id.startswith(edition.id) else f"{edition.id}/{frame.id}"
        lines.append(Line(text, f"frame/{identifier}"))
    if _ASKS_DEADLINE.search(question.normalised):
        ahead = [row for row in edition.rounds if row.deadline and _last_day(row) >= question.as_of]
        lines += [
            Line(round_line(row), f"rounds/{edition.id}")
            for row in (ahead or list(edition.rounds[-1:]))[:2]
        ]
    return lines


def _last_day(row: Round) -> dt.date:
    return end_of(row.deadline or dt.date.max).date()


def _compared(question: Understanding, role: str) -> FactAnswer | None:
    """The first rule of each programme a question names side by side."""
    assert question.edition is not None
    editions = (question.edition, *question.others)
    found = [row for edition in editions if (row := _first(edition, role))]
    if len(found) < 2:
        return None
    return FactAnswer(
        chunks=(f"rule/{found[0].id}",),
        subject=question.edition.name,
        lines=tuple(_line(row) for row in found[1:]),
    )


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
    over = not question.edition.holds_on(question.as_of)
    rows = [
        row
        for row in question.edition.requirements
        if row.role == role and (question.year_named or over or row.holds_on(question.as_of))
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
