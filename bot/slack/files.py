"""Files handed over in a thread."""

from __future__ import annotations

from typing import Any

import aiohttp

from bot import wording
from bot.documents.make import MadeDocument
from bot.domain.scope import Scope
from bot.slack.api import WebApi
from bot.slack.escaping import inert

_LONGEST_ALT = 1000
_SECONDS = 60.0


async def upload(api: WebApi, scope: Scope, thread: str | None, document: MadeDocument) -> None:
    """Upload a document and show it in a thread.

    Raises:
        CALL_ERRORS: Slack refused it, or was not reached.
    """
    client = await api.client(scope.team)
    await client.files_upload_v2(
        filename=document.filename,
        file=document.data,
        title=document.title,
        alt_txt=document.alt[:_LONGEST_ALT] if document.alt else None,
        channel=scope.channel,
        thread_ts=thread,
        initial_comment=wording.WALK_PAPER.format(title=inert(document.title)),
    )


async def put(api: WebApi, team: str, document: MadeDocument) -> str:
    """Bring a document to Slack, where nobody sees it yet; gives Slack's id of it.

    Raises:
        CALL_ERRORS: Slack refused it, or was not reached.
    """
    client = await api.client(team)
    place = await client.files_getUploadURLExternal(
        filename=document.filename, length=len(document.data)
    )
    timeout = aiohttp.ClientTimeout(total=_SECONDS)
    async with api.session().post(
        str(place["upload_url"]), data=document.data, timeout=timeout
    ) as response:
        response.raise_for_status()
    return str(place["file_id"])


async def show(
    api: WebApi, scope: Scope, thread: str | None, document: MadeDocument, file: str
) -> None:
    """Show what was put, in a thread: once, though the first try may have been cut off.

    Raises:
        CALL_ERRORS: Slack refused it, or was not reached.
    """
    client = await api.client(scope.team)
    told: Any = (await client.files_info(file=file)).get("file") or {}
    if any(told.get(place) for place in ("shares", "channels", "groups", "ims")):
        return
    await client.files_completeUploadExternal(
        files=[{"id": file, "title": document.title}],
        channel_id=scope.channel,
        thread_ts=thread,
        initial_comment=wording.WALK_PAPER.format(title=inert(document.title)),
    )
