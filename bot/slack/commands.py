"""The long-running commands: slack, serve, work; and migrate and doctor beside them."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from starlette.routing import BaseRoute

from bot import app, settings, wording
from bot.errors import BadSetting
from bot.settings import Settings
from bot.slack import doctor, oauth
from bot.slack.api import Workspaces
from bot.slack.run import Parts, http, running, socket_mode, until_stopped, web
from bot.slack.workspaces import SingleWorkspace
from bot.slack.workspaces import Workspaces as InstalledWorkspaces
from bot.state import migrate
from bot.state.database import Database, engine_for
from indexer.settings import IndexSettings

log = logging.getLogger(__name__)


def run(command: str) -> int:
    """Run one command to its end; 0 = done, 1 = something is wrong.

    Raises:
        BadSetting: a setting is missing or wrong.
    """
    logging.basicConfig(
        level=logging.INFO,
        stream=sys.stderr,
        format="%(asctime)s %(levelname)s %(name)s %(message)s",
    )
    # Bolt and its clients log bodies at INFO and DEBUG.
    for name in ("slack_bolt", "slack_sdk", "aiohttp", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
    current = settings.read()
    if command == "doctor":
        return doctor.run(current)
    try:
        if command == "migrate":
            migrate.upgrade(engine_for(current.database))
            return 0
        # The advisor computes in a thread: acknowledgements must not wait 5 ms for each turn.
        sys.setswitchinterval(0.001)
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            runner.run(_COMMANDS[command](current))
    except SQLAlchemyError as error:
        log.error("database: %s", type(error).__name__)
        raise BadSetting(wording.NO_DATABASE) from None
    return 0


async def _slack(current: Settings) -> None:
    _need(current.app_token.get_secret_value(), "SLACK_APP_TOKEN")
    await _with_parts(current, lambda parts: socket_mode(parts, current))


async def _serve(current: Settings) -> None:
    secret = current.signing_secret.get_secret_value()
    _need(secret, "SLACK_SIGNING_SECRET")

    async def surface(parts: Parts) -> None:
        routes: list[BaseRoute] = []
        workspaces = parts.api.workspaces
        if isinstance(workspaces, InstalledWorkspaces):
            routes = oauth.Installer(current, workspaces).routes()
        await http(web(parts, secret, more=routes), current.port)

    await _with_parts(current, surface)


async def _work(current: Settings) -> None:
    await _with_parts(current, lambda _: until_stopped())


async def _with_parts(current: Settings, surface: Callable[[Parts], Awaitable[None]]) -> None:
    database = Database(engine_for(current.database))
    try:
        migrate.upgrade(database.engine)
        workspaces = await _workspaces(current, database)
        opened = lambda: app.advisor(IndexSettings())  # noqa: E731
        async with running(current, database, workspaces, opened) as parts:
            log.info("ready")
            await surface(parts)
    finally:
        database.close()


async def _workspaces(current: Settings, database: Database) -> Workspaces:
    if current.by_oauth:
        oauth.create_tables(database.engine)
        return InstalledWorkspaces(database.engine, current.client_id)
    _need(current.bot_token.get_secret_value(), "SLACK_BOT_TOKEN")
    return await SingleWorkspace.of(current.bot_token.get_secret_value(), current.api_url)


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """The faster loop where there is one (not on Windows)."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


def _need(value: str, name: str) -> None:
    if not value:
        raise BadSetting(wording.SETTING_MISSING.format(name=name))


_COMMANDS: dict[str, Callable[[Settings], Coroutine[Any, Any, None]]] = {
    "slack": _slack,
    "serve": _serve,
    "work": _work,
}
