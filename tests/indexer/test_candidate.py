"""A candidate: the knowledge as it was, the documents found with their page, nothing activated."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from indexer.adding import add, without
from indexer.candidate import candidate_id
from indexer.errors import DamagedDocument, DamagedIndex, RejectedIndex, UnknownDocument
from indexer.index import open_index
from indexer.library.shelf import Library
from indexer.releases import DocumentRef, Releases
from indexer.settings import IndexSettings
from tests.conftest import NOW, index_settings
from tests.indexer.library.made import details, document, file

PAGES = (
    "申請には、登記簿の写しと納税証明書を添えます。",
    "締切の日の17時までに、電子申請の受付番号を受け取ります。",
)


@pytest.fixture
def settings(tmp_path: Path, tiny_home: Path) -> IndexSettings:
    """The small knowledge, free to change."""
    return index_settings(Path(shutil.copytree(tiny_home, tmp_path / "home")))


def test_a_document_is_found_with_its_page_and_section(
    settings: IndexSettings, tmp_path: Path
) -> None:
    made = add(settings, file(tmp_path), document(*PAGES), details(), "山田", NOW)
    index = open_index(settings, made.version)
    try:
        assert index.documents
        best = index.documents.search("納税証明書は要りますか", 1)[0].chunk
        assert (best.page, best.section) == ("1", "第1章 定め")
        assert best.text in "\n".join(PAGES)
        assert best.source_title == "公募要領 2026年版"
        assert index.entries["koubo-2026"].added_by == "山田"
    finally:
        index.close()


def test_the_part_of_the_knowledge_stays_as_it_was(settings: IndexSettings, tmp_path: Path) -> None:
    shelf = Releases(settings.home)
    served = shelf.manifest(shelf.active())
    made = add(settings, file(tmp_path), document(*PAGES), details(), "山田", NOW)
    files = shelf.manifest(made.version).files
    assert {name: files[name] for name in served.files} == served.files
    assert shelf.active() == served.id


def test_documents_gather_and_one_added_again_takes_its_place(
    settings: IndexSettings, tmp_path: Path
) -> None:
    shelf = Releases(settings.home)
    for said in (details(), details("guideline"), details(edition="2027年版")):
        made = add(settings, file(tmp_path), document(*PAGES), said, "山田", NOW)
        shelf.activate(made.version, "山田", NOW)
    held = shelf.manifest(shelf.active()).documents
    assert [ref.id for ref in held] == ["guideline", "koubo-2026"]
    assert Library(settings.home).entry(held[1]).edition == "2027年版"
    assert len(Library(settings.home).revisions("koubo-2026")) == 2


def test_the_same_again_builds_nothing(settings: IndexSettings, tmp_path: Path) -> None:
    first = add(settings, file(tmp_path), document(*PAGES), details(), "山田", NOW)
    again = add(settings, file(tmp_path), document(*PAGES), details(), "佐藤", NOW)
    assert (first.built, again.built) == (True, False)
    assert first.version == again.version


def test_without_its_last_document_the_bare_knowledge_is_served(
    settings: IndexSettings, tmp_path: Path
) -> None:
    shelf = Releases(settings.home)
    bare = shelf.active()
    made = add(settings, file(tmp_path), document(*PAGES), details(), "山田", NOW)
    shelf.activate(made.version, "山田", NOW)
    assert without(settings, "koubo-2026", NOW).version == bare
    with pytest.raises(UnknownDocument):
        without(settings, "guideline", NOW)


def test_when_the_bare_version_was_pruned_the_served_one_gives_its_part(
    settings: IndexSettings, tmp_path: Path
) -> None:
    shelf = Releases(settings.home)
    made = add(settings, file(tmp_path), document(*PAGES), details(), "山田", NOW)
    shelf.activate(made.version, "山田", NOW)
    shelf.prune(keep=0)
    more = add(settings, file(tmp_path), document("別の定めです。"), details("more"), "山田", NOW)
    index = open_index(settings, more.version)
    assert index.documents
    assert {chunk.id.split("/")[1] for chunk in index.documents.chunks} == {"koubo-2026", "more"}
    index.close()
    bare = without(settings, "koubo-2026", NOW)
    opened = open_index(settings, bare.version)
    assert (bare.built, opened.documents) == (True, None)
    opened.close()


def test_an_id_does_not_depend_on_the_order_of_the_documents() -> None:
    one, two = (DocumentRef(id=name, revision="0" * 16) for name in ("one", "two"))
    assert candidate_id("base", [one, two]) == candidate_id("base", [two, one])
    assert candidate_id("base", [one]) != candidate_id("other", [one])
    assert candidate_id("base", []) == "base"


def test_a_document_without_text_makes_no_candidate(
    settings: IndexSettings, tmp_path: Path
) -> None:
    with pytest.raises(RejectedIndex):
        add(settings, file(tmp_path), document(), details(), "山田", NOW)
    assert len(Releases(settings.home).versions()) == 1


def test_a_damaged_base_or_document_makes_no_candidate(
    settings: IndexSettings, tmp_path: Path
) -> None:
    shelf = Releases(settings.home)
    made = add(settings, file(tmp_path), document(*PAGES), details(), "山田", NOW)
    shelf.activate(made.version, "山田", NOW)
    kept = Library(settings.home).root / made.ref.id / made.ref.revision / "read.json"
    kept.write_text("{", encoding="utf-8")
    with pytest.raises(DamagedDocument):
        add(settings, file(tmp_path), document(*PAGES), details("more"), "山田", NOW)
    (shelf.folder(shelf.manifest(made.version).base) / "texts.json").write_text("[]")
    with pytest.raises(DamagedIndex):
        add(settings, file(tmp_path), document(*PAGES), details("third"), "山田", NOW)
    assert open_index(settings).version == made.version


def test_what_does_not_hold_on_a_day_is_not_found(settings: IndexSettings, tmp_path: Path) -> None:
    said = details(valid_to=dt.date(2026, 12, 31))
    made = add(settings, file(tmp_path), document(*PAGES), said, "山田", NOW)
    index = open_index(settings, made.version)
    assert index.documents
    for day, found in (
        (dt.date(2026, 3, 29), False),
        (dt.date(2026, 3, 30), True),
        (dt.date(2027, 1, 1), False),
    ):
        assert bool(index.documents.search("申請の締切", as_of=day)) is found
    assert index.documents.search("締切", as_of=dt.date(2027, 1, 1), ended_too=True)
    index.close()
