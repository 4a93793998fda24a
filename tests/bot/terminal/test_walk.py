"""A walkthrough in the terminal, line by line."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from bot import wording
from bot.settings import Settings
from bot.terminal.naming import scope_of, speaker_of
from bot.terminal.walk import Walk, typed_number
from bot.walkthroughs import words
from indexer.index import Index
from tests.bot.asking import advisor_over
from tests.bot.terminal.stage import Desk, terminal

_TO_PAPER = ["防火訓練を始める", "1", "1", "みなと 太郎", "書くこと"]


def typed(index: Index, home: Path, *lines: str, **more: object) -> str:
    """What is shown for the last of the lines, in a terminal that is then closed."""
    talk = terminal(index, home, **more)  # type: ignore[arg-type]
    rows: list[str] = []
    for line in lines:
        rows = talk.reply(line)
    talk.farewell()
    return "\n".join(rows)


def test_numbers_and_texts_lead_to_the_end(tiny_index: Index, tmp_path: Path) -> None:
    desk = Desk()
    shown = typed(tiny_index, tmp_path, *_TO_PAPER, "1", "1", desk=desk)
    assert "準備はおわりです。" in shown
    assert "6/6 ▮▮▮▮▮▮▮▮▮▮" in shown
    assert desk.handed == ["todos"]


def test_enter_goes_on_where_there_is_only_to_read(tiny_index: Index, tmp_path: Path) -> None:
    assert "報知器はありますか。" in typed(tiny_index, tmp_path, "防火訓練を始める", "")


@pytest.mark.parametrize("lines", [[*_TO_PAPER[:2], ""], [*_TO_PAPER, "", "", ""]])
def test_enter_never_answers_a_question(
    tiny_index: Index, tmp_path: Path, lines: list[str]
) -> None:
    assert typed(tiny_index, tmp_path, *lines) == wording.ENTER_IS_NO_ANSWER


def test_a_question_in_the_middle_is_answered_and_the_step_comes_back(
    tiny_index: Index, tmp_path: Path
) -> None:
    lines = [*_TO_PAPER[:2], "消火器の点検はいつ"]
    shown = typed(tiny_index, tmp_path, *lines)
    assert shown.startswith("消火器は毎月点検します。")
    assert shown.index("消火器は") < shown.index("報知器はありますか。")
    assert "責任者は" in typed(tiny_index, tmp_path, "続き", "消火器の点検はいつ", "1")


def test_a_question_that_must_be_narrowed_keeps_its_numbers(
    tiny_index: Index, tmp_path: Path
) -> None:
    lines = [*_TO_PAPER[:2], "点検は？"]
    assert wording.BACK_AFTER_CHOICE in typed(tiny_index, tmp_path, *lines)
    shown = typed(tiny_index, tmp_path, "続き", "点検は？", "2")
    assert "録画を30日残します。" in shown
    assert "報知器はありますか。" in shown


def test_words_that_are_neither_answer_nor_question_are_said_to_be_unclear(
    tiny_index: Index, tmp_path: Path
) -> None:
    shown = typed(tiny_index, tmp_path, *_TO_PAPER[:2], "ぬぬぬぬ")
    assert shown.startswith(words.NOT_UNDERSTOOD[:16])
    assert "報知器はありますか。" in shown


def test_a_wrong_number_is_neither_an_answer_nor_a_question(
    tiny_index: Index, tmp_path: Path
) -> None:
    shown = typed(tiny_index, tmp_path, *_TO_PAPER[:2], "42")
    assert shown.startswith("その番号の選択肢はありません。")


def test_a_number_where_a_text_is_wanted_is_a_text_unless_offered(
    tiny_index: Index, tmp_path: Path
) -> None:
    assert "メモを書けます。" in typed(tiny_index, tmp_path, *_TO_PAPER[:3], "88")


@pytest.mark.parametrize("number", ["2", "２", "②", "2)", "２番", " 2。"])
def test_a_number_is_read_however_it_was_typed(number: str) -> None:
    assert typed_number(number) == 2


@pytest.mark.parametrize("text", ["", "番", "2つ", "-1", "1.5", "一", "²³x"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert typed_number(text) is None


def test_a_secret_is_not_kept(tiny_index: Index, tmp_path: Path) -> None:
    secret = "パスワードは Abc12345xyz です"
    shown = typed(tiny_index, tmp_path, *_TO_PAPER[:3], secret)
    assert "".join(shown.split()) == "".join(wording.SECRET_TYPED.split())
    assert b"Abc12345xyz" not in (tmp_path / "hoshimichi.sqlite3").read_bytes()


def test_who_comes_back_is_told_where_the_client_stands(tiny_index: Index, tmp_path: Path) -> None:
    talk = terminal(tiny_index, tmp_path, "甲社")
    for line in _TO_PAPER[:3]:
        talk.reply(line)
    assert talk.farewell() == [wording.STAYS]
    again = terminal(tiny_index, tmp_path, "甲社", user="taro")
    greeting = "\n".join(again.greeting())
    assert "防火訓練" in greeting
    assert "「続き」" in greeting
    assert "責任者は誰にしますか。" in "\n".join(again.reply("続き"))
    again.farewell()


def test_another_client_sees_nothing_of_it(tiny_index: Index, tmp_path: Path) -> None:
    typed(tiny_index, tmp_path, *_TO_PAPER[:4], client="甲社")
    other = terminal(tiny_index, tmp_path, "乙社")
    assert other.greeting() == []
    assert "みなと" not in "\n".join(other.reply("いまどこ")) + "\n".join(other.reply("続き"))
    other.farewell()


def test_two_people_cannot_answer_the_same_step_twice(tiny_index: Index, tmp_path: Path) -> None:
    one, other = (terminal(tiny_index, tmp_path, "甲社", user=user) for user in ("a", "b"))
    one.reply("防火訓練を始める")
    one.reply("1")
    other.reply("続き")
    one.reply("2")
    assert "責任者は誰にしますか。" in "\n".join(other.reply("1"))
    one.farewell()
    other.farewell()
    with sqlite3.connect(tmp_path / "hoshimichi.sqlite3") as looking:
        given = looking.execute("SELECT value, by_user FROM run_answers WHERE step = 'alarm'")
        assert given.fetchall() == [("unknown", "a")]


def test_a_document_that_cannot_be_made_is_offered_again(tiny_index: Index, tmp_path: Path) -> None:
    desk = Desk()
    desk.broken = True
    talk = terminal(tiny_index, tmp_path, desk=desk)
    for line in _TO_PAPER:
        rows = talk.reply(line)
    assert rows[0] == "作れませんでした。"
    (number,) = re.findall(r"([0-9])\) もう一度受け取る", "\n".join(rows))
    desk.broken = False
    rows = talk.reply(number)
    assert rows[0] == "作りました。"
    assert "一覧です。" in "\n".join(rows)
    talk.farewell()


def test_only_questions_need_no_database(tiny_index: Index, tmp_path: Path) -> None:
    talk = terminal(tiny_index, tmp_path)
    assert talk.greeting() == []
    assert "毎月点検" in "\n".join(talk.reply("消火器の点検はいつ"))
    assert talk.farewell() == []
    assert not (tmp_path / "hoshimichi.sqlite3").exists()


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100])
def test_a_damaged_database_stops_no_question(
    tiny_index: Index, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "hoshimichi.sqlite3").write_bytes(content)
    talk = terminal(tiny_index, tmp_path)
    talk.greeting()
    shown = talk.reply("防火訓練を始める")
    assert shown == [wording.NOT_KEPT] or "訓練の準備をします。" in shown
    assert "毎月点検" in "\n".join(talk.reply("消火器の点検はいつ"))
    talk.farewell()


def test_a_locked_database_is_said_and_the_answer_can_be_sent_again(
    tiny_index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.state.database._BUSY_SECONDS", 0.05)
    talk = terminal(tiny_index, tmp_path)
    talk.reply("防火訓練を始める")
    talk.reply("1")
    with sqlite3.connect(tmp_path / "hoshimichi.sqlite3", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        assert talk.reply("1") == [wording.NOT_KEPT]
        other.execute("ROLLBACK")
    assert "責任者は誰にしますか。" in "\n".join(talk.reply("1"))
    talk.farewell()


def whether_in_time(index: Index, home: Path, question: str, client: str | None = None) -> str:
    """What the terminal of a client says to a question about a deadline."""
    settings, now = Settings.model_validate({"HOSHIMICHI_HOME": home}), 1_795_000_000.0
    advisor = advisor_over(index)
    walk = Walk(advisor, settings, scope_of(client), speaker_of("hanako"), lambda: now, Desk())
    shown = walk.take(question)
    walk.farewell()
    assert shown is not None
    return "".join(shown)


@pytest.mark.parametrize("client", [None, "みなと商店"])
def test_a_client_of_another_name_is_not_answered_for(
    shipped_index: Index, tmp_path: Path, client: str | None
) -> None:
    shown = whether_in_time(shipped_index, tmp_path, "A社、来月の締切に間に合う？", client)
    assert shown.startswith("「A社」の記録は、この会話にはありません。")
    assert "--client A社" in shown


@pytest.mark.parametrize("name", ["うちは", "みなと商店さん、", "株式会社みなと商店は"])
def test_the_own_firm_is_answered_for_by_any_of_its_names(
    shipped_index: Index, tmp_path: Path, name: str
) -> None:
    question = f"{name}来月の締切に間に合う？"
    assert "この会話にはありません" not in whether_in_time(
        shipped_index, tmp_path, question, "みなと商店"
    )
