"""A process that answers the self-check as fast as it can, until it is killed."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection as Pipe

from sqlalchemy import event

from bot.domain.scope import Scope, Speaker
from bot.guide import Guide
from bot.state import runs
from bot.state.database import engine_for
from knowledge.catalog import load

SCOPE, CLERK = Scope(team="T", channel="C1"), Speaker(team="T2", user="U1")
NOW = 1_795_000_000.0
# Loaded once, in the process that the killed ones are forked from.
GUIDE = Guide(load(), str)
CHOICES = ("full", "partly", "no", "unknown")


def answer(url: str, boundary: int | None, told: Pipe) -> None:
    """Answer item after item, again and again, and tell each answer once it is committed.

    Args:
        url: of the database.
        boundary: kill oneself at this commit boundary (even: before, odd: after a commit).
        told: gets ("ready",), then (revision, step, value) for each answer.
    """
    engine = engine_for(url)
    with engine.begin() as connection:
        found = runs.of_scope(connection, SCOPE)
        screen = (
            GUIDE.current(connection, SCOPE, found[0].id, NOW)
            if found
            else GUIDE.start(connection, SCOPE, "self-check", CLERK, NOW)
        )
    assert screen is not None
    told.send(("ready",))
    passed = _Boundaries(boundary)
    event.listen(engine, "commit", lambda _: passed())
    while True:
        value = _next(screen.step, screen.revision)
        with engine.begin() as connection:
            if screen.step is None:
                # All answered: begin again from the first item, which replaces its answer.
                to = f"!goto:{screen.run}:check/1"
                after = GUIDE.press(connection, SCOPE, "", 0, "", to, CLERK, NOW)
            elif screen.step == "sheet":
                after = GUIDE.press(
                    connection,
                    SCOPE,
                    screen.run or "",
                    screen.revision,
                    "sheet",
                    "!skip",
                    CLERK,
                    NOW,
                )
            else:
                after = GUIDE.press(
                    connection, SCOPE, screen.run or "", screen.revision, screen.step, value,
                    CLERK, NOW,
                )  # fmt: skip
        passed()
        told.send((after.revision, screen.step, value))
        screen = after


def _next(step: str | None, revision: int) -> str:
    is_item = step is not None and step.startswith("check/") and step != "check/intro"
    return CHOICES[revision % 4] if is_item else "next"


class _Boundaries:
    def __init__(self, fatal: int | None):
        self._left = fatal

    def __call__(self) -> None:
        if self._left is None:
            return
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        self._left -= 1


Answering = Callable[[str, "int | None", Pipe], None]
