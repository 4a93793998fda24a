"""`python -m bot doctor`: each setting tried out, and what to do about those that do not work."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TextIO

from bot import settings as environment
from bot import wording
from bot.errors import BadSetting
from bot.settings import Settings
from bot.slack.doctor_machine import data_directory, database, index, model
from bot.slack.doctor_slack import (
    Check,
    app_token,
    bot_token,
    connection,
    signing_secret,
)


async def checks(
    settings: Settings, database_check: Callable[[], str | None] | None = None
) -> AsyncIterator[Check]:
    """Everything the bot needs, in the order in which to mend it.

    Args:
        settings: what the environment says.
        database_check: what is wrong with the database, in Japanese, or None; by default ours.
    """
    yield bot_token(settings)
    try:
        async for check in connection(settings):
            yield check
    except Exception as error:  # noqa: BLE001 (an examination ends with a finding)
        yield _stumbled(wording.CHECK_SLACK, error)
    yield await _guarded(wording.CHECK_APP_TOKEN, lambda: app_token(settings))
    yield signing_secret(settings)
    problem = database_check or (lambda: database(settings))
    yield await _local(wording.CHECK_DATABASE, lambda: (problem(), wording.DATABASE_FINE))
    yield await _local(wording.CHECK_HOME, lambda: data_directory(settings.home))
    yield await _local(wording.CHECK_INDEX, lambda: index(settings.home))
    yield await _guarded(wording.CHECK_MODEL, lambda: _model(settings))


def run(
    settings: Settings | None = None,
    *,
    database_check: Callable[[], str | None] | None = None,
    out: TextIO | None = None,
) -> int:
    """Print the checks; 0 when all is well, else 1.

    Args:
        settings: read from the environment when not given.
        database_check: see `checks`.
        out: where to print; standard output by default.
    """
    out = out or sys.stdout
    if hasattr(out, "reconfigure"):
        # A console of another encoding shows a question mark; it must not end the examination.
        out.reconfigure(errors="replace")
    try:
        known = settings or environment.read()
    except BadSetting as problem:
        found = [Check(name=wording.CHECK_SETTINGS, ok=False, message=str(problem))]
        print(_line(found[0]), file=out)  # noqa: T201
    else:
        found = asyncio.run(_printed(known, database_check, out))
    wrong = sum(not check.ok for check in found)
    end = wording.DOCTOR_COUNT.format(count=wrong) if wrong else wording.DOCTOR_FINE
    print(f"\n{end}", file=out)  # noqa: T201
    return 1 if wrong else 0


async def _printed(
    settings: Settings, database_check: Callable[[], str | None] | None, out: TextIO
) -> list[Check]:
    found = []
    async for check in checks(settings, database_check):
        print(_line(check), file=out, flush=True)  # noqa: T201
        found.append(check)
    return found


def _line(check: Check) -> str:
    return f"{'✔' if check.ok else '✖'} {check.name}: {check.message}"


async def _guarded(name: str, look: Callable[[], Awaitable[Check]]) -> Check:
    try:
        return await look()
    except Exception as error:  # noqa: BLE001 (an examination ends with a finding)
        return _stumbled(name, error)


async def _model(settings: Settings) -> Check:
    problem, fine = await model(settings)
    return Check(name=wording.CHECK_MODEL, ok=problem is None, message=problem or fine)


def _stumbled(name: str, error: Exception) -> Check:
    message = wording.DOCTOR_STUMBLED.format(kind=type(error).__name__)
    return Check(name=name, ok=False, message=message)


async def _local(name: str, look: Callable[[], tuple[str | None, str]]) -> Check:
    async def looked() -> Check:
        problem, fine = await asyncio.to_thread(look)
        return Check(name=name, ok=problem is None, message=problem or fine)

    return await _guarded(name, looked)
