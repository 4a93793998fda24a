"""Answers as Slack messages: what a reader sees."""

from __future__ import annotations

import pytest

from bot import wording
from bot.domain.answer import Answer, Choice
from bot.slack.render import notice, plain
from tests.bot.asking import Ask
from tests.bot.slack.rendering import (
    TURN,
    a_citation,
    an_answer,
    body,
    buttons,
    contexts,
    letters,
    live,
    of_type,
    only,
    rendered,
    sections,
)
from tests.evals.golden import read as golden
from tests.fakes.slack.limits import problems

MARKED = "はい、★で足ります。 [1] 〔確定・2026年8月6日確認〕\n★★も使えます。"


@pytest.fixture(scope="module")
def golden_answers(ask_shipped: Ask) -> list[Answer]:
    """Answers to sixty golden questions from all files."""
    rows = golden()
    found = [ask_shipped(row.question, row.as_of) for row in rows[:: len(rows) // 60]]
    assert len(found) >= 50
    return found


def test_slack_takes_every_real_answer(golden_answers: list[Answer]) -> None:
    for answer in golden_answers:
        for message in rendered(answer):
            assert problems({"text": message.text, "blocks": list(message.blocks)}) == []
            assert list(live(message)) == []


def test_a_real_answer_is_one_message_that_holds_all_its_text(golden_answers: list[Answer]) -> None:
    for answer in golden_answers:
        message = only(answer)
        marks = "".join(contexts(message))
        for line in answer.text.splitlines():
            said, *mark = line.removesuffix("〕").rsplit(" 〔", 1)
            assert letters(said) in letters(body([message]))
            assert not mark or letters(mark[0]) in letters(marks + body([message]))


def test_the_answer_comes_first_and_bold() -> None:
    message = only(an_answer(MARKED, citations=(a_citation(),)))
    assert sections(message)[0] == "*はい、★で足ります。* [1]"
    assert message.text.startswith("はい、★で足ります。 [1]\n")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("はい。次にこれです。", "*はい。*\n次にこれです。"),
        ("★★二つ星です。", "*★★二つ星です。*"),
        ("「はい。」と答えます。例です。", "*「はい。」と答えます。*\n例です。"),
        ("1. 抜く\n2. 知らせる", "1. 抜く\n2. 知らせる"),
        ("長い" * 150 + "。", "長い" * 150 + "。"),
        ("a*b*です。", "*a＊b＊です。*"),
    ],
)
def test_bold_ends_where_a_line_or_a_space_does(text: str, first: str) -> None:
    assert sections(only(an_answer(text)))[0] == first


def test_how_sure_the_answer_is_stands_below_the_answer_and_once() -> None:
    message = only(an_answer(MARKED, citations=(a_citation(),)))
    kinds = [block["type"] for block in message.blocks[:3]]
    assert kinds == ["section", "context", "section"]
    assert contexts(message)[0] == "確かさ：確定・2026年8月6日確認／2026年11月22日時点のお答え"
    assert str(message.blocks).count("2026年8月6日確認") == 1
    assert message.text.count("2026年8月6日確認") == 1


def test_how_sure_an_unmarked_answer_is_comes_from_its_first_source() -> None:
    message = only(an_answer("答え。", certainty="未確認情報", citations=(a_citation(),)))
    assert contexts(message)[0].startswith("確かさ：未確認情報・2024年3月確認／")


def test_a_mark_in_a_list_stays_where_it_is() -> None:
    text = (
        "締切は次のとおりです。\n・1次 〔確定・2026年8月確認〕\n・2次 〔未確認情報・2026年9月確認〕"
    )
    message = only(an_answer(text, citations=(a_citation(),)))
    assert sections(message) == ["*締切は次のとおりです。*" + text[len("締切は次のとおりです。") :]]
    assert not any("確かさ" in said for said in contexts(message))


def test_headings_are_bold_and_lists_stay_lists() -> None:
    message = only(an_answer("答え。\nあわせて知っておくこと:\n・甲\n・乙\n※注"))
    assert sections(message) == ["*答え。*", "*あわせて知っておくこと:*\n・甲\n・乙\n※注"]


def test_bullets_that_count_are_numbered_steps() -> None:
    assert sections(only(an_answer("順です。\n・1 抜く\n・2 知らせる"))) == [
        "*順です。*\n1. 抜く\n2. 知らせる"
    ]
    assert "・2 台" in sections(only(an_answer("数です。\n・2 台\n・3 台")))[0]


def test_sources_are_numbered_with_all_that_is_known_and_the_host_they_lead_to() -> None:
    full = a_citation(
        edition="第3.1版", section="付録1", page="12", url="https://www.ipa.go.jp/a?b=1&c=2"
    )
    message = only(an_answer(citations=(full, a_citation())))
    (sources,) = (said for said in contexts(message) if said.startswith(wording.SOURCES))
    assert sources.splitlines() == [
        "出典",
        "[1] 手引き／第3.1版／付録1／p.12（2024年3月確認） "
        "<https://www.ipa.go.jp/a?b=1&amp;c=2|www.ipa.go.jp>",
        "[2] 手引き（2024年3月確認）",
    ]
    assert sources in message.text


