"""Verified statements become an answer that has lost nothing of the composed one."""

from __future__ import annotations

import datetime as dt

from bot import wording
from bot.domain.answer import Answer, Citation, WrittenBy
from bot.domain.material import Material, Passage
from bot.phrasing.assembling import MOST_STATEMENTS, Draft
from bot.phrasing.material import material
from bot.phrasing.verifying import Verified

BY = WrittenBy(model="openai:x", prompt="answer@1")
OFFICIAL = Citation(title="公式の案内", as_of="2026-06", quote="宣言は申請の前まで")
OTHER = Citation(title="よくある質問", as_of="2026-08", quote="GビズIDは最短即日で取れます。")
COMPOSED = Answer(
    kind="answered",
    text="\n".join(
        [
            "宣言は、申請の前までに済ませます。 [1] 〔確定・2026年6月確認〕",
            "順番は次のとおりです。",
            "1 自社診断（25問）をする",
            "2 基本方針を公開する",
            f"{wording.ALSO}:",
            "・GビズIDは最短即日で取れます。 [2]〔未確認情報・2026年8月確認〕",
        ]
    ),
    certainty="確定",
    citations=(OFFICIAL, OTHER),
)
FOUND = Passage(
    "P1", "GビズIDは最短即日で取れます。費用はかかりません。", "GビズID", (OTHER,), "未確認情報"
)


def given(*more: Passage) -> Material:
    base = material("いつまで？", dt.date(2026, 11, 22), COMPOSED, [])
    return Material(base.question, base.as_of, (*base.passages, *more))


def said(text: str, source: str, quote: str = "") -> Verified:
    passage = given(FOUND).passage(source)
    assert passage is not None
    return Verified(text, passage, quote or passage.text)


def written(*statements: Verified, stopped: bool = False) -> Answer | None:
    draft = Draft(COMPOSED, given(FOUND))
    for statement in statements:
        draft.add(statement)
    return draft.finish(BY, stopped)


def test_the_lines_of_the_composed_answer_are_sources_with_what_they_rest_on() -> None:
    rows = [(row.id, row.text, row.citations) for row in given().passages]
    assert rows[0] == ("A1", "宣言は、申請の前までに済ませます。", (OFFICIAL,))
    assert rows[2] == ("A3", "1 自社診断（25問）をする", (OFFICIAL,))
    assert len(rows) == 4


def test_a_statement_that_says_the_first_line_takes_its_place_with_its_mark() -> None:
    answer = written(said("宣言は申請の前までに済ませます。", "A1"))
    assert answer is not None
    first = answer.text.split("\n")[0]
    assert first == "宣言は申請の前までに済ませます。 [1] 〔確定・2026年6月確認〕"
    assert answer.written_by == BY


def test_the_answer_begins_as_composed_where_the_model_begins_elsewhere() -> None:
    answer = written(said("GビズIDは最短即日で取れます。", "P1"))
    assert answer is not None
    assert answer.text.startswith(
        "宣言は、申請の前までに済ませます。 [1] 〔確定・2026年6月確認〕\n"
    )


def test_what_nobody_said_stays_and_a_list_stays_whole() -> None:
    answer = written(
        said("宣言は申請の前までに済ませます。", "A1"), said("自社診断（25問）をします。", "A3")
    )
    assert answer is not None
    left = "順番は次のとおりです。\n1 自社診断（25問）をする\n2 基本方針を公開する"
    assert left in answer.text


def test_a_side_note_goes_when_it_was_said_and_its_source_is_cited_once() -> None:
    answer = written(
        said("宣言は申請の前までに済ませます。", "A1"),
        said("GビズIDは最短即日で取れます。", "P1", "GビズIDは最短即日で取れます"),
    )
    assert answer is not None
    assert wording.ALSO not in answer.text
    assert "GビズIDは最短即日で取れます。 [2]〔未確認情報・2026年8月確認〕" in answer.text
    assert [row.quote for row in answer.citations] == [
        "宣言は申請の前まで",
        "GビズIDは最短即日で取れます",
    ]  # fmt: skip


