"""What the verdicts on a programme's rules come to for a firm."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal

from bot.domain.answer import Certainty, Model
from bot.subsidies import words
from bot.subsidies.holder import About, Holder, Question
from bot.subsidies.requirement import Verdict, check, editions_on, frame_in
from knowledge.dates import japanese
from knowledge.schema import Frame, Passage, Programme, ProgrammeEdition, SourceRef

Overall = Literal["met", "short", "to_confirm", "not_needed"]

_LEAST_SURE_FIRST: tuple[Certainty, ...] = ("不明", "未確認情報", "確定")
_ASKED_FIRST: tuple[About, ...] = (
    "star",
    "edition",
    "frame",
    "participants",
    "office",
    "id_kind",
    "equal_measures",
    "exception",
)
_WHOLE: dict[Overall, str] = {
    "met": words.ALL_MET,
    "short": words.SOME_SHORT,
    "to_confirm": words.CONFIRM_FIRST,
    "not_needed": words.NOT_NEEDED,
}


class Judgement(Model):
    """All verdicts on a programme and what they come to.

    Attributes:
        why: what the programme has to do with SECURITY ACTION where that is not a plain yes.
        instead_of: the edition asked about, where another was judged.
        last_known: the newest edition over by the day, where none holds.
        not_judged: what this check does not look at.
    """

    programme: str
    as_of: dt.date
    editions: tuple[str, ...]
    frame: str | None
    outcome: Overall
    certainty: Certainty
    reason: str
    why: str | None
    why_sources: tuple[SourceRef, ...]
    verdicts: tuple[Verdict, ...]
    next_question: Question | None
    instead_of: str | None
    last_known: str | None
    not_judged: tuple[str, ...] = words.NOT_JUDGED


class _Case(Model):
    """One edition and frame somebody could apply under, and the verdicts that decide there."""

    edition: str
    frame: str | None
    verdicts: tuple[Verdict, ...]

    @property
    def outcome(self) -> Overall:
        """What they come to; nothing known of a case is to be confirmed."""
        outcomes = {verdict.outcome for verdict in self.verdicts}
        if "short" in outcomes:
            return "short"
        if not outcomes or "to_confirm" in outcomes:
            return "to_confirm"
        asked = any(verdict.star != "none" for verdict in self.verdicts)
        return "met" if asked else "not_needed"


def judge(
    programme: Programme,
    edition: ProgrammeEdition | None,
    frame: Frame | None,
    holder: Holder,
    as_of: dt.date,
    *,
    old_id: Passage | None = None,
) -> Judgement:
    """What the rules of a programme come to for a firm; the arguments are those of `check`."""
    verdicts = check(programme, edition, frame, holder, as_of, old_id=old_id)
    editions = editions_on(programme, edition, frame, as_of)
    cases = [case for one in editions for case in _cases(one, frame, verdicts)]
    outcomes = {case.outcome for case in cases}
    outcome = outcomes.pop() if len(outcomes) == 1 else "to_confirm"
    differs = _differs(cases)
    frames = {case.frame for case in cases}
    moved = edition if edition is not None and edition not in editions and editions else None
    plain = programme.sa_matters == "yes"
    return Judgement(
        programme=programme.id,
        as_of=as_of,
        editions=tuple(one.id for one in editions),
        frame=frames.pop() if frame is not None and len(frames) == 1 else None,
        outcome=outcome,
        certainty=_certainty(cases),
        reason=_reason(programme, editions, cases, outcome, differs, moved, as_of),
        why=None if plain else _why(programme),
        why_sources=() if plain else programme.sources,
        verdicts=verdicts,
        next_question=_next(cases, verdicts, differs, holder) if outcome == "to_confirm" else None,
        instead_of=moved.id if moved else None,
        last_known=None if editions else _last_known(programme, as_of),
    )


def _cases(
    edition: ProgrammeEdition, frame: Frame | None, verdicts: Sequence[Verdict]
) -> list[_Case]:
    applied = frame_in(edition, frame)
    frames = (applied,) if applied else edition.frames
    ids: list[str | None] = [one.id for one in frames]
    deciding = [one for one in verdicts if one.edition == edition.id and one.decides]
    return [
        _Case(
            edition=edition.id,
            frame=name,
            verdicts=tuple(one for one in deciding if not one.frames or name in one.frames),
        )
        for name in ids or [None]
    ]


def _differs(cases: Sequence[_Case]) -> Question | None:
    """Which edition or frame, where that changes the outcome."""
    if len({case.outcome for case in cases}) < 2:
        return None
    editions = tuple(dict.fromkeys(case.edition for case in cases))
    if len(editions) > 1:
        return Question(about="edition", text=words.ASK["edition"], options=editions)
    frames = tuple(case.frame for case in cases if case.frame)
    return Question(about="frame", text=words.ASK["frame"], options=frames)


def _next(
    cases: Sequence[_Case],
    verdicts: Sequence[Verdict],
    differs: Question | None,
    holder: Holder,
) -> Question | None:
    """The one question to ask: what decides most first, alternatives only when nothing else is.

    Nobody is asked twice what they cannot say.
    """
    open_ones = [one.question for case in cases for one in case.verdicts if one.question]
    beside = [one.question for one in verdicts if one.question and one.role == "required"]
    first = [*open_ones, *([differs] if differs else [])]
    asked = [one for one in first or beside if one.about not in holder.unsure]
    return min(asked, key=lambda one: _ASKED_FIRST.index(one.about), default=None)


def _certainty(cases: Sequence[_Case]) -> Certainty:
    """As sure as the least sure rule; not at all where a case has none."""
    if not cases or any(not case.verdicts for case in cases):
        return "不明"
    every = [verdict.certainty for case in cases for verdict in case.verdicts]
    return min(every, key=_LEAST_SURE_FIRST.index)


def _reason(
    programme: Programme,
    editions: Sequence[ProgrammeEdition],
    cases: Sequence[_Case],
    outcome: Overall,
    differs: Question | None,
    moved: ProgrammeEdition | None,
    as_of: dt.date,
) -> str:
    day = japanese(as_of)
    if not editions:
        return words.NO_EDITION.format(day=day, name=programme.name)
    said = {verdict.reason for case in cases for verdict in case.verdicts}
    if differs:
        reason = words.DIFFERS[differs.about]
    elif not said:
        reason = words.NO_RULE.format(day=day)
    else:
        reason = said.pop() if len(said) == 1 else _WHOLE[outcome]
    if moved is None:
        return reason
    used = "」「".join(one.name for one in editions)
    return f"{words.INSTEAD.format(asked=moved.name, day=day, used=used)}{reason}"


def _why(programme: Programme) -> str:
    indirect = programme.sa_matters == "indirect"
    return f"{words.INDIRECT}{programme.summary}" if indirect else programme.summary


def _last_known(programme: Programme, as_of: dt.date) -> str | None:
    over = [(one.valid_to, one.id) for one in programme.editions if one.valid_to]
    return max((pair for pair in over if pair[0] < as_of), default=(None, None))[1]
