"""Each contract is kept by SQLite and by Postgres."""

from __future__ import annotations

import os
import pwd
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.state import migrate
from bot.state.database import Database, engine_for
from tests.bot.state.postgres import ThrowAwayPostgres, binaries


@pytest.fixture(scope="session")
def postgres() -> Iterator[ThrowAwayPostgres]:
    """A server, where there is one to start."""
    found = binaries()
    if found is None:
        pytest.skip("no Postgres on this machine (apt-get install postgresql)")
    if os.geteuid() == 0 and "postgres" not in {user.pw_name for user in pwd.getpwall()}:
        pytest.skip("Postgres does not run as root, and there is no user postgres")
    with ThrowAwayPostgres(found) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'state.sqlite3'}"
    server: ThrowAwayPostgres = request.getfixturevalue("postgres")
    return server.database()


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """A migrated database."""
    made = engine_for(url)
    migrate.upgrade(made)
    yield made
    made.dispose()


@pytest.fixture
def database(engine: Engine) -> Iterator[Database]:
    """The same behind its thread."""
    running = Database(engine)
    yield running
    running.close()
