"""What a programme asks of a firm besides SECURITY ACTION: the kind of GビズID, size, past grants.

Only rows of the catalogue decide; what no row speaks of is not looked at. Pure.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from bot.domain.answer import Certainty, Model
from bot.subsidies import words
from bot.subsidies.holder import Holder, Outcome
from bot.subsidies.requirement import frame_in
from knowledge.schema import Condition, Frame, ProgrammeEdition, SourceRef


class Weighed(Model):
    """How one condition comes out.

    Attributes:
        settles: whether nothing can be done about not meeting it.
        quote: the condition as the catalogue words it, resting on `sources`.
        ask: how it is asked for, where the row says.
    """

    condition: str
    about: str
    edition: str
    frames: tuple[str, ...]
    outcome: Outcome
    settles: bool
    reason: str
    to_do: str | None
    ask: str | None
    quote: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    sources: tuple[SourceRef, ...]
    as_of: str
    certainty: Certainty


def weigh(
    editions: Iterable[ProgrammeEdition], frame: Frame | None, holder: Holder, as_of: dt.date
) -> tuple[Weighed, ...]:
    """Every condition that holds on the day and is, or may be, for the frame applied for.

    Args:
        editions: those that hold.
        frame: the frame applied for; None where it is not known.
        holder: the firm.
        as_of: the day.
    """
    found = []
    for edition in editions:
        applied = frame_in(edition, frame)
        rows = [row for row in edition.conditions if row.holds_on(as_of)]
        found += [
            _weighed(edition, row, applied, holder)
            for row in rows
            if applied is None or not row.frames or applied.id in row.frames
        ]
    return tuple(found)


def not_looked_at(found: Iterable[Weighed]) -> tuple[str, ...]:
    """What the check leaves out, given what the rows speak of."""
    looked_at = {row.about for row in found}
    named = [name for about, name in words.CONDITIONS_OPEN.items() if about not in looked_at]
    return (*named, *words.NEVER_JUDGED)


def _weighed(
    edition: ProgrammeEdition, row: Condition, applied: Frame | None, holder: Holder
) -> Weighed:
    value: str = getattr(holder, row.about)
    outcome: Outcome = "to_confirm"
    if value in row.met_by:
        outcome = "met"
    elif value in row.short_by:
        outcome = "short"
    return Weighed(
        **row.model_dump(include={"about", "frames", "ask", "as_of"}),
        condition=row.id,
        edition=edition.id,
        outcome=outcome,
        # A GビズID can still be had; a firm of the wrong size stays one.
        settles=row.about == "size"
        and outcome == "short"
        and (applied is not None or not row.frames),
        reason=_reason(row, value, outcome),
        to_do=None if outcome == "met" else row.to_do,
        quote=row.rule,
        valid_from=row.valid_from or edition.valid_from,
        valid_to=row.valid_to or edition.valid_to,
        sources=row.sources,
        certainty="確定" if row.confidence == "high" else "未確認情報",
    )


def _reason(row: Condition, value: str, outcome: Outcome) -> str:
    if outcome == "to_confirm" and value != "unknown" and row.then:
        return row.then
    return words.CONDITION[outcome].format(what=words.ABOUT[row.about], value=_said(row, value))


def _said(row: Condition, value: str) -> str:
    return words.FIRM[row.about].get(value, value)
