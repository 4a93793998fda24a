"""Reminders: set once, sent once, whatever restarts in between."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select, update

from bot.domain.answer import Model
from bot.domain.scope import Scope
from bot.state.tables import reminders
from bot.state.upsert import upsert


class Reminder(Model):
    """Something to say in a channel at a time."""

    id: int
    scope: Scope
    subject: str
    text: str
    due_at: float


def remind(connection: Connection, scope: Scope, subject: str, text: str, due_at: float) -> None:
    """Set a reminder, or move the one on this subject; for a time it was set for, nothing."""
    known = connection.scalar(
        select(reminders.c.due_at).where(
            reminders.c.team == scope.team,
            reminders.c.channel == scope.channel,
            reminders.c.subject == subject,
        )
    )
    if known == due_at:
        return
    upsert(
        connection,
        reminders,
        {"team": scope.team, "channel": scope.channel, "subject": subject},
        {"text": text, "state": "waiting", "due_at": due_at, "sent_at": None},
    )


def forget(connection: Connection, scope: Scope, subject: str) -> None:
    """Drop a reminder that is not needed any more."""
    connection.execute(
        delete(reminders).where(
            reminders.c.team == scope.team,
            reminders.c.channel == scope.channel,
            reminders.c.subject == subject,
        )
    )


def take_due(connection: Connection, now: float, most: int = 50) -> list[Reminder]:
    """The reminders whose time has come, marked as sent.

    To be called in the transaction that stores the letters: both happen, or neither. Of two
    workers only one gets a row, because the update names the state it found.
    """
    due = connection.execute(
        select(reminders)
        .where(reminders.c.state == "waiting", reminders.c.due_at <= now)
        .order_by(reminders.c.due_at, reminders.c.id)
        .limit(most)
    ).all()
    return [
        Reminder(
            id=row.id,
            scope=Scope(team=row.team, channel=row.channel),
            subject=row.subject,
            text=row.text,
            due_at=row.due_at,
        )
        for row in due
        if connection.execute(
            update(reminders)
            .where(reminders.c.id == row.id, reminders.c.state == "waiting")
            .values(state="sent", sent_at=now)
        ).rowcount
    ]
