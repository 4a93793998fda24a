"""Tells which leases nobody renews any more, without believing any wall clock (R22).

A holder counts a row's beat up for as long as it works on it. Who watches measures with its own
monotonic clock for how long a beat has stood still: a clock set forwards ends no lease, one set
backwards keeps none, and two machines need not agree on the time.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from sqlalchemy import Connection, text

SECONDS = 15.0
# A watcher that was asleep itself (suspended, or the database locked for all) has seen nothing.
_LONGEST_STEP = 2.0

Mark = tuple[str | None, int, int]


class Watch:
    """Remembers what it saw of the leases of one table.

    Args:
        seconds: how long a beat may stand still.
        clock: monotonic seconds.
    """

    def __init__(self, seconds: float = SECONDS, clock: Callable[[], float] = time.monotonic):
        self._seconds = seconds
        self._clock = clock
        self._ages: dict[int, tuple[Mark, float]] = {}
        self._looked: float | None = None

    def expired(self, held: Iterable[tuple[int, Mark]]) -> list[int]:
        """The rows to take from their holders, given all that are held now."""
        now = self._clock()
        step = 0.0 if self._looked is None else min(now - self._looked, _LONGEST_STEP)
        self._looked = now
        ages: dict[int, tuple[Mark, float]] = {}
        for row, mark in held:
            before = self._ages.get(row)
            ages[row] = (mark, before[1] + step if before and before[0] == mark else 0.0)
        self._ages = ages
        return [row for row, (_, age) in ages.items() if age >= self._seconds]


def one_claimer_at_a_time(connection: Connection) -> None:
    """Let nobody else claim until this transaction ends; SQLite has one writer anyway.

    One lock for all that is claimed: transactions gather many claims, and two that took several
    locks in different order would wait for each other.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(4801)"))
