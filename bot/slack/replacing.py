"""Puts an answer in the place of its draft, and takes away drafts that nothing replaced.

To change a message twice to the same does no harm, so that an answer in its draft's place is as
safe as one that is posted. Where a change of the draft may still be under way, a change of ours
could be undone by it: there the draft is deleted, after which Slack changes nothing any more, and
the answer is posted.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.scope import Scope
from bot.slack import lookup
from bot.slack.api import CALL_ERRORS, WebApi, failure
from bot.slack.lookup import EVENT_TYPE, Message
from bot.slack.streaming import stop_stream
from bot.state import drafts
from bot.state.database import Database
from bot.state.drafts import Draft
from bot.state.outbox import Posting

log = logging.getLogger(__name__)

_STILL_STREAMING = "streaming_state_conflict"
_GONE = {"message_not_found", "channel_not_found", "thread_not_found"}
_FIXED = {"cant_update_message", "edit_window_closed", "cant_broadcast_message", _STILL_STREAMING}
_SKEW = 2 * 3600.0
_GRACE = 1.0


class Replacing:
    """Replaces drafts.

    Args:
        database: knows them.
        api: reaches Slack.
        clock: seconds since the epoch.
    """

    def __init__(self, database: Database, api: WebApi, clock: Callable[[], float]):
        self._database = database
        self._api = api
        self._clock = clock

    async def replaced(
        self, client: AsyncWebClient, posting: Posting, text: str, blocks: list[dict[str, Any]]
    ) -> str | None:
        """The ts of the draft that now says what the letter says; None = the letter is to be posted.

        Raises:
            Exception: what a call raises whose outcome is not known, or that may succeed later.
        """
        draft = await self._database.run(lambda c: drafts.find(c, posting.key))
        if draft is None or draft.state == "lost":
            return None
        ts = draft.ts or await self._seen(client, draft)
        if ts is None or (draft.state == "unsure" and draft.via == "message"):
            # It may show up yet: swept away later.
            await self._lost(draft, ts)
            return None
        content: dict[str, Any] = {
            "channel": posting.channel,
            "ts": ts,
            "text": text,
            # Left out, those of the draft would stay.
            "blocks": blocks,
            "metadata": {"event_type": EVENT_TYPE, "event_payload": {"key": posting.key}},
            "link_names": False,
        }
        try:
            await self._update(client, draft, content)
        except SlackApiError as error:
            code = failure(error).code
            if code not in _GONE | _FIXED:
                raise
            log.info("draft not replaced: %s", code)
            await self._lost(draft, ts)
            return None
        return ts

    async def sweep(self) -> None:
        """Take away drafts that nothing took the place of, once no call about them is under way."""
        before = self._clock() - self._api.seconds - _GRACE
        for draft in await self._database.run(lambda c: drafts.lost(c, before)):
            try:
                client = await self._api.client(draft.team, patient=True)
                if ts := draft.ts or await self._seen(client, draft):
                    await self._delete(client, draft, ts)
            except CALL_ERRORS as error:
                found = failure(error)
                if found.outcome != "refused":
                    continue
                log.warning("draft not taken away: %s", found.code)
            await self._database.run(lambda c, draft=draft: drafts.remove(c, draft.id))  # type: ignore[misc]

    async def _update(self, client: AsyncWebClient, draft: Draft, content: dict[str, Any]) -> None:
        try:
            await client.chat_update(**content)
        except SlackApiError as error:
            if failure(error).code != _STILL_STREAMING:
                raise
            # Whoever streamed it died before it ended the stream.
            await stop_stream(self._api, _scope(draft), content["ts"])
            await client.chat_update(**content)

    async def _lost(self, draft: Draft, ts: str | None) -> None:
        now = self._clock()
        await self._database.run(lambda c: drafts.move(c, draft.id, "lost", now, ts=ts))
        if ts is not None:
            with contextlib.suppress(*CALL_ERRORS):
                client = await self._api.client(draft.team)
                await self._delete(client, draft, ts)

    async def _delete(self, client: AsyncWebClient, draft: Draft, ts: str) -> None:
        if draft.via == "stream":
            await stop_stream(self._api, _scope(draft), ts)
        await client.chat_delete(channel=draft.channel, ts=ts)

    async def _seen(self, client: AsyncWebClient, draft: Draft) -> str | None:
        """A draft whose post nobody knows the outcome of; a stream carries no key."""
        workspace = await self._api.workspaces.token(draft.team)
        ours = workspace.bot_user_id if workspace else None

        def matches(message: Message) -> bool:
            if lookup.payload(message).get("draft") == draft.id:
                return True
            bare = not message.get("metadata") and not message.get("files")
            return (
                draft.via == "stream"
                and bare
                and ours is not None
                and (message.get("user") == ours)
            )

        oldest = draft.updated_at - _SKEW
        found = None
        async for ts in lookup.messages(client, draft.channel, draft.thread, oldest, matches):
            found = ts
        return found


def _scope(draft: Draft) -> Scope:
    return Scope(team=draft.team, channel=draft.channel)
