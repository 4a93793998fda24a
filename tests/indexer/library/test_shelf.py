"""The library keeps originals as they came, and tells when one is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.errors import DamagedDocument, UnknownDocument
from indexer.library.shelf import Library
from indexer.releases import DocumentRef
from tests.indexer.library.made import details, document, entry, file


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "home")


def test_a_document_comes_back_as_it_was_kept(library: Library, tmp_path: Path) -> None:
    original = file(tmp_path)
    ref = library.put(entry(original), original, document("申請の定め", "締切の定め"))
    assert library.entry(ref) == entry(original)
    assert library.document(ref) == document("申請の定め", "締切の定め")
    assert library.original(ref).read_bytes() == original.read_bytes()


def test_the_same_twice_is_kept_once(library: Library, tmp_path: Path) -> None:
    original = file(tmp_path)
    first = library.put(entry(original), original, document("定め"))
    again = library.put(entry(original, added_by="佐藤"), original, document("定め"))
    assert first == again
    assert [kept.added_by for _, kept in library.revisions()] == ["山田"]


def test_a_file_that_changed_while_it_was_added_is_refused(
    library: Library, tmp_path: Path
) -> None:
    original = file(tmp_path)
    said = entry(original)
    original.write_bytes(b"%PDF-1.7 changed")
    with pytest.raises(DamagedDocument):
        library.put(said, original, document("定め"))
    assert library.revisions() == []
    assert list(library.root.iterdir()) == []


def test_revisions_of_one_document_are_told_from_others(library: Library, tmp_path: Path) -> None:
    original = file(tmp_path)
    library.put(entry(original), original, document("定め"))
    library.put(entry(original, details("guideline")), original, document("定め"))
    assert [ref.id for ref, _ in library.revisions("guideline")] == ["guideline"]
    assert len(library.revisions()) == 2


def test_a_changed_original_is_told(library: Library, tmp_path: Path) -> None:
    original = file(tmp_path)
    ref = library.put(entry(original), original, document("定め"))
    library.original(ref).write_bytes(b"%PDF-1.7 swapped")
    with pytest.raises(DamagedDocument):
        library.original(ref)


@pytest.mark.parametrize("name", ["entry.json", "read.json"])
@pytest.mark.parametrize("damage", [b"", b"{", b'{"id":"x"}', b"\xff\xfe"])
def test_a_damaged_file_is_told(library: Library, tmp_path: Path, name: str, damage: bytes) -> None:
    original = file(tmp_path)
    ref = library.put(entry(original), original, document("定め"))
    (library.root / ref.id / ref.revision / name).write_bytes(damage)
    with pytest.raises(DamagedDocument):
        library.entry(ref) if name == "entry.json" else library.document(ref)


def test_a_document_that_is_not_there_is_told(library: Library) -> None:
    ref = DocumentRef(id="koubo", revision="0" * 16)
    with pytest.raises(UnknownDocument):
        library.entry(ref)
    with pytest.raises(UnknownDocument):
        library.document(ref)


def test_what_a_dead_addition_left_is_removed(library: Library, tmp_path: Path) -> None:
    left = library.root / ".adding-0123456789abcdef-999999999"
    left.mkdir(parents=True)
    original = file(tmp_path)
    library.put(entry(original), original, document("定め"))
    assert not left.exists()
