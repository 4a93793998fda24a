"""Slack's Web API, one client a workspace over one connection pool."""

from __future__ import annotations

import json
from typing import Any, Literal, Protocol

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.answer import Model

SECONDS = 10.0

# refused: Slack said no. later: it asks to wait, or was never reached. unsure: it may have done it.
Outcome = Literal["refused", "later", "unsure"]
_LATER = {"ratelimited", "rate_limited", "team_added_to_org", "service_unavailable"}
_UNSURE = {"internal_error", "fatal_error", "request_timeout", "timeout"}
_LONGEST_WAIT = 300.0


class Workspace(Protocol):
    """What we need to speak in a workspace."""

    @property
    def bot_token(self) -> str: ...
    @property
    def bot_user_id(self) -> str | None: ...
    @property
    def bot_id(self) -> str | None: ...


class Workspaces(Protocol):
    """Finds the workspace the app is installed in."""

    async def token(self, team_id: str) -> Workspace | None: ...


class Failure(Model):
    """How a call failed, whatever the library made of it."""

    outcome: Outcome
    code: str
    wait: float | None = None


class NotInstalled(Exception):
    """The app is not, or no longer, installed in a workspace."""


class NotYetKnown(Exception):
    """Slack has not been reached since the start, so that we do not know who we are."""


class WebApi:
    """Gives clients.

    Args:
        workspaces: knows the tokens.
        url: the Web API, or a stand-in.
        seconds: how long a call may take.
    """

    def __init__(self, workspaces: Workspaces, url: str, seconds: float = SECONDS):
        self.workspaces = workspaces
        self.url = url if url.endswith("/") else f"{url}/"
        self.seconds = seconds
        self._session: aiohttp.ClientSession | None = None

    async def client(self, team: str, *, patient: bool = False) -> AsyncWebClient:
        """A client of a workspace that never repeats a call by itself.

        Args:
            team: the workspace.
            patient: repeat once after a 429; only for calls that may be made twice.

        Raises:
            NotInstalled: there is no token.
            NotYetKnown: Slack has not been reached yet.
        """
        workspace = await self.workspaces.token(team)
        if workspace is None:
            raise NotInstalled(team)
        return AsyncWebClient(
            token=workspace.bot_token,
            base_url=self.url,
            timeout=int(self.seconds) or 1,
            session=self.session(),
            # The SDK's own choice repeats a call whose connection broke: a message twice.
            retry_handlers=[AsyncRateLimitErrorRetryHandler(max_retry_count=1)] if patient else [],
        )

    def session(self) -> aiohttp.ClientSession:
        """The connection pool, made inside the running loop."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=self.seconds, sock_connect=5.0)
            )
        return self._session

    async def close(self) -> None:
        """Let the connections go."""
        if self._session is not None:
            await self._session.close()


# What a call can raise, all of it.
CALL_ERRORS = (
    SlackClientError,
    aiohttp.ClientError,
    TimeoutError,
    OSError,
    NotInstalled,
    NotYetKnown,
    json.JSONDecodeError,
)


def failure(error: BaseException) -> Failure:
    """What a failed call means for the one who made it."""
    if isinstance(error, NotInstalled):
        return Failure(outcome="refused", code="not_installed")
    if isinstance(error, aiohttp.ClientConnectorError | NotYetKnown):
        return Failure(outcome="later", code="unreachable")
    if not isinstance(error, SlackApiError):
        return Failure(outcome="unsure", code=type(error).__name__)
    response: Any = error.response
    status = getattr(response, "status_code", None) or getattr(response, "status", 0)
    data = getattr(response, "data", response if isinstance(response, dict) else None)
    code = data.get("error") if isinstance(data, dict) else None
    if status == 429 or code in _LATER:
        return Failure(outcome="later", code=code or "ratelimited", wait=_wait(response))
    if code is None or code in _UNSURE or int(status or 0) >= 500:
        return Failure(outcome="unsure", code=str(code or f"http_{status}"))
    return Failure(outcome="refused", code=str(code))


def _wait(response: Any) -> float | None:
    """Seconds to wait, from a header that may be missing or absurd."""
    headers = getattr(response, "headers", None) or {}
    value = next((v for k, v in headers.items() if str(k).lower() == "retry-after"), None)
    value = value[0] if isinstance(value, list) and value else value
    try:
        seconds = float(str(value))
    except ValueError:
        return None
    return min(max(seconds, 0.0), _LONGEST_WAIT) if seconds == seconds else None
