"""A home of one's own with the small knowledge served, and documents to add."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.adding import Added, add
from indexer.settings import IndexSettings
from tests.conftest import NOW, index_settings
from tests.indexer.conftest import PAGES
from tests.indexer.library.made import details, document, file

LATER = NOW + dt.timedelta(minutes=5)


@pytest.fixture
def settings(tmp_path: Path, tiny_home: Path) -> IndexSettings:
    """The small knowledge, free to change."""
    return index_settings(Path(shutil.copytree(tiny_home, tmp_path / "home")))


@pytest.fixture
def version(settings: IndexSettings, passed_home: tuple[Path, str]) -> str:
    """A candidate that passed, added by 山田."""
    home, version = passed_home
    shutil.rmtree(settings.home)
    shutil.copytree(home, settings.home)
    return version


@pytest.fixture
def adding(settings: IndexSettings, tmp_path: Path) -> Callable[..., Added]:
    """Adds a document of a name: its pages, who adds it, and what else is said of it."""

    def run(name: str = "koubo", *pages: str, by: str = "山田", **said: object) -> Added:
        read = document(*(pages or PAGES))
        return add(settings, file(tmp_path), read, details(name, **said), by, NOW)

    return run
