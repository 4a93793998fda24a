"""「止める」: whoever asked, or staff, wants no more of an answer that is being written.

Not by the inbox, where it would wait behind the very question it stops: what is lost here is
that a few more sentences come.
"""

from __future__ import annotations

import contextlib
import logging
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot import wording
from bot.domain.scope import Scope, Speaker
from bot.slack.api import CALL_ERRORS
from bot.slack.desk import Desk
from bot.slack.entitlement import is_direct, is_there
from bot.slack.handlers.saying import who
from bot.slack.payload import actor, installed, speaker
from bot.state import drafts

log = logging.getLogger(__name__)

# Slack's own stop; the second is an older name of the first, and both come for a while.
EVENTS = ("agent_session_stopped", "message_stream_stopped")


async def pressed(desk: Desk, body: dict[str, Any]) -> None:
    """Our button below a draft; pressed again, or too late, it does nothing."""
    try:
        scope = Scope(team=installed(body), channel=str(body["channel"]["id"]))
        presser = actor(body)
        draft, _, asker = str(body["actions"][0].get("value") or "").partition("|")
    except (KeyError, TypeError, IndexError, AttributeError, ValueError) as error:
        log.warning("unreadable press: %s", type(error).__name__)
        return
    if not await _may(desk, scope, presser, asker):
        await _refuse(desk, scope, presser, body)
        return
    under_way = desk.drafts.find(draft)
    if under_way is not None and under_way.place.scope == scope:
        under_way.stop.set()
    await _note(desk, scope, draft=draft)


async def stopped(desk: Desk, body: dict[str, Any]) -> None:
    """Slack's own stop, in the conversation with the agent or below a stream."""
    try:
        event = body["event"]
        scope = Scope(team=installed(body), channel=str(event["channel"]))
        who_stopped = speaker(body, event, str(event["user"]))
        thread = str(event["thread_ts"])
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        log.warning("unreadable stop: %s", type(error).__name__)
        return
    for one in desk.drafts.of_thread(scope, thread):
        if await _may(desk, scope, who_stopped, who(one.place.speaker)):
            one.stop.set()
    # Whose answer another process writes there, only it knows.
    if is_direct(scope) or await _may(desk, scope, who_stopped, ""):
        await _note(desk, scope, thread=thread)


async def _may(desk: Desk, scope: Scope, speaker: Speaker, asker: str) -> bool:
    """Whether a person may stop an answer: who asked and is still there, or staff (A22)."""
    role = await desk.people.role(scope.team, speaker, fresh=True)
    if role == "staff":
        return True
    # Slack does not always tell the team of who speaks in a shared channel.
    is_asker = asker in (who(speaker), who(Speaker(team=None, user=speaker.user)))
    return role == "client" and is_asker and await is_there(desk, scope, speaker)


async def _note(desk: Desk, scope: Scope, *, draft: str = "", thread: str = "") -> None:
    """Tell the process that writes it, when that is not ours."""
    try:
        if draft:
            await desk.database.run(lambda c: drafts.stop(c, scope.team, scope.channel, draft))
        else:
            await desk.database.run(
                lambda c: drafts.stop_thread(c, scope.team, scope.channel, thread)
            )
    except SQLAlchemyError as error:
        log.error("database: %s", type(error).__name__)


async def _refuse(desk: Desk, scope: Scope, presser: Speaker, body: dict[str, Any]) -> None:
    message = body.get("message") or {}
    thread = message.get("thread_ts")
    with contextlib.suppress(*CALL_ERRORS):
        client = await desk.api.client(scope.team)
        await client.chat_postEphemeral(
            channel=scope.channel,
            user=presser.user,
            text=wording.STOP_NOT_YOURS,
            thread_ts=thread if isinstance(thread, str) else None,
        )
