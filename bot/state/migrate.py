"""Brings a database to the schema this code knows, and refuses one that is newer."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, Engine, text

from bot import wording
from bot.errors import BadSetting

_FOLDER = Path(__file__).parent / "migrations"


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest schema; does nothing when it is there.

    Raises:
        BadSetting: it was written by a newer version of the bot.
    """
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            # Several processes start at once; SQLite has one writer anyway.
            connection.execute(text("SELECT pg_advisory_xact_lock(4800)"))
        config = _config(connection)
        try:
            command.upgrade(config, "head")
        except CommandError:
            raise BadSetting(wording.NEWER_DATABASE) from None


def problem(engine: Engine) -> str | None:
    """What is wrong with the schema, in Japanese; None when it is the one we know."""
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
        script = ScriptDirectory.from_config(_config(connection))
    if found == script.get_current_head():
        return None
    known = {revision.revision for revision in script.walk_revisions()}
    return wording.OLD_DATABASE if found is None or found in known else wording.NEWER_DATABASE


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.attributes["connection"] = connection
    return config
