"""Posts what is in the outbox: each letter once, whatever Slack or the network does."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from typing import Any, TypeVar

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot import wording
from bot.slack import lookup, metrics
from bot.slack.api import Failure, WebApi, failure
from bot.slack.lookup import EVENT_TYPE
from bot.slack.replacing import Replacing
from bot.slack.tables import has_table, without_tables
from bot.state import drafts, memory, outbox
from bot.state.database import Database, Operation
from bot.state.leases import Watch
from bot.state.outbox import Letter, Posting

T = TypeVar("T")
log = logging.getLogger(__name__)

# Slack may still be at work on a call we gave up on: look a little later.
_GRACE = 1.0
_LATE = 15 * 60.0
_NOTE_AGAIN = (0.2, 0.5, 1.0, 2.0)
# Clocks may differ by an hour and more; where we look must not depend on ours.
_SKEW = 2 * 3600.0
# Slack was down for that long before: what is older than this no longer helps who asked.
_GIVE_UP_AFTER = 24 * 3600.0
_BLOCKS_REFUSED = {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"}
_NOT_THERE = {"not_in_channel", "channel_not_found"}
_TOKEN_GONE = {
    "not_installed",
    "token_revoked",
    "invalid_auth",
    "account_inactive",
    "not_authed",
    "token_expired",
    "org_login_required",
    "missing_scope",
    "no_permission",
}


class TakenOver(Exception):
    """Another worker holds the letter now."""


class Postman:
    """Sends letters and keeps the outbox true.

    Args:
        database: holds the outbox.
        api: reaches Slack.
        worker: our name in the outbox.
        staff_channel: where staff is told of letters that cannot be delivered.
        clock: seconds since the epoch.
        tables: whether Slack shows tables; else they are sent as lines.
    """

    def __init__(
        self,
        database: Database,
        api: WebApi,
        worker: str,
        staff_channel: str,
        clock: Callable[[], float] = time.time,
        *,
        tables: bool = True,
    ):
        self._tables = tables
        self._database = database
        self._api = api
        self._worker = worker
        self._staff_channel = staff_channel
        self._clock = clock
        self._replacing = Replacing(database, api, clock)
        self._watch = Watch()
        self._in_hand: set[int] = set()
        self._queued = asyncio.Event()

    async def deliver(self, postings: list[Posting]) -> None:
        """Post letters in order; when one has to wait, those behind it wait too."""
        ids = {posting.id for posting in postings}
        self._in_hand |= ids
        try:
            for number, posting in enumerate(postings):
                if not await self._post(posting):
                    for behind in postings[number + 1 :]:
                        await self._later(behind, 0.0, "behind")
                    break
        finally:
            self._in_hand -= ids
        # A letter to the same thread may have been stored meanwhile: it waits for its turn.
        self._queued.set()

    async def wait(self, seconds: float) -> None:
        """Wait until there may be something to post, or some seconds."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._queued.wait(), seconds)
        self._queued.clear()

    async def renew(self) -> None:
        """Keep the letters we are about to post."""
        rows = list(self._in_hand)
        await self._database.run(lambda c: outbox.renew(c, self._worker, rows))

    async def sweep(self) -> None:
        """Take away drafts that nothing took the place of."""
        await self._replacing.sweep()

    async def pump(self, most: int = 20) -> int:
        """Post what is due; gives how many letters were tried."""
        now = self._clock()
        due = await self._database.run(
            lambda c: outbox.due(c, self._worker, most, now, self._watch)
        )
        found = await asyncio.gather(
            *(self._pumped(posting) for posting in due), return_exceptions=True
        )
        for error in found:
            if isinstance(error, BaseException):
                raise error
        return len(due)

    async def _pumped(self, posting: Posting) -> None:
        self._in_hand.add(posting.id)
        try:
            await self._post(posting)
        finally:
            self._in_hand.discard(posting.id)

    async def _post(self, posting: Posting) -> bool:
        try:
            ts = await self._once(posting)
        except SQLAlchemyError:
            raise
        except TakenOver:
            log.warning("letter %s was taken over", posting.id)
            return False
        except Exception as error:  # noqa: BLE001 (whatever Slack's library makes of an answer)
            return await self._failed(posting, failure(error))
        await self._arrived(posting, ts)
        return True

    async def _arrived(self, posting: Posting, ts: str | None) -> None:
        now = self._clock()

        def noted(connection: Connection) -> None:
            outbox.sent(connection, posting.id, ts, now)
            if drafts.is_draft(posting.key):
                drafts.forgo(connection, posting.key)

        await self._noted(noted)
        metrics.SENT.inc()
        metrics.SECONDS.observe(max(0.0, now - posting.asked_at))

    async def _once(self, posting: Posting) -> str:
        client = await self._api.client(posting.team)
        if posting.unsure and (ts := await self._found(client, posting)):
            metrics.FOUND_AGAIN.inc()
            return ts
        if not await self._noted(lambda c: outbox.holds(c, posting)):
            # We were asleep for longer than our lease: another has posted it, or will.
            raise TakenOver
        text, blocks = self._dated(posting)
        if drafts.is_draft(posting.key) and (
            ts := await self._replacing.replaced(client, posting, text, blocks)
        ):
            return ts
        response = await client.chat_postMessage(
            channel=posting.channel,
            thread_ts=posting.thread,
            text=text,
            blocks=blocks or None,
            metadata={"event_type": EVENT_TYPE, "event_payload": {"key": posting.key}},
            # What a user wrote as @channel stays words. `parse` is left alone: "none" would take
            # the link from the addresses in a letter that goes out as text only.
            link_names=False,
            unfurl_links=False,
            unfurl_media=False,
        )
        return str(response["ts"])

    async def _found(self, client: AsyncWebClient, posting: Posting) -> str | None:
        """The ts of a letter that did arrive, found by its key."""
        oldest = posting.asked_at - _SKEW
        async for ts in lookup.messages(
            client,
            posting.channel,
            posting.thread,
            oldest,
            lambda message: lookup.payload(message).get("key") == posting.key,
        ):
            return ts
        return None

    async def _respond(self, posting: Posting) -> bool:
        """Answer the asker of a slash command where the bot is not a member.

        What a response URL received cannot be asked: better once or never than twice.
        """
        text, blocks = self._dated(posting)
        body = {"response_type": "ephemeral", "text": text, "blocks": blocks}
        try:
            async with self._api.session().post(str(posting.response_url), json=body) as response:
                status = response.status
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            status = 0
            log.warning("response url failed: %s", type(error).__name__)
        if not 200 <= status < 300:
            await self._give_up(posting, f"response_url_{status}")
            return False
        await self._arrived(posting, None)
        return True

    def _dated(self, posting: Posting) -> tuple[str, list[dict[str, Any]]]:
        """The letter, with a word of apology when it comes late (R11)."""
        blocks = list(posting.blocks) if self._tables else without_tables(posting.blocks)
        if self._clock() - posting.asked_at < _LATE:
            return posting.text, blocks
        note = {"type": "context", "elements": [{"type": "plain_text", "text": wording.LATE}]}
        return f"{wording.LATE}\n{posting.text}", [note, *blocks] if blocks else []

    async def _failed(self, posting: Posting, found: Failure) -> bool:
        metrics.REFUSED.labels(found.code).inc()
        now = self._clock()
        if found.outcome == "refused" and found.code in _BLOCKS_REFUSED and posting.blocks:
            log.error("blocks refused: %s", found.code)
            # A workspace or an app that shows no tables yet gets the same in lines, and the buttons.
            plainer = without_tables(posting.blocks) if has_table(posting.blocks) else ()
            return await self._post(posting.model_copy(update={"blocks": tuple(plainer)}))
        if found.code in _NOT_THERE and posting.response_url:
            return await self._respond(posting)
        if found.outcome == "refused" or now - posting.asked_at > _GIVE_UP_AFTER:
            await self._give_up(posting, found.code)
            return False
        unsure = found.outcome == "unsure" or posting.unsure
        wait = found.wait
        if wait is None:
            # A call that took too long may take as long again to be carried out.
            grace = self._api.seconds if found.code == "TimeoutError" else _GRACE
            backoff = min(60.0, 0.5 * 2 ** min(posting.attempts, 8))
            wait = max(backoff, grace) if unsure else backoff
        await self._later(posting, now + wait, found.code, unsure=unsure)
        return False

    async def _noted(self, operation: Operation[T]) -> T:
        """Ask or note something of a letter in hand, through a passing lock: else its lease runs out."""
        for seconds in _NOTE_AGAIN:
            try:
                return await self._database.run(operation)
            except SQLAlchemyError as error:
                log.error("database: %s", type(error).__name__)
                await asyncio.sleep(seconds)
        return await self._database.run(operation)

    async def _later(
        self, posting: Posting, due_at: float, code: str, *, unsure: bool = False
    ) -> None:
        await self._noted(lambda c: outbox.later(c, posting, due_at, code, unsure=unsure))

    async def _give_up(self, posting: Posting, code: str) -> None:
        log.error("letter %s given up: %s", posting.id, code)
        now = self._clock()
        subject = f"{code}:{'' if code in _TOKEN_GONE else posting.channel}"
        note = Letter(
            team=posting.team,
            channel=self._staff_channel,
            text=wording.UNDELIVERABLE.format(channel=posting.channel, code=code),
        )

        def closing(connection: Connection) -> list[Posting]:
            if not outbox.dead(connection, posting, code):
                return []
            if not self._staff_channel or posting.channel == self._staff_channel:
                return []
            if not memory.tell_once(connection, posting.team, subject, now):
                return []
            return outbox.plan(connection, (note,), self._worker, now)

        await self.deliver(await self._noted(closing))
