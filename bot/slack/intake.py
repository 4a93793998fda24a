"""Stores what Slack sends before it is acknowledged: many deliveries in one commit."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from sqlalchemy.exc import DataError, SQLAlchemyError

from bot import wording
from bot.slack import draft_view, metrics, parts, reading
from bot.slack.adding import form as document_form
from bot.slack.halves import Halves
from bot.slack.handlers import stopping
from bot.state import inbox
from bot.state.database import Database
from bot.state.inbox import Delivery
from bot.walkthroughs.secret import secret_in

log = logging.getLogger(__name__)

# Slack sends a workspace at most 8 events a second; more than this is a burst.
_MANY, _MANY_SECONDS = 100, 0.5


COMMAND = "/hoshi"
# Marks a request of Bolt that was taken in before it came to Bolt.
TAKEN = "taken"
_LONGEST_ID = 30
Became = Literal["stored", "ignored", "unreadable"]
# What is wrong with one delivery, not with the database: too long, or letters it cannot hold.
_NOT_STORABLE = (DataError, ValueError)


class Intake:
    """Takes payloads in.

    Args:
        database: holds the inbox.
        stored: called when something new may be there to work on.
        clock: seconds since the epoch.
    """

    def __init__(self, database: Database, stored: Callable[[], None], clock: Callable[[], float]):
        self._database = database
        self._stored = stored
        self._clock = clock
        self._halves = Halves(database, clock)
        self._waiting: list[tuple[Delivery, asyncio.Future[None]]] = []
        self._flushing = False
        self._recent: deque[float] = deque(maxlen=_MANY)

    @property
    def pouring(self) -> bool:
        """Whether so much comes in that acknowledging it needs the machine (a burst, a replay)."""
        full = len(self._recent) == _MANY
        return full and time.monotonic() - self._recent[0] < _MANY_SECONDS

    async def take(self, body: Mapping[str, Any]) -> Became:
        """Store what is ours to do.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: it could not be stored; Slack must not be told it was.
        """
        try:
            became = await self._taken(body)
        except (reading.Unreadable, *_NOT_STORABLE) as error:
            # Slack would only send it again.
            log.warning("unreadable %.40r: %s", body.get("type"), type(error).__name__)
            became = "unreadable"
        metrics.TAKEN.labels(became).inc()
        return became

    async def _taken(self, body: Mapping[str, Any]) -> Became:
        delivery = reading.delivery(body)
        if delivery is None:
            return "ignored"
        self._recent.append(time.monotonic())
        await self.store(await self._halves.masked(delivery))
        return "stored"

    async def store(self, delivery: Delivery) -> None:
        """Store one delivery, together with those that arrive meanwhile."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((delivery, future))
        if not self._flushing:
            self._flushing = True
            self._task = asyncio.create_task(self._flush())
        await future

    async def _flush(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, []
                await self._commit(batch)
        finally:
            self._flushing = False

    async def _commit(self, batch: list[tuple[Delivery, asyncio.Future[None]]]) -> None:
        rows, now = [delivery for delivery, _ in batch], self._clock()
        try:
            await self._database.run(lambda c: inbox.store(c, rows, now))
        except _NOT_STORABLE as error:
            if len(batch) > 1:
                # One that no database takes must not cost the others their place.
                for row in batch:
                    await self._commit([row])
            elif not batch[0][1].done():
                batch[0][1].set_exception(error)
            return
        except Exception as error:  # noqa: BLE001 (handed to every waiting request)
            for _, future in batch:
                if not future.done():
                    future.set_exception(error)
            return
        for _, future in batch:
            if not future.done():
                future.set_result(None)
        self._stored()

    async def middleware(
        self,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Any],  # noqa: A002
    ) -> BoltResponse | None:
        """Bolt's door: what its listeners do not answer ends here."""
        answer = None if req.context.get(TAKEN) else await self.answer(req.body)
        if answer is None:
            await next()
        return answer

    async def answer(self, body: Mapping[str, Any]) -> BoltResponse | None:
        """Store and acknowledge; None for what opens a form, which Bolt's listeners answer.

        No Web API call, no search and no authorisation before the acknowledgement.
        """
        if errors := form_errors(body):
            answer = json.dumps({"response_action": "errors", "errors": errors})
            return BoltResponse(status=200, body=answer, headers=_JSON)
        try:
            became = await self.take(body)
        except SQLAlchemyError as error:
            metrics.TAKEN.labels("not_stored").inc()
            log.error("not stored: %s", type(error).__name__)
            # Not acknowledged, so that Slack sends it again.
            return BoltResponse(status=503, body="")
        if became != "ignored" or not listened_to(body):
            return BoltResponse(status=200, body="")
        return None


_JSON: dict[str, str | Sequence[str]] = {"content-type": "application/json; charset=utf-8"}


def listened_to(body: Mapping[str, Any]) -> bool:
    """Whether a Bolt listener answers a payload: the command's own words, form openers, stops.

    What a listener needs must be there: one that fails does not acknowledge.
    """
    if "command" in body:
        ids = (body.get("team_id"), body.get("user_id"), body.get("channel_id") or "")
        return body["command"] == COMMAND and _opens(body, *ids)
    if body.get("type") == "event_callback":
        return _within(body, "event", "type") in stopping.EVENTS
    actions = body.get("actions")
    first = actions[0] if isinstance(actions, list) and actions else None
    if body.get("type") != "block_actions" or not isinstance(first, Mapping):
        return False
    people = (_within(body, "user", "id"), _within(body, "channel", "id") or "")
    teams = (_within(body, "user", "team_id") or "", _within(body, "message", "team") or "")
    opens = first.get("action_id") in _AT_ONCE
    return opens and _opens(body, *people, *teams)


_AT_ONCE = {reading.MODAL_ACTION, parts.OPEN, document_form.OPEN, draft_view.STOP}


def _opens(body: Mapping[str, Any], *ids: object) -> bool:
    readable = all(isinstance(one, str) and len(one) <= _LONGEST_ID for one in ids)
    return readable and isinstance(body.get("trigger_id"), str)


def form_errors(body: Mapping[str, Any]) -> dict[str, str]:
    """What is missing or must not be kept in a submitted form, by block; empty for everything else."""
    view = body.get("view")
    if body.get("type") != "view_submission" or not isinstance(view, Mapping):
        return {}
    if view.get("callback_id") == document_form.VIEW:
        return document_form.errors(view)
    if view.get("callback_id") != reading.SETUP_VIEW:
        return {}
    wanted = {
        "company": ("company", "value", wording.COMPANY_MISSING),
        "consultant": ("consultant", "selected_user", wording.CONSULTANT_MISSING),
        "channel": ("channel", "selected_conversation", wording.CHANNEL_MISSING),
    }
    errors = {}
    for block, (action, field, message) in wanted.items():
        value = _within(view, "state", "values", block, action, field)
        if not isinstance(value, str) or not value.strip():
            errors[block] = message
        elif block == "company" and secret_in(value):
            errors[block] = wording.COMPANY_SECRET
    return errors


def _within(found: Any, *keys: str) -> Any:
    for key in keys:
        found = found.get(key) if isinstance(found, Mapping) else None
    return found
