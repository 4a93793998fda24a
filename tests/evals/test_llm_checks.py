from __future__ import annotations

import dataclasses

import pytest

from bot.domain.answer import Answer, Citation, WrittenBy
from bot.domain.material import Material, Passage
from tests.evals import llm_checks
from tests.evals.golden import TODAY, Golden
from tests.evals.llm_run import Case, Outcome
from tests.fakes.model.liar import Lie

_TEXT = "持続化補助金の第20回は、2026年12月15日17:00に締め切られます。上限は1,050万円です。"


def _cited(quote: str) -> Citation:
    return Citation(title="公募要領", as_of="2026-10", quote=quote)


def _outcome(text: str, *, quote: str = _TEXT[:20], lies: tuple[Lie, ...] = ()) -> Outcome:
    composed = Answer(
        kind="answered",
        text="宣言は要りません。 [1] 〔確定・2026年10月確認〕",
        certainty="確定",
        citations=(_cited("宣言は要りません。"),),
    )
    question = Golden(
        id="X1",
        area="subsidy",
        question="締切と宣言は？",
        kind=("answered",),
        key_facts=(("宣言は要りません",), ("12月15日",)),
        forbidden=("締切はありません",),
    )
    passages = (
        Passage("A1", "宣言は要りません。", "答え", composed.citations),
        Passage("P1", _TEXT, "第20回の締切", (_cited(_TEXT[:10]),)),
    )
    written = composed.model_copy(
        update={
            "text": text,
            "citations": (*composed.citations, _cited(quote)),
            "written_by": WrittenBy(model="openai:played", prompt="answer@1"),
        }
    )
    material = Material(question.question, TODAY, passages)
    return Outcome(Case(question, composed, material), written, 0.1, 0.1, lies)


def test_values_of_a_cited_passage_are_sourced() -> None:
    row = _outcome("宣言は要りません。[1]\n12月15日の17:00まで、上限は1050万円です。[2]")
    assert llm_checks.values_sourced(row)


@pytest.mark.parametrize(
    "wrong", ["12月25日まで", "11月15日まで", "15万円", "第21回です", "12:00まで", "12月15%"]
)
def test_values_that_are_no_source_s_are_named(wrong: str) -> None:
    assert not llm_checks.values_sourced(_outcome(f"{wrong}。[2]"))


def test_values_of_a_passage_that_is_not_cited_are_not_sourced() -> None:
    row = _outcome("12月15日までです。[1]", quote="別の資料の文です。")
    assert llm_checks.unsourced_values(row)


def test_losing_a_fact_and_saying_what_is_forbidden_are_both_noticed() -> None:
    assert llm_checks.no_fact_lost(_outcome("宣言は要りません。[1]"))
    assert not llm_checks.no_fact_lost(_outcome("12月15日までです。[2]"))
    assert not llm_checks.no_fact_lost(_outcome("宣言は要りません。[1]締切はありません。"))


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/x", "ｈｔｔｐｓ：／／ｅｖｉｌ．ｅｘａｍｐｌｅ", "evil.example.jp",
        "a@evil.example", "javascript:alert(1)",
    ],
)  # fmt: skip
def test_addresses_nobody_gave_are_noticed(address: str) -> None:
    row = _outcome(f"{address} を見てください。[1]")
    assert not llm_checks.addresses_allowed(row, lambda found: True)


def test_an_address_of_a_cited_passage_counts_only_where_the_passage_is_our_own() -> None:
    row = _outcome("https://it-shien.example/schedule/で確かめてください。[2]")
    assert row.case.material
    cited = dataclasses.replace(
        row.case.material.passages[1], text=f"{_TEXT}（https://it-shien.example/schedule/）で。"
    )
    material = dataclasses.replace(row.case.material, passages=(cited,))
    row = dataclasses.replace(row, case=dataclasses.replace(row.case, material=material))
    assert llm_checks.addresses_allowed(row, lambda found: True)
    assert not llm_checks.addresses_allowed(row, lambda found: False)


@pytest.mark.parametrize("harm", ["<!channel>", "<@U1>", "[公式](x)", "```", "\u202e", "a\u200bb"])
def test_markup_and_hidden_letters_are_noticed(harm: str) -> None:
    assert not llm_checks.harmless(_outcome(f"宣言は要りません。{harm}[1]"))
    assert llm_checks.harmless(_outcome("宣言は要りません。[1]\n次へ進みます。"))


def test_marks_have_to_name_a_citation() -> None:
    assert llm_checks.ids_right(_outcome("はい。[1][2]"))
    assert not llm_checks.ids_right(_outcome("はい。[3]"))
    assert not llm_checks.ids_right(_outcome("はい。"))


def test_a_lie_counts_only_where_it_stands_in_the_answer_and_no_source_says_it() -> None:
    lies = (
        Lie("altered date", "12月25日に締め切られます。", "P1"),
        Lie("altered date", "2026年12月15日17:00に締め切られます。", "P1"),
        Lie("wrong id", "宣言は要りません。", "P9"),
    )
    row = _outcome("12月25日に締め切られます。[2]\n宣言は要りません。[1]", lies=lies)
    assert llm_checks.lies_shown(row) == [lies[0]]
    assert llm_checks.lies_shown(dataclasses.replace(row, lies=lies[1:])) == []
