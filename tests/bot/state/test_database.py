"""Operations are committed in groups, each whole or not at all, and the thread outlives them."""

from __future__ import annotations

import asyncio
import concurrent.futures
import threading

import pytest
from sqlalchemy import Connection, Engine, func, insert, select
from sqlalchemy.exc import IntegrityError

from bot.errors import BadSetting
from bot.state import inbox, migrate
from bot.state.database import Database
from bot.state.tables import metadata, notices
from tests.bot.state.test_inbox import NOW, delivery


def note(subject: str) -> object:
    def operation(connection: Connection) -> None:
        connection.execute(insert(notices).values(team="T", subject=subject, told_at=NOW))

    return operation


def count(connection: Connection) -> int:
    return int(connection.scalar(select(func.count()).select_from(notices)) or 0)


def test_a_failing_operation_undoes_itself_alone(database: Database) -> None:
    gate = threading.Event()
    database.submit(lambda _: gate.wait(5))
    wanted = [database.submit(note(subject)) for subject in ("a", "a", "b")]  # type: ignore[arg-type]
    gate.set()
    wanted[0].result(5)
    with pytest.raises(IntegrityError):
        wanted[1].result(5)
    wanted[2].result(5)
    assert database.call(count) == 2


def test_who_stops_waiting_stops_nothing_else(database: Database) -> None:
    """R7: a task cancelled at SIGTERM must not end the thread that notes the rest."""
    gate = threading.Event()

    async def scenario() -> int:
        running = asyncio.ensure_future(database.run(lambda _: gate.wait(5)))
        queued = asyncio.ensure_future(database.run(note("a")))  # type: ignore[arg-type]
        await asyncio.sleep(0.05)
        for task in (running, queued):
            task.cancel()
        await asyncio.gather(running, queued, return_exceptions=True)
        gate.set()
        return await asyncio.wait_for(database.run(count), 5)

    assert asyncio.run(scenario()) in {0, 1}


def test_errors_show_nothing_of_what_was_written(database: Database) -> None:
    """I7: an error's text ends in logs."""
    row = {"team": "T", "subject": "秘密の相談", "told_at": NOW}
    database.call(lambda c: c.execute(insert(notices).values(**row)))
    with pytest.raises(IntegrityError) as caught:
        database.call(lambda c: c.execute(insert(notices).values(**row)))
    assert "[SQL parameters hidden" in str(caught.value)
    assert "秘密の相談" not in str(caught.value).partition("DETAIL")[0]


def test_the_migrations_make_the_tables_the_code_knows(engine: Engine) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, metadata) == []
    assert migrate.problem(engine) is None


def test_several_processes_may_migrate_at_once(url: str) -> None:
    from bot.state.database import engine_for

    engines = [engine_for(url) for _ in range(3)]
    with concurrent.futures.ThreadPoolExecutor() as threads:
        list(threads.map(migrate.upgrade, engines))
    assert migrate.problem(engines[0]) is None
    for engine in engines:
        engine.dispose()


def test_older_code_refuses_a_newer_schema_and_changes_nothing(engine: Engine) -> None:
    """R31."""
    with engine.begin() as connection:
        inbox.store(connection, [delivery(1)], NOW)
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(BadSetting):
        migrate.upgrade(engine)
    assert migrate.problem(engine) is not None
    with engine.begin() as connection:
        assert inbox.backlog(connection) == {"waiting": 1}
