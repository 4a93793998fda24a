"""The rules as each reader last noted them, and what clients answered about theirs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from bot.domain.answer import Model
from bot.domain.scope import Scope
from bot.state.leases import one_claimer_at_a_time
from bot.state.tables import run_answers, runs, watched_rules
from bot.state.upsert import upsert

TERMINAL = "terminal"
_MANY = 500


class Noted(Model):
    """What a reader noted: `rows` as the caller gave them, `at` in seconds since the epoch."""

    digest: str
    rows: dict[str, dict[str, Any]]
    at: float


def staff_of(team: str) -> str:
    """The reader that the staff of a workspace is."""
    return f"staff:{team}"


def noted(connection: Connection, reader: str) -> Noted | None:
    """What a reader last noted; None at first.

    Of two workers that mean to note something new, the second waits here for the first, and then
    finds it noted.
    """
    one_claimer_at_a_time(connection)
    row = connection.execute(select(watched_rules).where(watched_rules.c.reader == reader)).first()
    return None if row is None else Noted(digest=row.digest, rows=row.held, at=row.noted_at)


def note(
    connection: Connection,
    reader: str,
    digest: str,
    rows: Mapping[str, Mapping[str, Any]],
    now: float,
) -> None:
    """Keep the rules as a reader has now seen them."""
    values = {"digest": digest, "held": {key: dict(row) for key, row in rows.items()}}
    upsert(connection, watched_rules, {"reader": reader}, {**values, "noted_at": now})


def answered(
    connection: Connection, walkthrough: str, team: str | None = None
) -> dict[Scope, dict[str, str]]:
    """What stands in the newest run of a walkthrough, by client and step; of all teams for None."""
    wanted = select(runs.c.id, runs.c.team, runs.c.channel).where(
        runs.c.walkthrough == walkthrough, runs.c.state != "left"
    )
    if team is not None:
        wanted = wanted.where(runs.c.team == team)
    newest: dict[Scope, str] = {}
    for row in connection.execute(wanted.order_by(runs.c.updated_at.desc(), runs.c.id)):
        newest.setdefault(Scope(team=row.team, channel=row.channel), row.id)
    given: dict[str, dict[str, str]] = {run: {} for run in newest.values()}
    ids = list(given)
    for first in range(0, len(ids), _MANY):
        answers = select(run_answers.c.run, run_answers.c.step, run_answers.c.value).where(
            run_answers.c.run.in_(ids[first : first + _MANY]), run_answers.c.ended_at.is_(None)
        )
        for answer in connection.execute(answers.order_by(run_answers.c.id)):
            given[answer.run][answer.step] = answer.value
    return {scope: given[run] for scope, run in newest.items()}
