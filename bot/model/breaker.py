"""Keeps from asking a model that fails: after a few failures it rests, then one call tries it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

FAILURES = 3
_PAUSE, _LONGEST = 30.0, 300.0


class Breaker:
    """Counts failures in a row. Safe from several threads and tasks.

    Each `allows()` that says yes is followed by one `note(…)`.

    Args:
        clock: monotonic seconds.
        failures: how many in a row open it.
        pause: seconds it rests at first; twice as long after each probe that fails.
        longest: seconds it rests at most.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        failures: int = FAILURES,
        pause: float = _PAUSE,
        longest: float = _LONGEST,
    ) -> None:
        self._clock = clock
        self._most = failures
        self._shortest, self._longest = pause, longest
        self._pause = pause
        self._failures = 0
        self._rests_until: float | None = None
        # A probe that is never noted (its task was lost) gives way to another after a pause.
        self._probe_until: float | None = None
        self._lock = threading.Lock()

    @property
    def is_open(self) -> bool:
        """Whether the model is not asked now, but for a probe."""
        with self._lock:
            return self._rests_until is not None

    def allows(self) -> bool:
        """Whether to ask now. While it rests nobody may; after that one may, as a probe."""
        with self._lock:
            if self._rests_until is None:
                return True
            now = self._clock()
            is_probed = self._probe_until is not None and now < self._probe_until
            if now < self._rests_until or is_probed:
                return False
            self._probe_until = now + self._shortest
            return True

    def note(self, is_success: bool | None) -> None:
        """Take in how a call went; None: it says nothing about the model."""
        with self._lock:
            is_probe, self._probe_until = self._probe_until is not None, None
            if is_success:
                self._failures, self._pause, self._rests_until = 0, self._shortest, None
            elif is_success is False:
                self._failed(is_probe)

    def _failed(self, is_probe: bool) -> None:
        self._failures += 1
        if self._rests_until is None:
            if self._failures >= self._most:
                self._rests_until = self._clock() + self._pause
        elif is_probe:
            self._pause = min(self._pause * 2, self._longest)
            self._rests_until = self._clock() + self._pause