def test_an_address_in_the_text_is_a_link_where_it_is_a_source_or_official() -> None:
    cited = a_citation(url="https://www.jpcert.or.jp/")
    text = "（https://www.jpcert.or.jp/form/）、https://www.ppc.go.jp/ 。https://evil.example/a"
    said = sections(only(an_answer(text, citations=(cited,))))[0]
    assert "（<https://www.jpcert.or.jp/form/|www.jpcert.or.jp>）" in said
    assert "<https://www.ppc.go.jp/|www.ppc.go.jp> 。" in said
    assert "\nhttps://evil.example/a" in said


CHOICES = tuple(Choice(label=label, question=f"{label}は？") for label in "甲乙")


def labels(answer: Answer, *, consult: bool = True) -> list[str]:
    (message,) = rendered(answer, consult=consult)
    return [button["text"]["text"] for button in buttons(message)]


def test_an_answer_offers_what_to_ask_next_a_person_and_feedback() -> None:
    answer = an_answer(choices=CHOICES)
    assert labels(answer) == ["甲", "乙", wording.CONSULT, wording.HELPFUL, wording.NOT_HELPFUL]
    assert wording.CONSULT not in labels(answer, consult=False)
    assert wording.FOLLOW_UPS in contexts(only(answer))


def test_buttons_carry_ids_only() -> None:
    found = buttons(only(an_answer(choices=CHOICES)))
    assert [button["action_id"] for button in found] == [
        "choice:1", "choice:2", "consult", "feedback:good", "feedback:bad",
    ]  # fmt: skip
    assert {button["value"] for button in found} == {TURN}


def test_a_question_back_offers_its_choices_only() -> None:
    answer = an_answer("どの補助金ですか。", kind="clarify", certainty="不明", choices=CHOICES)
    assert labels(answer) == ["甲", "乙"]
    assert [block["type"] for block in only(answer).blocks] == ["section", "actions"]


def test_no_answer_leads_to_a_person_and_near_topics() -> None:
    answer = an_answer(wording.UNKNOWN, kind="unknown", certainty="不明", choices=CHOICES)
    assert labels(answer) == ["甲", "乙", wording.CONSULT]
    assert buttons(only(answer))[-1]["style"] == "primary"


def test_a_refusal_has_no_grade_of_certainty() -> None:
    message = only(an_answer("できません。", kind="declined", citations=(a_citation(),)))
    assert "確かさ" not in message.text
    assert [button["action_id"] for button in buttons(message)][0] == "consult"


def test_first_aid_is_steps_sources_and_a_person_to_call() -> None:
    text = "落ち着いて、次の順に。\n1. LANを抜く\n2. 知らせる\n連絡先：#9110 [1]"
    message = only(an_answer(text, certainty="未確認情報", citations=(a_citation(),)))
    assert [block["type"] for block in message.blocks] == ["section", "context", "actions"]
    assert "1. LANを抜く\n2. 知らせる" in sections(message)[0]
    (button,) = buttons(message)
    assert (button["action_id"], button["style"]) == ("consult", "danger")


def test_real_first_aid_is_recognised(ask_shipped: Ask) -> None:
    for question in ("ランサムウェアに感染しました", "パソコンをなくしました"):
        assert [button["style"] for button in buttons(only(ask_shipped(question)))] == ["danger"]


def test_choices_are_in_the_text_as_well() -> None:
    text = only(an_answer(choices=CHOICES)).text
    assert text.endswith(f"{wording.FOLLOW_UPS}\n・甲\n・乙")


def test_a_label_too_long_for_a_button_is_cut_and_shown_in_full_above() -> None:
    long = "補助金の" * 30
    message = only(an_answer(choices=(Choice(label=long, question="？"), CHOICES[0])))
    button = buttons(message)[0]["text"]["text"]
    assert len(button) == 75
    assert button == long[:74] + "…"
    assert sections(message)[-1] == f"・{long}\n・甲"


def test_choices_beyond_five_are_listed() -> None:
    many = tuple(Choice(label=f"話題{number}", question="？") for number in range(7))
    message = only(an_answer(choices=many))
    assert len(of_type(message, "actions")[0]["elements"]) == 5
    assert "・話題6" in sections(message)[-1]


@pytest.mark.parametrize(
    ("label", "question", "said"), [(" \n", "甲は？", "甲は？"), ("", " ", "…")]
)
def test_a_choice_without_words_still_has_a_button(label: str, question: str, said: str) -> None:
    answer = an_answer(choices=(Choice(label=label, question=question),))
    assert buttons(only(answer))[0]["text"]["text"] == said


@pytest.mark.parametrize("text", ["", " \n\u3000", "\u202e"])
def test_an_answer_without_words_says_that_nothing_was_found(text: str) -> None:
    assert letters(wording.UNKNOWN) == letters(body([only(an_answer(text))]))


def test_plain_is_the_same_message_without_blocks() -> None:
    message = only(an_answer(MARKED, citations=(a_citation(url="https://www.ipa.go.jp/"),)))
    assert plain(message).text == message.text
    assert plain(message).blocks == ()
    assert "<https://www.ipa.go.jp/|www.ipa.go.jp>" in message.text


def test_a_notice_is_one_escaped_section() -> None:
    message = notice("`python -m bot doctor` を <!channel> & <@U1>")
    assert message.text == "`python -m bot doctor` を &lt;!channel&gt; &amp; &lt;@U1&gt;"
    assert sections(message) == [message.text]


def test_a_notice_too_long_ends_in_an_ellipsis() -> None:
    message = notice("<あ。>" * 2000)
    assert message.text.endswith("…")
    assert problems({"text": message.text, "blocks": list(message.blocks)}) == []
