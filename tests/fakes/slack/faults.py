"""What can go wrong between a bot and Slack, to be injected per method.

`applied` says on which side of the fault the request is carried out: a 503 after acceptance has
posted the message, a 503 before has not.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.fakes.slack.state import Json

Kind = Literal["http", "error", "html", "truncated", "latency", "silence", "reset"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One way to fail; build it with the named constructors."""

    kind: Kind
    name: str
    applied: bool = False
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    answer: tuple[tuple[str, Any], ...] = ()
    seconds: float = 0.0

    @classmethod
    def rate_limited(cls, retry_after: str | None = "1") -> Fault:
        """429; `retry_after` goes out as it is (`None` leaves the header out)."""
        headers = () if retry_after is None else (("Retry-After", retry_after),)
        answer = (("ok", False), ("error", "ratelimited"))
        return cls("http", "rate_limited", status=429, headers=headers, answer=answer)

    @classmethod
    def status_code(cls, status: int = 503, *, applied: bool = False) -> Fault:
        """An HTTP error without a JSON body: 500, 502, 503."""
        return cls("http", f"http_{status}", applied=applied, status=status)

    @classmethod
    def error(cls, code: str, **more: Any) -> Fault:
        """`ok: false` with a code, and what Slack says beside it (`needed=`, `provided=`)."""
        answer = (("ok", False), ("error", code), *more.items())
        return cls("error", code, answer=answer)

    @classmethod
    def html(cls, *, applied: bool = False) -> Fault:
        """A web page with status 200, as proxies send it."""
        return cls("html", "html", applied=applied)

    @classmethod
    def truncated(cls, *, applied: bool = True) -> Fault:
        """Half of the JSON answer."""
        return cls("truncated", "truncated", applied=applied)

    @classmethod
    def latency(cls, seconds: float) -> Fault:
        """The right answer, late; carried out after the wait even if nobody waits any more."""
        return cls("latency", "latency", seconds=seconds)

    @classmethod
    def timeout_after_acceptance(cls, hold: float = 0.0) -> Fault:
        """Carried out, then no answer: the connection is held, then closed."""
        return cls("silence", "timeout_after_acceptance", applied=True, seconds=hold)

    @classmethod
    def timeout_before_acceptance(cls, hold: float = 0.0) -> Fault:
        """Not carried out, and no answer either."""
        return cls("silence", "timeout_before_acceptance", seconds=hold)

    @classmethod
    def connection_reset(cls) -> Fault:
        """The connection breaks before the request is carried out."""
        return cls("reset", "connection_reset")


@dataclass(slots=True)
class Injection:
    """When a fault fires: the first `times` requests that match, each n-th, or by chance."""

    fault: Fault
    times: int | None = 1
    every: int = 1
    probability: float = 1.0
    match: Callable[[Json], bool] | None = None
    seed: int = 0
    seen: int = 0
    fired: int = 0
    _chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        """The chance is repeatable: same seed, same requests, same faults."""
        self._chance = random.Random(self.seed)

    def fires(self, body: Json) -> bool:
        """Whether this request fails."""
        if self.times is not None and self.fired >= self.times:
            return False
        if self.match is not None and not self.match(body):
            return False
        self.seen += 1
        if self.seen % self.every:
            return False
        if self.probability < 1 and self._chance.random() >= self.probability:
            return False
        self.fired += 1
        return True


class Faults:
    """The injections of each method; `*` stands for all."""

    def __init__(self) -> None:
        self._by_method: dict[str, list[Injection]] = {}

    def add(self, method: str, injection: Injection) -> Injection:
        """Arm one injection; the first that fires wins."""
        self._by_method.setdefault(method, []).append(injection)
        return injection

    def take(self, method: str, body: Json) -> Fault | None:
        """The fault of this request, if any."""
        if not self._by_method:
            return None
        for key in (method, "*"):
            for injection in self._by_method.get(key, ()):
                if injection.fires(body):
                    return injection.fault
        return None

    def clear(self) -> None:
        """Disarm everything."""
        self._by_method = {}
