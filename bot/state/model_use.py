"""What was spent on a model, by workspace, user and day, and whether more may be."""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Callable

from sqlalchemy import ColumnElement, Connection, delete, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.spending import Limits, Spender
from bot.state.database import Database
from bot.state.tables import model_use
from knowledge.dates import JST

log = logging.getLogger(__name__)
KEEP_DAYS = 30
# The row of a whole workspace; no user has this id.
_ALL = ""


def take(
    connection: Connection, team: str, user: str, day: str, characters: int, limits: Limits
) -> bool:
    """Take a call out of a day's budget; False, and nothing taken, where it does not suffice.

    Args:
        connection: in a transaction.
        team, user: who spends.
        day: ISO date.
        characters: how many are sent.
        limits: of a day.
    """
    # Whoever comes second waits at the workspace's row, so that two never take the last call.
    if not _taken(
        connection, (team, _ALL, day), characters, limits.team_calls, limits.team_characters
    ):
        return False
    if _taken(connection, (team, user, day), characters, limits.user_calls, limits.user_characters):
        return True
    _add(connection, (team, _ALL, day), -1, -characters)
    return False


def forget(connection: Connection, before: str) -> None:
    """Remove the days before an ISO date."""
    connection.execute(delete(model_use).where(model_use.c.day < before))


class KeptBudget:
    """The budget of all processes that share a database (`bot.model.budget.Budget`).

    Args:
        database: where it is counted.
        limits: of a day.
        clock: seconds since the epoch.
    """

    def __init__(
        self, database: Database, limits: Limits, clock: Callable[[], float] = time.time
    ) -> None:
        self._database = database
        self._limits = limits
        self._clock = clock
        self._cleaned: dt.date | None = None

    async def take(self, spender: Spender, characters: int) -> bool:
        """Take one call out of today's budget (Japan's day); False where that cannot be done."""
        today = dt.datetime.fromtimestamp(self._clock(), JST).date()
        oldest = (today - dt.timedelta(days=KEEP_DAYS)).isoformat()
        is_new_day, self._cleaned = today != self._cleaned, today

        def operation(connection: Connection) -> bool:
            if is_new_day:
                forget(connection, oldest)
            day = today.isoformat()
            return take(connection, spender.team, spender.user, day, characters, self._limits)

        try:
            return await self._database.run(operation)
        except SQLAlchemyError as error:
            # What cannot be counted is not spent; the answer composed by code is there.
            log.warning("model use not counted: %s", type(error).__name__)
            return False


def _taken(
    connection: Connection, key: tuple[str, str, str], characters: int, calls: int, most: int
) -> bool:
    """Add a call to a row while it stays within its limits."""
    _ensure(connection, key)
    added = update(model_use).where(
        *_row(key), model_use.c.calls + 1 <= calls, model_use.c.characters + characters <= most
    )
    counted = added.values(
        calls=model_use.c.calls + 1, characters=model_use.c.characters + characters
    )
    return connection.execute(counted).rowcount == 1


def _add(connection: Connection, key: tuple[str, str, str], calls: int, characters: int) -> None:
    values = {"calls": model_use.c.calls + calls, "characters": model_use.c.characters + characters}
    connection.execute(update(model_use).where(*_row(key)).values(values))


def _ensure(connection: Connection, key: tuple[str, str, str]) -> None:
    insert = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert
    team, user, day = key
    row = insert(model_use).values(team=team, user=user, day=day, calls=0, characters=0)
    connection.execute(row.on_conflict_do_nothing())


def _row(key: tuple[str, str, str]) -> tuple[ColumnElement[bool], ...]:
    team, user, day = key
    return model_use.c.team == team, model_use.c.user == user, model_use.c.day == day
