"""A conversation in the terminal, over a pipe and as a process."""

from __future__ import annotations

import io
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot import wording
from bot.terminal.chat import chat
from indexer.index import Index
from tests.bot.asking import PROJECT, TODAY, advisor_over, environment, run


@pytest.fixture
def talk(tiny_index: Index, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    """Types lines into a chat over the small knowledge and gives what is shown."""

    def typed(*rows: str) -> str:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{row}\n" for row in rows)))
        chat(advisor_over(tiny_index), TODAY)
        return capsys.readouterr().out

    return typed


def test_the_end_of_the_input_is_the_end_of_the_chat(talk) -> None:  # type: ignore[no-untyped-def]
    shown = talk("消火器の点検はいつ")
    assert shown.startswith(wording.GREETING)
    assert shown.endswith(f"{wording.GOODBYE}\n")
    assert "消火器は毎月点検します。" in shown


@pytest.mark.parametrize("word", ["exit", " EXIT ", "quit", "終了", "おわり", "bye"])
def test_a_word_of_leave_ends_it(talk, word: str) -> None:  # type: ignore[no-untyped-def]
    shown = talk(word, "消火器の点検はいつ")
    assert shown.endswith(f"{wording.GOODBYE}\n")
    assert "点検します" not in shown


@pytest.mark.parametrize(
    "rows",
    [
        ("パスワードは Kokoni4711x です",),
        ("パスワードは", "Kokoni4711x"),
        ("パスワードは", "Kokoni", "4711x"),
    ],
)
def test_a_secret_is_written_nowhere_not_even_as_it_was_typed(talk, rows: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    shown = talk(*rows)
    assert "4711x" not in shown


def test_what_is_no_secret_is_written_as_it_was_typed(talk) -> None:  # type: ignore[no-untyped-def]
    assert f"{wording.PROMPT}パスワードは12文字以上？" in talk("パスワードは12文字以上？")


@pytest.mark.parametrize("number", ["1", "１", "1)", "1.", " 1 "])
def test_a_number_picks_a_choice(talk, number: str) -> None:  # type: ignore[no-untyped-def]
    shown = talk("点検は？", number)
    assert "何の点検ですか。" in shown
    assert "  1) 消火器" in shown
    assert "  2) 録画" in shown
    assert "消火器は毎月点検します。" in shown.split("  2) 録画")[1]


def test_the_second_number_picks_the_second_choice(talk) -> None:  # type: ignore[no-untyped-def]
    assert "録画を30日残します。" in talk("点検は？", "2").split("  2) 録画")[1]


@pytest.mark.parametrize("number", ["0", "3", "20", "9" * 50])
def test_a_number_not_offered_is_not_a_question(talk, number: str) -> None:  # type: ignore[no-untyped-def]
    assert wording.NO_SUCH_CHOICE.format(count=2) in talk("点検は？", number)


def test_choices_stay_after_a_wrong_number(talk) -> None:  # type: ignore[no-untyped-def]
    assert "録画を30日残します。" in talk("点検は？", "7", "2")


def test_a_number_without_choices_is_a_question(talk) -> None:  # type: ignore[no-untyped-def]
    assert "選択肢はありません" not in talk("1")


def test_blank_lines_and_odd_lines_do_not_end_it(talk) -> None:  # type: ignore[no-untyped-def]
    shown = talk("", "   ", "\x00\x1b[2J", "🙂", "あ" * 40_000, "消火器の点検はいつ")
    assert "消火器は毎月点検します。" in shown
    assert shown.endswith(f"{wording.GOODBYE}\n")


def test_a_piped_chat_ends_cleanly_as_a_process(tiny_home: Path) -> None:
    for typed in ("点検は？\n1".encode(), "消火器\nexit\nまだ".encode()):
        done = run("chat", home=tiny_home, typed=typed)
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.decode().endswith(f"{wording.GOODBYE}\n")


def test_torn_bytes_in_a_pipe_do_not_break_the_chat_a45(tiny_home: Path) -> None:
    done = run("chat", home=tiny_home, typed=b"\x83\x65\xff\xfe\n\xe3\x81\n" + "消火器".encode())
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().endswith(f"{wording.GOODBYE}\n")


def test_torn_bytes_under_a_strict_encoding_do_not_break_the_chat_a45(tiny_home: Path) -> None:
    # What ja_JP.UTF-8 sets for a pipe.
    more = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "utf-8:strict"}
    done = run("chat", home=tiny_home, typed=b"\x83\x65\n" + "消火器\n".encode(), **more)
    assert b"Traceback" not in done.stderr
    assert done.returncode == 0


def test_ctrl_c_says_goodbye_without_a_traceback(tiny_home: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "chat"],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(tiny_home),
    )
    assert process.stdout
    assert process.stdout.readline().decode().strip() == wording.GREETING.split("\n")[0]
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    out, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert errors.decode().strip() == wording.GOODBYE
    assert b"Traceback" not in out + errors


def test_thanks_and_greetings_are_not_searched_for(talk) -> None:  # type: ignore[no-untyped-def]
    assert wording.YOU_ARE_WELCOME in talk("ありがとうございます！")
    assert wording.HELLO_AGAIN in talk("はじめまして")
