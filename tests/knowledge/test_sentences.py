"""Typed facts in words: dates, deadlines, ranges and what is not known."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import sentences
from knowledge.catalog import Catalog, load
from knowledge.dates import JST
from knowledge.schema import Band, DeclarerCount, Requirement, Round, Star
from tests.conftest import TINY_KNOWLEDGE

FACT = {"sources": ["x"], "as_of": "2025-04", "confidence": "high"}


def round_of(**fields: object) -> Round:
    """A round with the fields given."""
    return Round.model_validate(
        {"id": "r", "label": "1次", "status": "confirmed", **FACT, **fields}
    )


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("甲です", "甲です。"),
        ("甲です。", "甲です。"),
        ("甲（乙）", "甲（乙）"),
        ("甲?", "甲?。"),
        ("甲！", "甲！"),
    ],
)
def test_a_sentence_gets_one_full_stop(text: str, closed: str) -> None:
    assert sentences.sentence(text) == closed


@given(st.text())
def test_closing_a_sentence_twice_changes_nothing(text: str) -> None:
    once = sentences.sentence(text)
    assert sentences.sentence(once) == once


def test_a_deadline_is_told_in_japan_time() -> None:
    noon = dt.datetime(2026, 9, 29, 8, 0, tzinfo=dt.UTC)
    assert sentences.moment(noon) == "2026年9月29日 17:00"
    late = dt.datetime(2026, 9, 29, 16, 30, tzinfo=dt.UTC)
    assert sentences.moment(late) == "2026年9月30日 01:30"


def test_a_bare_deadline_lasts_to_the_end_of_its_day_in_japan() -> None:
    end = sentences.end_of(dt.date(2026, 9, 29))
    assert end == dt.datetime(2026, 9, 29, 23, 59, 59, tzinfo=JST)
    assert end.astimezone(dt.UTC).date() == dt.date(2026, 9, 29)


def test_a_round_tells_opening_deadline_decision_and_note() -> None:
    row = round_of(
        opens="2026-05-01", deadline="2026-06-28", decision="2026-08-01", note="郵送は消印有効"
    )
    assert sentences.round_line(row) == (
        "1次: 2026年5月1日受付開始、締切 2026年6月28日、交付決定 2026年8月1日（郵送は消印有効）"
    )


def test_a_round_without_deadline_says_that_it_is_not_known() -> None:
    assert sentences.round_line(round_of(status="unknown")) == "1次: 締切日は未確認・日付は未確認"


def test_a_forecast_is_marked() -> None:
    row = round_of(deadline="2027-01-15", status="forecast")
    assert sentences.round_line(row).endswith("2027年1月15日・予定")


@pytest.mark.parametrize(
    ("low", "high", "text"), [(100, 100, "100点"), (70, 99, "70〜99点"), (-25, 49, "49点以下")]
)
def test_a_band_reads_as_people_say_it(low: int, high: int, text: str) -> None:
    band = Band.model_validate({"low": low, "high": high, "status": "甲", "next": "乙", **FACT})
    assert sentences.band_range(band) == text


def test_the_maximum_is_points_times_items(shipped_catalog: Catalog) -> None:
    text = sentences.scoring(shipped_catalog.self_checks[0])
    assert "満点は4点×25問で100点" in text
    assert "「わからない」が-1点" in text


def test_a_rule_tells_its_exceptions_and_what_to_do() -> None:
    rule = Requirement.model_validate(
        {"id": "r", "role": "required", "star": "two", "rule": "要ります", **FACT,
         "exceptions": ["個人は除く"], "to_do": "宣言する"}
    )  # fmt: skip
    assert sentences.requirement(rule).splitlines() == [
        "要ります。",
        "例外: 個人は除く。",
        "すること: 宣言する。",
    ]


def test_an_unknown_amount_is_not_left_out() -> None:
    edition = load(TINY_KNOWLEDGE).programmes[0].editions[0]
    bare = edition.frames[0].model_copy(update={"amount": None, "rate": None})
    assert sentences.frame(edition, bare) == (
        "安全設備補助金2024の基本枠は、補助額は未確認、補助率は未確認です。"
    )


def test_a_count_of_at_least_does_not_pass_for_exact() -> None:
    count = DeclarerCount.model_validate({"total": 400000, "at_least": True, **FACT})
    assert sentences.declarers(count) == (
        "SECURITY ACTIONの宣言事業者は、2025年4月の時点で400,000者を超えています。"
    )


def test_every_star_has_words() -> None:
    assert set(sentences.STAR_WORDS) == set(Star.__args__)
    assert len(set(sentences.STAR_WORDS.values())) == len(sentences.STAR_WORDS)
