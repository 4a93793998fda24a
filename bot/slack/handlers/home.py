"""The Home tab: work for staff, a beginning for everybody else; and the prompts of the chat."""

from __future__ import annotations

import contextlib

from bot import wording
from bot.domain.client import Client
from bot.domain.walkthrough import Stage
from bot.slack.api import CALL_ERRORS
from bot.slack.desk import Desk, Effect, Handled
from bot.slack.entitlement import own_client
from bot.slack.handlers import board
from bot.slack.home import guest_home
from bot.slack.work import ChatOpened, HomeOpened


async def opened(desk: Desk, work: HomeOpened) -> Handled:
    """Show the Home as it now is."""
    role = await desk.people.role(work.team, work.speaker, fresh=True)
    if role == "staff":
        return await board.shown(desk, work.team, work.speaker.user)
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
    guide, now = await board.guide_of(desk), desk.clock()
    if client is None or guide is None:
        return None
    return client, await desk.database.run(lambda c: guide.stage(c, client.scope, now))
