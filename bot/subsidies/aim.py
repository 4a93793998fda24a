"""What a client is heading for: the programme, the frame, the star asked and the deadline. Pure.

It is read off the answers of the requirement walkthrough, by step id.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Literal

from bot.domain.answer import Model
from bot.subsidies import rounds
from bot.subsidies.schedule import YEARS, DeadlineStatus
from knowledge.catalog import Catalog
from knowledge.schema import Frame, Programme, ProgrammeEdition, Requirement, Round

OTHER_ROUND, UNDECIDED, UNKNOWN = "other", "undecided", "unknown"
_ASKING = {"one": 1, "either": 1, "declared": 1, "two": 2}
_LEVELS: dict[int, Literal["one", "two"]] = {1: "one", 2: "two"}


class Aim(Model):
    """What is to be declared for which programme by when.

    Attributes:
        programme: its id; None where only a date was named.
        name: of the edition, else of the programme, for the reader.
        edition: id of the edition judged.
        frame: id of the frame; None where all or an unknown one.
        star: the level asked for; None while it is not known, or none is asked.
        round: id of the round aimed at.
        label: what the deadline belongs to, for the reader.
        deadline: aware, or a date = that whole day in Japan, or not known.
        status: how sure the deadline is; `named` by the client.
        when: by when the declaration must be there, as the rule says it.
        asked: whether a declaration is asked for at all; None while that is not known.
    """

    programme: str | None
    name: str
    edition: str | None = None
    frame: str | None = None
    star: Literal["one", "two"] | None = None
    round: str | None = None
    label: str = ""
    deadline: dt.datetime | dt.date | None = None
    status: DeadlineStatus = "unknown"
    when: Literal["before_application", "by_completion", "unspecified"] | None = None
    asked: bool | None = None


def aim_of(given: Mapping[str, str], catalog: Catalog, as_of: dt.date) -> Aim | None:
    """The aim in the answers of a requirement run; None while neither programme nor date is known.

    An id the catalogue does not know (any more) counts as not answered. Without an edition the one
    in force on the day is taken, without a frame the strictest rule of all frames counts.
    """
    wanted = given.get("programme", "")
    programme = next((one for one in catalog.programmes if one.id == wanted), None)
    named = _day(given.get("deadline", ""))
    if programme is None:
        return Aim(programme=None, name="", deadline=named, status="named") if named else None
    edition = rounds.edition_of(programme, given.get("edition"), as_of)
    frame = _frame(edition, given.get("frame"))
    picked = _round(programme, edition, given.get("round"))
    waived = {
        step.removeprefix("exception/")
        for step, value in given.items()
        if step.startswith("exception/") and value == "yes"
    }
    return towards(programme, edition, frame, picked, as_of, waived=waived, named=named)


def towards(
    programme: Programme,
    edition: ProgrammeEdition | None,
    frame: Frame | None,
    picked: Round | None,
    as_of: dt.date,
    *,
    waived: Iterable[str] = (),
    named: dt.date | dt.datetime | None = None,
) -> Aim:
    """The aim of somebody who applies for a frame by a round's deadline, else by a date named.

    Args:
        programme: the programme.
        edition: None where no edition is known.
        frame: None looks at all of them.
        picked: the round.
        as_of: the day whose rules count.
        waived: ids of rules an exception sets aside.
        named: the deadline where no round is picked.
    """
    name = edition.name if edition else programme.name
    rows = _required(edition, frame, as_of, frozenset(waived)) if edition else []
    asking = [row for row in rows if row.star in _ASKING]
    rule = max(asking, key=lambda row: _ASKING[row.star], default=None)
    none = bool(rows) and all(row.star == "none" for row in rows)
    dated = picked is not None and picked.deadline is not None
    return Aim(
        programme=programme.id,
        name=name,
        edition=edition.id if edition else None,
        frame=frame.id if frame else None,
        star=_LEVELS[_ASKING[rule.star]] if rule else None,
        round=picked.id if picked else None,
        label=label_of(name, picked) if picked else name,
        deadline=picked.deadline if picked else named,
        status=picked.status if picked and dated else "named" if named and not picked else UNKNOWN,
        when=rule.when if rule else None,
        asked=True if rule else False if none else None,
    )


def label_of(name: str, row: Round) -> str:
    """A round with its programme's name, without saying twice what both say."""
    words = row.label.split()
    rest = [word for word in words if word not in name]
    return " ".join([name, *rest])


def _required(
    edition: ProgrammeEdition, frame: Frame | None, as_of: dt.date, waived: frozenset[str]
) -> list[Requirement]:
    """The required rules that hold on the day and apply to the frame."""
    return [
        row
        for row in edition.requirements
        if row.role == "required"
        and row.id not in waived
        and row.holds_on(as_of)
        and (frame is None or not row.frames or frame.id in row.frames)
    ]


def _frame(edition: ProgrammeEdition | None, wanted: str | None) -> Frame | None:
    return next((one for one in edition.frames if one.id == wanted), None) if edition else None


def _round(
    programme: Programme, edition: ProgrammeEdition | None, wanted: str | None
) -> Round | None:
    if wanted in (None, OTHER_ROUND, UNDECIDED, UNKNOWN):
        return None
    editions = [*([edition] if edition else []), *programme.editions]
    return next((row for one in editions for row in one.rounds if row.id == wanted), None)


def _day(value: str) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        return None
    return day if day.year in YEARS else None
