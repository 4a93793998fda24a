"""Killed at any change of a file, and at any moment: the old index serves, and a restart is clean.

A few changes in a usual run; every one with HOSHIMICHI_FAULTS=full (R5).
"""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest

from indexer.adding import add
from indexer.build import version_id
from indexer.gate import check
from indexer.gate.activation import activate
from indexer.gate.history import History
from indexer.index import open_index
from indexer.library.shelf import Library
from indexer.releases import Releases
from indexer.settings import IndexSettings
from tests.conftest import NOW, TINY_KNOWLEDGE, index_settings
from tests.indexer.conftest import PAGES, Driver
from tests.indexer.gate.outcomes import well
from tests.indexer.library.made import details, document, file

FULL = os.environ.get("HOSHIMICHI_FAULTS") == "full"
_STEP = 1 if FULL else 40
_MOMENTS = 40 if FULL else 1
# The changes each makes at least: fewer would mean that they are no longer counted.
ACTIONS = {"add": 30, "add-all": 40, "remove": 5, "gate": 4, "serve": 4, "go-back": 4, "renew": 25}


@pytest.fixture(scope="session")
def prepared(tiny_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with two documents served one after the other, a third candidate that passed, and
    newer knowledge built but not served; beside it the original and that knowledge.
    """
    folder = tmp_path_factory.mktemp("prepared")
    original = file(folder)
    settings = index_settings(Path(shutil.copytree(tiny_home, folder / "home")))
    for name in ("koubo", "other", "candidate"):
        version = add(settings, original, document(*PAGES), details(name), "山田", NOW).version
        assert check(settings, version, NOW, well).passed
        if name != "candidate":
            activate(settings, version, "佐藤", NOW)
    root = Path(shutil.copytree(TINY_KNOWLEDGE, folder / "knowledge"))
    passages = root / "passages.yaml"
    text = passages.read_text(encoding="utf-8")
    passages.write_text(text.replace("30日", "45日"), encoding="utf-8")
    _publish(settings, root)
    return folder


def _publish(settings: IndexSettings, root: Path) -> None:
    """Newer knowledge as a build leaves it: what is in it is not asked here, and training slow."""
    shelf = Releases(settings.home)
    old = shelf.manifest(shelf.manifest(shelf.active()).base)
    new = version_id(settings, root)
    place = shelf.workplace(new)
    shutil.copytree(shelf.folder(old.id), place, dirs_exist_ok=True)
    shelf.publish(place, old.model_copy(update={"id": new, "base": new}))


class Killed:
    """A home in which an action was killed, and what has to hold of it."""

    def __init__(self, prepared: Path, driver: Driver, action: str, home: Path):
        self.home = Path(shutil.copytree(prepared / "home", home))
        self.action, self._driver = action, driver
        self._root = prepared / "knowledge" if action == "renew" else prepared
        self.before = Releases(home).active()

    def run(self, *, at: int | None = None, after: float | None = None) -> int:
        """Carry the action out, to be killed before a change or after a time."""
        return self._driver.run(self.action, self.home, root=self._root, at=at, kill_after=after)

    def check(self, said: str) -> None:
        """What is served is whole and answers; the library holds nothing that is half."""
        shelf, library = Releases(self.home), Library(self.home)
        assert self._moves or shelf.active() == self.before, said
        index = open_index(index_settings(self.home))
        assert index.documents, said
        hits = index.documents.search("納税証明書は要りますか", 3)
        assert any("納税証明書" in hit.chunk.text for hit in hits), said
        index.close()
        for folder in library.root.glob("[!.]*/*"):
            assert (folder / "entry.json").is_file(), said
        for ref, _ in library.revisions():
            assert library.original(ref), said
            assert library.document(ref).blocks, said
        for manifest in shelf.versions():
            assert shelf.verify(manifest.id), said
        assert History(self.home).events(), said

    def take_up(self, said: str) -> None:
        """Once more, undisturbed: it is done, and nothing is left of what was killed."""
        if self.action != "go-back" or Releases(self.home).active() == self.before:
            assert self.run() == 0, said
        self.check(said)
        if self.action in ("add", "add-all"):
            assert not list((self.home / "index").glob(".building-*")), said
            assert not list((self.home / "documents").glob(".adding-*")), said

    @property
    def _moves(self) -> bool:
        return self.action in ("serve", "go-back", "renew")


@pytest.mark.timeout(3600 if FULL else 300)
@pytest.mark.parametrize("action", ACTIONS)
def test_killed_at_any_change_the_index_serves_and_a_restart_is_clean(
    prepared: Path, driver: Driver, tmp_path: Path, action: str
) -> None:
    at = 0
    while True:
        killed = Killed(prepared, driver, action, tmp_path / f"{action}-{at}")
        status = killed.run(at=at)
        said = f"{action} killed before change {at}"
        killed.check(said)
        if status == 0:
            break
        assert status == -9
        if at % 8 == 0 if FULL else at == _STEP:
            killed.take_up(said)
        shutil.rmtree(killed.home)
        at += _STEP
    print(f"{action}: {at // _STEP} kills")  # noqa: T201
    assert at + _STEP > ACTIONS[action]


@pytest.mark.timeout(3600 if FULL else 300)
@pytest.mark.parametrize("action", ["add", "renew"])
def test_killed_at_any_moment_the_index_serves_and_a_restart_is_clean(
    prepared: Path, driver: Driver, tmp_path: Path, action: str
) -> None:
    chance, seconds = random.Random(6), 2.0
    for attempt in range(_MOMENTS):
        killed = Killed(prepared, driver, action, tmp_path / f"{action}-{attempt}")
        said = f"{action} killed at moment {attempt}"
        assert killed.run(after=chance.random() * seconds) in (0, -9)
        killed.check(said)
        if attempt % 5 == 0:
            killed.take_up(said)
        shutil.rmtree(killed.home)
