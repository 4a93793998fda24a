"""Office staff adds a document in Slack: dropped, read, described, checked, activated, undone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import app
from indexer.library.shelf import Library
from indexer.releases import Releases
from indexer.settings import IndexSettings
from tests.conftest import index_settings
from tests.fakes.slack import GENERAL, FakeSlack
from tests.scenarios.acts import elements, everything, staff_notes
from tests.scenarios.adding import DESCRIBED, Adding, Bench, initial, word_file
from tests.scenarios.bot_thread import BotThread

OTHER = "猫の手補助金の窓口は、縁側の三番目の座布団です。"


@pytest.fixture
def settings(tmp_path: Path, tiny_home: Path) -> IndexSettings:
    """The small knowledge, free to change."""
    return index_settings(Path(shutil.copytree(tiny_home, tmp_path / "home")))


@pytest.fixture
def bench(settings: IndexSettings) -> Bench:
    """Reads and builds for real."""
    return Bench(settings)


@pytest.fixture
def adding(slack: FakeSlack, settings: IndexSettings, bench: Bench) -> Iterator[Adding]:
    """The running bot over an index of its own."""
    with BotThread(
        slack, settings.home, lambda: app.advisor(settings), staff_channel=GENERAL, workshop=bench
    ) as bot:
        yield Adding(slack, bot, settings.home)


def test_a_dropped_file_is_read_described_checked_activated_and_taken_back(
    adding: Adding,
) -> None:
    before = adding.active
    post = adding.drop(("koubo.docx", word_file()))
    offer = adding.last(post)
    assert "この資料を追加しますか" in everything(offer)
    assert "第1章 申請に要るもの" in everything(offer)
    view = adding.open(offer)
    assert view
    assert initial(view.content) == {
        "title": "猫の手補助金 公募要領",
        "edition": "2026年版",
        "publisher": "猫の手補助金事務局",
        "published": "2026-03-30",
        "use": "rules",
    }
    assert adding.fill(view, trust="official") == {}
    assert "結果: 通りました" in adding.text(post)
    assert "有効にしますか" in everything(adding.last(post))
    assert adding.active == before
    adding.press(adding.last(post), "activate")
    assert adding.active != before
    assert "有効にした人: sato (T0OFFICE:U0STAFF)" in adding.text(post)
    assert [one.state for one in adding.rows] == ["active"]
    (note,) = staff_notes(adding.slack)
    assert "猫の手補助金 公募要領 2026年版" in everything(note)
    assert "検査" in adding.text(post)
    adding.press(adding.last(post), "back")
    assert adding.active == before
    assert "前の版に戻しました" in adding.text(post)
    assert not list((adding.home / "adding").glob("*/original"))


def test_a_new_edition_is_compared_with_the_one_before(adding: Adding) -> None:
    first = adding.candidate()
    adding.press(adding.last(first), "activate")
    post = adding.drop(("koubo27.docx", word_file("申請には、しっぽの写真を添えてください。")))
    view = adding.open(adding.last(post))
    assert view
    (held,) = Library(adding.home).revisions()
    previous = held[0].id
    adding.fill(
        view, **{**DESCRIBED, "edition": "2027年版", "published": "2026-10-01"}, previous=previous
    )
    assert "前の版との違い" in adding.text(post)
    files = [file["name"] for one in adding.said(post) for file in one.files]
    assert files == ["前の版との違い.docx", "前の版との違い.html"]
    adding.press(adding.last(post), "activate")
    shelf = Releases(adding.home)
    refs = shelf.manifest(shelf.active()).documents
    entries = {ref.id: Library(adding.home).entry(ref) for ref in refs}
    assert {one.edition for one in entries.values()} == {"2026年版", "2027年版"}
    newer = next(one for one in entries.values() if one.edition == "2027年版")
    assert newer.series == previous


@pytest.mark.skipif(os.environ.get("HOSHIMICHI_FAULTS") != "full", reason="builds three times")
def test_of_two_candidates_the_second_is_built_again_over_the_first(adding: Adding) -> None:
    first = adding.candidate("one.docx")
    second = adding.candidate("two.docx", word_file(OTHER), title="座布団の手引き")
    adding.press(adding.last(first), "activate")
    adding.press(adding.last(second), "activate")
    assert "作り直しています" in adding.text(second)
    adding.press(adding.last(second), "activate")
    shelf = Releases(adding.home)
    held = [
        Library(adding.home).entry(one).title for one in shelf.manifest(shelf.active()).documents
    ]
    assert sorted(held) == sorted(["座布団の手引き", DESCRIBED["title"]])


def test_a_file_that_cannot_be_read_is_refused_with_the_reason(adding: Adding) -> None:
    post = adding.drop(("koubo.docx", b"MZ" + b"\0" * 500))
    assert "プログラム" in adding.text(post)
    assert "追加できません" in adding.text(post)
    assert [one.state for one in adding.rows] == ["refused"]
    assert not any(elements(one.blocks) for one in adding.said(post))
