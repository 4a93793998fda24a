"""Socket Mode: tickets, connections, envelopes and their acks."""

from __future__ import annotations

import asyncio
import concurrent.futures
import itertools
import json
from typing import Literal

from aiohttp import WSMsgType, web

from tests.fakes.slack.state import Json

EnvelopeType = Literal["events_api", "interactive", "slash_commands"]
AckFuture = concurrent.futures.Future[Json | None]


class SocketHub:
    """The open connections of the app. All methods but `push` run in the server's loop."""

    def __init__(self) -> None:
        self.open: list[web.WebSocketResponse] = []
        self.late_acks: list[str] = []
        self._tickets: set[str] = set()
        self._numbers = itertools.count(1)
        self._turn = itertools.count()
        self._waiting: dict[str, AckFuture] = {}
        self._retiring: list[web.WebSocketResponse] = []
        self._wires: dict[web.WebSocketResponse, asyncio.Transport] = {}

    def ticket(self) -> str:
        """A ticket for one connection."""
        ticket = str(next(self._numbers))
        self._tickets.add(ticket)
        return ticket

    async def serve(self, request: web.BaseRequest) -> web.StreamResponse:
        """One connection from hello to its end."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets or len(self.open) >= 10:
            return web.Response(status=404)
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if request.transport is None:
            return socket
        self._wires[socket] = request.transport
        self.open.append(socket)
        await socket.send_str(
            json.dumps(
                {
                    "type": "hello",
                    "num_connections": len(self.open),
                    "debug_info": {"host": "applink-fake", "approximate_connection_time": 18060},
                    "connection_info": {"app_id": "A0HOSHI"},
                }
            )
        )
        try:
            async for message in socket:
                if message.type == WSMsgType.TEXT:
                    self._acked(message.data)
        finally:
            del self._wires[socket]
            for group in (self.open, self._retiring):
                if socket in group:
                    group.remove(socket)
        return socket

    def _acked(self, data: str) -> None:
        try:
            ack = json.loads(data)
            envelope_id = ack["envelope_id"]
        except (ValueError, KeyError, TypeError):
            return
        waiting = self._waiting.pop(envelope_id, None)
        if waiting is None or waiting.done():
            self.late_acks.append(envelope_id)
        else:
            waiting.set_result(ack.get("payload") or {})

    async def send(self, envelope: Json, ack: AckFuture, timeout: float) -> None:
        """Send to one open connection, waiting for one; resolve `ack` with its payload or None."""
        loop = asyncio.get_running_loop()
        end = loop.time() + timeout
        while not self.open and loop.time() < end:
            await asyncio.sleep(0.005)
        if not self.open:
            ack.set_result(None)
            return
        self._waiting[envelope["envelope_id"]] = ack
        loop.call_later(max(0.0, end - loop.time()), self._give_up, envelope["envelope_id"])
        socket = self.open[next(self._turn) % len(self.open)]
        try:
            await socket.send_str(json.dumps(envelope))
        except (ConnectionError, RuntimeError):
            self._give_up(envelope["envelope_id"])

    def _give_up(self, envelope_id: str) -> None:
        waiting = self._waiting.pop(envelope_id, None)
        if waiting is not None and not waiting.done():
            waiting.set_result(None)

    async def disconnect(self, reason: str) -> int:
        """Tell every connection to come back; no further envelope goes to them."""
        leaving, self.open = self.open, []
        self._retiring += leaving
        word = {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-fake"}}
        for socket in leaving:
            await socket.send_str(json.dumps(word))
        return len(leaving)

    async def drop(self) -> int:
        """Break every connection without a word."""
        leaving, self.open = [*self.open, *self._retiring], []
        for socket in leaving:
            self._wires[socket].abort()
        return len(leaving)
