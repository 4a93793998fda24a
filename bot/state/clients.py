"""Clients bound to channels, and questions handed to their consultants."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from bot.domain.client import Client, ClientState, Consultation, Turn
from bot.domain.scope import Scope
from bot.state.tables import (
    clients,
    consultations,
    reminders,
    runs,
    standings,
    turns,
    unanswered,
)
from bot.state.upsert import upsert


def bind(connection: Connection, client: Client, by: str, now: float) -> None:
    """Bind a channel to a client, or bind it anew."""
    upsert(
        connection,
        clients,
        {"team": client.scope.team, "channel": client.scope.channel},
        {
            "company": client.company,
            "consultant": client.consultant,
            "state": client.state,
            "reason": client.reason,
            "teams": list(client.teams),
            "bound_by": by,
            "bound_at": now,
        },
    )


def client(connection: Connection, scope: Scope) -> Client | None:
    """The client of a channel."""
    row = connection.execute(select(clients).where(*_of(scope))).first()
    return None if row is None else _client(row)


def all_clients(connection: Connection, team: str) -> list[Client]:
    """The clients of a workspace, by company."""
    rows = connection.execute(
        select(clients).where(clients.c.team == team).order_by(clients.c.company, clients.c.id)
    )
    return [_client(row) for row in rows]


def set_state(connection: Connection, scope: Scope, state: ClientState, reason: str) -> bool:
    """Pause or freeze a client; False when there is none or nothing changed."""
    result = connection.execute(
        update(clients)
        .where(*_of(scope), clients.c.state != state, clients.c.state != "frozen")
        .values(state=state, reason=reason)
    )
    return result.rowcount > 0


def freeze_team(connection: Connection, team: str, reason: str) -> None:
    """Freeze every client of a workspace."""
    connection.execute(
        update(clients).where(clients.c.team == team).values(state="frozen", reason=reason)
    )


def move(connection: Connection, team: str, old: str, new: str) -> None:
    """Follow a channel whose id changed (it does when a channel becomes shared)."""
    connection.execute(
        update(clients)
        .where(clients.c.team == team, clients.c.channel == old)
        .values(channel=new, state="paused", reason="channel_id_changed")
    )
    # Read anew from the runs, which go along.
    connection.execute(
        delete(standings).where(standings.c.team == team, standings.c.channel.in_((old, new)))
    )
    for table in (consultations, turns, unanswered, runs, reminders):
        connection.execute(
            update(table).where(table.c.team == team, table.c.channel == old).values(channel=new)
        )


def open_consultation(
    connection: Connection, turn: Turn, consultant: str | None, asked_by: str, now: float
) -> int | None:
    """Hand a turn to a person; None when it was handed over before."""
    known = connection.scalar(select(consultations.c.id).where(consultations.c.turn == turn.id))
    if known is not None:
        return None
    number: int = connection.execute(
        insert(consultations)
        .values(
            team=turn.scope.team,
            channel=turn.scope.channel,
            thread=turn.thread,
            turn=turn.id,
            question=turn.question,
            consultant=consultant,
            asked_by=asked_by,
            state="open",
            opened_at=now,
        )
        .returning(consultations.c.id)
    ).scalar_one()
    return number


def solve(connection: Connection, scope: Scope, number: int, by: str, now: float) -> bool:
    """Mark a consultation of this scope solved; False when it is not open here."""
    result = connection.execute(
        update(consultations)
        .where(
            consultations.c.id == number,
            consultations.c.team == scope.team,
            consultations.c.channel == scope.channel,
            consultations.c.state == "open",
        )
        .values(state="solved", solved_at=now, solved_by=by)
    )
    return result.rowcount > 0


def consultation(connection: Connection, team: str, number: int) -> Consultation | None:
    """A consultation of a workspace."""
    row = connection.execute(
        select(consultations).where(consultations.c.team == team, consultations.c.id == number)
    ).first()
    return None if row is None else _consultation(row)


def in_hands(connection: Connection, scope: Scope, thread: str) -> bool:
    """Whether a person was asked in a thread and has not solved it: the bot keeps quiet there."""
    found = connection.scalar(
        select(consultations.c.id)
        .where(
            consultations.c.team == scope.team,
            consultations.c.channel == scope.channel,
            consultations.c.thread == thread,
            consultations.c.state == "open",
        )
        .limit(1)
    )
    return found is not None


def open_consultations(connection: Connection, team: str, most: int) -> list[Consultation]:
    """What waits for a person, oldest first."""
    rows = connection.execute(
        select(consultations)
        .where(consultations.c.team == team, consultations.c.state == "open")
        .order_by(consultations.c.opened_at)
        .limit(most)
    )
    return [_consultation(row) for row in rows]


def _of(scope: Scope) -> tuple[Any, ...]:
    return (clients.c.team == scope.team, clients.c.channel == scope.channel)


def _client(row: Row[Any]) -> Client:
    return Client(
        scope=Scope(team=row.team, channel=row.channel),
        company=row.company,
        consultant=row.consultant,
        state=row.state,
        reason=row.reason,
        teams=tuple(row.teams),
    )


def _consultation(row: Row[Any]) -> Consultation:
    return Consultation(
        id=row.id,
        scope=Scope(team=row.team, channel=row.channel),
        thread=row.thread,
        turn=row.turn,
        question=row.question,
        consultant=row.consultant,
        state=row.state,
        opened_at=row.opened_at,
    )
