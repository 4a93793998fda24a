"""Workers for the bench of the reminders: the bot's own parts, under a clock that jumps.

A parent with everything imported forks one for each line it reads, so that a bench can kill them
a hundred times.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable
from typing import Any, cast

from bot.advisor import Advisor
from bot.settings import Settings
from bot.slack import reminding
from bot.slack.run import running
from bot.slack.workspaces import SingleWorkspace
from bot.state.database import Database, engine_for
from indexer.text import Normaliser
from knowledge.catalog import Catalog, load
from tests.fakes.slack import SECRET, TOKEN

JUMPS = (*[0.0] * 6, 3600.0, -3600.0, 365 * 86_400.0, -600.0)
_JUMP_SECONDS, _BEAT_SECONDS = 0.3, 0.2


class Knowing:
    """What the reminders need of an advisor: the knowledge, without an index."""

    def __init__(self, catalog: Catalog):
        self._known = catalog, Normaliser(catalog.terms, catalog.rewrites)
        self.index_version = "none"

    def knowledge(self) -> tuple[Catalog, Callable[[str], str]]:
        return self._known


class JumpingClock:
    """A clock somebody sets to and fro; `true` is what Slack would say.

    Args:
        start: the true time when the monotonic clock stood at `at`.
        at: of this machine, so that all its processes share it.
        seed: of its jumps.
    """

    def __init__(self, start: float, at: float, seed: int):
        self._start, self._at = start, at
        self._chance = random.Random(seed)
        self._next, self._by = 0.0, 0.0

    def true(self) -> float:
        """The time."""
        return self._start + time.monotonic() - self._at

    def __call__(self) -> float:
        """The time as this machine has it."""
        if time.monotonic() > self._next:
            self._next = time.monotonic() + self._chance.uniform(0, 2 * _JUMP_SECONDS)
            self._by = self._chance.choice(JUMPS)
        return self.true() + self._by


async def _work(catalog: Catalog, wanted: dict[str, Any]) -> None:
    clock = JumpingClock(wanted["start"], wanted["at"], wanted["seed"])

    async def ask() -> float:
        return clock.true() if wanted["guarded"] else clock()

    reminding.slack_time = lambda _: ask
    reminding.EVERY_SECONDS, reminding.MOST_PER_SECOND = _BEAT_SECONDS, 1e9
    reminding.AT_ONCE = wanted["at_once"]
    settings = Settings.model_validate(
        {
            "SLACK_BOT_TOKEN": TOKEN,
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_URL": wanted["api"],
            "DATABASE_URL": wanted["database"],
            "HOSHIMICHI_STAFF_CHANNEL": wanted["staff"],
        }
    )
    database = Database(engine_for(wanted["database"]))
    workspaces = await SingleWorkspace.of(TOKEN, wanted["api"])
    advisor = cast(Advisor, Knowing(catalog))
    async with running(settings, database, workspaces, lambda: advisor, clock=clock):
        await asyncio.Event().wait()


def main() -> None:
    """Import and load, then fork a worker for each line read."""
    catalog = load()
    # A dead child must be gone at once: to a bot, a pid that exists is a worker at work.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            try:
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
                os.dup2(2, 1)
                asyncio.run(_work(catalog, json.loads(line)))
            except BaseException:  # noqa: BLE001 (this is the top of a process)
                traceback.print_exc()
            finally:
                os._exit(1)
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
