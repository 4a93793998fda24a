"""A screen shown in a thread: remembered there, and its documents ordered, in one transaction."""

from __future__ import annotations

import secrets

from sqlalchemy import Connection

from bot.domain.conversation import Conversation
from bot.domain.scope import Scope
from bot.domain.walkthrough import DocumentKind, Screen
from bot.slack.handlers.saying import letter
from bot.slack.payload import storable
from bot.slack.screens import screen_message
from bot.slack.work import Asked, Papers
from bot.state import inbox, memory
from bot.state.inbox import Delivery
from bot.state.outbox import Letter


def shown_to(connection: Connection, work: Asked, screen: Screen, now: float) -> Letter:
    """The screen as a letter where work came from."""
    keep(connection, work.scope, work.thread, screen, now)
    return letter(work, screen_message(screen))


def keep(
    connection: Connection, scope: Scope, thread: str | None, screen: Screen, now: float
) -> None:
    """Remember what a thread shows, and order the documents that belong to it."""
    if thread and screen.run:
        before = memory.conversation(connection, scope, thread) or Conversation()
        if before.run != screen.run:
            after = before.model_copy(update={"run": screen.run})
            memory.remember(connection, scope, thread, after, now)
    if screen.documents:
        order(connection, scope, thread, screen.run or "", screen.documents, now)


def order(
    connection: Connection,
    scope: Scope,
    thread: str | None,
    run: str,
    kinds: tuple[DocumentKind, ...],
    now: float,
    *,
    about: Scope | None = None,
    question: str = "",
) -> None:
    """Order documents through the inbox: made though the process may die first."""
    work = Papers(scope=scope, thread=thread, run=run, kinds=kinds, about=about, question=question)
    row = Delivery(
        delivery=f"{scope.team}:papers:{secrets.token_hex(12)}",
        post=None,
        kind=work.type,
        team=scope.team,
        channel=scope.channel,
        thread=f"{thread or '-'}:{scope.channel}"[:64],
        payload=storable(work),
    )
    inbox.store(connection, [row], now)
