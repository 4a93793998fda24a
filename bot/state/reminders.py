"""Reminders: set once, said once a time, whatever restarts in between.

Rows and the worker's beat, and no scheduler besides: the row's mark and the letter are written in
one transaction, which is what "exactly once" needs and what no scheduler outside the database
gives. APScheduler keeps jobs in a store of its own and runs a job, then notes it: a process killed
between the two says it twice or, with the misfire rules, never; and two of its schedulers on one
store were not made for each other before version 4, which is not released. Slack's
`chat.scheduleMessage` reaches 120 days ahead (a yearly review does not), cannot be edited, is
posted though the step was done, the deadline moved or the client unbound meanwhile, counts 30 a
channel in five minutes, and cannot be asked whether it was accepted when a call timed out.

A row is one subject of a client (`plan/gbizid`, `annual-review:declared_on`) and walks through
its occasions: waiting → sent, or waiting again for the next one. `dropped`: what it was about is
done or gone, and it comes back if that changes. `stopped`: somebody wants to hear no more.
`done`: somebody said so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from sqlalchemy import (
    Connection,
    Row,
    Select,
    and_,
    delete,
    exists,
    func,
    or_,
    select,
    text,
    update,
)

from bot.domain.answer import Model
from bot.domain.scope import Scope
from bot.state.tables import clients, reminders, runs
from bot.state.upsert import upsert

State = Literal["waiting", "sent", "done", "stopped", "dropped"]
PLAN = "plan/"
# Compared with the schedule at least so often, for the knowledge changes too.
_CHECK_SECONDS = 12 * 3600.0
# A row checked in the future was checked under a clock that has been set back since.
_SKEW = 60.0


class Reminder(Model):
    """Something to say in a channel at a time.

    Attributes:
        subject: what it is about; one row each.
        text: what to say; empty where it is written from the client's schedule when it is due.
        occasion: which of the subject's times `due_at` is.
        target: the day it counts to (ISO); of a text, the time it was set for.
        times: how often it was said.
    """

    id: int
    scope: Scope
    subject: str
    text: str
    due_at: float
    state: State = "waiting"
    run: str | None = None
    occasion: str | None = None
    target: str | None = None
    times: int = 0
    done_by: str | None = None
    done_at: float | None = None


def remind(connection: Connection, scope: Scope, subject: str, text: str, due_at: float) -> None:
    """Set a reminder, or move the one on this subject; for a time it was set for, nothing.

    What was put off or is done was set for that time all the same (`target` knows).
    """
    target = f"{due_at:.0f}"[:10]
    known = connection.execute(
        select(reminders.c.due_at, reminders.c.target).where(*_about(scope, subject))
    ).first()
    if known is not None and (known.due_at == due_at or known.target == target):
        return
    put(connection, scope, subject, text=text, state="waiting", due_at=due_at, target=target)


def put(connection: Connection, scope: Scope, subject: str, **values: Any) -> None:
    """Write the row of a subject; what is not named begins anew.

    Two processes may write the same one: the later write stands, and there is one row.
    """
    fresh: dict[str, Any] = {
        "text": "", "sent_at": None, "run": None, "occasion": None, "target": None,
        "done_by": None, "done_at": None,
    }  # fmt: skip
    key = {"team": scope.team, "channel": scope.channel, "subject": subject}
    upsert(connection, reminders, key, fresh | values)


def change(connection: Connection, before: Reminder, **values: Any) -> bool:
    """Change a row as it was seen; False when it has changed meanwhile, and nothing was done."""
    result = connection.execute(
        update(reminders)
        .where(
            reminders.c.id == before.id,
            reminders.c.team == before.scope.team,
            reminders.c.channel == before.scope.channel,
            reminders.c.state == before.state,
            reminders.c.times == before.times,
            reminders.c.due_at == before.due_at,
        )
        .values(**values)
    )
    return result.rowcount > 0


def close(connection: Connection, row: Reminder, by: str, now: float) -> None:
    """Note who said that it is done; the first who did stays.

    Whatever another process does to the row at this moment: it is done all the same.
    """
    connection.execute(
        update(reminders)
        .where(reminders.c.id == row.id, *_of(row.scope), reminders.c.state != "done")
        .values(state="done", done_by=by, done_at=now)
    )


def stop(connection: Connection, scope: Scope) -> bool:
    """Say nothing of a scope's plan any more; False when there was nothing to say."""
    result = connection.execute(
        update(reminders)
        .where(
            *_of(scope),
            reminders.c.subject.startswith(PLAN, autoescape=True),
            reminders.c.state.in_(("waiting", "sent", "dropped")),
        )
        .values(state="stopped")
    )
    return result.rowcount > 0


def forget(connection: Connection, scope: Scope, subject: str) -> None:
    """Drop a reminder that is not needed any more."""
    connection.execute(delete(reminders).where(*_about(scope, subject)))


