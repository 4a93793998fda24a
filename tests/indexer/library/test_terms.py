"""Terms of a question, each counted once, however long it is."""

from __future__ import annotations

import pytest

from indexer.lexical import LexicalIndex
from indexer.library.terms import held, terms

TEXTS = (
    "健康経営優良法人とは、健康経営優良法人の認定を受けた法人をいう。",
    "健康経営の優良な法人は加点の対象とする。",
    "交通費と宿泊費は対象外とする。",
    "消火器は半年に一度点検する。",
    "避難訓練は年に2回行う。",
    "合鍵は番号を付けて金庫にしまう。",
)


@pytest.fixture(scope="module")
def index() -> LexicalIndex:
    """An index over the texts."""
    return LexicalIndex.build(TEXTS)


def test_terms_are_what_is_left_without_grammar_and_asking_words() -> None:
    assert terms("出張の交通費や宿泊費は何が対象ですか?") == ["出張", "交通費", "宿泊費", "対象"]


def test_a_text_that_holds_every_term_holds_the_question(index: LexicalIndex) -> None:
    assert held(index, "交通費や宿泊費は対象外ですか", TEXTS[2:3]) == pytest.approx(1)


def test_a_long_name_alone_is_half_of_a_question_of_two_terms(index: LexicalIndex) -> None:
    asked = "健康経営優良法人だと加点になりますか"
    assert held(index, asked, TEXTS[:1]) == pytest.approx(0.5, abs=0.1)
    assert held(index, asked, TEXTS[1:2]) > held(index, asked, TEXTS[:1])


def test_the_best_text_counts(index: LexicalIndex) -> None:
    assert held(index, "消火器の点検", TEXTS) == pytest.approx(
        held(index, "消火器の点検", TEXTS[3:4])
    )


@pytest.mark.parametrize("question", ["", "ですか", "何?", "天文台"])
def test_what_no_text_speaks_of_is_not_held(index: LexicalIndex, question: str) -> None:
    assert held(index, question, TEXTS) == 0


def test_no_text_holds_nothing(index: LexicalIndex) -> None:
    assert held(index, "消火器", []) == 0
