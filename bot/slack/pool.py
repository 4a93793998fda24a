"""The workers: claim what is stored, handle it, commit it whole, post what it says."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace

from pydantic import ValidationError
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.slack import cleaning, crew, handlers, metrics, reminding, watching
from bot.slack.api import CALL_ERRORS
from bot.slack.apologising import apologies
from bot.slack.desk import Desk, Effect, Handled
from bot.slack.postman import Postman
from bot.slack.work import WORK, Work
from bot.state import drafts, inbox, outbox
from bot.state.inbox import Claim
from bot.state.leases import Watch
from bot.state.outbox import Posting

log = logging.getLogger(__name__)

POLL_SECONDS = 0.25
_RENEW_SECONDS = 4.0
_RETRY_SECONDS = 1.0
_SWEEP_SECONDS = 3.0
# A row claimed more often than this never came to an end: it may be what kills the process.
_MOST_CLAIMS = inbox.ATTEMPTS + 2
_HOLD_SECONDS = 20.0
# Work of another process that we only wait for; at most one row of it is claimed at a time.
_BESIDE = {"indexing"}
_DEBUG = bool(os.environ.get("HOSHIMICHI_DEBUG"))
_Step = Callable[[], Awaitable[None]]


class Pool:
    """Works on the inbox and the outbox until told to stop.

    Args:
        desk: what handlers use.
        postman: posts letters.
        name: our name, from `crew.worker_name`.
        size: how many pieces of work at once.
        keep_days: how long what users wrote is kept.
        stale_days: how old a fact may be before staff is asked to look it up again.
    """

    def __init__(
        self, desk: Desk, postman: Postman, name: str, size: int, keep_days: int,
        stale_days: int = 180,
    ):  # fmt: skip
        self._desk = desk
        self._postman = postman
        self._name = name
        self._size = size
        self._stopping = False
        self._pouring: Callable[[], bool] = lambda: False
        self._held_since: float | None = None
        self._stored = asyncio.Event()
        self._watch = Watch()
        self._working: dict[asyncio.Task[None], int] = {}
        self._beside: set[asyncio.Task[None]] = set()
        self._tasks: list[asyncio.Task[None]] = []
        self._reminders = reminding.Reminders(desk, postman, name)
        self._cleaning = cleaning.Cleaning(desk, keep_days * 86_400.0)
        self._rules = watching.RuleWatch(desk, postman, name, stale_days)

    def wake(self) -> None:
        """Something was stored: look now."""
        self._stored.set()

    def yield_to(self, pouring: Callable[[], bool]) -> None:
        """Leave the machine to the intake while it says that a burst comes in."""
        self._pouring = pouring

    async def start(self) -> None:
        """Begin; what a dead process of this machine held is taken back at once."""
        await self._desk.database.run(self._take_back)
        rounds: tuple[tuple[_Step, _Step], ...] = (
            (self._claim, self._until_stored),
            (self._post, lambda: self._postman.wait(POLL_SECONDS)),
            (self._renew, lambda: asyncio.sleep(_RENEW_SECONDS)),
            (self._count, lambda: asyncio.sleep(_RENEW_SECONDS)),
            (self._cleaning.clean, lambda: asyncio.sleep(cleaning.EVERY_SECONDS)),
            (self._postman.sweep, lambda: asyncio.sleep(_SWEEP_SECONDS)),
            (self._remind, lambda: asyncio.sleep(reminding.EVERY_SECONDS)),
            (self._rules.look, lambda: asyncio.sleep(watching.EVERY_SECONDS)),
        )
        self._tasks = [asyncio.create_task(self._forever(*row)) for row in rounds]

    async def stop(self, seconds: float = 2.0) -> None:
        """Finish what is in hand within some seconds; the rest waits for the next process."""
        self._stopping = True
        self.wake()
        if self._working:
            await asyncio.wait(self._working, timeout=seconds)
        for task in (*self._tasks, *self._working):
            task.cancel()
        await asyncio.gather(*self._tasks, *self._working, return_exceptions=True)
        now = self._desk.clock()
        try:
            await self._desk.database.run(lambda c: inbox.release(c, self._name))
            await self._desk.database.run(lambda c: outbox.release(c, self._name, now))
        except SQLAlchemyError as error:
            # The next process takes it back, or the leases run out.
            log.error("database: %s", type(error).__name__)

    async def _forever(self, step: _Step, pause: _Step) -> None:
        while not self._stopping:
            try:
                await step()
            except SQLAlchemyError as error:
                # Locked or full: it may pass; nothing was lost.
                log.error("database: %s", type(error).__name__)
                await asyncio.sleep(1.0)
            except Exception as error:  # noqa: BLE001 (a round that ends for good ends the bot)
                log.error("round failed: %s", type(error).__name__, exc_info=_DEBUG)
                await asyncio.sleep(1.0)
            await pause()

    async def _until_stored(self) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stored.wait(), POLL_SECONDS)
        self._stored.clear()

    async def _claim(self) -> None:
        if self._held():
            return
        while not self._stopping and (free := self._room()) > 0:
            now = self._desk.clock()
            claims = await self._desk.database.run(
                lambda c: inbox.claim(c, self._name, free, now, self._watch)  # noqa: B023
            )
            for claim in claims:
                task = asyncio.create_task(self._work(claim))
                self._working[task] = claim.id
                if claim.kind in _BESIDE:
                    self._beside.add(task)
                task.add_done_callback(self._done)
            if len(claims) < free:
                return

    def _held(self) -> bool:
        """Whether a burst is coming in; work waits for it, but not for long."""
        if not self._pouring():
            self._held_since = None
            return False
        now = time.monotonic()
        if self._held_since is None:
            self._held_since = now
        return now - self._held_since < _HOLD_SECONDS

    def _room(self) -> int:
        # In a burst that outlasts its hold, one at a time: it is the intake that Slack waits for.
        most = 1 if self._held_since is not None else self._size
        # What takes minutes is beside the answers, not among them; who waits for a model does no
        # work either, and must not hold up what needs none (R12).
        waiting = len(self._beside) + self._desk.drafts.writing
        return most - len(self._working) + waiting

    def _done(self, task: asyncio.Task[None]) -> None:
        self._working.pop(task, None)
        self._beside.discard(task)
        self.wake()

    async def _post(self) -> None:
        while not self._stopping and await self._postman.pump():
            pass

    async def _work(self, claim: Claim) -> None:
        try:
            await self._worked(claim)
        except SQLAlchemyError as error:
            log.error("database: %s", type(error).__name__)
            await self._return(claim, type(error).__name__)

    async def _worked(self, claim: Claim) -> None:
        try:
            work = WORK.validate_python(claim.payload)
        except ValidationError:
            # Stored by another version of the bot.
            await self._desk.database.run(lambda c: self._bury(c, claim))
            return
        if claim.attempts > _MOST_CLAIMS:
            await self._failed(claim, work, "NeverEnded")
            return
        try:
            desk = replace(self._desk, draft=_draft(claim))
            handled = await handlers.handle(desk, work)
            await self._settle(claim, handled)
            metrics.WORKED.labels(claim.kind, "done").inc()
        except SQLAlchemyError:
            raise
        except Exception as error:  # noqa: BLE001 (whatever it is, the asker hears of it)
            metrics.WORKED.labels(claim.kind, "failed").inc()
            # Type and place only: the message may hold what a user wrote.
            log.error("work %s failed: %s", claim.id, type(error).__name__, exc_info=_DEBUG)
            await self._failed(claim, work, type(error).__name__)

    def _bury(self, connection: Connection, claim: Claim) -> None:
        if inbox.finish(connection, claim, "dead", "unreadable"):
            drafts.replaced(connection, _draft(claim), (), self._desk.clock())

    async def _return(self, claim: Claim, code: str) -> None:
        """Give a row back as soon as the database takes it; else its lease runs out."""
        for seconds in (0.5, 1.0, 2.0, 4.0):
            await asyncio.sleep(seconds)
            with contextlib.suppress(SQLAlchemyError):
                await self._desk.database.run(
                    lambda c: inbox.put_back(c, claim, 0.0, code, counted=False)
                )
                return

    async def _settle(self, claim: Claim, handled: Handled) -> None:
        now = self._desk.clock()

        def settle(connection: Connection) -> list[Posting]:
            if not inbox.finish(connection, claim):
                return []
            letters = drafts.replaced(connection, _draft(claim), handled.commit(connection), now)
            return outbox.plan(connection, letters, self._name, now, claim.received_at)

        await self._postman.deliver(await self._desk.database.run(settle))
        await self._effects(handled.effects)
        while handled.after is not None:
            handled = await handled.after()
            await self._effects(handled.effects)

    async def _effects(self, effects: tuple[Effect, ...]) -> None:
        for effect in effects:
            try:
                client = await self._desk.api.client(effect.team, patient=True)
                await getattr(client, effect.method)(**effect.arguments)
            except CALL_ERRORS as error:
                log.warning("%s failed: %s", effect.method, type(error).__name__)

    async def _failed(self, claim: Claim, work: Work, code: str) -> None:
        """Try again; after the last attempt apologise where the question was asked."""
        now = self._desk.clock()
        if claim.attempts < inbox.ATTEMPTS:
            due = now + _RETRY_SECONDS * claim.attempts
            await self._desk.database.run(lambda c: inbox.put_back(c, claim, due, code))
            return

        def give_up(connection: Connection) -> list[Posting]:
            if not inbox.finish(connection, claim, "dead", code):
                return []
            letters = apologies(connection, self._desk, work, code)
            letters = drafts.replaced(connection, _draft(claim), letters, now)
            return outbox.plan(connection, letters, self._name, now, claim.received_at)

        await self._postman.deliver(await self._desk.database.run(give_up))

    async def _renew(self) -> None:
        rows = list(self._working.values())
        await self._desk.database.run(lambda c: inbox.renew(c, self._name, rows))
        await self._postman.renew()

    async def _count(self) -> None:
        for table, port in (("inbox", inbox), ("outbox", outbox)):
            for state, count in (await self._desk.database.run(port.backlog)).items():
                metrics.BACKLOG.labels(table, state).set(count)

    async def _remind(self) -> None:
        await self._reminders.beat()

    def _take_back(self, connection: Connection) -> None:
        for port in (inbox, outbox):
            for name in port.workers(connection):
                if crew.is_dead(name):
                    inbox.release(connection, name, counted=True)
                    outbox.release(connection, name, self._desk.clock())


def _draft(claim: Claim) -> str:
    return drafts.identifier(claim.team, claim.channel, claim.id, claim.received_at)
