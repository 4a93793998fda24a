"""Several questions in one message: split where each stands alone, answered in order, cited once."""

from __future__ import annotations

import pytest

from bot.answering import several
from bot.domain.answer import Answer, Choice, Citation
from bot.domain.conversation import Conversation
from tests.bot.asking import TODAY, Ask

FEE = Citation(title="費用の案内", as_of="2026", quote="無料です。")
LOGO = Citation(title="ロゴの案内", as_of="2026", quote="使えます。")
OTHER = Citation(title="別の案内", as_of="2026", quote="別です。")


def answer(text: str, *citations: Citation, **more: object) -> Answer:
    """An answer in the given words."""
    kind = "answered" if citations else "unknown"
    fields = {"kind": kind, "text": text, "certainty": "確定", "citations": citations, **more}
    return Answer.model_validate(fields)


def asker(answers: dict[str, Answer]) -> several.Ask:
    """Answers what it is told; the whole message when nothing else fits."""
    return lambda question, before: answers.get(question, answers[""])


def alone(question: str, before: Conversation) -> bool:
    """Every question can be understood."""
    return False


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        ("★の費用は？ロゴは名刺に載せていい？", ["★の費用は？", "ロゴは名刺に載せていい？"]),
        ("★の費用は？あと、ロゴは使える？", ["★の費用は？", "ロゴは使える？"]),
        ("うちは個人です。★は取れますか？", ["うちは個人です。★は取れますか？"]),
        ("★は要りますか\n締切はいつですか", ["★は要りますか", "締切はいつですか"]),
        ("★は要りますか？急いでいます。", ["★は要りますか？急いでいます。"]),
        ("何？何？", ["何？何？"]),
        ("一つ目は？？二つ目は？？三つ目は？？四つ目は？？", ["一つ目は？？二つ目は？？三つ目は？？四つ目は？？"]),
        ("", [""]),
    ],
)  # fmt: skip
def test_a_message_is_split_where_a_question_ends(message: str, questions: list[str]) -> None:
    assert several.questions_in(message) == questions


def test_what_was_told_before_a_question_stays_with_it() -> None:
    message = "費用はいくらですか？社員は4人です。診断は要りますか？"
    assert several.questions_in(message) == [
        "費用はいくらですか？",
        "社員は4人です。診断は要りますか？",
    ]


def test_each_question_gets_its_answer_with_sources_numbered_through() -> None:
    ask = asker(
        {
            "": answer("別です。 [1]", OTHER),
            "★の費用は？": answer(
                "無料です。 [1]\nあわせて知っておくこと:\n・別です。 [2]", FEE, OTHER
            ),
            "ロゴは使える？": answer("使えます。 [2][1]", FEE, LOGO),
        }
    )
    given = several.answer("★の費用は？ロゴは使える？", Conversation(), ask, alone)
    # Both rest on the same main source, so that one answer is enough.
    assert given.text == "別です。 [1]"
    ask = asker(
        {
            "": answer("別です。 [1]", OTHER),
            "★の費用は？": answer(
                "無料です。 [1]\nあわせて知っておくこと:\n・別です。 [2]", FEE, OTHER
            ),
            "ロゴは使える？": answer("使えます。 [1][2]", LOGO, FEE),
        }
    )
    given = several.answer("★の費用は？ロゴは使える？", Conversation(), ask, alone)
    assert given.text == "【★の費用は】\n無料です。 [1]\n\n【ロゴは使える】\n使えます。 [2][1]"
    assert given.citations == (FEE, LOGO)


def test_an_answer_that_rests_on_both_is_kept() -> None:
    whole = answer("無料で、使えます。 [1][2]", FEE, LOGO)
    ask = asker(
        {
            "": whole,
            "★の費用は？": answer("無料です。 [1]", FEE),
            "ロゴは使える？": answer("使えます。 [1]", LOGO),
        }
    )
    assert several.answer("★の費用は？ロゴは使える？", Conversation(), ask, alone) == whole


def test_a_question_that_leans_on_the_first_is_not_asked_alone() -> None:
    whole = answer("別です。 [1]", OTHER)
    ask = asker({"": whole, "★の費用は？": answer("無料です。 [1]", FEE)})
    given = several.answer(
        "★の費用は？それはなぜ？", Conversation(), ask, lambda question, before: True
    )
    assert given == whole


def test_half_an_answer_is_better_than_none_and_says_which_half() -> None:
    ask = asker(
        {
            "": answer("分かりません。"),
            "★の費用は？": answer(
                "無料です。 [1]", FEE, choices=(Choice(label="甲", question="乙"),)
            ),
            "明日の天気は？": answer("分かりません。", certainty="不明"),
        }
    )
    given = several.answer("★の費用は？明日の天気は？", Conversation(), ask, alone)
    assert given.kind == "answered"
    assert given.certainty == "不明"
    assert given.text.endswith("【明日の天気は】\n分かりません。")
    assert [choice.label for choice in given.choices] == ["甲"]


def test_two_things_asked_at_once_are_both_answered(ask_shipped: Ask) -> None:
    given = ask_shipped("自社診断は何問？GビズIDは郵送だと何日かかる？", TODAY)
    assert "25問" in given.text
    assert "1か月" in given.text
