"""Free words at a step in the terminal: proposed, numbered, recorded after a yes."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import wording
from bot.domain.walkthrough import FormItem
from bot.settings import Settings
from bot.terminal.naming import scope_of, speaker_of
from bot.terminal.talk import Talk
from bot.terminal.walk import Meant, Walk
from bot.walkthroughs import words
from indexer.index import Index
from tests.bot.asking import TODAY
from tests.bot.terminal.stage import Desk, Led

SOME = "天井に丸い機械がついております"
TO_ALARM = ("防火訓練を始める", "1")


class Reader:
    """Reads every text as one choice; keeps what it was given."""

    def __init__(self, choice: str | None = "done"):
        self.choice = choice
        self.read: list[tuple[str, str]] = []

    def __call__(self, item: FormItem, text: str) -> str | None:
        self.read.append((item.step, text))
        return self.choice


def terminal(index: Index, home: Path, meant: Meant | None) -> Talk:
    settings = Settings.model_validate({"HOSHIMICHI_HOME": home})
    ticks = iter(range(1_795_000_000, 1_796_000_000))
    walk = Walk(
        Led(index), settings, scope_of(None), speaker_of("hanako"), lambda: float(next(ticks)),
        Desk(), meant,
    )  # fmt: skip
    return Talk(walk._advisor, TODAY, walk)  # noqa: SLF001


def typed(talk: Talk, *lines: str) -> str:
    rows: list[str] = []
    for line in lines:
        rows = talk.reply(line)
    return "\n".join(rows)


@pytest.mark.parametrize("yes", ["1", "はい", "それで"])
def test_a_proposal_is_numbered_and_recorded_after_a_yes(
    tiny_index: Index, tmp_path: Path, yes: str
) -> None:
    reader = Reader()
    talk = terminal(tiny_index, tmp_path, reader)
    shown = typed(talk, *TO_ALARM, SOME)
    assert "「ある」ということでよいですか。" in shown
    assert f"1) {wording.PROPOSAL_YES}" in shown and f"2) {wording.PROPOSAL_NO}" in shown
    assert reader.read == [("alarm", SOME)]
    assert "責任者は誰にしますか。" in typed(talk, yes)
    talk.farewell()


@pytest.mark.parametrize("no", ["2", "ちがう", "いいえ"])
def test_a_no_shows_the_step_again(tiny_index: Index, tmp_path: Path, no: str) -> None:
    talk = terminal(tiny_index, tmp_path, Reader())
    shown = typed(talk, *TO_ALARM, SOME, no)
    assert wording.PROPOSAL_DIFFERS in shown
    assert "報知器はありますか。" in shown
    talk.farewell()


def test_enter_alone_is_no_yes(tiny_index: Index, tmp_path: Path) -> None:
    talk = terminal(tiny_index, tmp_path, Reader())
    assert typed(talk, *TO_ALARM, SOME, "") == wording.ENTER_IS_NO_ANSWER
    talk.farewell()


def test_what_a_proposal_meant_is_not_known_in_the_next_terminal(
    tiny_index: Index, tmp_path: Path
) -> None:
    talk = terminal(tiny_index, tmp_path, Reader("unknown"))
    typed(talk, *TO_ALARM, SOME)
    talk.farewell()
    again = terminal(tiny_index, tmp_path, None)
    assert "報知器はありますか。" in typed(again, "続き")
    again.farewell()


@pytest.mark.parametrize("meant", [None, Reader(None)])
def test_without_a_reading_it_is_as_without_a_model(
    tiny_index: Index, tmp_path: Path, meant: Meant | None
) -> None:
    talk = terminal(tiny_index, tmp_path, meant)
    assert words.NOT_UNDERSTOOD[:16] in typed(talk, *TO_ALARM, SOME)
    talk.farewell()


def test_answers_and_questions_are_not_read_by_a_model(tiny_index: Index, tmp_path: Path) -> None:
    reader = Reader()
    talk = terminal(tiny_index, tmp_path, reader)
    typed(talk, *TO_ALARM, "消火器の点検はいつですか", "わからない", "みなと 太郎")
    assert reader.read == []
    talk.farewell()
