"""Whether our clock may be believed before something is said because of it (R22).

Slack's servers tell the time with every answer (the HTTP `Date` header). It is asked before the
first reminder of a process, every ten minutes, and at once when the clock has moved against the
monotonic one: set forwards or back, or the machine suspended. More than a minute apart, or no
answer: nothing is said because of the time. A clock that is a year ahead thus fires nothing, and
when it is set right everything comes at its time.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable
from email.utils import parsedate_to_datetime

import aiohttp

from bot.slack.api import WebApi

log = logging.getLogger(__name__)

MOST_SECONDS = 60.0
_EVERY_SECONDS = 600.0
_OK = 200

# Slack's time in seconds since the epoch; None when it cannot be had.
AskTime = Callable[[], Awaitable[float | None]]


class ClockCheck:
    """Compares our clock with Slack's.

    Args:
        clock: seconds since the epoch.
        ask: gives Slack's time.
        monotonic: seconds that nobody sets.
    """

    def __init__(
        self,
        clock: Callable[[], float],
        ask: AskTime,
        monotonic: Callable[[], float] = time.monotonic,
    ):
        self._clock = clock
        self._ask = ask
        self._monotonic = monotonic
        # Our clock and the monotonic one when they were found right.
        self._right: tuple[float, float] | None = None

    async def skew(self) -> float | None:
        """How far our clock is ahead of Slack's: 0 when it may be believed; None = not known."""
        if self.now() is not None:
            return 0.0
        self._right = None
        told = await self._ask()
        if told is None:
            return None
        now, at = self._clock(), self._monotonic()
        if abs(now - told) > MOST_SECONDS:
            log.error("clock is %.0f s off", now - told)
            return now - told
        self._right = (now, at)
        return 0.0

    def now(self) -> float | None:
        """The time, when the clock has run on evenly since it was found right; else None."""
        if self._right is None:
            return None
        now, passed = self._clock(), self._monotonic() - self._right[1]
        even = abs(now - self._right[0] - passed) <= MOST_SECONDS
        return now if even and passed < _EVERY_SECONDS else None


def slack_time(api: WebApi) -> AskTime:
    """Asks Slack for the time; no workspace is needed for that."""

    async def ask() -> float | None:
        try:
            async with api.session().post(f"{api.url}api.test") as response:
                if response.status != _OK:
                    return None
                return parsedate_to_datetime(response.headers["Date"]).timestamp()
        except (aiohttp.ClientError, OSError, TimeoutError, KeyError, ValueError) as error:
            log.warning("no time from Slack: %s", type(error).__name__)
            return None

    return ask
