"""The Home tab: work for staff, a beginning for everybody else; and the prompts of the chat."""

from __future__ import annotations

import contextlib

from sqlalchemy import Connection

from bot import wording
from bot.domain.client import Client
from bot.domain.walkthrough import Stage
from bot.guide import Guide
from bot.slack.api import CALL_ERRORS
from bot.slack.desk import Desk, Effect, Handled
from bot.slack.entitlement import own_client
from bot.slack.home import Board, guest_home, staff_home
from bot.slack.work import ChatOpened, HomeOpened
from bot.state import clients, memory
from indexer.errors import IndexProblem

# Enough to count what waits; nobody has more.
_MOST = 2000
# As many as the Home shows.
_MOST_STAGES = 60


async def opened(desk: Desk, work: HomeOpened) -> Handled:
    """Show the Home as it now is."""
    role = await desk.people.role(work.team, work.speaker, fresh=True)
    if role == "staff":
        guide, now = await _guide(desk), desk.clock()
        board = await desk.database.run(lambda c: _board(c, work.team, guide, now))
        view = staff_home(board, work.speaker.user)
    else:
        view = guest_home(await _own(desk, work) if role == "client" else None)
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


async def _own(desk: Desk, work: HomeOpened) -> tuple[Client, Stage] | None:
    """Where the viewer's own company stands; None when it is not certain which one that is."""
    client = await own_client(desk, work.team, work.speaker)
    guide, now = await _guide(desk), desk.clock()
    if client is None or guide is None:
        return None
    return client, await desk.database.run(lambda c: guide.stage(c, client.scope, now))


async def _guide(desk: Desk) -> Guide | None:
    """The guide; None while there is no index, for the Home shows what waits all the same."""
    with contextlib.suppress(IndexProblem):
        return await desk.asking.guide()
    return None


def _board(connection: Connection, team: str, guide: Guide | None, now: float) -> Board:
    bound = clients.all_clients(connection, team)
    active = [client.scope for client in bound if client.state == "active"][:_MOST_STAGES]
    return Board(
        stages=tuple(guide.stage(connection, one, now) for one in active) if guide else (),
        consultations=tuple(clients.open_consultations(connection, team, _MOST)),
        unanswered=tuple(memory.open_questions(connection, team, _MOST)),
        clients=tuple(bound),
    )
