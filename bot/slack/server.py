"""Events over HTTP: signed requests in, acknowledgements out; health and metrics beside them."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from prometheus_client import generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.signature import Clock, SignatureVerifier
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.slack import metrics
from bot.slack.intake import TAKEN, Intake, listened_to

log = logging.getLogger(__name__)
EVENTS = "/slack/events"
# Slack's largest payload is a view of 250 KB, form-encoded three times that.
_LARGEST = 1_500_000
_ACK = PlainTextResponse("")


class _Now(Clock):
    def __init__(self, now: Callable[[], float]):
        self._now = now

    def now(self) -> float:
        return self._now()


class Door:
    """Where Slack's requests come in.

    Args:
        intake: stores payloads.
        app: answers what is not only stored.
        signing_secret: of the Slack app.
        pages: everything else that is served.
        clock: seconds since the epoch.
    """

    def __init__(
        self,
        intake: Intake,
        app: AsyncApp,
        signing_secret: str,
        pages: ASGIApp,
        clock: Callable[[], float],
    ):
        self._intake = intake
        self._app = app
        self._verifier = SignatureVerifier(signing_secret, clock=_Now(clock))
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Past Starlette's router and its two layers of error pages: a third of the cost."""
        if scope["type"] == "http" and (scope["method"], scope["path"]) == ("POST", EVENTS):
            response = await self._taken(Request(scope, receive))
            await response(scope, receive, send)
            return
        await self._pages(scope, receive, send)

    async def _taken(self, request: Request) -> Response:
        body = await _body(request)
        if body is None:
            return PlainTextResponse("", status_code=413)
        if not _signed(self._verifier, body, request):
            # Nothing of the body is logged: it may be anybody's.
            metrics.TAKEN.labels("unsigned").inc()
            return PlainTextResponse("", status_code=401)
        payload = parsed(body, request.headers.get("content-type", ""))
        if payload is None:
            metrics.TAKEN.labels("unreadable").inc()
            return _ACK
        if payload.get("type") == "url_verification":
            challenge = str(payload.get("challenge", ""))
            return PlainTextResponse(challenge.encode("utf-8", "replace"))
        if payload.get("ssl_check"):
            return _ACK
        # Nearly everything ends here: Bolt's way through its middleware costs half a millisecond.
        answer = await self._intake.answer(payload)
        return _response(answer) if answer else await dispatch(self._app, payload)


def asgi(
    intake: Intake,
    app: AsyncApp,
    signing_secret: str,
    ready: Callable[[], Awaitable[str | None]],
    more: list[BaseRoute] | None = None,
    clock: Callable[[], float] = time.time,
) -> ASGIApp:
    """The web application.

    Args:
        intake: stores payloads.
        app: answers what is not only stored.
        signing_secret: of the Slack app.
        ready: what is missing before work can be done; None when nothing is.
        more: further routes (installation by OAuth).
        clock: seconds since the epoch.
    """

    async def healthz(_: Request) -> Response:
        return PlainTextResponse("ok")

    async def readyz(_: Request) -> Response:
        missing = await ready()
        return JSONResponse(
            {"ready": missing is None, "missing": missing}, status_code=503 if missing else 200
        )

    async def show_metrics(_: Request) -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    known = (("/healthz", healthz), ("/readyz", readyz), ("/metrics", show_metrics))
    pages = Starlette(routes=[*(Route(path, page) for path, page in known), *(more or [])])
    return Door(intake, app, signing_secret, pages, clock)


async def dispatch(app: AsyncApp, payload: dict[str, Any]) -> Response:
    """Bolt's answer to a payload already taken in, acknowledged even when nobody can read it."""
    # As over a socket: the body is parsed and checked. Bolt's own parser loses a command whose
    # text holds the word "payload".
    try:
        request = AsyncBoltRequest(body=payload, mode="socket_mode", context={TAKEN: True})
        answer = await app.async_dispatch(request)
    except Exception as error:  # noqa: BLE001 (Bolt reads a payload before our door does)
        metrics.TAKEN.labels("unreadable").inc()
        log.warning("unreadable: %s", type(error).__name__)
        return _ACK
    if answer.status == 404 or (answer.status == 500 and not listened_to(payload)):
        # Nobody listens to it, or Bolt cannot read it: to Slack either is a failure of ours.
        metrics.TAKEN.labels("unmatched").inc()
        return _ACK
    return _response(answer)


def _response(answer: BoltResponse) -> Response:
    if answer.status == 200 and not answer.body:
        return _ACK
    content_type = (answer.headers.get("content-type") or ["text/plain"])[0]
    return Response(answer.body or "", status_code=answer.status, media_type=content_type)


async def _body(request: Request) -> bytes | None:
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > _LARGEST:
            return None
        parts.append(part)
    return b"".join(parts)


def _signed(verifier: SignatureVerifier, body: bytes, request: Request) -> bool:
    timestamp = request.headers.get("x-slack-request-timestamp", "")
    signature = request.headers.get("x-slack-signature", "")
    # int() takes more than ASCII digits and fails on everything else.
    if not (timestamp.isascii() and timestamp.isdigit() and signature.isascii()):
        return False
    try:
        return verifier.is_valid(body, timestamp, signature)
    except (ValueError, OverflowError):
        return False


def parsed(body: bytes, content_type: str) -> dict[str, Any] | None:
    """The payload of a request: JSON, a form, or a form that holds JSON; None for neither."""
    try:
        text = body.decode("utf-8")
        if content_type.startswith("application/json"):
            found: Any = json.loads(text)
        else:
            form: Mapping[str, str] = dict(parse_qsl(text, keep_blank_values=True))
            is_command = "command" in form
            found = (
                dict(form) if is_command or "payload" not in form else json.loads(form["payload"])
            )
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
