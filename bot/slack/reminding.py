"""Posts the reminders that are due: each once, in the office's hours, where one may be written to.

What is due is marked and its letter stored in one transaction: whatever dies afterwards, the
outbox posts it, once; and of two workers only one marks a row. No clock decides about that: one
set back finds the rows marked, and one set forwards is not believed (`clock_check`), so that
nothing is said early and left marked for good; staff is told, and what is due waits until the
clock is right. Office hours and days are Japan's, whatever zone the host is in.

Rows are taken a few at a time and posted at a polite pace: ten thousand take half an hour, and
an answer somebody waits for is not behind them, for whoever wrote it posts it. Rows of paused and
frozen clients are not taken; they wait for the client, in nobody's way.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from sqlalchemy import Connection

from bot import wording
from bot.guide import Guide
from bot.slack.clock_check import AskTime, ClockCheck, slack_time
from bot.slack.desk import Desk
from bot.slack.handlers.saying import letter_to
from bot.slack.postman import Postman
from bot.slack.screens import screen_message
from bot.state import memory, outbox, reminders
from bot.state.outbox import Letter, Posting
from bot.subsidies.office_hours import is_open
from indexer.errors import IndexProblem

T = TypeVar("T")
log = logging.getLogger(__name__)

EVERY_SECONDS = 60.0
AT_ONCE = 10
# Slack takes one message a second and channel, and some hundreds a minute and workspace.
MOST_PER_SECOND = 5.0
_SHORTEST_PAUSE, _NONE_PAUSE = 0.05, 0.2
_TELL_EVERY = 3600.0


class Reminders:
    """What the worker's beat does about reminders.

    Args:
        desk: the parts it uses.
        postman: posts letters.
        worker: our name in the outbox.
        ask: gives the time to compare ours with; Slack's unless a test says otherwise.
    """

    def __init__(self, desk: Desk, postman: Postman, worker: str, ask: AskTime | None = None):
        self._desk = desk
        self._postman = postman
        self._worker = worker
        self._check = ClockCheck(desk.clock, ask or slack_time(desk.api))

    async def beat(self) -> None:
        """Post what is due, until nothing is, the office closes or the clock jumps."""
        if not is_open(self._desk.clock()) or not await self._any():
            return
        guide = await self._guide()
        if guide is None or not await self._is_right():
            return
        while await self._any_due() and await self._is_right():
            started = time.monotonic()
            planned = await self._at(lambda c, now: self._letters(c, guide, now)) or []
            await asyncio.gather(*(self._postman.deliver(row) for row in _by_channel(planned)))
            pause = len(planned) / MOST_PER_SECOND - (time.monotonic() - started)
            # None: there was nothing left to say of them, or another worker is at it.
            await asyncio.sleep(max(_SHORTEST_PAUSE if planned else _NONE_PAUSE, pause))
        # Last, for what is due is compared with the schedule anyway.
        await self._each(lambda c, now: guide.reminding.refresh(c, now, AT_ONCE))

    async def _any(self) -> bool:
        now = self._desk.clock()
        return await self._desk.database.run(
            lambda c: reminders.is_due(c, now) or bool(reminders.to_check(c, now, 1))
        )

    async def _any_due(self) -> bool:
        now = self._desk.clock()
        return is_open(now) and await self._desk.database.run(lambda c: reminders.is_due(c, now))

    async def _each(self, some: Callable[[Connection, float], int]) -> None:
        """Repeat what does a few at a time, until there are none."""
        while await self._at(some):
            await asyncio.sleep(_SHORTEST_PAUSE)

    def _letters(self, connection: Connection, guide: Guide, now: float) -> list[Posting]:
        due = guide.reminding.due(connection, now, AT_ONCE) if is_open(now) else []
        letters = tuple(letter_to(scope, screen_message(screen)) for scope, screen in due)
        return outbox.plan(connection, letters, self._worker, now)

    async def _at(self, operation: Callable[[Connection, float], T]) -> T | None:
        """Run by the time there is when it runs; None when the clock has jumped since."""

        def timed(connection: Connection) -> T | None:
            now = self._check.now()
            return None if now is None else operation(connection, now)

        return await self._desk.database.run(timed)

    async def _guide(self) -> Guide | None:
        try:
            return await self._desk.asking.guide()
        except IndexProblem as problem:
            log.error("reminders wait: %s", type(problem).__name__)
            return None

    async def _is_right(self) -> bool:
        """Whether our clock may be believed; staff is told when it is wrong."""
        skew = await self._check.skew()
        if skew:
            await self._tell(skew)
        return skew == 0.0

    async def _tell(self, skew: float) -> None:
        staff, now = self._desk.staff_channel, self._desk.clock()
        text = wording.CLOCK_OFF.format(seconds=f"{abs(skew):.0f}")

        def telling(connection: Connection) -> list[Posting]:
            team = reminders.any_team(connection) if staff else None
            if team is None or not memory.tell_once(connection, team, "clock", now, _TELL_EVERY):
                return []
            note = Letter(team=team, channel=staff, text=text)
            return outbox.plan(connection, (note,), self._worker, now)

        await self._postman.deliver(await self._desk.database.run(telling))


def _by_channel(planned: Sequence[Posting]) -> list[list[Posting]]:
    """Letters for the same place one after the other, the places at once."""
    found: dict[tuple[str, str], list[Posting]] = {}
    for posting in planned:
        found.setdefault((posting.team, posting.channel), []).append(posting)
    return list(found.values())
