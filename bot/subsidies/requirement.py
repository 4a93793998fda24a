"""Does a firm meet what a programme asks of SECURITY ACTION? By its rows, for a given day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal

from bot.domain.answer import Certainty, Model
from bot.subsidies import words
from bot.subsidies.holder import Finding, Holder, Outcome, Question, finding
from knowledge.schema import (
    Dated,
    Frame,
    Passage,
    Programme,
    ProgrammeEdition,
    Requirement,
    SourceRef,
    Star,
)


class Verdict(Model):
    """How one rule comes out.

    Attributes:
        frames: the frames the rule names; none means all.
        decides: whether it counts for the whole: not a bonus, not an alternative to another row.
        certainty: how sure the rule is.
        quote: the rule as the catalogue words it, resting on `sources`.
        valid_from: with `valid_to`, when the rule holds, both inclusive, None = open.
        see: ids of passages that explain the outcome further.
    """

    rule: str
    role: Literal["required", "bonus"]
    edition: str
    frames: tuple[str, ...]
    star: Star
    when: Literal["before_application", "by_completion", "unspecified"]
    per: Literal["applicant", "each_participant", "office", "unspecified"]
    outcome: Outcome
    decides: bool
    reason: str
    to_do: str | None
    exceptions: tuple[str, ...]
    valid_from: dt.date | None
    valid_to: dt.date | None
    quote: str
    sources: tuple[SourceRef, ...]
    see: tuple[str, ...]
    as_of: str
    certainty: Certainty
    question: Question | None


def certainty_of(rule: Requirement, *, doubted: bool = False) -> Certainty:
    """How sure a rule is, in the words answers use; never certain where it is doubted."""
    if rule.star == "unknown":
        return "不明"
    return "確定" if rule.confidence == "high" and not doubted else "未確認情報"


def is_past_year(edition: ProgrammeEdition, claim: Dated, as_of: dt.date) -> bool:
    """Whether an edition whose end nobody wrote down is only known for a fiscal year now over."""
    if edition.fiscal_year is None or edition.valid_to or claim.valid_to:
        return False
    return as_of > dt.date(edition.fiscal_year + 1, 3, 31)


def editions_on(
    programme: Programme, edition: ProgrammeEdition | None, frame: Frame | None, as_of: dt.date
) -> tuple[ProgrammeEdition, ...]:
    """The edition asked about if it holds on the day, else those that do, by frame if named."""
    if edition is not None and edition.holds_on(as_of):
        return (edition,)
    held = tuple(one for one in programme.editions if one.holds_on(as_of))
    return tuple(one for one in held if frame_in(one, frame)) or held


def frame_in(edition: ProgrammeEdition, frame: Frame | None) -> Frame | None:
    """The frame of an edition with the same id, else with exactly the same name."""
    if frame is None:
        return None
    same_id = [one for one in edition.frames if one.id == frame.id]
    same_name = [one for one in edition.frames if one.name == frame.name]
    return next(iter(same_id or same_name), None)


def check(
    programme: Programme,
    edition: ProgrammeEdition | None,
    frame: Frame | None,
    holder: Holder,
    as_of: dt.date,
    *,
    old_id: Passage | None = None,
) -> tuple[Verdict, ...]:
    """The verdict on every rule that holds on the day and applies to the frame.

    Args:
        programme: the programme.
        edition: the edition asked about; where it does not hold on the day, those that do.
        frame: the frame applied for; None looks at all.
        holder: the firm.
        as_of: the day.
        old_id: what is known of IDs of the former system, doubted while it holds; without it,
            they are doubted on every day.
    """
    found = []
    for one in editions_on(programme, edition, frame, as_of):
        applied = frame_in(one, frame)
        rows = [row for row in one.requirements if row.holds_on(as_of) and _is_for(row, applied)]
        found += [_verdict(one, row, rows, holder, as_of, old_id) for row in rows]
    return tuple(found)


def _is_for(row: Requirement, frame: Frame | None) -> bool:
    return frame is None or not row.frames or frame.id in row.frames


def _verdict(
    edition: ProgrammeEdition,
    row: Requirement,
    rows: Sequence[Requirement],
    holder: Holder,
    as_of: dt.date,
    old_id: Passage | None,
) -> Verdict:
    past_year = is_past_year(edition, row, as_of)
    if past_year:
        reason = words.PAST_YEAR.format(year=edition.fiscal_year)
        seen = Finding(outcome="to_confirm", reason=reason, to_do=words.CHECK_RULES)
    else:
        new_system = old_id is None or old_id.holds_on(as_of)
        seen = finding(row, holder, old_ids_doubted=new_system)
    return Verdict(
        **row.model_dump(include={"role", "frames", "star", "when", "per", "exceptions", "as_of"}),
        rule=row.id,
        edition=edition.id,
        outcome=seen.outcome,
        decides=row.role == "required" and not _is_alternative(row, rows),
        reason=seen.reason,
        to_do=_to_do(row, seen, holder),
        valid_from=row.valid_from or edition.valid_from,
        valid_to=row.valid_to or edition.valid_to,
        quote=row.rule,
        sources=row.sources,
        see=(old_id.id,) if old_id and seen.on_old_id else (),
        certainty=certainty_of(row, doubted=past_year or seen.on_old_id),
        question=seen.question,
    )


def _is_alternative(row: Requirement, rows: Sequence[Requirement]) -> bool:
    """Whether a declaration of equal measures stands beside a rule that asks for a star."""
    return row.star == "equivalent" and any(
        other.role == "required"
        and other.star in ("one", "two", "either", "declared")
        and (not other.frames or not row.frames or bool({*other.frames} & {*row.frames}))
        for other in rows
    )


def _to_do(row: Requirement, seen: Finding, holder: Holder) -> str | None:
    """What to do about a rule: of our own by outcome, then what the row says."""
    steps = [seen.to_do]
    lacks = holder.star == "none" or (holder.star == "one" and row.star == "two")
    asks = row.star in ("one", "two", "either", "declared")
    if lacks and asks and seen.to_do is None:
        if holder.gbizid in ("none", "entry"):
            steps.append(words.GET_GBIZID)
        steps.append(words.BY_WHEN[row.when].format(asked=words.ASKED[row.star]))
    steps.append(row.to_do)
    return "\n".join(step for step in steps if step) or None
