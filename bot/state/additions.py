"""Documents staff is adding: where each stands, changed only by who saw where it stood."""

from __future__ import annotations

from typing import Any, Literal

from sqlalchemy import Connection, delete, insert, select, update

from bot.domain.answer import Model
from bot.domain.scope import Scope, Speaker
from bot.state.tables import additions, outbox

State = Literal[
    "received", "offered", "described", "candidate", "active",
    "dropped", "refused", "failed", "rolled_back",
]  # fmt: skip
OPEN: tuple[State, ...] = ("received", "offered", "described", "candidate", "failed")
# The form may be filled in, or filled in again.
FILLABLE: tuple[State, ...] = ("offered", "candidate", "failed")


class Addition(Model):
    """A document on its way into the index.

    Attributes:
        file, name: Slack's id of the file, and what it is called.
        thread: where it is talked about.
        line: the message that says how far it is.
        by: who adds it.
        digest: sha256 of the file, once it was downloaded.
        details: what it says of itself, then what staff said, field by field of the form.
        version, served, passed: the candidate, what was served when it was built, and whether
            the gate let it pass.
        decided_by: who activated it, gave it up, or went back.
    """

    id: str
    scope: Scope
    thread: str | None
    line: str | None = None
    file: str
    name: str
    by: Speaker
    state: State
    digest: str | None = None
    details: dict[str, str] = {}
    version: str | None = None
    served: str | None = None
    passed: bool = False
    decided_by: str | None = None


def line_key(addition: str) -> str:
    """The outbox key of the message that says how far an addition is."""
    return f"adding:{addition}"


def add(connection: Connection, addition: Addition, now: float) -> None:
    """Begin an addition."""
    values = addition.model_dump(exclude={"scope", "by"})
    connection.execute(
        insert(additions).values(
            **values,
            team=addition.scope.team,
            channel=addition.scope.channel,
            by_team=addition.by.team or "",
            by_user=addition.by.user,
            started_at=now,
            updated_at=now,
        )
    )


def find(connection: Connection, team: str, addition: str) -> Addition | None:
    """An addition of a workspace; None for another's, as for one that never was."""
    row = connection.execute(
        select(additions).where(additions.c.id == addition, additions.c.team == team)
    ).first()
    return None if row is None else _addition(row)


def move(
    connection: Connection,
    addition: str,
    seen: tuple[State, ...],
    to: State,
    now: float,
    **values: Any,
) -> bool:
    """Bring an addition on, unless it is no longer where it was seen."""
    result = connection.execute(
        update(additions)
        .where(additions.c.id == addition, additions.c.state.in_(seen))
        .values(state=to, updated_at=now, **values)
    )
    return result.rowcount > 0


def place(connection: Connection, addition: Addition) -> Addition:
    """The addition with the message that says how far it is, once that was posted."""
    if addition.line is not None:
        return addition
    ts = connection.scalar(select(outbox.c.ts).where(outbox.c.key == line_key(addition.id)))
    if ts is None:
        return addition
    # A message outside of threads opens the thread of what follows.
    found = {"line": ts, "thread": addition.thread or ts}
    connection.execute(update(additions).where(additions.c.id == addition.id).values(**found))
    return addition.model_copy(update=found)


def same_file(
    connection: Connection, addition: Addition, digest: str, since: float
) -> Addition | None:
    """Another addition of the same file that is still open."""
    row = connection.execute(
        select(additions)
        .where(
            additions.c.team == addition.scope.team,
            additions.c.digest == digest,
            additions.c.id != addition.id,
            additions.c.state.in_(("offered", "described", "candidate")),
            additions.c.updated_at > since,
        )
        .limit(1)
    ).first()
    return None if row is None else _addition(row)


def forget(connection: Connection, before: float) -> list[str]:
    """Drop additions nothing happened to since a time; gives their ids."""
    old = additions.c.updated_at < before
    ids = list(connection.scalars(select(additions.c.id).where(old)))
    if ids:
        connection.execute(delete(additions).where(additions.c.id.in_(ids)))
    return ids


def _addition(row: Any) -> Addition:
    values = dict(row._mapping)
    kept = {name: values[name] for name in Addition.model_fields if name in values}
    scope = Scope(team=values["team"], channel=values["channel"])
    by = Speaker(team=values["by_team"] or None, user=values["by_user"])
    return Addition(**kept, scope=scope, by=by)