def one(connection: Connection, scope: Scope, number: int) -> Reminder | None:
    """A reminder of this scope; another scope's does not exist here (A19)."""
    row = connection.execute(select(reminders).where(reminders.c.id == number, *_of(scope))).first()
    return None if row is None else _reminder(row)


def of_scope(connection: Connection, scope: Scope, prefix: str = "") -> list[Reminder]:
    """The reminders of a scope whose subject begins so, the next first."""
    rows = connection.execute(
        select(reminders)
        .where(*_of(scope), reminders.c.subject.startswith(prefix, autoescape=True))
        .order_by(reminders.c.due_at, reminders.c.id)
    )
    return [_reminder(row) for row in rows]


def take_due(
    connection: Connection,
    now: float,
    most: int = 50,
    *,
    bound: bool = False,
    scope: Scope | None = None,
) -> list[Reminder]:
    """The reminders whose time has come, marked as sent.

    To be called in the transaction that stores the letters: both happen, or neither. Of two
    workers only one gets a row, because the update names the state it found.

    Args:
        connection: in a transaction.
        now: seconds since the epoch.
        most: how many.
        bound: only where somebody may be written to: an active client, or a DM. The rows of
            paused and frozen clients wait as they are and are not in the way of others.
        scope: of one client only.
    """
    due = _due(now).order_by(reminders.c.due_at, reminders.c.id).limit(most)
    if bound:
        due = due.where(_reachable())
    if scope is not None:
        due = due.where(*_of(scope))
    # Postgres: what another worker is about to mark is not waited for.
    rows = connection.execute(due.with_for_update(skip_locked=True, of=reminders)).all()
    taken = []
    for row in rows:
        found = _reminder(row)
        if change(connection, found, state="sent", sent_at=now, times=found.times + 1):
            taken.append(found.model_copy(update={"state": "sent", "times": found.times + 1}))
    return taken


def alone(connection: Connection) -> bool:
    """Whether no other process works on reminders in a transaction now; then none begins to.

    It is not waited for: operations are committed in groups, and two groups that wait for each
    other's locks in another order end one another. SQLite has one writer anyway.
    """
    if connection.dialect.name != "postgresql":
        return True
    return bool(connection.scalar(text("SELECT pg_try_advisory_xact_lock(4803)")))


def is_due(connection: Connection, now: float) -> bool:
    """Whether `take_due` would find something to say to a client."""
    return connection.scalar(_due(now).where(_reachable()).limit(1)) is not None


def any_team(connection: Connection) -> str | None:
    """A workspace with somebody to remind."""
    found: str | None = connection.scalar(
        select(reminders.c.team).where(reminders.c.state == "waiting", _reachable()).limit(1)
    )
    return found


def to_check(connection: Connection, now: float, most: int) -> list[Scope]:
    """Scopes whose plan may have moved: a run changed since it was looked at, or long ago."""
    worked_on = (
        select(func.max(runs.c.updated_at))
        .where(runs.c.team == reminders.c.team, runs.c.channel == reminders.c.channel)
        .scalar_subquery()
    )
    checked = func.coalesce(reminders.c.checked_at, 0.0)
    rows = connection.execute(
        select(reminders.c.team, reminders.c.channel)
        .where(
            reminders.c.subject.startswith(PLAN, autoescape=True),
            reminders.c.state.in_(("waiting", "sent", "dropped")),
            or_(
                checked < now - _CHECK_SECONDS,
                checked > now + _SKEW,
                and_(worked_on > checked, worked_on <= now),
            ),
            _reachable(),
        )
        .distinct()
        .order_by(reminders.c.team, reminders.c.channel)
        .limit(most)
    )
    return [Scope(team=row.team, channel=row.channel) for row in rows]


def checked(connection: Connection, scope: Scope, now: float) -> None:
    """Note that the plan of a scope was compared with its schedule."""
    connection.execute(
        update(reminders)
        .where(*_of(scope), reminders.c.subject.startswith(PLAN, autoescape=True))
        .values(checked_at=now)
    )


def _due(now: float) -> Select[Any]:
    return select(reminders).where(reminders.c.state == "waiting", reminders.c.due_at <= now)


def _reachable() -> Any:
    active = and_(
        clients.c.team == reminders.c.team,
        clients.c.channel == reminders.c.channel,
        clients.c.state == "active",
    )
    # Ids of DMs begin with a capital D, which no name of the terminal's does.
    return or_(func.substr(reminders.c.channel, 1, 1) == "D", exists().where(active))


def _of(scope: Scope) -> Sequence[Any]:
    return (reminders.c.team == scope.team, reminders.c.channel == scope.channel)


def _about(scope: Scope, subject: str) -> Sequence[Any]:
    return (*_of(scope), reminders.c.subject == subject)


def _reminder(row: Row[Any]) -> Reminder:
    values = row._mapping
    own = {name: values[name] for name in Reminder.model_fields if name != "scope"}
    return Reminder(scope=Scope(team=row.team, channel=row.channel), **own)
