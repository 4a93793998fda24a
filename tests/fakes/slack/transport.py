"""HTTP in front of the fake: bodies, tokens, faults, and the record of calls."""

from __future__ import annotations

import asyncio
import base64
import json
import time
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from tests.fakes.slack import oauth
from tests.fakes.slack.calls import Call, CallLog
from tests.fakes.slack.faults import Fault, Faults
from tests.fakes.slack.methods import METHODS
from tests.fakes.slack.responses import respond
from tests.fakes.slack.sockets import SocketHub
from tests.fakes.slack.state import Json, SlackError, World

_JSON = {"Content-Type": "application/json; charset=utf-8"}
_PAGE = "<!DOCTYPE html><html><body><h1>Service temporarily unavailable</h1></body></html>"


class Transport:
    """Answers requests out of a world."""

    def __init__(self, world: World, calls: CallLog, faults: Faults, hub: SocketHub) -> None:
        self._world = world
        self._calls = calls
        self._faults = faults
        self._hub = hub

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request; a defect of the fake shows among the violations."""
        try:
            return await self._route(request)
        except OSError:
            raise
        except Exception as error:
            self._world.violations.append(f"the fake broke at {request.path}: {error!r}")
            raise

    async def _route(self, request: web.BaseRequest) -> web.StreamResponse:
        _, room, name = (*request.path.split("/", 2), "", "")[:3]
        if room == "api":
            return await self._api(request, name)
        if room == "link":
            return await self._hub.serve(request)
        if room == "upload":
            return await self._upload(request, name)
        if room == "files":
            return self._download(request, name)
        if room == "actions":
            return await self._respond(request, name)
        return web.Response(status=404)

    async def _api(self, request: web.BaseRequest, method: str) -> web.StreamResponse:
        at = time.monotonic()
        body = await _body(request)
        token = _token(request, body)
        fault = self._faults.take(method, body)
        if fault is None:
            answer = self._execute(method, token, body)
            self._record(method, body, token, at, answer, None)
            return _answered(answer, self._world, token, method)
        if fault.kind == "latency":
            await asyncio.sleep(fault.seconds)
        applied = fault.applied or fault.kind == "latency"
        late = self._execute(method, token, body) if applied else None
        self._record(method, body, token, at, late, fault)
        return await _failed(request, fault, late)

    def _execute(self, method: str, token: str, body: Json) -> Json:
        try:
            return {"ok": True, **self._run(method, token, body)}
        except SlackError as error:
            return {"ok": False, "error": error.code, **error.more}

    def _run(self, method: str, token: str, body: Json) -> Json:
        world = self._world
        if method == "oauth.v2.access":
            return oauth.access(world, body)
        if not token:
            raise SlackError("not_authed")
        if token in world.revoked:
            raise SlackError("token_revoked")
        if method == "apps.connections.open":
            if token not in world.app_tokens:
                raise SlackError(
                    "not_allowed_token_type" if token in world.tokens else "invalid_auth"
                )
            host = world.url.removeprefix("http://")
            return {"url": f"ws://{host}link?ticket={self._hub.ticket()}"}
        team = world.tokens.get(token)
        if team is None:
            raise SlackError("invalid_auth")
        run = METHODS.get(method)
        if run is None:
            raise SlackError("unknown_method", req_method=method)
        return run(world, team, body)

    def _record(
        self,
        method: str,
        body: Json,
        token: str,
        at: float,
        answer: Json | None,
        fault: Fault | None,
    ) -> None:
        if answer is None:
            outcome = "not applied"
        else:
            outcome = "ok" if answer["ok"] else str(answer["error"])
        self._calls.add(Call(method, body, token, at, outcome, fault.name if fault else None))

    async def _upload(self, request: web.BaseRequest, file_id: str) -> web.Response:
        stored = self._world.files.get(file_id)
        if stored is None:
            return web.Response(status=404, text="not found")
        if request.content_type.startswith("multipart/"):
            parts = [part async for part in _parts(request)]
            content = b"".join(parts)
        else:
            content = await request.content.read()
        if len(content) != stored["size"]:
            return web.Response(status=400, text="length does not match")
        stored["content"] = content
        return web.Response(text=f"OK - {len(content)}")

    def _download(self, request: web.BaseRequest, file_id: str) -> web.Response:
        """The bytes of a file; without a token that may have them, the way to the sign-in page."""
        at = time.monotonic()
        stored = self._world.files.get(file_id)
        team = self._world.tokens.get(_token(request, {}))
        self._record("download", {"file": file_id}, "", at, {"ok": True}, None)
        if stored is None or stored.get("deleted"):
            return web.Response(status=404)
        if team is None or team.team_id != stored.get("team_id"):
            return web.Response(status=302, headers={"Location": f"{self._world.url}signin"})
        if stored.get("redirect"):
            return web.Response(status=302, headers={"Location": stored["redirect"]})
        return web.Response(body=stored["content"], content_type="application/octet-stream")

    async def _respond(self, request: web.BaseRequest, key: str) -> web.Response:
        at = time.monotonic()
        body = await _body(request)
        try:
            respond(self._world, key, body)
        except SlackError as error:
            answer = {"ok": False, "error": error.code, **error.more}
            self._record("response_url", body, "", at, answer, None)
            return _json(answer, status=404 if error.code.endswith("_url") else 400)
        self._record("response_url", body, "", at, {"ok": True}, None)
        return web.Response(text="ok")


async def _parts(request: web.BaseRequest) -> Any:
    async for part in await request.multipart():
        yield await part.read()  # type: ignore[union-attr]


async def _body(request: web.BaseRequest) -> Json:
    body: Json = dict(request.query) if request.query_string else {}
    kind = request.content_type
    if kind.startswith("multipart/"):
        return {**body, **await request.post()}
    raw = await request.content.read()
    if not raw:
        return body
    if kind == "application/json":
        try:
            sent = json.loads(raw)
        except ValueError:
            return body
        return body | sent if isinstance(sent, dict) else body
    return body | dict(parse_qsl(raw.decode(), keep_blank_values=True))


def _token(request: web.BaseRequest, body: Json) -> str:
    header = request.headers.get("Authorization", "")
    if header.startswith("Bearer "):
        return header[7:]
    if header.startswith("Basic "):
        client = base64.b64decode(header[6:]).decode().partition(":")
        body.setdefault("client_id", client[0])
        body.setdefault("client_secret", client[2])
    return str(body.pop("token", "") or "")


def _json(answer: Json, status: int = 200, headers: Json | None = None) -> web.Response:
    merged = {**_JSON, **headers} if headers else _JSON
    return web.Response(
        body=json.dumps(answer, ensure_ascii=False).encode(), status=status, headers=merged
    )


def _answered(answer: Json, world: World, token: str, method: str) -> web.Response:
    if method == "auth.test" and answer["ok"]:
        return _json(answer, headers={"x-oauth-scopes": world.tokens[token].scopes})
    return _json(answer)


async def _failed(request: web.BaseRequest, fault: Fault, answer: Json | None) -> web.Response:
    if fault.kind == "latency":
        return _json(answer or {})
    if fault.kind in ("http", "error"):
        if fault.answer:
            return _json(dict(fault.answer), fault.status, dict(fault.headers))
        return web.Response(status=fault.status, text="upstream error")
    if fault.kind == "html":
        return web.Response(text=_PAGE, content_type="text/html")
    if fault.kind == "truncated":
        whole = json.dumps(answer or {"ok": True, "ts": "1.0"}).encode()
        return web.Response(body=whole[: len(whole) // 2], headers=_JSON)
    if fault.seconds:
        await asyncio.sleep(fault.seconds)
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)
