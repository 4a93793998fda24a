"""Bodies and signatures as Slack sends them over HTTP."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from urllib.parse import urlencode

from tests.fakes.slack.state import Json

SECRET = "signing-secret"  # the one of the fake's app; nothing real
JSON_TYPE = "application/json"
FORM_TYPE = "application/x-www-form-urlencoded"


def signed(body: bytes, secret: str = SECRET, at: float | None = None) -> dict[str, str]:
    """The two signature headers for a body sent at a Unix time."""
    timestamp = str(int(time.time() if at is None else at))
    base = b"v0:" + timestamp.encode() + b":" + body
    digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}"}


def json_body(payload: Json) -> bytes:
    """An event or a URL verification."""
    return json.dumps(payload, separators=(",", ":")).encode()


def command_body(payload: Json) -> bytes:
    """A slash command: a form of its fields."""
    return urlencode({key: str(value) for key, value in payload.items()}).encode()


def interaction_body(payload: Json) -> bytes:
    """An interaction: a form with one field, `payload`."""
    return urlencode({"payload": json.dumps(payload, separators=(",", ":"))}).encode()


def encoded(payload: Json) -> tuple[bytes, str]:
    """Body and content type that fit the kind of payload."""
    if "command" in payload:
        return command_body(payload), FORM_TYPE
    if payload.get("type") in ("event_callback", "url_verification", "app_rate_limited"):
        return json_body(payload), JSON_TYPE
    return interaction_body(payload), FORM_TYPE
