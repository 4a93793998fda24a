"""The record of every request that reached the fake."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from tests.fakes.slack.state import Json


@dataclass(frozen=True, slots=True)
class Call:
    """One Web API request. `outcome` is `ok` or Slack's error code; `fault` what was injected.

    A call with a fault and outcome `ok` was applied, whatever its sender saw; `not applied`
    means that the fault came first.
    """

    method: str
    body: Json
    token: str
    at: float
    outcome: str
    fault: str | None = None

    @property
    def ok(self) -> bool:
        """Whether Slack did what was asked."""
        return self.outcome == "ok"


class CallLog:
    """Calls in order, and by method. Appends are atomic, so any thread may read."""

    def __init__(self) -> None:
        self._all: list[Call] = []
        self._by_method: defaultdict[str, list[Call]] = defaultdict(list)

    def add(self, call: Call) -> None:
        """Record one call."""
        self._all.append(call)
        self._by_method[call.method].append(call)

    def all(self) -> list[Call]:
        """A copy of the record."""
        return self._all.copy()

    def of(self, method: str) -> list[Call]:
        """A copy of the record of one method."""
        return self._by_method[method].copy() if method in self._by_method else []

    def clear(self) -> None:
        """Forget; the state of the workspace stays."""
        self._all.clear()
        self._by_method.clear()
