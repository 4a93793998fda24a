"""An OpenAI-compatible server: chat completions (streamed or whole) and the list of models."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from tests.fakes.model.faults import Fault

Json = dict[str, Any]
# From the messages of a request to what the model says: whole, or as the pieces it is sent in.
Play = Callable[[list[Json]], str | Iterator[str]]

_FLOOD = 50_000
_MESSAGES = {401: "invalid_api_key", 404: "model_not_found", 429: "rate_limit_exceeded"}


def closed_url() -> str:
    """A URL on which nobody listens."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{door.getsockname()[1]}/v1"


class ModelServer:
    """Serves on 127.0.0.1 from start to the end of the block.

    Args:
        play: what the model says.
        first_seconds: how long it thinks before its first piece.
        per_piece: pause before each further piece, in seconds.
        piece: how many letters a piece has when `play` gives a whole text.
        fault: how it fails; may be set anew at any time, None = it does not.

    Attributes:
        url: for LLM_BASE_URL.
        requests: the bodies of the completions asked for, oldest first.
        headers: what came with them, names in small letters.
        next_faults: taken one a completion, before `fault` counts.
        dropped: how many answers the client did not wait for.
    """

    def __init__(
        self,
        play: Play,
        *,
        first_seconds: float = 0.0,
        per_piece: float = 0.0,
        piece: int = 16,
        fault: Fault | None = None,
    ) -> None:
        self.play, self.piece, self.fault = play, piece, fault
        self.first_seconds, self.per_piece = first_seconds, per_piece
        self.requests: list[Json] = []
        self.headers: list[dict[str, str]] = []
        self.next_faults: list[Fault | None] = []
        self.dropped = 0
        self.ended = threading.Event()
        self._http = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"owner": self}))
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def __enter__(self) -> Self:
        work = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)
        work.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        self._http.shutdown()
        self._http.server_close()

    def takes(self, body: Json, headers: dict[str, str]) -> Fault | None:
        """Note a request; how it is to fail."""
        self.requests.append(body)
        self.headers.append(headers)
        return self.next_faults.pop(0) if self.next_faults else self.fault

    def pieces(self, text: str | Iterator[str]) -> Iterator[str]:
        """A text as it is sent, with its pauses."""
        self.wait(self.first_seconds)
        for number, piece in enumerate(_cut(text, self.piece) if isinstance(text, str) else text):
            if number:
                self.wait(self.per_piece)
            yield piece

    def wait(self, seconds: float) -> None:
        """Pause, but never longer than this server runs."""
        if seconds:
            self.ended.wait(seconds)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Who hangs up is counted, not printed."""


class _Handler(BaseHTTPRequestHandler):
    owner: ModelServer
    protocol_version = "HTTP/1.1"
    # Small pieces go out at once.
    disable_nagle_algorithm = True

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """The list of models."""
        if self.path.rstrip("/").endswith("/models"):
            self._json(200, {"object": "list", "data": [{"id": "played", "object": "model"}]})
        else:
            self._json(404, {"error": {"message": "no such page"}})

    def do_POST(self) -> None:
        """A completion."""
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        if not self.path.rstrip("/").endswith("/chat/completions"):
            self._json(404, {"error": {"message": "no such page"}})
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        fault = self.owner.takes(body, headers)
        try:
            self._answer(body, fault)
        except OSError:
            self.owner.dropped += 1
            self.close_connection = True

    def _answer(self, body: Json, fault: Fault | None) -> None:
        kind = fault.kind if fault else None
        if fault and kind == "status":
            self._refuse(fault)
        elif kind == "page":
            self._send(
                200, "text/html; charset=utf-8", "<html>ログインしてください</html>".encode()
            )
        elif fault and kind == "stall" and not fault.after:
            self.owner.ended.wait()
            self.close_connection = True
        elif not body.get("stream"):
            self._whole(body, fault)
        else:
            self._stream(body, fault)

    def _refuse(self, fault: Fault) -> None:
        code = _MESSAGES.get(fault.status, "server_error")
        more = {} if fault.retry_after is None else {"Retry-After": fault.retry_after}
        said = {"error": {"message": f"{code}: sk-echoed-secret", "type": code, "code": code}}
        self._json(fault.status, said, more)

    def _said(self, body: Json, fault: Fault | None) -> Iterator[str]:
        if fault and fault.kind == "said":
            return self.owner.pieces(fault.text)
        return self.owner.pieces(self.owner.play(body["messages"]))

    def _whole(self, body: Json, fault: Fault | None) -> None:
        if fault and fault.kind == "broken_json":
            self._send(200, "application/json", b'{"choices": [')
            return
        message = {"role": "assistant", "content": "".join(self._said(body, fault))}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        self._json(200, _frame(body, "chat.completion", [choice], _USAGE))

    def _stream(self, body: Json, fault: Fault | None) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self._event(body, {"role": "assistant", "content": ""})
        for sent, piece in enumerate(self._letters(body, fault)):
            if fault and fault.after and sent >= fault.after:
                self._interrupt(fault)
                return
            self._event(body, {"content": piece})
        if fault and fault.kind == "broken_json":
            self._chunk(b'data: {"choices": [{"delta": \n\n')
        self._event(body, {}, "stop")
        if (body.get("stream_options") or {}).get("include_usage"):
            self._data(_frame(body, "chat.completion.chunk", [], _USAGE))
        self._chunk(b"data: [DONE]\n\n")
        self._chunk(b"")

    def _letters(self, body: Json, fault: Fault | None) -> Iterator[str]:
        for piece in self._said(body, fault):
            if fault is None or fault.kind != "drip":
                yield piece
                continue
            for letter in piece:
                yield letter
                self.owner.wait(fault.seconds)

    def _interrupt(self, fault: Fault) -> None:
        self.close_connection = True
        if fault.kind == "stall":
            self.owner.ended.wait()
        elif fault.kind == "quiet_cut":
            self._chunk(b"")
        else:
            # A reset, not an orderly end.
            linger = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.wfile.flush()
            time.sleep(0.02)
            self.connection.close()

    def _event(self, body: Json, delta: Json, finish: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        self._data(_frame(body, "chat.completion.chunk", [choice]))

    def _data(self, frame: Json) -> None:
        self._chunk(f"data: {json.dumps(frame, ensure_ascii=False)}\n\n".encode())

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()

    def _json(self, status: int, value: Json, more: dict[str, str] | None = None) -> None:
        self._send(status, "application/json", json.dumps(value).encode(), more)

    def _send(
        self, status: int, kind: str, data: bytes, more: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in (more or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)


_USAGE = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}


def _cut(text: str, size: int) -> Iterator[str]:
    # A flood comes in large pieces: it is meant to test its reader, not this loop.
    size = size if len(text) < _FLOOD else _FLOOD
    return (text[at : at + size] for at in range(0, len(text), size))


def _frame(body: Json, kind: str, choices: list[Json], usage: Json | None = None) -> Json:
    frame: Json = {"id": "chatcmpl-played", "object": kind, "created": 1, "choices": choices}
    frame["model"] = body.get("model", "played")
    if usage:
        frame["usage"] = usage
    return frame
