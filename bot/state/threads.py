"""What was said in a thread, to read only: another scope's thread does not exist here (A18)."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from bot.domain.answer import Answer
from bot.domain.scope import Scope, Speaker
from bot.domain.thread import ThreadRecord, ThreadTurn
from bot.state.tables import consultations, turns

_MOST_CONSULTATIONS = 20


def record(connection: Connection, scope: Scope, thread: str, most: int) -> ThreadRecord:
    """The newest turns of a thread, oldest first, and what of it waits for a person.

    Args:
        connection: in a transaction.
        scope: whose.
        thread: the thread.
        most: turns.
    """
    here = (
        turns.c.team == scope.team,
        turns.c.channel == scope.channel,
        turns.c.thread == thread,
    )
    rows = connection.execute(
        select(turns).where(*here).order_by(turns.c.asked_at.desc(), turns.c.id).limit(most)
    ).all()
    count = connection.scalar(select(func.count()).select_from(turns).where(*here))
    found = tuple(
        ThreadTurn(
            speaker=Speaker(team=row.speaker_team, user=row.speaker),
            question=row.question,
            answer=Answer.model_validate(row.answer),
            asked_at=row.asked_at,
        )
        for row in reversed(rows)
    )
    return ThreadRecord(
        turns=found,
        left_out=int(count or 0) - len(found),
        consulted=_consulted(connection, scope, thread),
    )


def _consulted(connection: Connection, scope: Scope, thread: str) -> tuple[str, ...]:
    found = connection.scalars(
        select(consultations.c.question)
        .where(
            consultations.c.team == scope.team,
            consultations.c.channel == scope.channel,
            consultations.c.thread == thread,
            consultations.c.state == "open",
        )
        .order_by(consultations.c.opened_at)
        .limit(_MOST_CONSULTATIONS)
    )
    return tuple(found)
