"""The command line: exit codes, and what is said when something is wrong."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import wording
from bot.__main__ import main
from indexer.releases import Releases
from tests.bot.asking import PROJECT, environment, run

JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")


def served(home: Path) -> Path:
    """The folder of the version being served."""
    shelf = Releases(home)
    return shelf.folder(shelf.active())


def flip(home: Path) -> None:
    path = served(home) / "chunks.json"
    torn = bytearray(path.read_bytes())
    torn[len(torn) // 2] ^= 1
    path.write_bytes(torn)


def cut_manifest(home: Path) -> None:
    path = served(home) / "manifest.json"
    path.write_bytes(path.read_bytes()[:40])


def lose_file(home: Path) -> None:
    (served(home) / "texts.json").unlink()


def add_file(home: Path) -> None:
    (served(home) / "more.json").write_text("{}", encoding="utf-8")


def lose_version(home: Path) -> None:
    shutil.rmtree(served(home))


def garble_pointer(home: Path) -> None:
    (home / "index" / "ACTIVE").write_bytes(b"\xff\xfe\x00\x80")


def long_pointer(home: Path) -> None:
    (home / "index" / "ACTIVE").write_text("a" * 5000, encoding="utf-8")


def empty_pointer(home: Path) -> None:
    (home / "index" / "ACTIVE").write_text("\n", encoding="utf-8")


DAMAGE: dict[Callable[[Path], None], str] = {
    flip: "build --force",
    cut_manifest: "build --force",
    lose_file: "build --force",
    add_file: "build --force",
    lose_version: "build",
    garble_pointer: "build",
    long_pointer: "build",
    empty_pointer: "build",
}


def one_japanese_line(errors: str, command: str) -> None:
    """Exactly one line, in Japanese, that names the command to run."""
    (line,) = errors.splitlines()
    assert JAPANESE.search(line)
    assert f"python -m indexer {command}" in line
    assert "Traceback" not in errors


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda row: row.__name__)
def test_a_damaged_index_is_one_line_naming_the_command(
    tiny_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str], damage: Callable[[Path], None],
) -> None:  # fmt: skip
    home = Path(shutil.copytree(tiny_home, tmp_path / "home"))
    damage(home)
    monkeypatch.setenv("HOSHIMICHI_HOME", str(home))
    assert main(["ask", "消火器"]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    one_japanese_line(shown.err, DAMAGE[damage])


@pytest.mark.parametrize("command", [["ask", "★とは"], ["chat"]])
def test_no_index_is_one_line_as_a_process(tmp_path: Path, command: list[str]) -> None:
    done = run(*command, home=tmp_path / "nothing")
    assert (done.returncode, done.stdout) == (1, b"")
    one_japanese_line(done.stderr.decode(), "build")
    assert not (tmp_path / "nothing").exists()


def test_a_data_directory_that_is_a_file_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "home").write_text("甲", encoding="utf-8")
    monkeypatch.setenv("HOSHIMICHI_HOME", str(tmp_path / "home"))
    assert main(["ask", "★とは"]) == 1
    one_japanese_line(capsys.readouterr().err, "build")


def test_a_damaged_index_is_one_line_as_a_process(tiny_home: Path, tmp_path: Path) -> None:
    home = Path(shutil.copytree(tiny_home, tmp_path / "home"))
    flip(home)
    done = run("ask", "消火器", home=home)
    assert (done.returncode, done.stdout) == (1, b"")
    one_japanese_line(done.stderr.decode(), "build --force")


def test_an_index_of_another_model_is_one_line_as_a_process(tiny_home: Path) -> None:
    done = run("ask", "消火器", home=tiny_home, EMBEDDING_MODEL="another/model")
    assert (done.returncode, done.stdout) == (1, b"")
    one_japanese_line(done.stderr.decode(), "build")
    assert "EMBEDDING_MODEL" in done.stderr.decode()


@pytest.mark.parametrize(
    "value", ["昨日", "2026-13-01", "2026-02-30", "2026/08/05", "0000-00-00", "", "99999-01-01"]
)
@pytest.mark.parametrize("command", [["ask", "★とは"], ["chat"]])
def test_a_day_that_is_none_is_wrong_usage_said_in_japanese(
    capsys: pytest.CaptureFixture[str], command: list[str], value: str
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([*command, "--as-of", value])
    assert stopped.value.code == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert wording.BAD_DATE.format(value=value) in shown.err


def test_ask_without_a_question_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["ask"])
    assert stopped.value.code == 2
    assert wording.EMPTY in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["ask", "a", "b"], ["chat", "--what"]])
def test_wrong_usage_is_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert capsys.readouterr().out == ""


def test_the_day_asked_about_decides_the_answer(
    tiny_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOSHIMICHI_HOME", str(tiny_home))
    for day, first in (("2021-05-01", "消火器は半年に一度"), ("2025-05-01", "消火器は毎月")):
        assert main(["ask", "消火器の点検はいつ", "--as-of", day]) == 0
        assert capsys.readouterr().out.startswith(first)


def test_an_empty_question_is_answered(
    tiny_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOSHIMICHI_HOME", str(tiny_home))
    assert main(["ask", ""]) == 0
    assert "読み取れませんでした" in capsys.readouterr().out


def test_asking_never_imports_torch(tiny_home: Path) -> None:
    script = (
        "import sys; from bot.__main__ import main; code = main(['ask', '消火器']);"
        "heavy = ('torch', 'sentence_transformers', 'transformers', 'sklearn', 'slack_bolt');"
        "print(code, [name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        env=environment(tiny_home),
        timeout=60,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "0 []"


def test_a_reader_that_hangs_up_is_no_error(tiny_home: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "ask", "消火器"],
        cwd=PROJECT,
        stdout=writing,
        stderr=subprocess.PIPE,
        env=environment(tiny_home),
    )
    os.close(writing)
    _, errors = process.communicate(timeout=60)
    assert b"Traceback" not in errors
    assert process.returncode == 0
