"""The real bot in a thread of its own: real HTTP server, real database, the fake Slack outside."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import uvicorn

from bot.advisor import Advisor
from bot.settings import Settings
from bot.slack.adding.workshop import Workshop
from bot.slack.run import Parts, running, web
from bot.slack.workspaces import SingleWorkspace
from bot.state import inbox, outbox
from bot.state.database import Database, engine_for
from tests.fakes.slack import SECRET, TOKEN, Delivery, FakeSlack, Receipt


class BotThread:
    """Runs the bot until the end of the block.

    Args:
        slack: the fake it talks to.
        home: where its SQLite lies; two bots may share one.
        open_advisor: what answers.
        seconds: how long a Web API call may take.
        workshop: reads and builds documents; by default in processes.
    """

    def __init__(
        self,
        slack: FakeSlack,
        home: Path,
        open_advisor: Callable[[], Advisor],
        *,
        seconds: float = 2.0,
        workers: int = 8,
        staff_channel: str = "",
        clock: Callable[[], float] = time.time,
        workshop: Workshop | None = None,
    ):
        self.slack = slack
        self.settings = Settings.model_validate(
            {
                "HOSHIMICHI_HOME": home,
                "SLACK_BOT_TOKEN": TOKEN,
                "SLACK_SIGNING_SECRET": SECRET,
                "SLACK_API_URL": slack.api_url,
                "HOSHIMICHI_WORKERS": workers,
                "HOSHIMICHI_STAFF_CHANNEL": staff_channel,
                "DATABASE_URL": "",
            }
        )
        self._open_advisor = open_advisor
        self._seconds = seconds
        self._clock = clock
        self._workshop = workshop
        self._ready = threading.Event()
        self._failure: BaseException | None = None
        self.stopped_in = 0.0

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), daemon=True)
        self._thread.start()
        assert self._ready.wait(60), "the bot did not start"
        if self._failure is not None:
            raise self._failure
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Stop in good order, as SIGTERM does."""
        if not self._thread.is_alive():
            return
        started = time.monotonic()
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(20)
        self.stopped_in = time.monotonic() - started
        assert not self._thread.is_alive(), "the bot did not stop"

    def send(self, payload: dict[str, Any]) -> Receipt:
        """Deliver a signed payload; gives the acknowledgement."""
        return Delivery(self.url).send(payload)[-1]

    def call(self, operation: Callable[[Any], Any]) -> Any:
        """Run an operation on the bot's database."""
        return self.database.call(operation)

    def settled(self, timeout: float = 20.0) -> None:
        """Wait until nothing stored is left to do."""
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            rows = self.call(inbox.backlog)
            posts = self.call(outbox.backlog)
            open_rows = rows.get("waiting", 0) + rows.get("claimed", 0)
            open_posts = sum(posts.get(state, 0) for state in ("waiting", "sending", "unsure"))
            # Words for one person and changed messages go out after the row is closed.
            if open_rows + open_posts == 0 and not self.parts.pool._working:
                return
            time.sleep(0.02)
        raise AssertionError(f"still open: {rows} {posts}")

    async def _run(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        self.database = Database(engine_for(self.settings.database))
        try:
            workspaces = await SingleWorkspace.of(TOKEN, self.settings.api_url)
            async with running(
                self.settings,
                self.database,
                workspaces,
                self._open_advisor,
                seconds=self._seconds,
                clock=self._clock,
                workshop=self._workshop,
            ) as parts:
                await self._serve(parts)
        except BaseException as error:
            self._failure = error
            raise
        finally:
            self._ready.set()
            self.database.close()

    async def _serve(self, parts: Parts) -> None:
        self.parts = parts
        door = socket.socket()
        door.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{door.getsockname()[1]}/slack/events"
        self.root = self.url.removesuffix("/slack/events")
        config = uvicorn.Config(web(parts, SECRET), log_level="error", backlog=2048)
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve([door]))
        while not server.started:
            await asyncio.sleep(0.01)
        self._ready.set()
        await self._stop.wait()
        server.should_exit = True
        await serving
