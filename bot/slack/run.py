"""Runs the bot: its parts put together, its surfaces opened, and an orderly end."""

from __future__ import annotations

import asyncio
import logging
import signal
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

import uvicorn
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from sqlalchemy.exc import SQLAlchemyError
from starlette.types import ASGIApp

from bot import wording
from bot.advisor import Advisor
from bot.asking import Asking
from bot.errors import BadSetting
from bot.settings import Settings
from bot.slack.adding.workshop import Processes, Workshop
from bot.slack.api import CALL_ERRORS, WebApi, Workspaces, failure
from bot.slack.application import application
from bot.slack.crew import worker_name
from bot.slack.desk import AnswerWriter, Desk
from bot.slack.drafts import Drafts
from bot.slack.intake import Intake
from bot.slack.late_writer import CountedWriter, late_writer
from bot.slack.people import People
from bot.slack.pool import Pool
from bot.slack.postman import Postman
from bot.slack.server import asgi
from bot.state import inbox, migrate
from bot.state.database import Database
from indexer.errors import IndexProblem
from indexer.settings import IndexSettings

log = logging.getLogger(__name__)
Clock = Callable[[], float]
# A connection cut off without a word is noticed at the next ping, a silent one after four.
_PING_SECONDS = 2
_CONNECT_SECONDS, _CONNECT_AGAIN_SECONDS = 2.0, 3.0


@dataclass(frozen=True)
class Parts:
    """A running bot."""

    app: AsyncApp
    intake: Intake
    pool: Pool
    database: Database
    asking: Asking
    api: WebApi


@asynccontextmanager
async def running(
    settings: Settings,
    database: Database,
    workspaces: Workspaces,
    open_advisor: Callable[[], Advisor],
    *,
    seconds: float = 10.0,
    clock: Clock = time.time,
    workshop: Workshop | None = None,
    writer: AnswerWriter | None = None,
) -> AsyncIterator[Parts]:
    """The bot at work: migrated, warmed up, its workers started; all of it stopped at the end.

    Args:
        settings: what the environment says.
        database: where everything is kept; closed by the caller.
        workspaces: knows the tokens.
        open_advisor: opens the advisor.
        seconds: how long a Web API call may take.
        clock: seconds since the epoch.
        workshop: reads and builds documents; by default in processes of their own.
        writer: puts answers in better words; by default the model of the settings, if any.
    """
    migrate.upgrade(database.engine)
    api = WebApi(workspaces, settings.api_url, seconds)
    people, asking = People(api, clock), Asking(open_advisor, clock)
    workshop = workshop or Processes(IndexSettings().model_copy(update={"home": settings.home}))
    writer, drafts = writer or late_writer(settings, database, clock), Drafts(settings.workers)
    writer = CountedWriter(writer, drafts) if writer else None
    desk = Desk(
        database, asking, api, people, settings.staff_channel, clock, workshop, writer, drafts
    )  # fmt: skip
    name = worker_name()
    postman = Postman(database, api, name, settings.staff_channel, clock, tables=settings.tables)
    pool = Pool(desk, postman, name, settings.workers, settings.keep_days, settings.stale_days)
    intake = Intake(database, pool.wake, clock)
    pool.yield_to(lambda: intake.pouring)
    app = application(intake, desk)
    try:
        version = await asking.warm_up()
        log.info("index %s", version)
    except IndexProblem as problem:
        # Questions are taken and kept; who asks is told, and a build needs no restart.
        log.error("no usable index: %s", type(problem).__name__)
    await pool.start()
    try:
        yield Parts(app, intake, pool, database, asking, api)
    finally:
        await pool.stop()
        asking.close()
        if writer is not None:
            await writer.aclose()
        await api.close()


def web(parts: Parts, signing_secret: str, **more: object) -> ASGIApp:
    """The web application of a running bot."""

    async def ready() -> str | None:
        try:
            await parts.database.run(inbox.backlog)
            await parts.asking.warm_up()
        except SQLAlchemyError:
            return "database"
        except IndexProblem:
            return "index"
        return None

    return asgi(parts.intake, parts.app, signing_secret, ready, **more)  # type: ignore[arg-type]


async def until_stopped() -> None:
    """Wait for SIGTERM or Ctrl-C."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await stop.wait()


async def socket_mode(
    parts: Parts,
    settings: Settings,
    until: Callable[[], Coroutine[Any, Any, object]] = until_stopped,
) -> None:
    """Receive over Socket Mode until stopped.

    Raises:
        BadSetting: Slack refuses the app token; says what to do.
    """
    token = settings.app_token.get_secret_value()
    parts.app.client.base_url = settings.api_url.rstrip("/") + "/"
    handler = AsyncSocketModeHandler(parts.app, token, ping_interval=_PING_SECONDS)
    connecting = asyncio.create_task(_connect(handler))
    tasks: set[asyncio.Task[Any]] = {connecting}
    try:
        await asyncio.wait(tasks, timeout=_CONNECT_SECONDS)
        if connecting.done():
            connecting.result()
        # Who waits for Slack can be stopped, too.
        stopped = asyncio.create_task(until())
        tasks.add(stopped)
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        if not stopped.done():
            connecting.result()
            await stopped
    finally:
        for task in tasks:
            task.cancel()
        await handler.close_async()  # type: ignore[no-untyped-call]


async def _connect(handler: AsyncSocketModeHandler) -> None:
    """Connect, however long Slack is away; Bolt would do so even when Slack refuses the token."""
    client = handler.client
    while client.wss_uri is None:
        try:
            client.wss_uri = await client.issue_new_wss_url()
        except CALL_ERRORS as error:
            found = failure(error)
            if found.outcome == "refused":
                raise BadSetting(wording.APP_TOKEN_REFUSED.format(code=found.code)) from None
            log.warning("no socket: %s", found.code)
            await asyncio.sleep(_CONNECT_AGAIN_SECONDS)
    await handler.connect_async()  # type: ignore[no-untyped-call]


class _Server(uvicorn.Server):
    def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override]
        """Leave signals to us: uvicorn raises them again at its end, which would skip ours."""
        return nullcontext()


async def http(app: ASGIApp, port: int) -> None:
    """Receive over HTTP until stopped; requests in hand are finished."""
    config = uvicorn.Config(
        app,
        host="0.0.0.0",
        port=port,
        log_level="warning",
        access_log=False,  # noqa: S104
        timeout_graceful_shutdown=2,
        proxy_headers=False,
        lifespan="off",
        ws="none",
        backlog=2048,
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve())
    stopped = asyncio.create_task(until_stopped())
    await asyncio.wait({serving, stopped}, return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    stopped.cancel()
    await serving
