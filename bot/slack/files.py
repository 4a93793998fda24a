"""Files handed over in a thread."""

from __future__ import annotations

from bot import wording
from bot.documents.make import MadeDocument
from bot.domain.scope import Scope
from bot.slack.api import WebApi
from bot.slack.escaping import inert

_LONGEST_ALT = 1000


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
