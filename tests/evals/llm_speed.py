"""How soon a model's words are shown, and how long somebody waits at most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.evals.llm_run import Case, played, run_at_once, run_to_first_words
from tests.fakes.model.faults import Fault
from tests.fakes.model.players import faithful
from tests.fakes.model.server import ModelServer

_QUESTIONS = 30
_STARTS = 0.8
# Sixteen letters each 0.04 s: 400 letters a second, which fast hosted models reach.
_PER_PIECE = 0.04
_FIRST, _TOTAL = 1.5, 10.0


@dataclass(frozen=True)
class Seconds:
    """A time with its bar; None was never measured and meets nothing."""

    name: str
    value: float | None
    bar: float

    @property
    def met(self) -> bool:
        """Whether the bar is met."""
        return self.value is not None and self.value <= self.bar

    def line(self) -> str:
        """A row of the table."""
        value = "-" if self.value is None else f"{self.value:.2f}"
        return f"{'ok  ' if self.met else 'FAIL'} {self.name:<58} {value} s (bar ≤ {self.bar})"


def metrics(rows: Sequence[Case]) -> list[Seconds]:
    """Of a quick model that starts in 0.8 s, of a dripping one and of a silent one."""
    asked = [row for row in rows if row.material is not None][:_QUESTIONS]
    with ModelServer(faithful, first_seconds=_STARTS, per_piece=_PER_PIECE) as server:
        quick = run_to_first_words(played(server), asked)
    with ModelServer(faithful, fault=Fault.drip(1.0)) as server:
        dripping = run_at_once(played(server), asked[:5])
    with ModelServer(faithful, fault=Fault.stall()) as server:
        silent = run_at_once(played(server), asked[:5])
    first = [row.first for row in quick if row.first is not None]
    waited = [row.seconds for row in (*dripping, *silent)]
    return [
        Seconds("first words, median (starts in 0.8 s)", _at(first, 0.5), _FIRST),
        Seconds("first words, p95", _at(first, 0.95), _FIRST),
        Seconds("a dripping or silent model, longest", _at(waited, 1.0), _TOTAL),
    ]


def _at(values: Sequence[float], share: float) -> float | None:
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else None
