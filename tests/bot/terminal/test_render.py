"""Answers as lines of a terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import wording
from bot.domain.answer import Answer, Choice, Citation
from bot.domain.columns import columns
from bot.terminal.render import WIDTH, lines, wrap
from tests.bot.asking import Ask
from tests.evals.golden import read


def width(text: str) -> int:
    """The columns of a text, counted independently of the renderer."""
    wide = sum(unicodedata.east_asian_width(character) in "WFA" for character in text)
    return len(text) + wide - sum(unicodedata.combining(character) != 0 for character in text)


def an_answer(**more: object) -> Answer:
    return Answer.model_validate(
        {"kind": "answered", "text": "答えです。 [1]", "certainty": "確定"} | more
    )


def too_wide(answers: list[Answer], limit: int) -> list[str]:
    rows = [row for answer in answers for row in lines(answer)]
    return [row for row in rows if width(row) > limit and "://" not in row]


@pytest.fixture(scope="module")
def golden_answers(ask_shipped: Ask) -> list[Answer]:
    """Answers to sixty golden questions from all files."""
    rows = read()
    found = [ask_shipped(row.question, row.as_of) for row in rows[:: len(rows) // 60]]
    assert len(found) >= 50
    return found


def test_no_line_of_an_answer_is_wider_than_the_terminal(golden_answers: list[Answer]) -> None:
    assert too_wide(golden_answers, 80) == []


def test_lines_are_wrapped_but_for_hanging_marks(golden_answers: list[Answer]) -> None:
    assert too_wide(golden_answers, 84) == []


def test_wrapping_loses_nothing_of_an_answer(golden_answers: list[Answer]) -> None:
    for answer in golden_answers:
        shown = "".join("".join(lines(answer)).split())
        assert "".join(answer.text.split()) in shown


def test_a_run_of_closing_marks_is_wrapped_as_well() -> None:
    assert max(columns(row) for row in wrap("あ" + "）" * 200)) <= WIDTH


@given(text=st.text(st.sampled_from("あ漢aB1 ★カー。、（）"), max_size=400))
def test_wrapped_lines_hold_the_text(text: str) -> None:
    rows = wrap(text, "    ")
    assert "".join("".join(rows).split()) == "".join(text.split())
    assert all(row.startswith("    ") for row in rows[1:])


@given(text=st.text(st.sampled_from("あ漢aB1★カ"), max_size=400))
def test_wrapped_lines_without_marks_fit(text: str) -> None:
    assert all(columns(row) <= WIDTH for row in wrap(text))


def test_full_width_characters_take_two_columns() -> None:
    assert columns("aあｱ★é") == 1 + 2 + 1 + 2 + columns("é")
    assert columns("e\u0301") == 1


def test_sources_and_choices_are_numbered() -> None:
    cited = Citation(
        title="手引き", edition="第3.1版", section="付録1", page="12", as_of="2024-03", quote="鍵",
        url="https://minato.example/" + "a" * 100,
    )  # fmt: skip
    choices = (Choice(label="甲", question="甲は？"), Choice(label="乙", question="乙は？"))
    rows = list(lines(an_answer(citations=(cited, cited), choices=choices)))
    assert rows == [
        "答えです。 [1]",
        "",
        wording.SOURCES,
        "[1] 手引き／第3.1版／付録1／p.12（2024年3月確認）",
        f"    {cited.url}",
        "[2] 手引き／第3.1版／付録1／p.12（2024年3月確認）",
        f"    {cited.url}",
        "",
        wording.CHOICES_HEAD,
        "  1) 甲",
        "  2) 乙",
    ]


def test_an_answer_without_sources_is_only_its_text() -> None:
    assert list(lines(an_answer(text="甲\n乙"))) == ["甲", "乙"]
