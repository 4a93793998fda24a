"""`add-all`: a folder and a list, one candidate; a bad row stops all, a bad file only itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.__main__ import main
from indexer.commands.listing import make_list, read_list
from indexer.errors import BadDetails
from indexer.gate.activation import pending
from tests.conftest import index_settings

HEAD = "file,id,title,publisher,edition,published,use,trust\n"
TEXT = "# 公募要領\n\n## 第1章 申請\n\n申請には、登記簿の写しと納税証明書を添えます。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two documents and what cannot be read."""
    found = tmp_path / "documents"
    found.mkdir()
    for name in ("one.md", "two.md"):
        (found / name).write_text(TEXT + name, encoding="utf-8")
    (found / "bad.pdf").write_bytes(b"%PDF-1.7\nbroken")
    return found


def row(file: str, name: str, published: str = "2026-03-30") -> str:
    """A row of the list."""
    return f"{file},{name},公募要領,IPA,2026年版,{published},rules,official\n"


def written(folder: Path, *rows: str, encoding: str = "utf-8-sig") -> Path:
    """The list as Excel saves it."""
    path = folder.parent / "list.csv"
    path.write_text(HEAD + "".join(rows), encoding=encoding)
    return path


def test_many_make_one_candidate_and_what_could_not_be_read_is_named(
    folder: Path,
    tiny_copy: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("HOSHIMICHI_HOME", str(tiny_copy))
    path = written(folder, row("one.md", "one"), row("bad.pdf", "bad"), row("two.md", "two"))
    assert main(["add-all", str(folder), "--list", str(path), "--by", "山田"]) == 1
    said = capsys.readouterr()
    candidates = pending(index_settings(tiny_copy))
    assert [[ref.id for ref in one.documents] for one in candidates] == [["one", "two"]]
    assert f"2件を入れた索引の候補 {candidates[0].version}" in said.out
    assert "1件は読めなかったため" in said.err
    assert "bad.pdf" in said.err


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp932"])
def test_a_list_is_read_as_excel_saves_it(folder: Path, encoding: str) -> None:
    path = written(folder, row("one.md", "one", "2026/3/5"), encoding=encoding)
    found = read_list(path, folder)
    assert found[0].details.title == "公募要領"
    assert found[0].details.published.isoformat() == "2026-03-05"


def test_every_wrong_row_is_told_at_once(folder: Path) -> None:
    path = written(
        folder,
        row("gone.md", "one"),
        row("../list.csv", "two"),
        row("one.md", "three", "きのう"),
        row("one.md", "four"),
        row("two.md", "four"),
        row("", "five"),
    )
    with pytest.raises(BadDetails) as problem:
        read_list(path, folder)
    said = str(problem.value).splitlines()
    assert "5件" in said[0]
    assert [line[:3] for line in said[1:]] == ["2行目", "3行目", "4行目", "6行目", "7行目"]


def test_what_is_no_list_is_told(folder: Path) -> None:
    for content in (b"", b"a,b\n1,2\n", HEAD.encode(), b"\xff\xfe\x00\x81", HEAD.encode() + b'"'):
        (folder / "list.csv").write_bytes(content)
        with pytest.raises(BadDetails):
            read_list(folder / "list.csv", folder)
    with pytest.raises(BadDetails):
        read_list(folder / "none.csv", folder)


def test_a_list_to_fill_in_is_made_once(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "made.csv"
    assert "3件" in make_list(folder, path)
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("file,id,title,")
    assert lines[1:] == ["bad.pdf", "one.md", "two.md"]
    with pytest.raises(BadDetails, match="もうあります"):
        make_list(folder, path)
