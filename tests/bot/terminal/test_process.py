"""A whole walkthrough from a pipe, as a process: stopped, and gone on with by somebody else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot import wording
from tests.bot.asking import run


@pytest.fixture
def home(shipped_home: Path, tmp_path: Path) -> Path:
    """A data directory of our own with the shipped index."""
    shutil.copytree(shipped_home / "index", tmp_path / "index", copy_function=_linked)
    return tmp_path


def test_a_walkthrough_is_scripted_and_resumed_by_another_person(home: Path) -> None:
    first = "★を始める\n\nほしぞら製作所\n法人\n代表取締役\nGビズIDって何？\n".encode()
    done = run("chat", "--client", "甲社", "--user", "花子", home=home, typed=first)
    assert (done.returncode, done.stderr) == (0, b"")
    shown = done.stdout.decode()
    assert "電子手続き" in shown
    assert shown.endswith(f"{wording.STAYS}\n{wording.GOODBYE}\n")

    again = run("chat", "--client", "甲社", "--user", "太郎", home=home, typed="続き\n".encode())
    assert (again.returncode, again.stderr) == (0, b"")
    shown = again.stdout.decode()
    assert wording.HOW_TO_GO_ON in shown
    assert "代表者のお名前を書いてください。" in shown

    other = run("chat", "--client", "乙社", home=home, typed="いまどこ？\n".encode())
    assert "ほしぞら" not in other.stdout.decode()


def test_asking_alone_opens_no_database(home: Path) -> None:
    done = run("chat", home=home, typed="★って何？\n".encode())
    assert done.returncode == 0
    assert not (home / "hoshimichi.sqlite3").exists()


def _linked(source: str, target: str) -> None:
    Path(target).hardlink_to(source)
