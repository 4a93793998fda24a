"""Which clients a change of the rules touches, by what they answered in the requirement check."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from bot.domain.answer import Model
from bot.domain.scope import Scope
from bot.subsidies.changes import Change
from knowledge.catalog import Catalog
from knowledge.schema import Round

Why = Literal[
    "their_round", "their_rule", "level_short", "deadline_past", "new_round", "their_programme",
    "their_schedule",
]  # fmt: skip
# What presses most comes first.
URGENCY: tuple[Why, ...] = (
    "deadline_past", "level_short", "their_round", "their_rule", "new_round", "their_programme",
    "their_schedule",
)  # fmt: skip
_OPEN = {None, "", "unknown", "other", "undecided"}


class Answered(Model):
    """A client and what stands in its newest requirement check, by step."""

    scope: Scope
    company: str
    given: dict[str, str]


class Touched(Model):
    """A client touched by a change, and why."""

    client: Answered
    why: Why


class Impact(Model):
    """A change and whom it touches, the most pressing first."""

    change: Change
    touched: tuple[Touched, ...]


def impacts(
    changes: Sequence[Change], clients: Iterable[Answered], catalog: Catalog, today: dt.date
) -> tuple[Impact, ...]:
    """Each change with the clients it touches; changes that touch somebody come first."""
    known = list(clients)
    rounds = {
        (programme.id, edition.id, one.id): one
        for programme in catalog.programmes
        for edition in programme.editions
        for one in edition.rounds
    }
    found = [Impact(change=one, touched=_touched(one, known, rounds, today)) for one in changes]
    return tuple(sorted(found, key=lambda one: not one.touched))


def companies(found: Iterable[Impact]) -> tuple[str, ...]:
    """Everybody touched, once."""
    return tuple(dict.fromkeys(one.client.company for row in found for one in row.touched))


def _touched(
    change: Change,
    clients: Iterable[Answered],
    rounds: Mapping[tuple[str, str, str], Round],
    today: dt.date,
) -> tuple[Touched, ...]:
    found = [
        Touched(client=client, why=why)
        for client in clients
        if (why := _why(change, client.given, rounds, today)) is not None
    ]
    return tuple(sorted(found, key=lambda one: (URGENCY.index(one.why), one.client.company)))


def _why(
    change: Change,
    given: Mapping[str, str],
    rounds: Mapping[tuple[str, str, str], Round],
    today: dt.date,
) -> Why | None:
    """Why a client is touched; None when it is not."""
    row = change.row
    if row.kind == "lead_time":
        return "their_schedule" if given.get("programme") not in _OPEN else None
    if row.programme != given.get("programme"):
        return None
    if row.kind in {"programme", "edition"}:
        same = row.edition in {None, given.get("edition")} or given.get("edition") in _OPEN
        # Who prepared for last year's edition wants to hear of this year's.
        return "their_programme" if same or change.became == "added" else None
    if given.get("edition") not in {row.edition, *_OPEN} or not _frame_fits(change, given):
        return None
    if row.kind == "round":
        return _about_round(change, given, rounds, today)
    if row.kind == "requirement" and _is_short(change, given):
        return "level_short"
    return "their_rule"


def _frame_fits(change: Change, given: Mapping[str, str]) -> bool:
    frames = {*(change.before.frames if change.before else ())}
    frames |= {*(change.after.frames if change.after else ())}
    everywhere = any(one is not None and not one.frames for one in (change.before, change.after))
    return everywhere or given.get("frame") in frames or given.get("frame") in _OPEN


def _about_round(
    change: Change,
    given: Mapping[str, str],
    rounds: Mapping[tuple[str, str, str], Round],
    today: dt.date,
) -> Why | None:
    row = change.row
    if given.get("round") == row.id:
        now = rounds.get((row.programme or "", row.edition or "", row.id))
        return "deadline_past" if now is None or _is_past(now.deadline, today) else "their_round"
    return "new_round" if change.became == "added" or given.get("round") in _OPEN else None


def _is_past(deadline: dt.date | dt.datetime | None, today: dt.date) -> bool:
    if deadline is None:
        return False
    return (deadline.date() if isinstance(deadline, dt.datetime) else deadline) < today


def _is_short(change: Change, given: Mapping[str, str]) -> bool:
    """Whether the star a client holds was enough and is no more, as far as is known."""
    if change.after is None or change.after.says.get("role") != "required":
        return False
    if change.before is not None and change.before.says.get("star") == change.after.says.get(
        "star"
    ):
        return False
    asked, held = change.after.says.get("star"), given.get("star-held")
    return (asked == "two" and held in {"none", "one"}) or (
        asked in {"one", "either", "declared"} and held == "none"
    )
