"""What the bot has to say, stored before it is said: said once, whatever happens in between."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, insert, or_, select, update

from bot.domain.answer import Model
from bot.state.leases import Watch, one_claimer_at_a_time
from bot.state.tables import outbox

_OPEN = ("waiting", "unsure", "sending")
# No letter waits longer by itself: one due later than this was written under another clock.
_LONGEST_WAIT = 301.0
# Slack may still be at work on what a dead sender sent last.
_GRACE = 1.0


class Letter(Model):
    """A message to be posted in a channel or thread, or sent to a response URL.

    `key`: a key of one's own, by which the message is found once it was posted.
    """

    team: str
    channel: str
    thread: str | None = None
    text: str
    blocks: tuple[dict[str, Any], ...] = ()
    response_url: str | None = None
    key: str | None = None


class Posting(Letter):
    """A stored letter a worker is to post.

    `unsure`: an earlier attempt may have arrived; look before posting.
    """

    id: int
    key: str
    worker: str
    attempts: int
    asked_at: float
    due_at: float
    unsure: bool = False


def plan(
    connection: Connection,
    letters: tuple[Letter, ...],
    worker: str,
    now: float,
    asked_at: float | None = None,
) -> list[Posting]:
    """Store letters; gives those the worker is to post now, which it holds.

    A letter behind another that still waits in its thread is posted when its turn comes.
    """
    planned = []
    blocked: dict[tuple[str, str | None], bool] = {}
    for letter in letters:
        key, place = letter.key or secrets.token_hex(12), (letter.channel, letter.thread)
        if place not in blocked:
            blocked[place] = _any_open(connection, *place)
        values = {
            **letter.model_dump(),
            "blocks": list(letter.blocks),
            "key": key,
            "asked_at": asked_at or now,
            "due_at": 0.0,
            "attempts": 0 if blocked[place] else 1,
            "worker": None if blocked[place] else worker,
        }
        row = connection.execute(
            insert(outbox)
            .values(**values, state="waiting" if blocked[place] else "sending")
            .returning(outbox.c.id)
        ).scalar_one()
        if not blocked[place]:
            planned.append(Posting(id=row, **values))
    return planned


def due(connection: Connection, worker: str, most: int, now: float, watch: Watch) -> list[Posting]:
    """Take letters whose time has come, the first of each thread only.

    A letter whose sender's lease ran out died between Slack's acceptance and our note of it,
    or before: nobody knows (R6), so it is looked up.
    """
    one_claimer_at_a_time(connection)
    _return_expired(connection, watch)
    place = (outbox.c.channel, outbox.c.thread)
    open_rows = (
        select(
            outbox.c.id,
            outbox.c.state,
            outbox.c.due_at,
            func.min(outbox.c.id).over(partition_by=place).label("first"),
        )
        .where(outbox.c.state.in_(_OPEN))
        .subquery()
    )
    ready = connection.scalars(
        select(open_rows.c.id)
        .where(
            open_rows.c.id == open_rows.c.first,
            open_rows.c.state != "sending",
            or_(open_rows.c.due_at <= now, open_rows.c.due_at > now + _LONGEST_WAIT),
        )
        .order_by(open_rows.c.id)
        .limit(most)
    ).all()
    if not ready:
        return []
    rows = connection.execute(
        select(outbox).where(outbox.c.id.in_(ready)).order_by(outbox.c.id)
    ).all()
    connection.execute(
        update(outbox)
        .where(outbox.c.id.in_(ready))
        .values(state="sending", worker=worker, attempts=outbox.c.attempts + 1)
    )
    return [_posting(row, worker) for row in rows]


def holds(connection: Connection, posting: Posting) -> bool:
    """Whether the worker may still post it: one whose lease was taken over must not (R21)."""
    return connection.scalar(select(outbox.c.id).where(*_held(posting))) is not None


def sent(connection: Connection, row: int, ts: str | None, now: float) -> None:
    """Note that a letter arrived, whoever holds it now; what it said is not kept."""
    connection.execute(
        update(outbox)
        .where(outbox.c.id == row, outbox.c.state.in_(_OPEN))
        .values(worker=None, state="sent", ts=ts, sent_at=now, text="", blocks=[])
    )


def later(
    connection: Connection, posting: Posting, due_at: float, error: str, *, unsure: bool = False
) -> bool:
    """Try again at a time; `unsure` when Slack may have accepted it."""
    return _close(
        connection,
        posting,
        state="unsure" if unsure else "waiting",
        due_at=due_at,
        error=error,
    )


def dead(connection: Connection, posting: Posting, error: str) -> bool:
    """Give a letter up; False when it was taken over."""
    return _close(connection, posting, state="dead", error=error)


def renew(connection: Connection, worker: str, rows: Sequence[int]) -> None:
    """Keep the letters a worker is about to post."""
    if not rows:
        return
    connection.execute(
        update(outbox)
        .where(outbox.c.id.in_(rows), outbox.c.worker == worker, outbox.c.state == "sending")
        .values(beat=outbox.c.beat + 1)
    )


def release(connection: Connection, worker: str, now: float) -> None:
    """What a worker leaves behind may or may not have arrived."""
    connection.execute(
        update(outbox)
        .where(outbox.c.state == "sending", outbox.c.worker == worker)
        .values(state="unsure", worker=None, due_at=now + _GRACE)
    )


def workers(connection: Connection) -> list[str]:
    """Who is sending now."""
    names = select(outbox.c.worker).where(outbox.c.state == "sending").distinct()
    return [name for name in connection.scalars(names) if name]


def backlog(connection: Connection) -> dict[str, int]:
    """How many letters are in each state."""
    counts = select(outbox.c.state, func.count()).group_by(outbox.c.state)
    return {row[0]: row[1] for row in connection.execute(counts)}


def forget(connection: Connection, before: float) -> int:
    """Drop closed letters older than a time."""
    result = connection.execute(
        outbox.delete().where(outbox.c.state.in_(("sent", "dead")), outbox.c.asked_at < before)
    )
    return int(result.rowcount)


def _return_expired(connection: Connection, watch: Watch) -> None:
    held = select(outbox.c.id, outbox.c.worker, outbox.c.attempts, outbox.c.beat).where(
        outbox.c.state == "sending"
    )
    expired = watch.expired((row[0], (row[1], row[2], row[3])) for row in connection.execute(held))
    if expired:
        connection.execute(
            update(outbox)
            .where(outbox.c.id.in_(expired))
            .values(state="unsure", due_at=0.0, worker=None)
        )


def _any_open(connection: Connection, channel: str, thread: str | None) -> bool:
    found = select(outbox.c.id).where(
        outbox.c.channel == channel,
        outbox.c.thread.is_not_distinct_from(thread),
        outbox.c.state.in_(_OPEN),
    )
    return connection.scalar(found.limit(1)) is not None


def _held(posting: Posting) -> tuple[Any, ...]:
    return (
        outbox.c.id == posting.id,
        outbox.c.state == "sending",
        outbox.c.worker == posting.worker,
        outbox.c.attempts == posting.attempts,
    )


def _close(connection: Connection, posting: Posting, **values: Any) -> bool:
    result = connection.execute(update(outbox).where(*_held(posting)).values(worker=None, **values))
    return result.rowcount > 0


def _posting(row: Row[Any], worker: str) -> Posting:
    values = dict(row._mapping)
    unsure = values["state"] == "unsure"
    wanted = {name: values[name] for name in Posting.model_fields if name != "unsure"}
    wanted["blocks"] = tuple(wanted["blocks"])
    wanted["attempts"] += 1
    wanted["worker"] = worker
    return Posting(**wanted, unsure=unsure)
