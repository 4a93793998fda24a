"""What is only thanks or only displeasure, and what asks something."""

from __future__ import annotations

import pytest

from bot.domain.courtesy import is_complaint, is_courtesy


@pytest.mark.parametrize(
    "text",
    ["もういい、使えないな", "使えない！", "全然役に立たないじゃん", "意味がわからん", "答えになってないよ",
     "ふざけんな", "もういいです", "聞いてることとちがう", "全然意味わからない"],
)  # fmt: skip
def test_displeasure_is_no_question(text: str) -> None:
    assert is_complaint(text)
    assert not is_courtesy(text)


@pytest.mark.parametrize(
    "text",
    ["", "？", "古いIDはもう使えない？GビズIDで", "★のロゴは使えないの", "ばか高い補助金はどれ", "違う会社の話です",
     "この補助金は役に立たないですか", "自社診断の意味がわからない", "ありがとう", "はい", "最悪いつまでに宣言すればいい"],
)  # fmt: skip
def test_a_question_with_such_words_is_one(text: str) -> None:
    assert not is_complaint(text)
