"""Has orders carried out beside the bot, which answers meanwhile."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import sys
from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path
from typing import Any, Protocol

from pydantic import ValidationError

from bot.slack.adding.orders import TOLD, Order, Outcome, Said
from indexer.intake.limits import Limits
from indexer.settings import IndexSettings

log = logging.getLogger(__name__)

Tell = Callable[[str], Coroutine[Any, Any, None]]
_LONGEST_LINE = 16 * 1024 * 1024
_SECONDS = 3600.0
# The process reads what strangers made: it gets no token and no database.
_KEPT_BACK = ("SLACK_", "DATABASE_URL")


class NotCarriedOut(Exception):
    """The process ended without an outcome."""


class Workshop(Protocol):
    """Carries out orders; `settings` say where the index lies, `limits` what a file may cost."""

    settings: IndexSettings
    limits: Limits

    async def carry_out(self, order: Order, tell: Tell) -> Outcome:
        """What came of an order.

        Raises:
            NotCarriedOut: nobody knows; it may be ordered again.
        """


class Processes:
    """A workshop with a process for each order, at low priority, ended with whoever ordered it.

    Args:
        settings: say where the index lies.
        limits: what a file may cost.
    """

    def __init__(self, settings: IndexSettings, limits: Limits | None = None):
        self.settings = settings
        self.limits = limits or Limits()

    async def carry_out(self, order: Order, tell: Tell) -> Outcome:
        """What came of an order, told how far it is meanwhile.

        Raises:
            NotCarriedOut: the process died or took too long.
        """
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.slack.adding.child",
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            env=environment(self.settings), cwd=Path(__file__).parents[3],
            limit=_LONGEST_LINE, start_new_session=True,
        )  # fmt: skip
        try:
            async with asyncio.timeout(_SECONDS):
                return await _heard(process, order, tell)
        except TimeoutError:
            raise NotCarriedOut("too slow") from None
        finally:
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                await process.wait()


async def _heard(process: asyncio.subprocess.Process, order: Order, tell: Tell) -> Outcome:
    assert process.stdin is not None
    assert process.stdout is not None
    with contextlib.suppress(ConnectionError):
        process.stdin.write(order.model_dump_json().encode() + b"\n")
        await process.stdin.drain()
    while line := await process.stdout.readline():
        try:
            told = TOLD.validate_json(line)
        except ValidationError:
            log.warning("a process said what nobody understands")
            continue
        if not isinstance(told, Said):
            return told
        await tell(told.step)
    raise NotCarriedOut(f"ended with {await process.wait()}")


def environment(settings: IndexSettings) -> Mapping[str, str]:
    """The environment of the process: ours without secrets, and where the index lies."""
    ours = {
        key: value for key, value in os.environ.items() if not key.startswith(_KEPT_BACK)
    }  # fmt: skip
    for name, field in type(settings).model_fields.items():
        value = getattr(settings, name)
        ours[str(field.validation_alias)] = str(value.absolute() if name == "home" else value)
    return ours
