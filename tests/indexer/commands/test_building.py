"""New knowledge under documents that are served: they stay."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from indexer.build import version_id
from indexer.commands.building import build_and_serve, served_documents
from indexer.errors import DamagedDocument
from indexer.gate.activation import activate, rollback
from indexer.gate.history import History
from indexer.index import open_index
from indexer.library.shelf import Library
from indexer.releases import Releases
from indexer.settings import IndexSettings
from tests.conftest import NOW, TINY_KNOWLEDGE, index_settings


@pytest.fixture
def settings(passed_home: tuple[Path, str], tmp_path: Path) -> IndexSettings:
    """A home with a document served."""
    home, version = passed_home
    found = index_settings(Path(shutil.copytree(home, tmp_path / "home")))
    activate(found, version, "佐藤", NOW)
    return found


@pytest.fixture
def newer(settings: IndexSettings, tmp_path: Path) -> Path:
    """Newer knowledge, its version there as a build leaves it (training it takes long)."""
    root = Path(shutil.copytree(TINY_KNOWLEDGE, tmp_path / "knowledge"))
    (root / "newer.md").write_text("新しい知識", encoding="utf-8")
    shelf = Releases(settings.home)
    old = shelf.manifest(shelf.manifest(shelf.active()).base)
    new = version_id(settings, root)
    place = shelf.workplace(new)
    shutil.copytree(shelf.folder(old.id), place, dirs_exist_ok=True)
    shelf.publish(place, old.model_copy(update={"id": new, "base": new}))
    return root


def test_the_documents_stay_on_the_new_knowledge(settings: IndexSettings, newer: Path) -> None:
    shelf = Releases(settings.home)
    old = shelf.active()
    version, built = build_and_serve(settings, "山田", NOW, root=newer)
    manifest = shelf.manifest(shelf.active())
    assert (built, version, manifest.id != old) == (True, manifest.id, True)
    assert manifest.base == version_id(settings, newer)
    assert manifest.documents == shelf.manifest(old).documents
    index = open_index(settings)
    assert index.documents
    assert index.documents.search("納税証明書は要りますか", 1)[0].chunk.page == "1"
    index.close()
    last = History(settings.home).events()[-1]
    assert (last.what, last.by, last.documents) == ("built", "山田", manifest.documents)
    assert rollback(settings, "山田", NOW) == old


def test_unchanged_it_builds_nothing_and_moves_nothing(settings: IndexSettings) -> None:
    shelf = Releases(settings.home)
    moves = len(shelf.activations())
    served = shelf.active()
    assert build_and_serve(settings, "山田", NOW, root=TINY_KNOWLEDGE) == (served, False)
    assert len(shelf.activations()) == moves


def test_a_damaged_document_stops_it_and_the_old_version_serves(
    settings: IndexSettings, newer: Path
) -> None:
    served = Releases(settings.home).active()
    next(Library(settings.home).root.glob("koubo/*/read.json")).write_text("{", encoding="utf-8")
    with pytest.raises(DamagedDocument):
        build_and_serve(settings, "山田", NOW, root=newer)
    assert Releases(settings.home).active() == served
    open_index(settings).close()


def test_a_build_that_repairs_a_damaged_index_does_not_lose_the_documents(
    settings: IndexSettings, newer: Path
) -> None:
    shelf = Releases(settings.home)
    held = shelf.manifest(shelf.active()).documents
    (shelf.folder(shelf.active()) / "manifest.json").write_text("{", encoding="utf-8")
    assert served_documents(settings) == held
    build_and_serve(settings, "山田", NOW, root=newer)
    assert shelf.manifest(shelf.active()).documents == held
