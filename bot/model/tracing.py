"""What a call came to, told to LangSmith or OpenTelemetry where that was switched on.

Off unless HOSHIMICHI_TRACE says otherwise, and without a word of text unless
HOSHIMICHI_TRACE_TEXT=1. The switches of LangSmith itself (LANGSMITH_TRACING, …) switch on nothing:
they would send whole questions.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Any

from bot.model.problems import ModelProblem
from bot.settings import Settings

log = logging.getLogger(__name__)
Attributes = dict[str, str | int | float]


@dataclass
class Trace:
    """One call: `add` what comes, and it is counted."""

    model: str
    prompt: str
    characters_in: int
    started: float
    keep_text: bool = False
    characters_out: int = 0
    pieces: int = 0
    first_seconds: float | None = None
    seconds: float = 0.0
    outcome: str = "ok"
    _start: float = field(default_factory=time.monotonic)
    _said: list[str] = field(default_factory=list, repr=False)

    def add(self, piece: str) -> None:
        """Count a piece of what the model says."""
        if self.first_seconds is None:
            self.first_seconds = time.monotonic() - self._start
        self.pieces += 1
        self.characters_out += len(piece)
        if self.keep_text:
            self._said.append(piece)

    def end(self) -> None:
        """Stop the clock."""
        self.seconds = time.monotonic() - self._start

    @property
    def said(self) -> str:
        """What was said; empty unless text is kept."""
        return "".join(self._said)

    @property
    def attributes(self) -> Attributes:
        """Everything about it but text."""
        found: Attributes = {
            "model": self.model,
            "prompt": self.prompt,
            "outcome": self.outcome,
            "seconds": round(self.seconds, 3),
            "characters_in": self.characters_in,
            "characters_out": self.characters_out,
            "pieces": self.pieces,
        }
        if self.first_seconds is not None:
            found["first_seconds"] = round(self.first_seconds, 3)
        return found


# Takes a call that ended and, where text is traced, what was sent to the model.
Sink = Callable[[Trace, str | None], None]


class Tracer:
    """Tells a sink about each call.

    Args:
        sink: None = nobody is told.
        with_text: whether it is told what was asked and said, too.
    """

    def __init__(self, sink: Sink | None = None, *, with_text: bool = False) -> None:
        self._sink = sink
        self._with_text = with_text and sink is not None

    @contextmanager
    def call(self, model: str, prompt: str, user: str) -> Iterator[Trace]:
        """Trace what happens in the block; its errors pass.

        Args:
            model: name of the model.
            prompt: label of the prompt.
            user: what the model is to work on.
        """
        trace = Trace(model, prompt, len(user), time.time(), self._with_text)
        try:
            yield trace
        except BaseException as error:
            trace.outcome = _outcome(error)
            raise
        finally:
            trace.end()
            self._tell(trace, user if self._with_text else None)

    def _tell(self, trace: Trace, user: str | None) -> None:
        if self._sink is None:
            return
        try:
            self._sink(trace, user)
        except Exception as error:  # noqa: BLE001 (tracing may never cost an answer)
            log.warning("trace lost: %s", type(error).__name__)


def open_tracer(settings: Settings) -> Tracer:
    """The tracer the settings ask for."""
    if settings.trace == "langsmith":
        return Tracer(_langsmith(), with_text=settings.trace_text)
    if settings.trace == "otel":
        return Tracer(_otel(), with_text=settings.trace_text)
    return Tracer()


def untraced() -> AbstractContextManager[None]:
    """A block in which LangChain traces nothing by itself, whatever the environment says."""
    # Comes with langchain_core; slow to import, and needed only beside a model.
    from langsmith import tracing_context

    return tracing_context(enabled=False)


def _outcome(error: BaseException) -> str:
    if isinstance(error, ModelProblem):
        return error.code
    if isinstance(error, TimeoutError):
        return "timeout"
    if isinstance(error, asyncio.CancelledError | GeneratorExit):
        return "stopped"
    return "failed"


def _langsmith() -> Sink:
    from langsmith import Client
    from langsmith.run_trees import RunTree

    # Address, key and project are LangSmith's own variables. Sends from a thread of its own.
    client = Client(omit_traced_runtime_info=True)

    def sink(trace: Trace, user: str | None) -> None:
        start = dt.datetime.fromtimestamp(trace.started, dt.UTC)
        inputs: dict[str, Any] = {} if user is None else {"user": user}
        run = RunTree(
            name=trace.prompt,
            run_type="llm",
            inputs=inputs,
            start_time=start,
            extra={"metadata": dict(trace.attributes)},
            ls_client=client,
        )
        run.end(
            outputs={} if user is None else {"text": trace.said},
            error=None if trace.outcome == "ok" else trace.outcome,
            end_time=start + dt.timedelta(seconds=trace.seconds),
        )
        run.post()

    return sink


def _otel() -> Sink:
    # The API alone: without an SDK, which is the operator's, it tells nobody.
    from opentelemetry import trace as api

    tracer = api.get_tracer("hoshimichi.model")

    def sink(trace: Trace, user: str | None) -> None:
        begun = int(trace.started * 1e9)
        span = tracer.start_span("model call", start_time=begun)
        for key, value in trace.attributes.items():
            span.set_attribute(f"hoshimichi.{key}", value)
        if user is not None:
            span.set_attribute("hoshimichi.user", user)
            span.set_attribute("hoshimichi.said", trace.said)
        if trace.outcome != "ok":
            span.set_status(api.StatusCode.ERROR, trace.outcome)
        span.end(end_time=begun + int(trace.seconds * 1e9))

    return sink
