"""One database, one connection, one thread: operations are committed in groups.

SQLite's WAL mode is not used: system builds from 3.7.0 to 3.51.2 can corrupt a database when
a WAL is reset under two connections (https://sqlite.org/wal.html#walresetbug). A rollback
journal costs an fsync a commit; committing what has gathered meanwhile in one transaction
buys that back many times over.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError

T = TypeVar("T")
Operation = Callable[[Connection], T]

_MOST_AT_ONCE = 256
_BUSY_SECONDS = 5.0
# Errors that say nothing about the other operations of a group.
_OF_ONE = (DataError, IntegrityError, ProgrammingError)


def engine_for(url: str) -> Engine:
    """An engine: SQLite durable at each commit, or whatever else the URL names."""
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, pool_size=2, hide_parameters=True)
    path = make_url(url).database
    if path:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    waiting = {"timeout": _BUSY_SECONDS, "check_same_thread": False}
    # An error's text ends in logs; what users wrote must not.
    engine = create_engine(url, connect_args=waiting, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    # A deferred transaction that starts to write late can fail without waiting.
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _prepare_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=PERSIST", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


class Database:
    """Runs operations one after the other, each whole or not at all.

    Args:
        engine: from `engine_for`.
    """

    def __init__(self, engine: Engine):
        self.engine = engine
        self._waiting: queue.SimpleQueue[tuple[Operation[Any], Future[Any]] | None] = (
            queue.SimpleQueue()
        )
        self._thread = threading.Thread(target=self._work, name="database", daemon=True)
        self._thread.start()

    async def run(self, operation: Operation[T]) -> T:
        """What an operation gives, once it is durably committed.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database refused, is locked or full.
        """
        return await asyncio.wrap_future(self.submit(operation))

    def call(self, operation: Operation[T]) -> T:
        """The same for code outside an event loop."""
        return self.submit(operation).result()

    def submit(self, operation: Operation[T]) -> Future[T]:
        """Queue an operation."""
        future: Future[T] = Future()
        self._waiting.put((operation, future))
        return future

    def close(self) -> None:
        """Finish what is queued and let the connections go."""
        self._waiting.put(None)
        self._thread.join()
        self.engine.dispose()

    def _work(self) -> None:
        while (group := self._group()) is not None:
            self._commit(group)

    def _group(self) -> list[tuple[Operation[Any], Future[Any]]] | None:
        first = self._waiting.get()
        if first is None:
            return None
        group = [first]
        while len(group) < _MOST_AT_ONCE:
            try:
                more = self._waiting.get_nowait()
            except queue.Empty:
                break
            if more is None:
                self._waiting.put(None)
                break
            group.append(more)
        return group

    def _commit(self, group: list[tuple[Operation[Any], Future[Any]]]) -> None:
        # From here on nobody can cancel: a result set on a cancelled future ends this thread.
        group = [row for row in group if row[1].set_running_or_notify_cancel()]
        results: list[tuple[Future[Any], Any, BaseException | None]] = []
        try:
            with self.engine.begin() as connection:
                if len(group) == 1:
                    # Alone, an operation needs no savepoint: its failure undoes the transaction.
                    results.append((group[0][1], group[0][0](connection), None))
                else:
                    for operation, future in group:
                        results.append((future, *_attempted(connection, operation)))
        except Exception as error:  # noqa: BLE001 (handed on to every waiting caller)
            for _, future in group:
                future.set_exception(error)
            return
        for future, value, failure in results:
            if failure is not None:
                future.set_exception(failure)
            else:
                future.set_result(value)


def _attempted(
    connection: Connection, operation: Operation[Any]
) -> tuple[Any, BaseException | None]:
    """The value or the failure of one operation; a failure undoes that operation alone."""
    savepoint = connection.begin_nested()
    try:
        value = operation(connection)
    except Exception as error:
        if isinstance(error, DBAPIError) and not isinstance(error, _OF_ONE):
            # Locked, full or gone: nothing of this group can be trusted to be stored.
            raise
        savepoint.rollback()
        return None, error
    savepoint.commit()
    return value, None
