"""A question's answer, kept and written in one transaction."""

from __future__ import annotations

import secrets

from sqlalchemy import Connection

from bot import wording
from bot.domain.answer import Answer
from bot.domain.client import Turn
from bot.domain.conversation import Conversation
from bot.slack.desk import Desk, Handled
from bot.slack.handlers.refusing import refused
from bot.slack.handlers.saying import letter
from bot.slack.handlers.staff import watch
from bot.slack.quoting import quoted
from bot.slack.render import answer_messages, notice
from bot.slack.work import Asked
from bot.state import memory
from bot.state.outbox import Letter

_SAME_QUESTION_SECONDS = 5.0


def answered(desk: Desk, work: Asked, answer: Answer, after: Conversation, version: str) -> Handled:
    """Write the answer where it was asked; a double tap is not answered twice (R2)."""
    now = desk.clock()
    turn = Turn(
        id=secrets.token_urlsafe(12),
        scope=work.scope,
        thread=work.thread or "",
        speaker=work.speaker.user,
        question=work.text,
        kind=answer.kind,
        text=answer.text,
    )
    messages = answer_messages(answer, turn=turn.id, as_of=desk.asking.today(), consult=True)
    if work.via != "post":
        messages = (quoted(work.text, messages[0]), *messages[1:])
    written = tuple(letter(work, message) for message in messages)
    # Who pressed a button twice sees the answer; who wrote twice sees two posts.
    again = () if work.via == "button" else (letter(work, notice(wording.SAME_QUESTION)),)

    def commit(connection: Connection) -> tuple[Letter, ...]:
        if just_answered(connection, work, now):
            return again
        memory.add_turn(connection, turn, answer, work.speaker.team, version, now)
        if work.thread:
            memory.remember(connection, work.scope, work.thread, after, now)
        told = refused(connection, desk, work, answer)
        return written + told + watch(connection, desk, work.scope, work.speaker)

    return Handled(commit)


def just_answered(connection: Connection, work: Asked, now: float) -> bool:
    """Whether this person had the answer to these words a moment ago."""
    since = now - _SAME_QUESTION_SECONDS
    found = memory.said_before(connection, work.scope, work.speaker.user, work.text, since)
    return found is not None
