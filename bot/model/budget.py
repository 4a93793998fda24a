"""What may be spent on a model in a day: asked for before each call."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable
from typing import Protocol

from bot.domain.spending import Limits, Spender
from knowledge.dates import JST

__all__ = ["Budget", "Limits", "MemoryBudget", "Spender"]


class Budget(Protocol):
    """Gives or refuses calls."""

    async def take(self, spender: Spender, characters: int) -> bool:
        """Take one call of so many characters out of today's budget; False where it is spent."""
        ...


class MemoryBudget:
    """A budget that ends with the process, for the terminal.

    Args:
        limits: of a day.
        clock: seconds since the epoch.
    """

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.time) -> None:
        self._limits = limits
        self._clock = clock
        self._day: dt.date | None = None
        self._spent: dict[tuple[str, ...], tuple[int, int]] = {}
        self._lock = threading.Lock()

    async def take(self, spender: Spender, characters: int) -> bool:
        """See `Budget`. Days are Japan's."""
        limits = self._limits
        wanted: tuple[tuple[tuple[str, ...], int, int], ...] = (
            ((spender.team,), limits.team_calls, limits.team_characters),
            ((spender.team, spender.user), limits.user_calls, limits.user_characters),
        )
        with self._lock:
            self._begin_day()
            after = {key: self._after(key, characters) for key, _, _ in wanted}
            if any(after[key][0] > calls or after[key][1] > most for key, calls, most in wanted):
                return False
            self._spent |= after
            return True

    def _begin_day(self) -> None:
        today = dt.datetime.fromtimestamp(self._clock(), JST).date()
        if today != self._day:
            self._day, self._spent = today, {}

    def _after(self, key: tuple[str, ...], characters: int) -> tuple[int, int]:
        calls, spent = self._spent.get(key, (0, 0))
        return calls + 1, spent + characters
