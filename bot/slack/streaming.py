"""Shows an answer while it is being written: streamed where Slack can, else posted and changed.

Streamed only in the agent's DM: in a channel nobody but the one recipient sees a stream grow, and
Slack gives it no stop button there, while a message that is changed all see, with our own.

Whatever goes wrong here costs the draft, never the answer: the letter that takes its place finds
out from `bot.state.drafts` what there is to replace.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.scope import Scope
from bot.slack import draft_view
from bot.slack.api import WebApi, failure
from bot.slack.desk import Desk
from bot.slack.drafts import UnderWay
from bot.slack.handlers.saying import who
from bot.slack.lookup import EVENT_TYPE
from bot.state import drafts
from bot.state.drafts import Via

log = logging.getLogger(__name__)

# Slack takes some 50 changes a minute and workspace, and twice as many pieces of streams.
_CHANGE_SECONDS, _APPEND_SECONDS = 1.0, 0.5
# The answer waits no longer for a call in hand.
_CLOSING_SECONDS = 1.5


class Stream:
    """One draft, from the first words until the answer takes its place.

    Args:
        desk: reaches Slack and the database.
        under_way: the answer; its stop is set when Slack tells that the asker pressed stop.
    """

    def __init__(self, desk: Desk, under_way: UnderWay):
        self._desk = desk
        self._under_way = under_way
        self._place = under_way.place
        scope = self._place.scope
        direct = scope.channel.startswith("D") and self._place.thread is not None
        self._via: Via = "stream" if direct and desk.drafts.streams(scope.team) else "message"
        self._text = self._sent = ""
        self._ts: str | None = None
        self._more, self._ending = asyncio.Event(), asyncio.Event()
        self._in_call = self._unsure = False
        self._task: asyncio.Task[None] | None = None

    async def show(self, text: str) -> None:
        """Let what is verified so far be seen; returns at once."""
        self._text = text
        self._more.set()
        if self._task is None:
            self._task = asyncio.create_task(self._painted())

    async def close(self) -> None:
        """Finish, so that nothing of the draft comes after the answer."""
        self._ending.set()
        self._more.set()
        if self._task is None:
            return
        await asyncio.wait({self._task}, timeout=_CLOSING_SECONDS)
        if not self._task.done():
            self._unsure = self._unsure or self._in_call
            self._task.cancel()
            await asyncio.wait({self._task}, timeout=0.1)
        if self._ts and self._via == "stream":
            # Once it is ended, Slack takes no more of it, whatever is still on its way.
            status = "active" if self._under_way.stop.is_set() else None
            await stop_stream(self._desk.api, self._place.scope, self._ts, status)
        elif self._ts and self._unsure:
            with contextlib.suppress(SQLAlchemyError):
                await self._note("unsure")

    def abandon(self) -> None:
        """Leave it as it is: the next process goes on."""
        if self._task is not None:
            self._task.cancel()

    async def _painted(self) -> None:
        try:
            await self._paint()
        except SQLAlchemyError as error:
            log.error("database: %s", type(error).__name__)
        except Exception as error:  # noqa: BLE001 (a draft may never cost an answer)
            log.error("draft failed: %s", type(error).__name__)

    async def _paint(self) -> None:
        if await self._left_by_another():
            return
        pause = await self._step()
        while pause is not None and not self._ending.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._ending.wait(), pause)
            await self._more.wait()
            if self._ending.is_set() or not await self._still_ours():
                return
            pause = await self._step()

    async def _left_by_another(self) -> bool:
        """Whether an earlier attempt has posted a draft: the answer replaces that one."""
        place, now = self._place, self._desk.clock()
        draft, via = self._under_way.draft, self._via
        before = await self._desk.database.run(
            lambda c: drafts.begin(c, draft, place.scope, place.thread, via, now)
        )
        return before is not None

    async def _still_ours(self) -> bool:
        """Whether to go on: not once the answer was given, elsewhere too."""
        found = await self._desk.database.run(lambda c: drafts.find(c, self._under_way.draft))
        if found is not None and found.state == "stopping":
            self._under_way.stop.set()
        return found is not None and found.state in ("open", "stopping")

    async def _step(self) -> float | None:
        """Show what there is; gives the seconds to wait before the next time, None = no more."""
        self._more.clear()
        self._in_call = True
        try:
            client = await self._desk.api.client(self._place.scope.team)
            await (self._open(client) if self._ts is None else self._extend(client))
        except SQLAlchemyError:
            raise
        except Exception as error:  # noqa: BLE001 (whatever Slack's library makes of an answer)
            return await self._failed(error)
        finally:
            self._in_call = False
        return _APPEND_SECONDS if self._via == "stream" else _CHANGE_SECONDS

    async def _failed(self, error: Exception) -> float | None:
        found = failure(error)
        log.info("draft: %s", found.code)
        if found.code == "stopped_by_user":
            self._under_way.stop.set()
        if found.outcome == "unsure":
            self._unsure = True
            return None
        if self._ts is not None:
            return max(found.wait or 0.0, _CHANGE_SECONDS) if found.outcome == "later" else None
        if self._via == "stream" and found.outcome == "refused":
            self._desk.drafts.no_streams(self._place.scope.team)
            self._via = "message"
            await self._desk.database.run(lambda c: drafts.remove(c, self._under_way.draft))
            return None if await self._left_by_another() else await self._step()
        await self._desk.database.run(lambda c: drafts.forgo(c, self._under_way.draft))
        return None

    async def _open(self, client: AsyncWebClient) -> None:
        text, place = self._text, self._place
        if self._via == "stream":
            response = await client.chat_startStream(
                channel=place.scope.channel,
                thread_ts=str(place.thread),
                markdown_text=draft_view.streamed(text),
                recipient_team_id=place.speaker.team or place.scope.team,
                recipient_user_id=place.speaker.user,
            )
        else:
            response = await client.chat_postMessage(
                channel=place.scope.channel,
                thread_ts=place.thread,
                metadata={
                    "event_type": EVENT_TYPE,
                    "event_payload": {"draft": self._under_way.draft},
                },
                unfurl_links=False,
                unfurl_media=False,
                **self._message(text),
            )
        self._ts, self._sent = str(response["ts"]), text
        await self._note("open")

    async def _extend(self, client: AsyncWebClient) -> None:
        text, place = self._text, self._place
        if text == self._sent:
            return
        if self._via == "message":
            await client.chat_update(
                channel=place.scope.channel, ts=str(self._ts), **self._message(text)
            )
        else:
            before, now = draft_view.streamed(self._sent), draft_view.streamed(text)
            if not now.startswith(before) or now == before:
                return
            await client.chat_appendStream(
                channel=place.scope.channel, ts=str(self._ts), markdown_text=now[len(before) :]
            )
        self._sent = text

    def _message(self, text: str) -> dict[str, Any]:
        shown = draft_view.message(text, self._under_way.draft, who(self._place.speaker))
        return {"text": shown.text, "blocks": list(shown.blocks), "link_names": False}

    async def _note(self, state: drafts.State) -> None:
        ts, now = self._ts, self._desk.clock()
        await self._desk.database.run(
            lambda c: drafts.move(c, self._under_way.draft, state, now, ts=ts)
        )


async def stop_stream(
    api: WebApi, scope: Scope, ts: str, session_status: str | None = None
) -> None:
    """End a stream; one that is over already, or that cannot be ended now, stays as it is."""
    try:
        client = await api.client(scope.team)
        async with asyncio.timeout(_CLOSING_SECONDS):
            await client.chat_stopStream(
                channel=scope.channel, ts=ts, session_status=session_status
            )
    except Exception as error:  # noqa: BLE001 (the letter that replaces it ends it, if need be)
        log.info("stream not ended: %s", failure(error).code)
