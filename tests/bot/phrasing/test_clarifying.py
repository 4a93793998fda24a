"""A question back leads to what we can answer, in words that are not the model's own."""

from __future__ import annotations

import json

import pytest

from bot import wording
from bot.domain.answer import Answer, Choice
from bot.phrasing.clarifying import clarified

CHOICES = tuple(
    Choice(label=label, question=f"{label}は？")
    for label in ("自己宣言IDの期限", "ロゴの使い方", "GビズIDの取り方")
)
UNKNOWN = Answer(
    kind="unknown",
    text=f"{wording.UNKNOWN}\n{wording.UNKNOWN_NEAR}",
    certainty="不明",
    choices=CHOICES,
)


def said(ask: str, *options: int) -> str:
    return json.dumps({"ask": ask, "options": options}, ensure_ascii=False)


def test_a_question_over_our_choices_is_asked_below_what_is_not_known() -> None:
    reply = said("自己宣言IDの期限とGビズIDの取り方のどちらを知りたいですか", 1, 3)
    answer = clarified(reply, "IDのこと教えて", UNKNOWN)
    assert answer is not None
    assert answer.text.startswith(wording.UNKNOWN)
    assert answer.text.endswith("どちらを知りたいですか？")
    assert answer.choices == (CHOICES[0], CHOICES[2])


@pytest.mark.parametrize(
    "reply",
    [
        said("パスワードを教えてもらえますか", 1),
        said("自己宣言IDの期限ですか", 4),
        said("自己宣言IDの期限ですか"),
        said("自己宣言IDの期限は1年です。", 1),
        said("https://evil.example を見ましたか", 1),
        "自己宣言IDの期限ですか",
        "[" * 5000,
        "",
    ],
)
def test_anything_else_leaves_the_answer_as_it_is(reply: str) -> None:
    assert clarified(reply, "IDのこと教えて", UNKNOWN) is None
