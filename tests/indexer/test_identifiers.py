"""Numbers that name a thing, and whether two texts name the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.identifiers import agreement, identifiers

PAIRS = st.frozensets(st.tuples(st.sampled_from(["次", "年", "付録"]), st.sampled_from("1234")))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("付録6の中身", {("付録", "6")}),
        ("付録 3", {("付録", "3")}),
        ("5次締切", {("次", "5")}),
        ("12次締切", {("次", "12")}),
        ("2025年の締切", {("年", "2025")}),
        ("it導入補助金2026", {("年", "2026")}),
        ("令和8年度", {("令和", "8")}),
        ("第4.0版と第3.1版", {("版", "4.0"), ("版", "3.1")}),
        ("10大脅威の3位", {("位", "3")}),
        ("6番目の原則", {("番", "6")}),
        ("診断25", {("番", "25")}),
        ("scs3 の要件", {("scs", "3")}),
        ("2類のサービス", {("類", "2")}),
        ("70点だった", {("点", "70")}),
        ("行政書士法19条の例外", {("条", "19")}),
    ],
)
def test_a_number_that_names_something_is_seen(text: str, named: set[tuple[str, str]]) -> None:
    assert identifiers(text) == named


@pytest.mark.parametrize(
    "text",
    [
        "",
        "二つ星の要件",
        "5か条",
        "3条件",
        "1次産業",
        "3次元",
        "電話番号03-1234",
        "12025円",
        "2番号",
        "5点",
        "100人",
    ],
)
def test_a_number_that_names_nothing_is_not(text: str) -> None:
    assert identifiers(text) == frozenset()


@given(query=PAIRS, document=PAIRS)
def test_agreement_lies_between_minus_one_and_one(
    query: frozenset[tuple[str, str]], document: frozenset[tuple[str, str]]
) -> None:
    assert -1 <= agreement(query, document) <= 1


@given(PAIRS.filter(bool))
def test_a_text_agrees_with_itself(pairs: frozenset[tuple[str, str]]) -> None:
    assert agreement(pairs, pairs) == 1


def test_another_number_of_the_same_kind_disagrees() -> None:
    assert agreement(frozenset({("次", "5")}), frozenset({("次", "6")})) == -1


def test_another_kind_says_nothing() -> None:
    assert agreement(frozenset({("次", "5")}), frozenset({("年", "2026")})) == 0
    assert agreement(frozenset(), frozenset({("年", "2026")})) == 0


def test_one_of_two_right_is_better_than_none() -> None:
    query = frozenset({("次", "5"), ("年", "2026")})
    half = agreement(query, frozenset({("次", "5")}))
    assert 0 < half < agreement(query, query)
