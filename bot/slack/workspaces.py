"""The workspaces the app is installed in, and the token to speak in each with."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError

from bot import wording
from bot.errors import BadSetting
from bot.slack.api import CALL_ERRORS, NotYetKnown, failure

log = logging.getLogger(__name__)

REMEMBER_SECONDS = 300.0
ASK_AGAIN_SECONDS = 3.0
# Who has just installed the app should not be ignored by another process for long.
_REMEMBER_NOBODY_SECONDS = 10.0
_MOST = 5000


@dataclass(frozen=True)
class Workspace:
    """An installation; the token never shows in a log or a traceback."""

    team_id: str
    bot_token: str = field(repr=False)
    bot_user_id: str
    bot_id: str
    enterprise_id: str | None = None


class Workspaces:
    """Installations in the database, remembered so that authorising an event costs nothing.

    Args:
        engine: the database; `bot.slack.oauth.create_tables` has made the tables.
        client_id: of the Slack app.
        clock: seconds, any origin.
    """

    def __init__(self, engine: Engine, client_id: str, clock: Callable[[], float] = time.monotonic):
        self.store = SQLAlchemyInstallationStore(client_id=client_id, engine=engine)
        self._clock = clock
        self._known: dict[str, tuple[float, Workspace | None]] = {}
        self._one_at_a_time = asyncio.Lock()

    async def token(self, team_id: str) -> Workspace | None:
        """The workspace, or None where the app is not installed.

        Raises:
            SQLAlchemyError: the database cannot be read, and nothing is remembered.
        """
        if self._fresh(team_id):
            return self._known[team_id][1]
        async with self._one_at_a_time:
            if self._fresh(team_id):
                return self._known[team_id][1]
            try:
                found = await asyncio.to_thread(self._read, team_id)
            except SQLAlchemyError:
                # Slack refuses a token that is no longer good; silence would help nobody.
                if team_id not in self._known:
                    raise
                return self._known[team_id][1]
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[team_id] = (self._clock(), found)
            return found

    async def reread(self, team_id: str) -> None:
        """Look into the database at the next question: the app was installed anew."""
        async with self._one_at_a_time:
            self._known.pop(team_id, None)

    async def forget(self, team_id: str, at: dt.datetime | None = None) -> None:
        """Delete the installations of a workspace that removed the app.

        Args:
            team_id: the workspace.
            at: when it was removed; what was installed after that stays.
        """
        async with self._one_at_a_time:
            await asyncio.to_thread(self._delete, team_id, at)
            self._known.pop(team_id, None)

    def _fresh(self, team_id: str) -> bool:
        if team_id not in self._known:
            return False
        since, workspace = self._known[team_id]
        lasts = REMEMBER_SECONDS if workspace else _REMEMBER_NOBODY_SECONDS
        return self._clock() - since < lasts

    def _read(self, team_id: str) -> Workspace | None:
        bots = self.store.bots
        # The store's own search needs the organisation, which an event need not name.
        newest = (
            select(bots)
            .where(bots.c.client_id == self.store.client_id, bots.c.team_id == team_id)
            .where(bots.c.bot_token.is_not(None))
            .order_by(bots.c.installed_at.desc(), bots.c.id.desc())
            .limit(1)
        )
        with self.store.engine.connect() as connection:
            row = connection.execute(newest).mappings().first()
        return None if row is None else _workspace(row)

    def _delete(self, team_id: str, at: dt.datetime | None) -> None:
        with self.store.engine.begin() as connection:
            for table in (self.store.bots, self.store.installations):
                gone = table.delete().where(
                    table.c.client_id == self.store.client_id, table.c.team_id == team_id
                )
                if at is not None:
                    # The store keeps UTC without saying so.
                    naive = at.astimezone(dt.UTC).replace(tzinfo=None)
                    gone = gone.where(table.c.installed_at <= naive)
                connection.execute(gone)


def _workspace(row: Any) -> Workspace:
    return Workspace(
        team_id=row["team_id"],
        bot_token=row["bot_token"],
        bot_user_id=row["bot_user_id"] or "",
        bot_id=row["bot_id"] or "",
        enterprise_id=row["enterprise_id"],
    )


class SingleWorkspace:
    """The one workspace whose token stands in the settings.

    Args:
        bot_token: the token.
        api_url: the Web API, or a stand-in.
        seconds: how long Slack may take to say whose token it is.
    """

    def __init__(self, bot_token: str, api_url: str, seconds: int = 10):
        self._client = AsyncWebClient(
            token=bot_token, base_url=f"{api_url.rstrip('/')}/", timeout=seconds
        )
        self._bot_token = bot_token
        self._workspace: Workspace | None = None
        self._asking: asyncio.Task[None] | None = None

    @classmethod
    async def of(cls, bot_token: str, api_url: str, seconds: int = 10) -> SingleWorkspace:
        """Asks Slack once whose token it is; when it cannot be reached, again until it is.

        A bot that is there takes in what Slack sends; one that gave up at its start does not.

        Raises:
            BadSetting: Slack refuses the token; says what to do.
        """
        found = cls(bot_token, api_url, seconds)
        try:
            await found._ask()
        except CALL_ERRORS as error:
            told = failure(error)
            if told.outcome == "refused":
                raise BadSetting(why_refused(error)) from None
            log.warning("%s", wording.SLACK_NOT_YET.format(code=told.code))
            # Ends with the loop, which cancels it.
            found._asking = asyncio.create_task(found._until_known())
        return found

    async def token(self, team_id: str) -> Workspace | None:
        """The workspace; None for any other, whose data we must not mix with ours.

        Raises:
            NotYetKnown: Slack has not been reached since the start.
        """
        if self._workspace is None:
            raise NotYetKnown
        return self._workspace if team_id == self._workspace.team_id else None

    async def _ask(self) -> None:
        told = await self._client.auth_test()
        self._workspace = Workspace(
            team_id=str(told.get("team_id")),
            bot_token=self._bot_token,
            bot_user_id=str(told.get("user_id") or ""),
            bot_id=str(told.get("bot_id") or ""),
            enterprise_id=told.get("enterprise_id"),
        )

    async def _until_known(self) -> None:
        refused = False
        while self._workspace is None:
            await asyncio.sleep(ASK_AGAIN_SECONDS)
            try:
                await self._ask()
            except CALL_ERRORS as error:
                if failure(error).outcome == "refused" and not refused:
                    # Said once. What was taken in is kept for a start with another token.
                    refused = True
                    log.error("%s", why_refused(error))
        log.info("%s", wording.SLACK_REACHED)


def why_refused(error: BaseException) -> str:
    """What to do when Slack does not take the bot token, in Japanese."""
    told = failure(error)
    if told.outcome != "refused":
        return wording.SLACK_UNREACHABLE.format(code=told.code)
    return wording.TOKEN_REFUSED.get(told.code, wording.TOKEN_REFUSED_OTHERWISE).format(
        code=told.code
    )
