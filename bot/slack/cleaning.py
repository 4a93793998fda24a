"""Lets go of what is kept no longer, by a clock that may be believed.

A clock a year ahead would drop what tells a delivery sent twice from a new one (R22).
"""

from __future__ import annotations

from bot.slack.clock_check import AskTime, ClockCheck, slack_time
from bot.slack.desk import Desk
from bot.slack.handlers.adding import forget_additions
from bot.state import drafts, inbox, memory, outbox

EVERY_SECONDS = 3600.0
_KEEP_DELIVERIES = 86_400.0
_KEEP_ADDITIONS = 30 * 86_400.0


class Cleaning:
    """What the worker's beat does about what is old.

    Args:
        desk: the parts it uses.
        keep: seconds for which what users wrote is kept.
        ask: gives the time to compare ours with; Slack's unless a test says otherwise.
    """

    def __init__(self, desk: Desk, keep: float, ask: AskTime | None = None):
        self._desk = desk
        self._keep = keep
        self._check = ClockCheck(desk.clock, ask or slack_time(desk.api))

    async def clean(self) -> None:
        """Drop what is old; nothing where our clock may be wrong."""
        if await self._check.skew() != 0.0:
            return
        now, database = self._desk.clock(), self._desk.database
        await database.run(lambda c: inbox.forget(c, now - _KEEP_DELIVERIES))
        await database.run(lambda c: outbox.forget(c, now - _KEEP_DELIVERIES))
        await database.run(lambda c: drafts.forget(c, now - _KEEP_DELIVERIES))
        await database.run(lambda c: memory.forget(c, now - self._keep))
        await forget_additions(self._desk, now - _KEEP_ADDITIONS)
