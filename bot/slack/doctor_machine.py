"""What the doctor learns about this machine. Each look gives (what is wrong or None, what is right)."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot import wording
from bot.settings import Settings
from bot.state import migrate
from bot.state.database import engine_for
from indexer.errors import DamagedIndex, ForeignIndex, IndexProblem, NoIndex, UnknownVersion
from indexer.settings import IndexSettings

_LEAST_MB = 500
_SECONDS = 5
_PROBLEMS: dict[type[IndexProblem], str] = {
    NoIndex: wording.NO_INDEX,
    DamagedIndex: wording.DAMAGED_INDEX,
    ForeignIndex: wording.FOREIGN_INDEX,
    UnknownVersion: wording.UNKNOWN_VERSION,
}


def database(settings: Settings) -> str | None:
    """What is wrong with the database, in Japanese; None when it is reached and up to date."""
    try:
        url = make_url(settings.database)
        if url.get_backend_name() == "postgresql":
            url = url.update_query_dict({"connect_timeout": str(_SECONDS)})
        engine = engine_for(url.render_as_string(hide_password=False))
        try:
            return migrate.problem(engine)
        finally:
            engine.dispose()
    except (SQLAlchemyError, ImportError, OSError, ValueError):
        # The reason may hold the password: what to look at is enough.
        return wording.NO_DATABASE


def data_directory(home: Path) -> tuple[str | None, str]:
    """Whether the data directory takes files, and has room."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home) as file:
            file.write(b"0")
        free = shutil.disk_usage(home).free // 1_000_000
    except OSError as error:
        return wording.HOME_UNWRITABLE.format(kind=type(error).__name__), ""
    if free < _LEAST_MB:
        return wording.HOME_FULL.format(free=free, least=_LEAST_MB), ""
    return None, wording.HOME_FINE.format(free=free)


def index(home: Path) -> tuple[str | None, str]:
    """Whether the active index opens, and which it is."""
    # Slow to import, and not needed when something else is wrong first.
    from indexer.index import open_index

    try:
        opened = open_index(IndexSettings().model_copy(update={"home": home}))
    except IndexProblem as problem:
        return _PROBLEMS.get(type(problem), wording.NO_INDEX), ""
    opened.searcher.close()
    return None, wording.INDEX_FINE.format(version=opened.version)


async def model(settings: Settings) -> tuple[str | None, str]:
    """Whether the language model answers, where one is set."""
    if not settings.llm_model:
        return None, wording.MODEL_UNUSED
    # Brings LangChain with it, which nobody needs without a model.
    from bot.model.doctor import examine

    found = await examine(settings)
    return (None, found.message) if found.ok else (found.message, "")
