"""Pours signed events in over HTTP: a load generator that costs the machine little itself.

Everything is encoded and signed beforehand and sent over connections that are kept, as Slack
does. A general HTTP client takes as long for one event as the bot, on the same two cores.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from tests.fakes.slack.delivery import Receipt
from tests.fakes.slack.signing import encoded, signed

_END = b"\r\n\r\n"


async def pour(
    url: str, bodies: Sequence[dict[str, Any]], clients: int
) -> tuple[list[Receipt], float]:
    """Send every payload once, each client one after the other: receipts, and seconds in all.

    Raises:
        OSError: the server closed a connection.
    """
    place = urlsplit(url)
    requests = iter([_request(place.netloc, place.path, body) for body in bodies])
    loop = asyncio.get_running_loop()
    done: list[Receipt] = []
    started = time.monotonic()
    poured = [
        (await loop.create_connection(lambda: _Client(requests, done), place.hostname, place.port))[
            1
        ].finished
        for _ in range(clients)
    ]
    await asyncio.gather(*poured)
    return done, time.monotonic() - started


def _request(host: str, path: str, payload: dict[str, Any]) -> bytes:
    body, kind = encoded(payload)
    headers = {"Host": host, "Content-Type": kind, "Content-Length": len(body), **signed(body)}
    lines = [f"POST {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join(lines).encode() + _END + body


class _Client(asyncio.Protocol):
    def __init__(self, requests: Iterator[bytes], done: list[Receipt]):
        self._requests, self._done = requests, done
        self._seen = b""
        self.finished: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._send()

    def data_received(self, data: bytes) -> None:
        self._seen += data
        head, found, body = self._seen.partition(_END)
        if not found or len(body) < _length(head):
            return
        status = int(head[9:12])
        self._done.append(Receipt(status, body, time.monotonic() - self._started))
        self._seen = b""
        self._send()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.finished.done():
            self.finished.set_exception(error or ConnectionResetError("closed"))

    def _send(self) -> None:
        request = next(self._requests, None)
        if request is None:
            self.finished.set_result(None)
            self._transport.close()
            return
        self._started = time.monotonic()
        self._transport.write(request)


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0
