"""The database of the walkthroughs, opened only when there is something in it or to go in."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from bot.domain.scope import Scope

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.state.database import Database

T = TypeVar("T")
_SQLITE = "sqlite:///"


class Notes:
    """Runs operations on a database that is opened at the first one.

    Args:
        url: SQLAlchemy's, from the settings.
    """

    def __init__(self, url: str):
        self._url = url
        self._database: Database | None = None

    def has_open_run(self, scope: Scope) -> bool:
        """Whether a walkthrough may be under way; looks without opening where it can.

        Importing SQLAlchemy and checking the schema takes longer than an answer.
        """
        return self._may_find("SELECT 1 FROM runs WHERE {of} AND state = 'active' LIMIT 1", scope)

    def has_due(self, scope: Scope, now: float) -> bool:
        """Whether a reminder may be due; looks likewise."""
        wanted = "SELECT 1 FROM reminders WHERE {of} AND state = 'waiting' AND due_at <= ? LIMIT 1"
        return self._may_find(wanted, scope, now)

    def _may_find(self, wanted: str, scope: Scope, *values: float) -> bool:
        if not self._url.startswith(_SQLITE):
            return True
        path = Path(self._url.removeprefix(_SQLITE))
        if not path.is_file() or path.stat().st_size == 0:
            return False
        try:
            looking = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=1)
        except sqlite3.Error:
            return True
        try:
            return _finds(looking, wanted, (scope.team, scope.channel, *values))
        finally:
            looking.close()

    def call(self, operation: Callable[[Connection], T]) -> T:
        """What an operation gives, once it is durably stored.

        Raises:
            NotKept: the database cannot be opened, is locked or full.
            BadSetting: it was written by a newer version of the bot.
        """
        from sqlalchemy.exc import SQLAlchemyError

        try:
            return self._opened().call(operation)
        except (SQLAlchemyError, OSError) as error:
            raise NotKept(type(error).__name__) from error

    def close(self) -> None:
        """Let the database go."""
        if self._database is not None:
            self._database.close()
            self._database = None

    def _opened(self) -> Database:
        if self._database is None:
            from bot.state import migrate
            from bot.state.database import Database, engine_for

            engine = engine_for(self._url)
            migrate.upgrade(engine)
            self._database = Database(engine)
        return self._database


class NotKept(Exception):
    """The database did not take it."""


def _finds(looking: sqlite3.Connection, wanted: str, values: tuple[str | float, ...]) -> bool:
    try:
        found = looking.execute(wanted.format(of="team = ? AND channel = ?"), values)
        return found.fetchone() is not None
    except sqlite3.OperationalError as error:
        # Locked, or to be recovered first: then it is opened properly.
        return "no such table" not in str(error)
    except sqlite3.DatabaseError:
        return True
