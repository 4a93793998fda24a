"""`python -m bot gate VERSION`: the whole report, with the answers compared."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.__main__ import main
from indexer.gate.history import History
from indexer.releases import Releases


@pytest.fixture
def home(tmp_path: Path, tiny_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small knowledge, free to change."""
    found = Path(shutil.copytree(tiny_home, tmp_path / "home"))
    monkeypatch.setenv("HOSHIMICHI_HOME", str(found))
    return found


def test_a_version_is_checked_with_its_answers(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    version = Releases(home).active()
    assert main(["gate", version, "--by", "佐藤"]) == 0
    said = capsys.readouterr().out
    assert "結果: 通りました" in said
    assert "悪くなった答えはありません" in said
    assert History(home).events()[-1].by == "佐藤"


def test_an_unknown_version_is_one_line(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gate", "0123456789abcdef"]) == 1
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert "その番号の索引はありません" in said.err
