"""Installation in several workspaces: the two pages a browser visits, and what they store."""

from __future__ import annotations

import asyncio
import datetime as dt
import hmac
import html
import logging

from aiohttp import encode_basic_auth
from slack_sdk.oauth import AuthorizeUrlGenerator
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot import wording
from bot.settings import Settings
from bot.slack import manifest
from bot.slack.api import CALL_ERRORS, failure
from bot.slack.workspaces import Workspaces

log = logging.getLogger(__name__)
_COOKIE = "hoshimichi-install"
_STATE_SECONDS = 600
_HEADERS = {
    "Cache-Control": "no-store",
    # The address of the page holds the code.
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
}
_PAGE = (
    '<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
    "<style>body{{font-family:sans-serif;max-width:36rem;margin:15vh auto;padding:0 1rem;"
    "line-height:1.8}}</style></head><body><h1>{title}</h1><p>{text}</p></body></html>"
)
# At DEBUG the SDK logs answers whole, and this one is a token.
_quiet = logging.getLogger(f"{__name__}.client")
_quiet.setLevel(logging.INFO)


class NotGranted(Exception):
    """An installation that did not happen; the message says why and what to do, in Japanese."""


def create_tables(engine: Engine) -> None:
    """Make the tables of slack_sdk's stores where they are missing."""
    SQLAlchemyInstallationStore(client_id="", engine=engine).metadata.create_all(engine)
    SQLAlchemyOAuthStateStore(_STATE_SECONDS, engine).metadata.create_all(engine)


def routes(
    settings: Settings, engine: Engine, workspaces: Workspaces | None = None
) -> list[BaseRoute]:
    """The pages for the web application.

    Args:
        settings: client id and secret of the Slack app.
        engine: the database, with `create_tables` done.
        workspaces: those the bot speaks through, to be told at once of who has just installed.
    """
    return Installer(settings, workspaces or Workspaces(engine, settings.client_id)).routes()


class Installer:
    """The way into a workspace: `/slack/install` sends to Slack, `/slack/oauth_redirect` returns.

    Args:
        settings: client id and secret of the Slack app.
        workspaces: where installations are kept.
    """

    def __init__(self, settings: Settings, workspaces: Workspaces):
        self._settings = settings
        self._workspaces = workspaces
        self._states = SQLAlchemyOAuthStateStore(
            _STATE_SECONDS, workspaces.store.engine, logger=_quiet
        )
        self._to_slack = AuthorizeUrlGenerator(
            client_id=settings.client_id, scopes=manifest.scopes()
        )

    def routes(self) -> list[BaseRoute]:
        """For the web application."""
        return [
            Route("/slack/install", self._install),
            Route("/slack/oauth_redirect", self._redirected),
        ]

    async def _install(self, _: Request) -> Response:
        try:
            state = await asyncio.to_thread(self._new_state)
        except SQLAlchemyError as error:
            log.error("no state for an installation: %s", type(error).__name__)
            return _page(503, wording.INSTALL_FAILED, wording.INSTALL_NOT_NOW)
        answer = RedirectResponse(self._to_slack.generate(state), 302, headers=_HEADERS)
        # Lax: the cookie must come along when Slack sends the browser back.
        answer.set_cookie(
            _COOKIE, state, max_age=_STATE_SECONDS, secure=True, httponly=True, samesite="lax"
        )
        return answer

    def _new_state(self) -> str:
        states = self._states.oauth_states
        now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
        with self._states.engine.begin() as connection:
            # Nobody else removes what was never used, and anybody may ask for more.
            connection.execute(states.delete().where(states.c.expire_at < now))
        return self._states.issue()

    async def _redirected(self, request: Request) -> Response:
        try:
            installation = await self._granted(request)
            await asyncio.to_thread(self._workspaces.store.save, installation)
            await self._workspaces.reread(str(installation.team_id))
        except NotGranted as reason:
            answer = _page(400, wording.INSTALL_FAILED, str(reason))
        except SQLAlchemyError as error:
            log.error("installation not stored: %s", type(error).__name__)
            answer = _page(503, wording.INSTALL_FAILED, wording.INSTALL_NOT_NOW)
        else:
            log.info("installed in %s", installation.team_id)
            text = wording.INSTALL_DONE_TEXT.format(name=installation.team_name)
            answer = _page(200, wording.INSTALL_DONE, text)
        answer.delete_cookie(_COOKIE, secure=True, httponly=True, samesite="lax")
        return answer

    async def _granted(self, request: Request) -> Installation:
        query = request.query_params
        state, code = query.get("state", ""), query.get("code", "")
        mine = request.cookies.get(_COOKIE, "")
        # Whoever started must be who comes back; else a link could install for somebody else.
        same = bool(state) and hmac.compare_digest(state.encode(), mine.encode())
        if not same or not await asyncio.to_thread(self._states.consume, state):
            raise NotGranted(wording.INSTALL_EXPIRED)
        if query.get("error") == "access_denied":
            raise NotGranted(wording.INSTALL_CANCELLED)
        if not code:
            raise NotGranted(
                wording.INSTALL_REFUSED.format(code=query.get("error", "no_code")[:80])
            )
        try:
            return await self._exchanged(code)
        except CALL_ERRORS as error:
            told = failure(error)
            log.warning("installation refused: %s", told.code)
            raise NotGranted(wording.INSTALL_REFUSED.format(code=told.code)) from None

    async def _exchanged(self, code: str) -> Installation:
        client = AsyncWebClient(
            base_url=f"{self._settings.api_url.rstrip('/')}/", timeout=10, logger=_quiet
        )
        # oauth_v2_access of the SDK uses what aiohttp is about to drop.
        secret = self._settings.client_secret.get_secret_value()
        told = await client.api_call(
            "oauth.v2.access",
            data={"code": code},
            headers={"Authorization": encode_basic_auth(self._settings.client_id, secret)},
        )
        team, token = told.get("team") or {}, told.get("access_token")
        if told.get("is_enterprise_install") or not team.get("id"):
            raise NotGranted(wording.INSTALL_WHOLE_ORGANISATION)
        if not token or told.get("token_type") != "bot":
            raise NotGranted(wording.INSTALL_REFUSED.format(code="no_bot_token"))
        # The answer names the bot's user, but not the bot.
        who = await client.auth_test(token=token)
        organisation = told.get("enterprise") or {}
        return Installation(
            app_id=told.get("app_id"),
            enterprise_id=organisation.get("id"),
            enterprise_name=organisation.get("name"),
            team_id=team["id"],
            team_name=team.get("name") or team["id"],
            bot_token=token,
            bot_id=who.get("bot_id"),
            bot_user_id=told.get("bot_user_id") or who.get("user_id"),
            bot_scopes=told.get("scope") or "",
            user_id=(told.get("authed_user") or {}).get("id") or "",
            is_enterprise_install=False,
            token_type="bot",
        )


def _page(status: int, title: str, text: str) -> HTMLResponse:
    page = _PAGE.format(title=html.escape(title), text=html.escape(text))
    return HTMLResponse(page, status, headers=_HEADERS)
