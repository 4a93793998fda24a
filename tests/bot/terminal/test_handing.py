"""Documents in a client's folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.terminal.handing import safe_name, write_document


def test_a_document_lies_in_the_folder_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "documents" / "甲"
    path = write_document(folder, "基本方針.docx", b"PK")
    assert path == folder / "基本方針.docx"
    assert path.read_bytes() == b"PK"
    assert list(folder.iterdir()) == [path]


def test_a_document_made_again_replaces_the_old_one(tmp_path: Path) -> None:
    write_document(tmp_path, "a.png", b"old")
    assert write_document(tmp_path, "a.png", b"new").read_bytes() == b"new"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    "filename", ["../../etc/passwd", "/etc/passwd", "..\\..\\a.docx", "..", ".", "", "a\x00b\n.pdf", "x" * 400 + ".zip"]
)  # fmt: skip
def test_no_name_leaves_the_folder(tmp_path: Path, filename: str) -> None:
    folder = tmp_path / "inner"
    path = write_document(folder, filename, b"1")
    assert path.parent == folder
    assert [row for row in tmp_path.rglob("*") if row.is_file()] == [path]


@given(filename=st.text(max_size=300))
def test_any_name_becomes_a_plain_short_one(filename: str) -> None:
    name = safe_name(filename)
    assert 1 <= len(name) <= 80
    assert not name.startswith(".")
    assert not set(name) & set('/\\<>:"|?*\0\n')


def test_a_failed_write_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "a.docx").mkdir()
    with pytest.raises(OSError, match="a.docx"):
        write_document(tmp_path, "a.docx", b"1")
    assert [row.name for row in tmp_path.iterdir()] == ["a.docx"]
