"""What Slack sent and what became of it: stored before it is acknowledged, worked on once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, or_, select, update

from bot.domain.answer import Model
from bot.state.leases import Watch, one_claimer_at_a_time
from bot.state.tables import inbox

ATTEMPTS = 3
# No row is put back for longer: one due later than this was written under another clock.
_LONGEST_WAIT = 60.0
_MOST_ROWS = 500
_INSERT = """
    INSERT INTO inbox (delivery, post, kind, team, channel, thread, payload, received_at,
                       state, attempts, beat, due_at)
    VALUES {} ON CONFLICT DO NOTHING
"""
_ROW = "({}, {}, {}, {}, {}, {}, {}, {}, 'waiting', 0, 0, 0.0)"


class Delivery(Model):
    """Something Slack sent, before it is stored.

    Attributes:
        delivery: the same for every retry of one delivery.
        post: the same for every event about one post of a user; None for anything else.
        thread: what belongs in one order.
        payload: JSON.
    """

    delivery: str
    post: str | None
    kind: str
    team: str
    channel: str
    thread: str
    payload: str


class Claim(Model):
    """A row as a worker holds it; `attempts` grows with every claim and so tells claims apart."""

    id: int
    worker: str
    kind: str
    team: str
    channel: str
    thread: str
    payload: dict[str, Any]
    attempts: int
    received_at: float


def store(connection: Connection, deliveries: Sequence[Delivery], now: float) -> None:
    """Store deliveries; one already stored changes nothing.

    One statement for all: row by row, each lets go of the interpreter and waits to have it
    back; and in the driver's own words, which take half the time of composed ones.
    """
    for first in range(0, len(deliveries), _MOST_ROWS):
        values: list[str | float | None] = []
        rows = deliveries[first : first + _MOST_ROWS]
        for row in rows:
            values += (row.delivery, row.post, row.kind, row.team, row.channel, row.thread)
            values += (row.payload, now)
        mark = "?" if connection.dialect.name == "sqlite" else "%s"
        marks = _ROW.format(*[mark] * 8)
        connection.exec_driver_sql(_INSERT.format(", ".join([marks] * len(rows))), tuple(values))


def claim(connection: Connection, worker: str, most: int, now: float, watch: Watch) -> list[Claim]:
    """Take up to `most` rows: in order within a thread, channels in turn (R28)."""
    one_claimer_at_a_time(connection)
    _return_expired(connection, watch)
    held = select(inbox.c.thread).where(inbox.c.state == "claimed")
    turn = func.row_number().over(partition_by=inbox.c.channel, order_by=inbox.c.id)
    first = func.min(inbox.c.id).over(partition_by=inbox.c.thread)
    waiting = (
        select(inbox.c.id, inbox.c.due_at, turn.label("turn"), first.label("first"))
        .where(inbox.c.state == "waiting", inbox.c.thread.not_in(held))
        .subquery()
    )
    ids = connection.scalars(
        select(waiting.c.id)
        .where(
            waiting.c.id == waiting.c.first,
            or_(waiting.c.due_at <= now, waiting.c.due_at > now + _LONGEST_WAIT),
        )
        .order_by(waiting.c.turn, waiting.c.id)
        .limit(most)
    ).all()
    if not ids:
        return []
    connection.execute(
        update(inbox)
        .where(inbox.c.id.in_(ids))
        .values(state="claimed", worker=worker, attempts=inbox.c.attempts + 1)
    )
    rows = connection.execute(select(inbox).where(inbox.c.id.in_(ids)).order_by(inbox.c.id))
    return [_claim(row) for row in rows]


def finish(
    connection: Connection, claim: Claim, state: str = "done", error: str | None = None
) -> bool:
    """Close a row; what the user wrote is not kept in it.

    False when the row was taken over: who lost it must not answer (R21).
    """
    result = connection.execute(
        update(inbox).where(*_held(claim)).values(state=state, payload={}, worker=None, error=error)
    )
    return result.rowcount > 0


def put_back(
    connection: Connection, claim: Claim, due_at: float, error: str, *, counted: bool = True
) -> bool:
    """Return a row for another attempt at a later time; False when it was taken over."""
    result = connection.execute(
        update(inbox)
        .where(*_held(claim))
        .values(
            state="waiting",
            worker=None,
            due_at=due_at,
            error=error,
            attempts=inbox.c.attempts - int(not counted),
        )
    )
    return result.rowcount > 0


def renew(connection: Connection, worker: str, rows: Sequence[int]) -> None:
    """Keep the rows a worker is at work on."""
    if not rows:
        return
    connection.execute(
        update(inbox)
        .where(inbox.c.id.in_(rows), inbox.c.worker == worker, inbox.c.state == "claimed")
        .values(beat=inbox.c.beat + 1)
    )


def release(connection: Connection, worker: str, *, counted: bool = False) -> int:
    """Return everything a worker holds; gives how many rows.

    Args:
        connection: in a transaction.
        worker: stopping in good order, or dead.
        counted: its attempts count: the row may be what killed it.
    """
    result = connection.execute(
        update(inbox)
        .where(inbox.c.worker == worker, inbox.c.state == "claimed")
        .values(state="waiting", worker=None, attempts=inbox.c.attempts - int(not counted))
    )
    return int(result.rowcount)


def workers(connection: Connection) -> list[str]:
    """Who holds rows now."""
    names = select(inbox.c.worker).where(inbox.c.state == "claimed").distinct()
    return [name for name in connection.scalars(names) if name]


def backlog(connection: Connection) -> dict[str, int]:
    """How many rows are in each state."""
    counts = select(inbox.c.state, func.count()).group_by(inbox.c.state)
    return {row[0]: row[1] for row in connection.execute(counts)}


def forget(connection: Connection, before: float) -> int:
    """Drop closed rows received before a time; Slack retries for an hour, so keep a day."""
    result = connection.execute(
        inbox.delete().where(inbox.c.state.in_(("done", "dead")), inbox.c.received_at < before)
    )
    return int(result.rowcount)


def _return_expired(connection: Connection, watch: Watch) -> None:
    held = select(inbox.c.id, inbox.c.worker, inbox.c.attempts, inbox.c.beat).where(
        inbox.c.state == "claimed"
    )
    expired = watch.expired((row[0], (row[1], row[2], row[3])) for row in connection.execute(held))
    if expired:
        connection.execute(
            update(inbox).where(inbox.c.id.in_(expired)).values(state="waiting", worker=None)
        )


def _held(claim: Claim) -> tuple[Any, ...]:
    return (
        inbox.c.id == claim.id,
        inbox.c.state == "claimed",
        inbox.c.worker == claim.worker,
        inbox.c.attempts == claim.attempts,
    )


def _claim(row: Row[Any]) -> Claim:
    values = row._mapping
    return Claim(**{name: values[name] for name in Claim.model_fields})
