"""Walkthroughs under way: each change once, and every answer kept with who gave it and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from bot.domain.scope import Scope, Speaker
from bot.domain.walkthrough import Given, Run
from bot.state.tables import run_answers, runs


def add(connection: Connection, run: Run) -> None:
    """Keep a run that has just begun, with what it begins with."""
    connection.execute(
        insert(runs).values(
            id=run.id,
            team=run.scope.team,
            channel=run.scope.channel,
            walkthrough=run.walkthrough,
            edition=run.edition,
            sheet=run.sheet,
            state=run.state,
            revision=run.revision,
            position=run.position,
            started_at=run.started_at,
            updated_at=run.updated_at,
        )
    )
    _insert(connection, run, run.given)


def run(connection: Connection, scope: Scope, run_id: str) -> Run | None:
    """A run of this scope; another scope's run does not exist here (A19)."""
    found = connection.execute(
        select(runs).where(
            runs.c.id == run_id, runs.c.team == scope.team, runs.c.channel == scope.channel
        )
    ).all()
    whole = _with_answers(connection, found)
    return whole[0] if whole else None


def of_scope(connection: Connection, scope: Scope, walkthrough: str | None = None) -> list[Run]:
    """All runs of a scope, or those of one walkthrough; the one last worked on first."""
    wanted = [runs.c.team == scope.team, runs.c.channel == scope.channel]
    if walkthrough is not None:
        wanted.append(runs.c.walkthrough == walkthrough)
    found = connection.execute(
        select(runs).where(*wanted).order_by(runs.c.updated_at.desc(), runs.c.id)
    ).all()
    return _with_answers(connection, found)


def save(connection: Connection, before: Run, after: Run) -> bool:
    """Replace a run; False when somebody changed it meanwhile, and then nothing was done."""
    result = connection.execute(
        update(runs)
        .where(
            runs.c.id == before.id,
            runs.c.team == before.scope.team,
            runs.c.channel == before.scope.channel,
            runs.c.revision == before.revision,
        )
        .values(
            edition=after.edition,
            sheet=after.sheet,
            state=after.state,
            revision=after.revision,
            position=after.position,
            updated_at=after.updated_at,
        )
    )
    if result.rowcount == 0:
        return False
    old, new = _keys(before), _keys(after)
    # A step that is answered anew ends what stood for it, also what was not seen (out of date).
    gone = {
        row.step: row for key, row in [*old.items(), *new.items()] if (key in old) != (key in new)
    }
    for row in gone.values():
        connection.execute(
            update(run_answers)
            .where(
                run_answers.c.run == before.id,
                run_answers.c.step == row.step,
                run_answers.c.ended_at.is_(None),
            )
            .values(ended_at=after.updated_at)
        )
    _insert(connection, after, [row for key, row in new.items() if key not in old])
    return True


def history(connection: Connection, run_id: str) -> list[tuple[Given, float | None]]:
    """Every answer ever given in a run, oldest first, and when it ended if it does not stand."""
    rows = connection.execute(
        select(run_answers).where(run_answers.c.run == run_id).order_by(run_answers.c.id)
    )
    return [(_given(row), row.ended_at) for row in rows]


def _keys(run: Run) -> dict[tuple[str, str, float, str], Given]:
    return {(row.step, row.value, row.at, row.by.user): row for row in run.given}


def _insert(connection: Connection, run: Run, given: Iterable[Given]) -> None:
    rows = [
        {
            "run": run.id,
            "revision": run.revision,
            "step": row.step,
            "value": row.value,
            "by_team": row.by.team,
            "by_user": row.by.user,
            "given_at": row.at,
        }
        for row in given
    ]
    if rows:
        connection.execute(insert(run_answers), rows)


def _with_answers(connection: Connection, rows: Sequence[Row[Any]]) -> list[Run]:
    if not rows:
        return []
    standing: dict[str, list[Given]] = {row.id: [] for row in rows}
    answers = connection.execute(
        select(run_answers)
        .where(run_answers.c.run.in_(list(standing)), run_answers.c.ended_at.is_(None))
        .order_by(run_answers.c.id)
    )
    for answer in answers:
        standing[answer.run].append(_given(answer))
    return [
        Run(
            id=row.id,
            scope=Scope(team=row.team, channel=row.channel),
            walkthrough=row.walkthrough,
            edition=row.edition,
            sheet=row.sheet,
            revision=row.revision,
            state=row.state,
            position=row.position,
            given=tuple(standing[row.id]),
            started_at=row.started_at,
            updated_at=row.updated_at,
        )
        for row in rows
    ]


def _given(row: Row[Any]) -> Given:
    by = Speaker(team=row.by_team, user=row.by_user)
    return Given(step=row.step, value=row.value, by=by, at=row.given_at)
