"""The front desk follows the version being served."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pytest

from bot import app
from bot.advisor import Advisor
from bot.domain.conversation import Conversation
from indexer.errors import DamagedIndex, IndexProblem, NoIndex
from indexer.index import Index
from indexer.releases import Releases
from tests.bot.asking import TODAY, Pointer
from tests.conftest import NOW, index_settings


class Closable:
    """A searcher that says whether it was closed; otherwise the one it stands for."""

    def __init__(self, index: Index):
        self._inner = index.searcher
        self.closed = False

    def __getattr__(self, name: str) -> object:
        return getattr(self._inner, name)

    def __contains__(self, chunk_id: str) -> bool:
        return chunk_id in self._inner

    def close(self) -> None:
        self.closed = True


def twin(index: Index, version: str) -> Index:
    """The same index under another id, whose closing can be seen."""
    return dataclasses.replace(index, version=version, searcher=Closable(index))  # type: ignore[arg-type]


def test_another_version_activated_is_opened_and_the_old_one_closed(tiny_index: Index) -> None:
    old, new = twin(tiny_index, "old"), twin(tiny_index, "new")
    pointer = Pointer(old, new)
    advisor = Advisor(pointer.active, pointer.open)
    advisor.ask("消火器", TODAY)
    advisor.ask("消火器", TODAY)
    assert (advisor.index_version, pointer.opened) == ("old", ["old"])
    pointer.version = "new"
    answer, _ = advisor.ask("消火器の点検はいつ", TODAY)
    assert (advisor.index_version, pointer.opened) == ("new", ["old", "new"])
    assert answer.text.startswith("消火器は毎月点検します。")
    assert (old.searcher.closed, new.searcher.closed) == (True, False)  # type: ignore[attr-defined]


class Torn(Pointer):
    """A shelf on which one version cannot be opened."""

    def open(self, version: str) -> Index:
        if version == "torn":
            raise DamagedIndex(version)
        return super().open(version)


def test_a_version_that_cannot_be_opened_leaves_the_old_one_usable(tiny_index: Index) -> None:
    old = twin(tiny_index, "old")
    pointer = Torn(old)
    advisor = Advisor(pointer.active, pointer.open)
    pointer.version = "torn"
    with pytest.raises(DamagedIndex):
        advisor.ask("消火器", TODAY)
    pointer.version = "old"
    answer, _ = advisor.ask("消火器の点検はいつ", TODAY)
    assert answer.kind == "answered"
    assert not old.searcher.closed  # type: ignore[attr-defined]


def test_a_conversation_survives_another_version(tiny_index: Index) -> None:
    pointer = Pointer(twin(tiny_index, "old"), twin(tiny_index, "new"))
    advisor = Advisor(pointer.active, pointer.open)
    _, talk = advisor.ask("点検は？", TODAY)
    pointer.version = "new"
    answer, _ = advisor.ask(talk.choices[0].question, TODAY, talk)
    assert answer.text.startswith("消火器は毎月点検します。")


def test_the_conversation_holds_the_choices_of_the_last_answer(tiny_index: Index) -> None:
    pointer = Pointer(tiny_index)
    advisor = Advisor(pointer.active, pointer.open)
    _, talk = advisor.ask("点検は？", TODAY)
    assert [choice.label for choice in talk.choices] == ["消火器", "録画"]
    _, talk = advisor.ask("", TODAY, Conversation(subject="鍵", choices=talk.choices))
    assert (talk.subject, talk.choices) == ("鍵", ())


def test_a_real_activation_is_followed_between_two_questions(
    tiny_home: Path, tmp_path: Path
) -> None:
    home = Path(shutil.copytree(tiny_home, tmp_path / "home"))
    shelf = Releases(home)
    first = shelf.active()
    advisor = app.advisor(index_settings(home))
    assert advisor.ask("消火器", TODAY)[0].kind == "answered"
    # A second version: the same files under another id.
    second = "f" * 16
    folder = Path(shutil.copytree(shelf.folder(first), home / "index" / second))
    manifest = shelf.manifest(first).model_copy(update={"id": second}).sealed()
    (folder / "manifest.json").write_text(manifest.model_dump_json(), encoding="utf-8")
    shelf.activate(second, "tests", NOW)
    assert advisor.ask("消火器", TODAY)[0].kind == "answered"
    assert advisor.index_version == second
    shelf.activate(first, "tests", NOW)
    advisor.ask("消火器", TODAY)
    assert advisor.index_version == first


def test_without_an_index_there_is_no_advisor(tmp_path: Path) -> None:
    with pytest.raises(NoIndex):
        app.advisor(index_settings(tmp_path))
    assert issubclass(NoIndex, IndexProblem)
