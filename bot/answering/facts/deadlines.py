"""When is the deadline, and is there still time? Judged in Japan's time against a day."""

from __future__ import annotations

import datetime as dt
import re

from bot import wording
from bot.answering import words
from bot.answering.facts.fact import FactAnswer
from bot.answering.understanding import Intent, Understanding
from knowledge.dates import japanese
from knowledge.schema import ProgrammeEdition, Round
from knowledge.sentences import end_of, moment, round_line

_PAST_SHOWN = 2
# By when to declare is the requirement's; an ID and how long a step takes are no round.
_ABOUT_DECLARING = re.compile(
    r"宣言.{0,16}(期限|時期|締切|いつ|間に合|あと|後でも|まで)|採択されて|(期限|時期|いつまで).{0,8}宣言|id.{0,10}[45]|[45]から始ま|先頭"
)
_HOW_LONG = re.compile(
    r"(締切|申請)から.{0,14}(何週|何日|何か月|どのくらい|どれくらい|期間)|実績報告|交付決定(日|は|まで|が|後|の|って)"
)


def answer(question: Understanding) -> FactAnswer | None:
    """The deadline a question about a programme's rounds asks for."""
    edition = question.edition
    if edition is None or not question.wants(Intent.DEADLINE):
        return None
    if _ABOUT_DECLARING.search(question.normalised) or _HOW_LONG.search(question.normalised):
        return None
    if not edition.rounds:
        return _without_rounds(question, edition)
    rows = _rows(question, edition)
    one = question.round_no is not None
    lead = (_one_round if one else _next_round)(question, edition, rows)
    lines = [lead]
    if edition.rounds_note and edition.rounds_note not in lead:
        lines.append(edition.rounds_note)
    return FactAnswer(
        chunks=(f"rounds/{edition.id}",),
        lead="\n".join(lines),
        body="\n".join(f"・{round_line(row)}" for row in _shown(rows, question)),
        subject=edition.name,
        known=not one or any(row.no == question.round_no and row.deadline for row in rows),
    )


def _without_rounds(question: Understanding, edition: ProgrammeEdition) -> FactAnswer | None:
    """What is known of an edition whose rounds are not."""
    if question.programme is None or not edition.rounds_note:
        return None
    lead = f"{wording.NO_ROUNDS.format(name=edition.name)}{edition.rounds_note}"
    return FactAnswer((f"programme/{question.programme.id}",), lead=lead, known=False)


def _rows(question: Understanding, edition: ProgrammeEdition) -> list[Round]:
    """The rounds of the named frame, or of all; in order of their deadline."""
    rows = [
        row
        for row in edition.rounds
        if question.frame is None or not row.frames or question.frame.id in row.frames
    ]
    return sorted(rows, key=lambda row: end_of(row.deadline or dt.date.max))


def _shown(rows: list[Round], question: Understanding) -> list[Round]:
    """Not a wall of dates: the named round, or the last past ones and all to come."""
    if question.round_no is not None:
        return [row for row in rows if row.no == question.round_no]
    past = [row for row in rows if (day := _day(row)) and day < question.as_of]
    ahead = [row for row in rows if row not in past]
    return [*past[-_PAST_SHOWN:], *ahead]


def _day(row: Round) -> dt.date | None:
    return end_of(row.deadline).date() if row.deadline else None


def _next_round(question: Understanding, edition: ProgrammeEdition, rows: list[Round]) -> str:
    dated = [(day, row) for row in rows if (day := _day(row))]
    ahead = [(day, row) for day, row in dated if day >= question.as_of]
    name = edition.name
    if ahead:
        day, row = ahead[0]
        assert row.deadline is not None
        if day == question.as_of:
            return wording.DEADLINE_TODAY.format(
                name=name, label=_label(row, edition), deadline=moment(row.deadline)
            )
        return wording.NEXT_DEADLINE.format(
            name=name,
            label=_label(row, edition),
            deadline=moment(row.deadline),
            days=(day - question.as_of).days,
        )
    if not dated:
        return wording.NO_ROUNDS.format(name=name)
    _, last = dated[-1]
    assert last.deadline is not None
    return wording.ALL_PAST.format(
        today=japanese(question.as_of),
        name=name,
        label=_label(last, edition),
        deadline=moment(last.deadline),
    )


def _label(row: Round, edition: ProgrammeEdition) -> str:
    """A round's label without what the sentence around it says already."""
    label = row.label.removesuffix("の締切").removesuffix("締切")
    for word in re.findall(r"令和[0-9]+年度|20[0-9]{2}年度?", edition.name):
        label = label.removeprefix(word).lstrip(" の") or label
    return label or row.label


def _one_round(question: Understanding, edition: ProgrammeEdition, rows: list[Round]) -> str:
    found = [row for row in rows if row.no == question.round_no]
    if not found:
        return wording.NO_SUCH_ROUND.format(name=edition.name, number=question.round_no)
    row = found[0]
    day = _day(row)
    if day is None or row.deadline is None:
        return wording.ROUND_UNKNOWN.format(name=edition.name, label=_label(row, edition))
    shared = {
        "name": edition.name,
        "label": _label(row, edition),
        "deadline": moment(row.deadline),
    }
    if row.status != "confirmed" and day < question.as_of:
        return words.FORECAST_PAST.format(today=japanese(question.as_of), **shared)
    if row.status != "confirmed" and day > question.as_of:
        days = wording.ROUND_AHEAD.format(days=(day - question.as_of).days, **shared)
        return f"{days}{words.FORECAST_NOTE}"
    if day < question.as_of:
        return wording.ROUND_PAST.format(today=japanese(question.as_of), **shared)
    if day == question.as_of:
        return wording.DEADLINE_TODAY.format(**shared)
    return wording.ROUND_AHEAD.format(days=(day - question.as_of).days, **shared)
