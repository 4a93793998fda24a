"""What all tests share: no network, a small index of our own, and the shipped one."""

from __future__ import annotations

import datetime as dt
import fcntl
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from indexer.build import build
from indexer.index import Index, open_index
from indexer.releases import Releases
from indexer.settings import IndexSettings
from knowledge.catalog import ROOT, Catalog, load

TINY_KNOWLEDGE = Path(__file__).parent / "fixtures" / "knowledge"
SHIPPED_HOME = Path(__file__).parents[1] / "var" / "test-home"
NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)
_LOCAL = {"localhost", "127.0.0.1", "::1", "0.0.0.0", None}  # noqa: S104 (compared, never bound)

hypothesis_settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis_settings.load_profile("repeatable")


def _refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    if host not in _LOCAL:
        raise ConnectionError(f"a test reached for the network: {host}")


sys.addaudithook(_refuse_network)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give the first test of the shipped index the time to build it on a busy machine."""
    for item in items:
        if "shipped_home" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.timeout(1200))


def index_settings(home: Path, **more: str) -> IndexSettings:
    """Settings for a data directory, whatever the environment of the machine says."""
    empty = {"EMBEDDING_MODEL": "", "EMBEDDING_QUERY_PROMPT": "", "EMBEDDING_DOCUMENT_PROMPT": ""}
    return IndexSettings.model_validate({"HOSHIMICHI_HOME": home, **empty, **more})


@pytest.fixture(scope="session")
def shipped_catalog() -> Catalog:
    """The knowledge as shipped."""
    return load()


@pytest.fixture(scope="session")
def tiny_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with one active version of the small knowledge; do not change it."""
    home = tmp_path_factory.mktemp("tiny-home")
    version, _ = build(index_settings(home), NOW, root=TINY_KNOWLEDGE)
    Releases(home).activate(version, "tests", NOW, reason="build")
    return home


@pytest.fixture(scope="session")
def tiny_index(tiny_home: Path) -> Iterator[Index]:
    """The small knowledge, opened."""
    index = open_index(index_settings(tiny_home))
    yield index
    index.searcher.close()


@pytest.fixture(scope="session")
def shipped_home() -> Path:
    """A data directory with the shipped knowledge active; built only when an input changed."""
    SHIPPED_HOME.mkdir(parents=True, exist_ok=True)
    settings = index_settings(SHIPPED_HOME)
    shelf = Releases(SHIPPED_HOME)
    with (SHIPPED_HOME / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        version, built = build(settings, NOW, root=ROOT)
        if built or not (shelf.root / "ACTIVE").exists() or shelf.active() != version:
            shelf.activate(version, "tests", NOW, reason="build")
            shelf.prune(keep=0)
    return SHIPPED_HOME


@pytest.fixture(scope="session")
def shipped_index(shipped_home: Path) -> Iterator[Index]:
    """The shipped knowledge, opened."""
    index = open_index(index_settings(shipped_home))
    yield index
    index.searcher.close()
