"""The real bot with a writer of the test's choice."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.advisor import Advisor
from bot.slack.desk import AnswerWriter
from bot.slack.run import running
from bot.slack.workspaces import SingleWorkspace
from bot.state.database import Database, engine_for
from tests.fakes.slack import TOKEN, FakeSlack
from tests.scenarios.bot_thread import BotThread


class ModelBot(BotThread):
    """Runs the bot with a writer until the end of the block.

    Args:
        slack: the fake it talks to.
        home: where its SQLite lies.
        open_advisor: what answers.
        writer: what puts answers in better words.
    """

    def __init__(
        self,
        slack: FakeSlack,
        home: Path,
        open_advisor: Callable[[], Advisor],
        writer: AnswerWriter | None,
        **more: Any,
    ):
        super().__init__(slack, home, open_advisor, **more)
        self._writer = writer

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
                writer=self._writer,
            ) as parts:
                await self._serve(parts)
        except BaseException as error:
            self._failure = error
            raise
        finally:
            self._ready.set()
            self.database.close()
