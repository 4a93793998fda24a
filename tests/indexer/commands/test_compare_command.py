"""`diff` and `drafts` as staff type them: right, wrong, twice."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from indexer.__main__ import main
from knowledge import catalog
from tests.indexer.drafts.guidelines import word

OLD = "第1章 要件\n\nSECURITY ACTIONの★一つ星を宣言していること。\n\n締切は令和8年12月5日とする。\n"


SHIPPED = cache(catalog.load)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOSHIMICHI_HOME", str(tmp_path / "var"))
    # Read once: the commands read it each time.
    monkeypatch.setattr(catalog, "load", SHIPPED)
    return tmp_path


def files(home: Path) -> tuple[str, str]:
    old, new = home / "old.md", home / "new.md"
    old.write_text(OLD, encoding="utf-8")
    new.write_text(OLD.replace("★一つ星", "★★二つ星"), encoding="utf-8")
    return str(old), str(new)


def test_two_files_are_compared_in_every_form(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    html, docx = home / "d.html", home / "d.docx"
    assert main(["diff", *files(home), "--html", str(html), "--docx", str(docx)]) == 0
    said = capsys.readouterr().out
    assert "【★】" in said
    assert "[−★一つ星−]{+★★二つ星+}" in said
    assert "<ins>★★二つ星</ins>" in html.read_text(encoding="utf-8")
    assert docx.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--html", "nowhere/d.html"), "に書けませんでした"),
        (("--questions", "nowhere"), "検査用の質問が見つかりません"),
    ],
)
def test_what_cannot_be_written_or_read_is_said(
    home: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, str], reason: str
) -> None:
    option, path = arguments
    assert main(["diff", *files(home), option, str(home / path)]) == 1
    assert reason in capsys.readouterr().err


def test_an_unknown_document_is_said(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "nanika", files(home)[1]]) == 1
    assert "nanika" in capsys.readouterr().err


def test_drafts_are_written_once_and_never_over(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    guideline, folder = str(word(home)), home / "drafts"
    asked = ["drafts", guideline, "--edition", "guideline-v4.0", "--write", str(folder)]
    assert main(asked) == 0
    said = capsys.readouterr().out
    assert "情報セキュリティ6か条: 6件見つかりました（6件のはず）" in said
    assert "自社診断: 25件見つかりました（25件のはず）" in said
    assert len(list(folder.iterdir())) == 2
    before = {path: path.read_bytes() for path in folder.iterdir()}
    assert main(asked) == 1
    assert "上書きしません" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_drafts_of_what_is_no_guideline_or_of_an_unknown_edition(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["drafts", files(home)[0]]) == 1
    assert "どの版のガイドラインか分かりません" in capsys.readouterr().err
    assert main(["drafts", files(home)[0], "--edition", "guideline-v9"]) == 1
    assert "guideline-v4.0" in capsys.readouterr().err
    assert main(["drafts", files(home)[0], "--edition", "guideline-v4.0"]) == 0
    assert "見つかりませんでした（6件のはず）" in capsys.readouterr().out
