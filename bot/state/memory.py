"""What is remembered of a scope: conversations, turns, feedback, unanswered questions."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select

from bot.domain.answer import Answer
from bot.domain.client import OpenQuestion, Turn
from bot.domain.conversation import Conversation
from bot.domain.material import Said
from bot.domain.scope import Scope
from bot.state.tables import (
    consultations,
    conversations,
    feedback,
    notices,
    reminders,
    run_answers,
    runs,
    turns,
    unanswered,
)
from bot.state.upsert import upsert


def conversation(connection: Connection, scope: Scope, thread: str) -> Conversation | None:
    """The conversation of a thread; None where the bot has not taken part."""
    state = connection.scalar(
        select(conversations.c.state).where(*_thread(conversations, scope, thread))
    )
    return None if state is None else Conversation.model_validate(state)


def remember(
    connection: Connection, scope: Scope, thread: str, state: Conversation, now: float
) -> None:
    """Keep where a conversation stands."""
    upsert(
        connection,
        conversations,
        {"team": scope.team, "channel": scope.channel, "thread": thread},
        {"state": state.model_dump(mode="json"), "updated_at": now},
    )


def add_turn(
    connection: Connection,
    turn: Turn,
    answer: Answer,
    speaker_team: str | None,
    index_version: str,
    now: float,
) -> None:
    """Keep a question and its answer."""
    connection.execute(
        insert(turns).values(
            id=turn.id,
            team=turn.scope.team,
            channel=turn.scope.channel,
            thread=turn.thread,
            speaker_team=speaker_team,
            speaker=turn.speaker,
            question=turn.question,
            answer=answer.model_dump(mode="json"),
            index_version=index_version,
            asked_at=now,
        )
    )
    if answer.kind == "unknown":
        connection.execute(
            insert(unanswered).values(
                team=turn.scope.team,
                channel=turn.scope.channel,
                question=turn.question,
                asked_at=now,
            )
        )


def turn(connection: Connection, scope: Scope, turn_id: str) -> Turn | None:
    """A turn of this scope; another scope's turn does not exist here (A19)."""
    row = connection.execute(
        select(turns).where(
            turns.c.id == turn_id, turns.c.team == scope.team, turns.c.channel == scope.channel
        )
    ).first()
    return None if row is None else _turn(row)


def said_before(
    connection: Connection, scope: Scope, speaker: str, question: str, since: float
) -> Turn | None:
    """The turn with the same words of the same speaker since a time (R2)."""
    row = connection.execute(
        select(turns)
        .where(
            turns.c.team == scope.team,
            turns.c.channel == scope.channel,
            turns.c.speaker == speaker,
            turns.c.asked_at >= since,
            turns.c.question == question,
        )
        .order_by(turns.c.asked_at.desc())
        .limit(1)
    ).first()
    return None if row is None else _turn(row)


def said(
    connection: Connection, scope: Scope, thread: str, most: int, longest: int
) -> tuple[Said, ...]:
    """What was asked and answered last in one thread of this scope, oldest first (A11, A18).

    Args:
        connection: in a transaction.
        scope: whose.
        thread: the thread; that of another scope does not exist here.
        most: turns.
        longest: characters of each question and each answer.
    """
    rows = connection.execute(
        select(turns.c.question, turns.c.answer)
        .where(*_thread(turns, scope, thread))
        .order_by(turns.c.asked_at.desc())
        .limit(most)
    ).all()
    found: list[Said] = []
    for row in reversed(rows):
        found.append(Said(by="user", text=row.question[:longest]))
        found.append(Said(by="bot", text=str(row.answer.get("text") or "")[:longest]))
    return tuple(found)


def asked_since(connection: Connection, scope: Scope, speaker: str, since: float) -> int:
    """How many questions a speaker put since a time."""
    count = connection.scalar(
        select(func.count())
        .select_from(turns)
        .where(
            turns.c.team == scope.team,
            turns.c.channel == scope.channel,
            turns.c.speaker == speaker,
            turns.c.asked_at >= since,
        )
    )
    return int(count or 0)


def judge(connection: Connection, turn_id: str, speaker: str, verdict: str, now: float) -> None:
    """Keep what a speaker thought of an answer; the last word counts."""
    upsert(
        connection,
        feedback,
        {"turn": turn_id, "speaker": speaker},
        {"verdict": verdict, "given_at": now},
    )


def open_questions(connection: Connection, team: str, most: int) -> list[OpenQuestion]:
    """What we could not answer, newest first: the list of what to write next."""
    rows = connection.execute(
        select(unanswered)
        .where(unanswered.c.team == team)
        .order_by(unanswered.c.asked_at.desc())
        .limit(most)
    )
    return [
        OpenQuestion(
            scope=Scope(team=row.team, channel=row.channel),
            question=row.question,
            asked_at=row.asked_at,
        )
        for row in rows
    ]


def tell_once(
    connection: Connection, team: str, subject: str, now: float, every: float = 86_400
) -> bool:
    """Whether to tell of a subject now: False when it was told within `every` seconds."""
    told = connection.scalar(
        select(notices.c.told_at).where(notices.c.team == team, notices.c.subject == subject)
    )
    # What was told in the future was told by a clock that has been set back since.
    if told is not None and 0 <= now - told < every:
        return False
    upsert(connection, notices, {"team": team, "subject": subject}, {"told_at": now})
    return True


def forget(connection: Connection, before: float) -> None:
    """Drop what users wrote before a time; open consultations stay."""
    connection.execute(delete(unanswered).where(unanswered.c.asked_at < before))
    connection.execute(delete(conversations).where(conversations.c.updated_at < before))
    connection.execute(delete(feedback).where(feedback.c.given_at < before))
    connection.execute(delete(turns).where(turns.c.asked_at < before))
    connection.execute(
        delete(consultations).where(
            consultations.c.state == "solved", consultations.c.solved_at < before
        )
    )


def forget_team(connection: Connection, team: str) -> None:
    """Drop everything users of a workspace wrote (the app was removed there)."""
    theirs = select(runs.c.id).where(runs.c.team == team)
    connection.execute(delete(run_answers).where(run_answers.c.run.in_(theirs)))
    for table in (unanswered, conversations, turns, consultations, runs, reminders):
        connection.execute(delete(table).where(table.c.team == team))


def _thread(table: Any, scope: Scope, thread: str) -> tuple[Any, ...]:
    return (
        table.c.team == scope.team,
        table.c.channel == scope.channel,
        table.c.thread == thread,
    )


def _turn(row: Row[Any]) -> Turn:
    answer = Answer.model_validate(row.answer)
    return Turn(
        id=row.id,
        scope=Scope(team=row.team, channel=row.channel),
        thread=row.thread,
        speaker=row.speaker,
        question=row.question,
        kind=answer.kind,
        text=answer.text,
        choices=tuple(choice.question for choice in answer.choices),
    )
