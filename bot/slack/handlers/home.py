"""The Home tab: work for staff, a beginning for everybody else; and the prompts of the chat."""

from __future__ import annotations

import contextlib

from sqlalchemy import Connection

from bot import wording
from bot.slack.api import CALL_ERRORS
from bot.slack.desk import Desk, Effect, Handled
from bot.slack.home import Board, guest_home, staff_home
from bot.slack.work import ChatOpened, HomeOpened
from bot.state import clients, memory

# Enough to count what waits; nobody has more.
_MOST = 2000


async def opened(desk: Desk, work: HomeOpened) -> Handled:
    """Show the Home as it now is."""
    if await desk.people.role(work.team, work.speaker, fresh=True) == "staff":
        board = await desk.database.run(lambda c: _board(c, work.team))
        view = staff_home(board, work.speaker.user)
    else:
        view = guest_home()
    arguments = {"user_id": work.speaker.user, "view": view}
    return Handled(effects=(Effect(work.team, "views_publish", arguments),))


async def chat_opened(desk: Desk, work: ChatOpened) -> Handled:
    """Offer questions to begin with, where Slack (or the stand-in for it) knows how."""
    prompts = [{"title": title, "message": message} for title, message in wording.STARTERS]
    with contextlib.suppress(*CALL_ERRORS):
        client = await desk.api.client(work.scope.team)
        await client.assistant_threads_setSuggestedPrompts(
            channel_id=work.scope.channel, prompts=prompts
        )
    return Handled()


def _board(connection: Connection, team: str) -> Board:
    return Board(
        consultations=tuple(clients.open_consultations(connection, team, _MOST)),
        unanswered=tuple(memory.open_questions(connection, team, _MOST)),
        clients=tuple(clients.all_clients(connection, team)),
    )
