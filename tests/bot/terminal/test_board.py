"""`python -m bot board`: the clients of the database in a terminal, and as files."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path

import pytest

from bot.board import words
from bot.domain.columns import columns
from bot.domain.scope import Scope
from bot.errors import BadInput
from bot.state import migrate
from bot.state.database import engine_for
from bot.terminal import boarding
from bot.terminal.board import board
from bot.terminal.render import WIDTH
from knowledge.catalog import Catalog
from tests.bot.board.offices import Office, added, bound
from tests.bot.guide.conftest import NOW


@dataclasses.dataclass
class Shown:
    """Runs the command on one database."""

    catalog: Catalog
    url: str
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *arguments: str) -> str:
        parser = argparse.ArgumentParser()
        boarding.arguments(parser.add_subparsers(dest="command"))
        board(self.catalog, self.url, parser.parse_args(["board", *arguments]), NOW)
        return self.capsys.readouterr().out


@pytest.fixture
def shown(shipped_catalog: Catalog, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shown:
    return Shown(shipped_catalog, f"sqlite:///{tmp_path / 'state.sqlite3'}", capsys)


@pytest.fixture
def office(shown: Shown) -> Office:
    """Twelve clients of an office, and one who walks in the terminal."""
    made = Office(shown.catalog, NOW, 5)
    engine = engine_for(shown.url)
    migrate.upgrade(engine)
    clients = made.clients(12, consultants=3)
    with engine.begin() as connection:
        bound(connection, clients)
        added(connection, [run for one in clients for run in made.runs(one.scope, 3)])
        added(connection, [made.run(Scope(team="terminal", channel="みどり商会"), "one-star")])
    engine.dispose()
    return made


def test_nothing_yet_says_how_to_begin(shown: Shown) -> None:
    assert shown().replace("\n", "") == words.EMPTY


def test_every_client_is_there_in_eighty_columns(shown: Shown, office: Office) -> None:
    said = shown()
    assert "お客様 13件（2026-11-23 現在）" in said
    assert "みどり商会" in said
    assert all(f"00{number:02}" in said for number in range(12))
    assert all(columns(line) <= WIDTH for line in said.splitlines())


def test_it_narrows(shown: Shown, office: Office) -> None:
    assert "4件 / 全13件" in shown("--consultant", "U0CONS01")
    assert words.NONE_CHOSEN in shown("--consultant", "U0NOBODY").replace("\n", "")
    late = shown("--deadline", "late", "--stage", "check")
    assert "/ 全13件" in late


def test_the_choices_are_those_of_the_board() -> None:
    assert tuple(words.STAGES) == boarding.STAGES
    assert tuple(words.DEADLINES) == boarding.DEADLINES


def test_it_writes_the_files(shown: Shown, office: Office, tmp_path: Path) -> None:
    book, text = tmp_path / "一覧.xlsx", tmp_path / "一覧.csv"
    said = shown("--xlsx", str(book), "--csv", str(text))
    assert str(book) in said and str(text) in said
    assert book.read_bytes().startswith(b"PK")
    assert text.read_bytes().count(b"\r\n") == 14
    assert sorted(one.name for one in tmp_path.iterdir() if one.suffix == ".part") == []


def test_a_folder_that_is_not_there_is_said(shown: Shown, office: Office, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="書けませんでした"):
        shown("--csv", str(tmp_path / "none" / "x.csv"))


def test_a_database_that_is_none_is_said(
    shipped_catalog: Catalog, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x").write_text("no database" * 1000)
    with pytest.raises(BadInput, match="データベース"):
        Shown(shipped_catalog, f"sqlite:///{tmp_path / 'x'}", capsys)()
