"""Somebody asks faster than anybody reads: answered up to a limit, then told once to wait."""

from __future__ import annotations

from sqlalchemy import Connection

from bot import wording
from bot.slack.desk import Desk, Handled
from bot.slack.handlers.saying import letter
from bot.slack.render import notice
from bot.slack.work import Asked
from bot.state import memory
from bot.state.outbox import Letter

SECONDS, QUESTIONS = 60.0, 20


async def too_many(desk: Desk, work: Asked) -> bool:
    """Whether a person has had all the answers of this minute, in words and by buttons."""
    since = desk.clock() - SECONDS
    count = await desk.database.run(
        lambda c: memory.asked_since(c, work.scope, work.speaker.user, since)
    )
    return count >= QUESTIONS


def halted(desk: Desk, work: Asked) -> Handled:
    """Ask for a pause, once; what else comes in that minute goes unanswered."""
    now, subject = desk.clock(), f"flood:{work.scope.channel}:{work.speaker.user}"
    sorry = letter(work, notice(wording.TOO_MANY))

    def commit(connection: Connection) -> tuple[Letter, ...]:
        first = memory.tell_once(connection, work.scope.team, subject, now, SECONDS)
        return (sorry,) if first else ()

    return Handled(commit)
