"""`python -m indexer …`: what it says, and what it returns."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from indexer import wording
from indexer.__main__ import main
from indexer.build import version_id
from indexer.errors import (
    IndexProblem,
)
from indexer.releases import Releases
from tests.conftest import index_settings
from tests.indexer.versions import files, publish, serve

PROJECT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The environment of a fresh install, with a data directory of its own."""
    for name in ("EMBEDDING_MODEL", "EMBEDDING_QUERY_PROMPT", "EMBEDDING_DOCUMENT_PROMPT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOSHIMICHI_HOME", str(tmp_path))


@pytest.fixture
def shelf(tmp_path: Path) -> Releases:
    """Versions a, b and c, of which b is served after a."""
    found = Releases(tmp_path)
    serve(found, "a")
    serve(found, "b", day=1)
    publish(found, "c", day=2)
    return found


# --- without or with a broken index --------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [["search", "消火器"], ["list"], ["verify"], ["rollback"], ["prune"]],
    ids=lambda arguments: arguments[0],
)
def test_without_an_index_each_command_says_how_to_get_one(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert main(arguments) == 1
    said = capsys.readouterr()
    assert (said.out, said.err.strip()) == ("", wording.NO_INDEX)


def test_a_damaged_index_says_how_to_rebuild_it(
    shelf: Releases, capsys: pytest.CaptureFixture[str]
) -> None:
    files(shelf.root / "b")[0].write_bytes(b"torn")
    assert main(["verify"]) == 1
    assert main(["search", "消火器"]) == 1
    assert set(capsys.readouterr().err.splitlines()) == {wording.DAMAGED}


def test_an_index_of_another_model_is_refused(
    shelf: Releases, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("EMBEDDING_MODEL", "another/model")
    assert main(["search", "消火器"]) == 1
    assert capsys.readouterr().err.strip() == wording.FOREIGN


@pytest.mark.parametrize("arguments", [["verify", "z"], ["activate", "z", "--by", "山田"]])
def test_an_unknown_version_is_told(
    shelf: Releases, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 1
    assert capsys.readouterr().err.strip() == wording.UNKNOWN_VERSION
    assert shelf.active() == "b"


@pytest.mark.parametrize(
    "kind", sorted(IndexProblem.__subclasses__(), key=lambda one: one.__name__)
)
def test_every_problem_has_a_sentence(kind: type[IndexProblem]) -> None:
    assert wording.problem(kind("理由")).endswith(("。", "理由"))


# --- versions ------------------------------------------------------------------------------------


def test_list_marks_the_version_being_served(
    shelf: Releases, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line[:3] for line in lines] == ["  a", "* b", "  c"]
    # Made at 09:00 UTC, told in Japan time.
    assert "2026-11-22 18:00" in lines[0]


def test_verify_takes_the_active_version_or_the_one_named(
    shelf: Releases, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify"]) == main(["verify", "c"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said == [wording.VERIFIED.format(id=name, chunks=1) for name in "bc"]


def test_activate_needs_a_name_and_a_passed_report(
    shelf: Releases, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as refused:
        main(["activate", "c"])
    assert refused.value.code == 2
    assert main(["activate", "c", "--by", "山田"]) == 1
    assert "python -m bot gate c" in capsys.readouterr().err
    assert shelf.active() == "b"


def test_history_says_who_did_what(shelf: Releases, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rollback", "--by", "山田"]) == 0
    assert main(["history"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if "前に戻す指示" in line and "山田" in line]
    assert [line for line in lines if "前に戻った" in line and "山田" in line]
    assert main(["pending"]) == 0
    assert "候補はありません" in capsys.readouterr().out


def test_rollback_goes_back_and_says_so(
    shelf: Releases, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rollback", "--by", "山田"]) == 0
    assert capsys.readouterr().out.strip() == wording.ACTIVATED.format(id="a")
    assert shelf.active() == "a"
    assert (shelf.activations()[-1].reason, shelf.activations()[-1].by) == ("rollback", "山田")


def test_prune_counts_what_it_removed(shelf: Releases, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prune", "--keep", "1"]) == 0
    assert capsys.readouterr().out.strip() == wording.PRUNED.format(count=1)
    assert [manifest.id for manifest in shelf.versions()] == ["b", "c"]


# --- search --------------------------------------------------------------------------------------


@pytest.fixture
def tiny(tiny_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Serve the small knowledge."""
    monkeypatch.setenv("HOSHIMICHI_HOME", str(tiny_home))


@pytest.mark.usefixtures("tiny")
def test_search_prints_rank_title_id_and_first_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "録画は何日残す", "-k", "2"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 4
    assert lines[0].startswith("1. 防犯カメラの置き場所 [g/camera] ")
    assert lines[1] == "   防犯カメラは出入口と駐車場に置き、録画を30日残します。"


@pytest.mark.usefixtures("tiny")
def test_search_as_json_can_be_read_by_a_program(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "点検", "--json", "--edition", "guide-v2.0", "-k", "3"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["rank"] for row in rows] == [1, 2, 3]
    assert {row["edition"] for row in rows} == {"guide-v2.0"}
    assert {"id", "title", "text", "score", "url", "page", "section"} <= set(rows[0])


@pytest.mark.usefixtures("tiny")
def test_search_on_a_day_leaves_out_what_did_not_hold(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "届け出の送り方", "--json", "-k", "50", "--as-of", "2022-06-01"]) == 0
    found = {row["id"] for row in json.loads(capsys.readouterr().out)}
    assert "g/old-fax" in found
    assert "g/new-web" not in found


@pytest.mark.usefixtures("tiny")
def test_search_of_nothing_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "\ud800"]) == main(["search"]) == 0
    assert capsys.readouterr().out.splitlines() == [wording.NOTHING_FOUND] * 2


@pytest.mark.usefixtures("tiny")
def test_a_file_of_questions_gives_a_line_each(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [{"id": 1, "question": "録画は何日残す"}, {"id": 2, "question": "スペアキー"}]
    text = "\n\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (tmp_path / "questions.jsonl").write_text(f"\ufeff{text}\n", encoding="utf-8")
    assert main(["search", "--file", str(tmp_path / "questions.jsonl"), "-k", "2"]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["id"] for row in answers] == [1, 2]
    assert answers[0]["passages"][0]["id"] == "g/camera"
    assert all(len(row["passages"]) == 2 for row in answers)


@pytest.mark.parametrize("day", ["2026-13-01", "昨日", "2026/08/05", ""])
def test_a_day_in_another_form_is_wrong_usage(day: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        main(["search", "消火器", "--as-of", day])
    assert refused.value.code == 2
    assert wording.BAD_DATE.format(value=day) in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["fly"], ["prune", "--keep", "x"]])
def test_wrong_usage_returns_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        main(arguments)
    assert refused.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_the_report_finds_nothing_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["knowledge-report"]) == 0
    assert "出典か日付のない事実: 0" in capsys.readouterr().out


# --- build ---------------------------------------------------------------------------------------


def test_an_interrupted_build_says_so_and_leaves_the_old_index(tmp_path: Path) -> None:
    shelf = Releases(tmp_path)
    serve(shelf, "old")
    process = subprocess.Popen(
        [sys.executable, "-m", "indexer", "build"],
        cwd=PROJECT,
        env=os.environ | {"HOSHIMICHI_HOME": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stderr
    said = b""
    deadline = time.monotonic() + 240
    while wording.STAGES["fit"].encode() not in said and time.monotonic() < deadline:
        assert process.poll() is None, said.decode()
        said += process.stderr.read1()
    process.send_signal(signal.SIGINT)
    out, rest = process.communicate(timeout=60)
    assert process.returncode == 130
    assert (said + rest).decode().rstrip().endswith(wording.INTERRUPTED)
    assert "Traceback" not in (said + rest).decode()
    assert out == b""
    assert shelf.verify(shelf.active()).id == "old"
    assert sorted(path.name for path in shelf.root.iterdir()) == [
        "ACTIVE",
        "activations.jsonl",
        "old",
    ]


def test_building_what_is_there_activates_it(
    shipped_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    home = Path(shutil.copytree(shipped_home, tmp_path / "copy"))
    shelf = Releases(home)
    version = shelf.active()
    if version_id(index_settings(home)) != version:
        pytest.skip("the knowledge or the code was edited since this session began")
    serve(shelf, "other", day=-9)
    monkeypatch.setenv("HOSHIMICHI_HOME", str(home))
    assert main(["build"]) == 0
    assert capsys.readouterr().out.strip() == wording.UNCHANGED.format(id=version)
    assert shelf.active() == version
    assert shelf.previous() == "other"
