"""What the doctor learns about Slack: the tokens, and what Slack says when they are used."""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator, Mapping
from email.utils import parsedate_to_datetime

from slack_sdk.web.async_client import AsyncWebClient

from bot import wording
from bot.domain.answer import Model
from bot.settings import Settings
from bot.slack import manifest
from bot.slack.api import CALL_ERRORS, failure
from bot.slack.workspaces import why_refused

_SECONDS = 10
_MOST_SKEW = 60
_BOT_TOKEN = re.compile(r"xoxb-[A-Za-z0-9-]+")
_APP_TOKEN = re.compile(r"xapp-[A-Za-z0-9-]+")
_SIGNING = re.compile(r"[0-9a-f]{32}")
_PREFIX = re.compile(r"xox[a-z](?:\.xox[a-z])?-|xapp-")


class Check(Model):
    """One thing looked at: whether it works, and a sentence that says so or what to do."""

    name: str
    ok: bool
    message: str


def shown(secret: str) -> str:
    """What may be seen of a secret: which kind it is, and its length."""
    known = _PREFIX.match(secret)
    return wording.SECRET_SHOWN.format(prefix=known.group() if known else "", length=len(secret))


def _client(settings: Settings, token: str | None = None) -> AsyncWebClient:
    return AsyncWebClient(
        token=token, base_url=f"{settings.api_url.rstrip('/')}/", timeout=_SECONDS
    )


def bot_token(settings: Settings) -> Check:
    """Whether the token has the shape of a bot token."""
    token = settings.bot_token.get_secret_value()
    if not token:
        message = wording.BOT_TOKEN_BY_OAUTH if settings.by_oauth else wording.BOT_TOKEN_MISSING
        return Check(name=wording.CHECK_BOT_TOKEN, ok=settings.by_oauth, message=message)
    ok = _BOT_TOKEN.fullmatch(token) is not None
    message = wording.BOT_TOKEN_FINE if ok else wording.BOT_TOKEN_WRONG
    return Check(name=wording.CHECK_BOT_TOKEN, ok=ok, message=message.format(shown=shown(token)))


async def connection(settings: Settings) -> AsyncIterator[Check]:
    """What Slack says: who we are, what we may do, what time it is, where staff is told things."""
    token = settings.bot_token.get_secret_value()
    if not _BOT_TOKEN.fullmatch(token):
        if settings.staff_channel:
            yield Check(name=wording.CHECK_STAFF, ok=True, message=wording.STAFF_LATER)
        return
    client = _client(settings, token)
    try:
        told = await client.auth_test()
    except CALL_ERRORS as error:
        yield Check(name=wording.CHECK_SLACK, ok=False, message=why_refused(error))
        return
    message = wording.SLACK_FINE.format(team=told.get("team"), user=told.get("user"))
    yield Check(name=wording.CHECK_SLACK, ok=True, message=message)
    yield _scopes(told.headers)
    yield _clock(told.headers)
    yield await _staff(client, settings.staff_channel)


def _scopes(headers: Mapping[str, str]) -> Check:
    given = headers.get("x-oauth-scopes")
    if given is None:
        return Check(name=wording.CHECK_SCOPES, ok=True, message=wording.SCOPES_UNSEEN)
    needed = manifest.scopes()
    missing = [one for one in needed if one not in {name.strip() for name in given.split(",")}]
    message = (
        wording.SCOPES_MISSING.format(names="、".join(missing))
        if missing
        else wording.SCOPES_FINE.format(count=len(needed))
    )
    return Check(name=wording.CHECK_SCOPES, ok=not missing, message=message)


def _clock(headers: Mapping[str, str]) -> Check:
    try:
        theirs = parsedate_to_datetime(headers.get("date", "")).timestamp()
    except ValueError:
        return Check(name=wording.CHECK_CLOCK, ok=True, message=wording.CLOCK_UNSEEN)
    apart = round(abs(time.time() - theirs))
    ok = apart <= _MOST_SKEW
    message = wording.CLOCK_FINE if ok else wording.CLOCK_WRONG
    return Check(name=wording.CHECK_CLOCK, ok=ok, message=message.format(seconds=apart))


async def _staff(client: AsyncWebClient, channel: str) -> Check:
    if not channel:
        return Check(name=wording.CHECK_STAFF, ok=True, message=wording.STAFF_UNSET)
    try:
        found = (await client.conversations_info(channel=channel)).get("channel") or {}
    except CALL_ERRORS as error:
        code = failure(error).code
        unknown = code == "channel_not_found"
        message = wording.STAFF_UNKNOWN if unknown else wording.STAFF_REFUSED.format(code=code)
        return Check(name=wording.CHECK_STAFF, ok=False, message=message)
    wrong = (
        (found.get("is_archived"), wording.STAFF_ARCHIVED),
        (found.get("is_ext_shared") or found.get("is_pending_ext_shared"), wording.STAFF_SHARED),
        (not found.get("is_member"), wording.STAFF_NOT_IN),
    )
    problem = next((sentence for applies, sentence in wrong if applies), None)
    message = (problem or wording.STAFF_FINE).format(name=found.get("name", channel))
    return Check(name=wording.CHECK_STAFF, ok=problem is None, message=message)


async def app_token(settings: Settings) -> Check:
    """Whether Socket Mode can be opened, where it is used."""
    token, name = settings.app_token.get_secret_value(), wording.CHECK_APP_TOKEN
    if not token:
        ok = bool(settings.signing_secret.get_secret_value())
        message = wording.APP_TOKEN_UNUSED if ok else wording.APP_TOKEN_MISSING
        return Check(name=name, ok=ok, message=message)
    if not _APP_TOKEN.fullmatch(token):
        message = wording.APP_TOKEN_WRONG.format(shown=shown(token))
        return Check(name=name, ok=False, message=message)
    try:
        await _client(settings).apps_connections_open(app_token=token)
    except CALL_ERRORS as error:
        told = failure(error)
        refused = told.outcome == "refused"
        message = wording.APP_TOKEN_REFUSED if refused else wording.SLACK_UNREACHABLE
        return Check(name=name, ok=False, message=message.format(code=told.code))
    return Check(name=name, ok=True, message=wording.APP_TOKEN_FINE.format(shown=shown(token)))


def signing_secret(settings: Settings) -> Check:
    """Whether the key that checks requests over HTTP has its shape, where it is used."""
    secret, name = settings.signing_secret.get_secret_value(), wording.CHECK_SIGNING
    if not secret:
        # Installing by OAuth needs web pages, so events come over HTTP too.
        message = wording.SIGNING_MISSING if settings.by_oauth else wording.SIGNING_UNUSED
        return Check(name=name, ok=not settings.by_oauth, message=message)
    ok = _SIGNING.fullmatch(secret) is not None
    message = (wording.SIGNING_FINE if ok else wording.SIGNING_WRONG).format(shown=shown(secret))
    return Check(name=name, ok=ok, message=message)
