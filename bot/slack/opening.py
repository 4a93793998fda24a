"""Opens the form of a self-check part while its trigger lives: three seconds."""

from __future__ import annotations

import logging
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot import wording
from bot.domain.scope import Scope, Speaker
from bot.domain.walkthrough import Form
from bot.guide import Guide
from bot.slack import parts
from bot.slack.api import CALL_ERRORS
from bot.slack.desk import Desk
from bot.slack.entitlement import closed, why_not
from bot.slack.part_form import part_form
from bot.slack.payload import actor, installed
from bot.slack.render import notice
from bot.slack.screens import opened_form
from indexer.errors import IndexProblem

log = logging.getLogger(__name__)


async def open_part(desk: Desk, body: dict[str, Any]) -> None:
    """Show the questions of a part with what was answered so far, or say why not.

    Whose answers these are follows from the channel alone (A19).
    """
    try:
        speaker, trigger = actor(body), str(body["trigger_id"])
        scope = Scope(team=installed(body), channel=str(body["channel"]["id"]))
        message = body.get("message") or {}
        ts = str(message["ts"])
        asked = opened_form(str(body["actions"][0].get("value") or ""))
    except (KeyError, TypeError, IndexError, AttributeError, ValueError) as error:
        log.warning("unreadable press: %s", type(error).__name__)
        return
    thread = str(message.get("thread_ts") or ts)
    try:
        found = await _found(desk, scope, speaker, asked)
        client = await desk.api.client(scope.team)
        if isinstance(found, Form):
            place = parts.place(found.run, scope.channel, thread, ts)
            await client.views_open(trigger_id=trigger, view=part_form(found, place))
            return
        await client.chat_postEphemeral(
            channel=scope.channel,
            user=speaker.user,
            text=notice(found).text,
            thread_ts=thread if thread != ts else None,
        )
    except (*CALL_ERRORS, SQLAlchemyError, IndexProblem) as error:
        log.warning("form not opened: %s", type(error).__name__)


async def _found(
    desk: Desk, scope: Scope, speaker: Speaker, asked: tuple[str, int] | None
) -> Form | str:
    """The form, or why there is none."""
    if asked is None:
        return wording.OLD_BUTTON
    if reason := await why_not(desk, scope, speaker):
        return reason
    guide, now = await desk.asking.guide(), desk.clock()
    return await desk.database.run(lambda c: _form(guide, c, scope, asked, now))


def _form(
    guide: Guide, connection: Connection, scope: Scope, asked: tuple[str, int], now: float
) -> Form | str:
    barred = closed(connection, scope)
    return barred or guide.form(connection, scope, *asked, now) or wording.OLD_BUTTON
