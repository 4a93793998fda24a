"""Sends payloads to a bot's HTTP address the way Slack does: signed, retried, sometimes twice."""

from __future__ import annotations

import asyncio
import http.client
import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp

from tests.fakes.slack.signing import SECRET, encoded, signed
from tests.fakes.slack.state import Json

ACK_SECONDS = 3.0
SLACK_DELAYS = (0.0, 60.0, 300.0)
"""When Slack tries again; tests pass shorter ones."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the bot answered to one attempt; `status` is None when it did not answer."""

    status: int | None
    body: bytes
    seconds: float
    attempt: int = 0
    reason: str | None = None

    @property
    def ok(self) -> bool:
        """Whether Slack takes this as an ack."""
        return self.status is not None and 200 <= self.status < 300


@dataclass(frozen=True, slots=True)
class Delivery:
    """One bot address; `retries` are the delays after which a failed event is sent again."""

    url: str
    secret: str = SECRET
    timeout: float = ACK_SECONDS
    retries: Sequence[float] = ()

    def _request(self, payload: Json, retry: int, reason: str | None) -> tuple[bytes, Json]:
        body, kind = encoded(payload)
        headers = {"Content-Type": kind, "User-Agent": "Slackbot 1.0", **signed(body, self.secret)}
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": reason or ""}
        return body, headers

    def _delays(self, payload: Json) -> tuple[float, ...]:
        event = payload.get("type") == "event_callback"
        return (0.0, *(self.retries if event else ()))

    def send(self, payload: Json) -> list[Receipt]:
        """Deliver from a thread; one receipt per attempt, the last one decides."""
        receipts: list[Receipt] = []
        for retry, delay in enumerate(self._delays(payload)):
            time.sleep(delay)
            reason = receipts[-1].reason if receipts else None
            receipts.append(self._post(*self._request(payload, retry, reason), retry))
            if receipts[-1].ok:
                break
        return receipts

    def _post(self, body: bytes, headers: Json, retry: int) -> Receipt:
        parts = urlsplit(self.url)
        connection = http.client.HTTPConnection(parts.netloc, timeout=self.timeout)
        started = time.monotonic()
        try:
            connection.request("POST", parts.path or "/", body, headers)
            answer = connection.getresponse()
            content = answer.read()
        except TimeoutError:
            return Receipt(None, b"", time.monotonic() - started, retry, "http_timeout")
        except (OSError, http.client.HTTPException):
            return Receipt(None, b"", time.monotonic() - started, retry, "connection_failed")
        finally:
            connection.close()
        return _receipt(answer.status, content, started, retry)

    async def asend(self, payload: Json, session: aiohttp.ClientSession) -> list[Receipt]:
        """Deliver from a coroutine."""
        receipts: list[Receipt] = []
        for retry, delay in enumerate(self._delays(payload)):
            await asyncio.sleep(delay)
            reason = receipts[-1].reason if receipts else None
            body, headers = self._request(payload, retry, reason)
            receipts.append(await self._apost(session, body, headers, retry))
            if receipts[-1].ok:
                break
        return receipts

    async def _apost(
        self, session: aiohttp.ClientSession, body: bytes, headers: Json, retry: int
    ) -> Receipt:
        started = time.monotonic()
        limit = aiohttp.ClientTimeout(total=self.timeout)
        try:
            async with session.post(self.url, data=body, headers=headers, timeout=limit) as answer:
                content = await answer.read()
        except TimeoutError:
            return Receipt(None, b"", time.monotonic() - started, retry, "http_timeout")
        except aiohttp.ClientError:
            return Receipt(None, b"", time.monotonic() - started, retry, "connection_failed")
        return _receipt(answer.status, content, started, retry)

    async def storm(
        self,
        payloads: Iterable[Json],
        *,
        copies: int = 1,
        clients: int = 50,
        shuffle: int | None = None,
    ) -> list[list[Receipt]]:
        """Deliver many at once, each `copies` times, by parallel clients; receipts per delivery.

        `shuffle` is the seed of another order; without it, copies follow each other.
        """
        queue = [payload for payload in payloads for _ in range(copies)]
        order = list(range(len(queue)))
        if shuffle is not None:
            random.Random(shuffle).shuffle(order)
        results: dict[int, list[Receipt]] = {}
        waiting = iter(order)
        connector = aiohttp.TCPConnector(limit=clients)
        async with aiohttp.ClientSession(connector=connector) as session:

            async def client() -> None:
                for number in waiting:
                    results[number] = await self.asend(queue[number], session)

            await asyncio.gather(*(client() for _ in range(clients)))
        return [results[number] for number in range(len(queue))]


def _receipt(status: int, content: bytes, started: float, retry: int) -> Receipt:
    reason = None if 200 <= status < 300 else "http_error"
    return Receipt(status, content, time.monotonic() - started, retry, reason)
