"""Tracing: off unless told, without text unless told, whatever LangSmith's own switches say."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from langsmith import utils as langsmith_utils

from bot.model.chat import ModelProblem
from bot.model.opening import open_model
from bot.model.tracing import Trace, Tracer, open_tracer
from tests.bot.model.conftest import settings
from tests.fakes.model import ModelServer

QUESTION, SAID = "A社の秘密の質問", "秘密の答え"


class Collector:
    """A server that stands for LangSmith: it keeps what it is sent."""

    def __init__(self) -> None:
        self.received: list[bytes] = []
        received = self.received

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, format: str, *arguments: object) -> None:
                """Say nothing."""

            def do_GET(self) -> None:
                self._answer(b'{"version": "0.11.0"}')

            def do_POST(self) -> None:
                received.append(self._body())
                self._answer(b"{}")

            do_PATCH = do_POST

            def _body(self) -> bytes:
                if "chunked" not in self.headers.get("Transfer-Encoding", ""):
                    return self.rfile.read(int(self.headers.get("Content-Length", 0)))
                body = b""
                while size := int(self.rfile.readline(), 16):
                    body += self.rfile.read(size)
                    self.rfile.readline()
                self.rfile.readline()
                return body

            def _answer(self, data: bytes) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}"
        threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True).start()

    def waited(self, seconds: float) -> str:
        """All that came within some seconds, or sooner once something came."""
        end = time.monotonic() + seconds
        while not self.received and time.monotonic() < end:
            time.sleep(0.05)
        return b"".join(self.received).decode("utf-8", "replace")

    def close(self) -> None:
        """End it."""
        self._http.shutdown()
        self._http.server_close()


@pytest.fixture
def collector(monkeypatch: pytest.MonkeyPatch) -> Iterator[Collector]:
    """A stand-in for LangSmith, and an environment that switches its tracing on."""
    made = Collector()
    for name in ("LANGSMITH", "LANGCHAIN"):
        monkeypatch.setenv(f"{name}_ENDPOINT", made.url)
        monkeypatch.setenv(f"{name}_API_KEY", "k")
        monkeypatch.setenv(f"{name}_TRACING", "true")
        monkeypatch.setenv(f"{name}_TRACING_V2", "true")
    # It remembers what the environment said.
    langsmith_utils.get_env_var.cache_clear()
    langsmith_utils.get_tracer_project.cache_clear()
    yield made
    made.close()
    langsmith_utils.get_env_var.cache_clear()
    langsmith_utils.get_tracer_project.cache_clear()


def talk(tracer: Tracer) -> None:
    """One call of a played model, traced."""

    async def ask(url: str) -> None:
        model = open_model(settings(url))
        with tracer.call(model.name, "answer@1", QUESTION) as trace:
            async for piece in model.stream("s", QUESTION, seconds=5, first_seconds=5):
                trace.add(piece)
        await model.aclose()

    with ModelServer(lambda _: SAID) as server:
        asyncio.run(ask(server.url))


def test_langsmiths_own_switches_send_nothing(collector: Collector) -> None:
    assert langsmith_utils.tracing_is_enabled()
    talk(open_tracer(settings()))
    assert collector.waited(1.5) == ""


def test_to_langsmith_without_text(collector: Collector) -> None:
    talk(open_tracer(settings(HOSHIMICHI_TRACE="langsmith")))
    sent = collector.waited(20)
    assert "answer@1" in sent
    assert "openai:played" in sent
    assert "characters_out" in sent
    assert QUESTION not in sent
    assert SAID not in sent
    assert "\\u79d8" not in sent


def test_to_langsmith_with_text_when_told(collector: Collector) -> None:
    talk(open_tracer(settings(HOSHIMICHI_TRACE="langsmith", HOSHIMICHI_TRACE_TEXT="1")))
    sent = collector.waited(20)
    assert QUESTION in sent
    assert SAID in sent


def test_text_alone_switches_nothing_on() -> None:
    tracer = open_tracer(settings(HOSHIMICHI_TRACE_TEXT="1"))
    with tracer.call("m", "p@1", QUESTION) as trace:
        trace.add(SAID)
    assert trace.said == ""


def test_opentelemetry_is_told_without_text() -> None:
    from opentelemetry import trace as api
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    api.set_tracer_provider(provider)

    talk(open_tracer(settings(HOSHIMICHI_TRACE="otel")))
    talk(open_tracer(settings(HOSHIMICHI_TRACE="otel", HOSHIMICHI_TRACE_TEXT="1")))

    plain, full = exporter.get_finished_spans()
    assert plain.attributes is not None
    assert full.attributes is not None
    assert plain.attributes["hoshimichi.model"] == "openai:played"
    assert plain.attributes["hoshimichi.characters_in"] == len(QUESTION)
    assert not {"hoshimichi.user", "hoshimichi.said"} & set(plain.attributes)
    assert full.attributes["hoshimichi.user"] == QUESTION
    assert full.attributes["hoshimichi.said"] == SAID


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (ModelProblem("server"), "server"),
        (TimeoutError(), "timeout"),
        (asyncio.CancelledError(), "stopped"),
        (ValueError("秘密"), "failed"),
    ],
)
def test_the_outcome_is_a_code(error: BaseException, outcome: str) -> None:
    kept: list[Trace] = []
    tracer = Tracer(lambda trace, _: kept.append(trace))
    with pytest.raises(type(error)), tracer.call("m", "p@1", QUESTION):
        raise error
    assert kept[0].attributes["outcome"] == outcome


def test_a_sink_that_fails_costs_nothing() -> None:
    def fails(trace: Trace, user: str | None) -> None:
        raise OSError("down")

    with Tracer(fails).call("m", "p@1", QUESTION) as trace:
        trace.add(SAID)
    assert trace.attributes["characters_out"] == len(SAID)
