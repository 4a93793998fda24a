"""Scores of the self-check against an oracle, its bands at every edge, its items."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.answering.facts import self_check
from bot.answering.facts.fact import FactAnswer
from bot.answering.understanding import Reader
from knowledge.catalog import Catalog
from tests.bot.asking import TODAY, Ask, Known

# Each official answer, its points in the leaflet, and how people say it.
POINTS = {"full": 4, "partly": 2, "no": 0, "unsure": -1}
SAID = {
    "full": ["実施", "実施している", "できている", "やっている"],
    "partly": ["一部実施", "一部実施している", "一部だけ実施"],
    "no": ["実施していない", "未実施", "できていない", "していない"],
    "unsure": ["わからない", "分からない", "不明"],
}
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
COUNTS = st.fixed_dictionaries({name: st.integers(0, 25) for name in POINTS})


def counted(reader: Reader, catalog: Catalog, question: str) -> FactAnswer | None:
    return self_check.answer(reader.read(question, TODAY), catalog)


@given(counts=COUNTS, data=st.data())
def test_counted_answers_add_up(
    reader: Reader, known: Known, counts: dict[str, int], data: st.DataObject
) -> None:
    given_ = {name: number for name, number in counts.items() if number}
    assume(0 < sum(given_.values()) <= 25)
    parts = []
    for name, number in given_.items():
        digits = data.draw(st.sampled_from([str(number), str(number).translate(FULL_WIDTH)]))
        particle = data.draw(st.sampled_from(["", "は", "が"]))
        parts.append(f"{digits}問{particle}{data.draw(st.sampled_from(SAID[name]))}")
    question = "、".join(parts)
    found = counted(reader, known.catalog, question)
    assert found is not None, question
    score = sum(POINTS[name] * number for name, number in given_.items())
    assert found.lead is not None
    assert found.lead.startswith(f"合計は{score}点です"), (question, found.lead)
    left = 25 - sum(given_.values())
    assert (f"残り{left}問" in found.lead) == (left > 0)
    # The score falls into the band it is told to fall into.
    band = next(b for b in known.catalog.self_checks[0].bands if b.low <= score <= b.high)
    assert band.status in found.lead
    assert found.chunks[1].endswith(f"/band-{band.high}")


@pytest.mark.parametrize(
    ("question", "score"),
    [
        ("20問は実施、5問わからない", 75),
        ("２０問は実施、５問わからない", 75),
        ("⑳問は実施、⑤問わからない", 75),
        ("自社診断で20問は実施している、5問はわからないだと何点？", 75),
        ("全部実施なら何点？", 100),
        ("25問すべて一部実施だと？", 50),
        ("全部わからないだと何点", -25),
        ("全部「実施していない」だと合計何点？", 0),
        ("20問は実施していない、5問わからない", -5),
        ("0問は実施", 0),
    ],
)
def test_forms_of_counting(ask_shipped: Ask, question: str, score: int) -> None:
    assert ask_shipped(question).text.startswith(f"合計は{score}点です")


def test_what_is_said_of_the_rest_counts(ask_shipped: Ask) -> None:
    answer = ask_shipped("自社診断で10問は実施、5問は一部実施、残りはわからない")
    assert answer.text.startswith("合計は40点です")


@pytest.mark.parametrize("question", ["30問は実施", "20問は実施、6問わからない", "99問実施"])
def test_more_answers_than_items_are_no_score(
    reader: Reader, shipped_catalog: Catalog, question: str
) -> None:
    assert counted(reader, shipped_catalog, question) is None


def _edges(low: int, high: int) -> list[int]:
    return [score for score in (low, low + 1, high - 1, high) if low <= score <= high]


@pytest.mark.parametrize(
    "score",
    [
        *(25, 26, 48, 49, 50, 51, 68, 69, 70, 71, 98, 99, 100),
        *(pytest.param(score) for score in (-25, -24, -1, 0, 1, 24)),
    ],
)
def test_a_total_falls_into_its_band(reader: Reader, shipped_catalog: Catalog, score: int) -> None:
    check = shipped_catalog.self_checks[0]
    right = [band for band in check.bands if band.low <= score <= band.high]
    assert len(right) == 1
    for form in ("自社診断の合計が{}点でした", "自社診断、合計{}点だった"):
        for digits in (str(score), str(score).translate(FULL_WIDTH)):
            found = counted(reader, shipped_catalog, form.format(digits))
            assert found is not None, form
            assert found.chunks == (f"self-check/{check.edition}/band-{right[0].high}",)


def test_the_edges_tried_are_the_edges_of_the_catalogue(shipped_catalog: Catalog) -> None:
    bands = shipped_catalog.self_checks[0].bands
    edges = {score for band in bands for score in _edges(band.low, band.high)}
    assert edges == {-25, -24, 48, 49, 50, 51, 68, 69, 70, 71, 98, 99, 100}


@pytest.mark.parametrize("score", [-26, -100, 101, 150, 999])
def test_a_total_out_of_range_is_corrected(ask_shipped: Ask, score: int) -> None:
    text = ask_shipped(f"自社診断の合計が{score}点でした").text
    assert "-25点から100点まで" in text.split("\n")[0]
    assert f"{score}点にはなりません" in text


@pytest.mark.parametrize("number", [1, 2, 9, 10, 24, 25])
@pytest.mark.parametrize(
    "form", ["自社診断の{}番は？", "自社診断の{}問目って何", "自社診断のNo.{}は"]
)
def test_an_item_by_its_number(ask_shipped: Ask, number: int, form: str) -> None:
    answer = ask_shipped(form.format(number))
    assert answer.text.startswith(f"自社診断の{number}番（")


@pytest.mark.parametrize("number", [0, 26, 99])
def test_an_item_that_does_not_exist_is_none(
    reader: Reader, shipped_catalog: Catalog, number: int
) -> None:
    assert counted(reader, shipped_catalog, f"自社診断の{number}番は？") is None


def test_points_of_something_else_are_no_total(reader: Reader, shipped_catalog: Catalog) -> None:
    for question in ("わからないは何点", "自社診断の配点は", "2026-08-05", ""):
        assert counted(reader, shipped_catalog, question) is None, question


def test_points_of_a_subsidys_review_are_no_total(reader: Reader, shipped_catalog: Catalog) -> None:
    assert counted(reader, shipped_catalog, "審査で80点でした") is None