def test_a_side_note_nobody_said_stays_with_the_number_its_source_has_now() -> None:
    answer = written(said("費用はかかりません。", "P1"))
    assert answer is not None
    assert "・GビズIDは最短即日で取れます。 [2]〔未確認情報・2026年8月確認〕" in answer.text
    assert len(answer.citations) == 2
    # One source, and what is quoted of it holds both.
    assert answer.citations[1].quote == FOUND.text


def test_the_text_shown_only_grows_and_the_answer_begins_with_it() -> None:
    draft = Draft(COMPOSED, given(FOUND))
    shown = []
    for statement in (
        said("宣言は申請の前までに済ませます。", "A1"),
        said("費用はかかりません。", "P1"),
    ):
        assert draft.add(statement)
        shown.append(draft.text)
    answer = draft.finish(BY)
    assert answer is not None
    assert shown[1].startswith(shown[0])
    assert answer.text.startswith(shown[1])


def test_nothing_taken_is_no_answer_and_repeats_are_not_taken() -> None:
    draft = Draft(COMPOSED, given(FOUND))
    assert draft.finish(BY) is None
    assert draft.add(said("費用はかかりません。", "P1"))
    assert not draft.add(said("費用はかかりません。", "P1"))


def test_there_is_an_end_to_statements() -> None:
    draft = Draft(COMPOSED, given(FOUND))
    words = ["費用", "期間", "方法", "書類", "場所", "名前", "時期", "順番", "用意", "連絡"]
    taken = [draft.add(said(f"{word}については別の話です。", "P1")) for word in words]
    assert taken.count(True) == MOST_STATEMENTS


def test_who_stopped_it_is_told_so_below_everything_known() -> None:
    answer = written(said("宣言は申請の前までに済ませます。", "A1"), stopped=True)
    assert answer is not None
    assert answer.text.endswith(wording.STOPPED)
    assert "2 基本方針を公開する" in answer.text


def test_a_step_of_the_list_alone_is_not_taken() -> None:
    answer = written(
        said("宣言は申請の前までに済ませます。", "A1"), said("2 基本方針を公開する", "A4")
    )
    assert answer is not None
    assert answer.text.count("基本方針を公開する") == 1


def _beside(line: str) -> Answer:
    text = COMPOSED.text.replace("・GビズIDは最短即日で取れます。", line)
    return COMPOSED.model_copy(update={"text": text})


def test_a_line_beside_the_answer_goes_on_where_its_first_sentence_is_said() -> None:
    composed = _beside("・GビズIDは最短即日で取れます。郵送なら約1か月です。")
    draft = Draft(composed, given(FOUND))
    draft.add(said("宣言は申請の前までに済ませます。", "A1"))
    draft.add(said("GビズIDは最短即日で取れます。", "P1"))
    assert draft.text.split("\n")[1].startswith(
        "GビズIDは最短即日で取れます。郵送なら約1か月です。 [2]"
    )
    answer = draft.finish(BY)
    assert answer is not None
    assert answer.text.count("最短即日") == 1
    assert wording.ALSO not in answer.text


def test_a_line_that_announces_its_list_is_not_torn_from_it() -> None:
    draft = Draft(_beside("・GビズIDは最短即日で取れます。順番は次のとおりです。"), given(FOUND))
    draft.add(said("GビズIDは最短即日で取れます。", "P1"))
    assert "順番は次のとおりです。 [" not in draft.text


def test_a_first_line_that_was_said_is_not_said_again_above_its_points() -> None:
    lines = COMPOSED.text.split("\n")
    composed = COMPOSED.model_copy(update={"text": "\n".join([lines[0], "・費用は無料です。"])})
    draft = Draft(composed, given(FOUND))
    draft.add(said("宣言は、申請の前までに済ませます。", "A1"))
    answer = draft.finish(BY)
    assert answer is not None
    assert answer.text.count("申請の前まで") == 1
    assert "・費用は無料です。" in answer.text
