"""Opens the form that describes a document while its trigger lives: three seconds."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot.domain.scope import Speaker
from bot.slack.adding import words
from bot.slack.adding.form import document_form
from bot.slack.api import CALL_ERRORS
from bot.slack.desk import Desk
from bot.slack.payload import actor, installed
from bot.slack.render import notice
from bot.state import additions
from indexer.errors import IndexProblem
from indexer.library.shelf import Library
from indexer.releases import Releases
from indexer.settings import IndexSettings

log = logging.getLogger(__name__)


async def open_document_form(desk: Desk, body: dict[str, Any]) -> None:
    """Show the form with what is known so far, or say why not: in the thread, or in the DM."""
    try:
        speaker, team, trigger = actor(body), installed(body), str(body["trigger_id"])
        addition = str(body["actions"][0].get("value") or "")
        where = str((body.get("channel") or {}).get("id") or "")
        message = body.get("message") or {}
        ts, thread = message.get("ts"), message.get("thread_ts")
    except (KeyError, TypeError, IndexError, AttributeError, ValueError) as error:
        log.warning("unreadable press: %s", type(error).__name__)
        return
    try:
        view = await _view(desk, team, speaker, addition if where else "")
        client = await desk.api.client(team)
        if isinstance(view, str):
            said = notice(view).text
            if where:
                # Below a message that has no thread yet, nobody would look for it.
                below = str(thread) if thread and thread != ts else None
                await client.chat_postEphemeral(
                    channel=where, user=speaker.user, text=said, thread_ts=below
                )
            return
        await client.views_open(trigger_id=trigger, view=view)
    except (*CALL_ERRORS, SQLAlchemyError) as error:
        log.warning("form not opened: %s", type(error).__name__)


async def _view(desk: Desk, team: str, speaker: Speaker, addition: str) -> dict[str, Any] | str:
    """The form, or why there is none."""
    if await desk.people.role(team, speaker) != "staff" or desk.workshop is None:
        return words.STAFF_ONLY_HERE
    said: dict[str, str] = {}
    if addition:
        found = await desk.database.run(lambda c: additions.find(c, team, addition))
        if found is None or found.state not in additions.FILLABLE:
            going = found is not None and found.state in {"received", "described"}
            return words.GOING_ON if going else words.NOT_OPEN
        said = found.details
    held = await asyncio.to_thread(_held, desk.workshop.settings)
    return document_form(addition, said, held)


def _held(settings: IndexSettings) -> list[tuple[str, str]]:
    """The documents being served, by id."""
    shelf, library = Releases(settings.home), Library(settings.home)
    try:
        refs = shelf.manifest(shelf.active()).documents
        return [(ref.id, library.entry(ref).name) for ref in refs]
    except IndexProblem:
        return []
