"""A reader that goes wrong is stopped, and takes nothing with it (A34, A36)."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import time
from pathlib import Path

import psutil
import pytest

from indexer.documents.errors import UnreadableDocument
from indexer.intake import words
from indexer.intake.limits import Limits
from indexer.intake.reading import SafeReader

ROGUES = Path(__file__).parent / "rogues"
HASTY = Limits(cpu_seconds=1, wall_seconds=0.5)
on_linux = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the kernel's denials are Linux's"
)


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text("本文です。", encoding="utf-8")
    return path


def read(path: Path, reader: str, limits: Limits | None = None) -> str:
    """The text a rogue hands over."""
    document = SafeReader(limits, f"rogues:{reader}", [ROGUES]).read(path)
    return document.blocks[0].text


def refusal(path: Path, reader: str, limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableDocument) as problem:
        read(path, reader, limits)
    assert "Traceback" not in problem.value.reason
    return problem.value.reason


def test_what_a_reader_prints_is_not_taken_for_its_answer(note: Path) -> None:
    assert read(note, "chatter") == "本文です。"


@pytest.mark.parametrize("reader", ["spin", "sleep"])
def test_a_reader_without_end_is_ended(note: Path, reader: str) -> None:
    before = set(psutil.Process().children())
    began = time.monotonic()
    assert refusal(note, reader, HASTY) == words.TOO_SLOW
    assert time.monotonic() - began < 30
    assert not set(psutil.Process().children()) - before


def test_a_reader_gets_ten_seconds_of_cpu_for_fifty_pages() -> None:
    limits = Limits()
    assert [limits.cpu_for(pages) for pages in (0, 1, 50, 51, 100, 1000)] == [
        10, 10, 10, 20, 20, 200
    ]  # fmt: skip
    assert limits.cpu_for(10**9) == limits.cpu_for(limits.pages)


def test_memory_without_end_is_refused(note: Path) -> None:
    assert refusal(note, "eat") == words.TOO_MUCH_MEMORY


def test_native_code_out_of_memory_takes_only_itself_down(note: Path) -> None:
    assert refusal(note, "eat_natively") == words.CRASHED


def test_a_crash_is_told_as_a_crash(note: Path) -> None:
    assert refusal(note, "crash") == words.CRASHED


def test_a_result_without_end_is_refused(note: Path) -> None:
    assert refusal(note, "babble", Limits(result_bytes=100_000)) == words.BOMB


def test_what_leads_to_itself_is_refused(note: Path) -> None:
    assert refusal(note, "recurse") == words.DEEP_OUTLINE


def test_an_unforeseen_error_stays_in_the_log(note: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert refusal(note, "stumble") == words.DAMAGED
    assert "unexpected" in caplog.text
    assert "\nTraceback" not in caplog.text.replace("a reading process wrote", "")


def test_no_call_goes_out(note: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        note.write_text(str(server.getsockname()[1]))
        assert refusal(note, "connect") == words.FORBIDDEN
        with pytest.raises(TimeoutError):
            server.accept()


def test_no_program_is_started(note: Path) -> None:
    assert refusal(note, "start") == words.FORBIDDEN


def test_nothing_is_written(note: Path, tmp_path: Path) -> None:
    target = tmp_path / "left.txt"
    note.write_text(str(target))
    assert refusal(note, "write") == words.FORBIDDEN
    assert not target.exists()


def test_nothing_else_is_read(note: Path, tmp_path: Path) -> None:
    other = tmp_path / "secret.txt"
    other.write_text("xoxb-secret")
    note.write_text(str(other))
    assert refusal(note, "pry") == words.FORBIDDEN


def test_the_environment_stays_outside(note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    assert "SLACK" not in read(note, "look_around")


@on_linux
def test_native_code_is_held_by_the_kernel(note: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("xoxb-secret")
    note.write_text(str(other))
    received = []
    before = signal.signal(signal.SIGTERM, lambda *_: received.append(1))
    try:
        said = read(note, "try_natively")
    finally:
        signal.signal(signal.SIGTERM, before)
    assert said == (
        "socket -1 EPERM, fork -1 EPERM, kill -1 EPERM, execve -1 EPERM, "
        "read -1 EACCES, write -1 EACCES, unlink -1 EACCES"
    )
    assert not received
    assert sorted(path.name for path in tmp_path.iterdir()) == ["note.txt", "other.txt"]


def test_the_private_copy_goes_with_the_process(
    note: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    read(note, "obey")
    refusal(note, "crash")
    assert list(place.iterdir()) == []
    assert note.read_text(encoding="utf-8") == "本文です。"
    assert os.access(note, os.W_OK)
