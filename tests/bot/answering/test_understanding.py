"""What the reader makes of a question: programme, year, frame, round, guideline, wish."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.understanding import Intent, Reader
from indexer.index import Index
from tests.bot.asking import TODAY


@pytest.mark.parametrize(
    ("question", "day", "edition"),
    [
        ("安全設備補助金2024の条件", TODAY, "anzen-2024"),
        ("安全設備補助金は？", dt.date(2024, 6, 1), "anzen-2024"),
        ("安全設備補助金は？", dt.date(2025, 6, 1), "anzen-2025"),
        ("去年の安全設備補助金は？", dt.date(2025, 6, 1), "anzen-2024"),
        ("令和6年度の設備補助は？", TODAY, "anzen-2024"),
        ("2025年の設備補助は？", dt.date(2024, 6, 1), "anzen-2025"),
        ("設備補助は？", dt.date(2023, 6, 1), None),
        ("来年の設備補助は？", dt.date(2025, 6, 1), None),
        ("消火器は？", TODAY, None),
    ],
)
def test_the_edition_by_name_year_or_day(
    tiny_reader: Reader, question: str, day: dt.date, edition: str | None
) -> None:
    found = tiny_reader.read(question, day).edition
    assert (found.id if found else None) == edition


def test_every_edition_is_found_by_its_own_name(reader: Reader, shipped_index: Index) -> None:
    catalog = shipped_index.catalog
    wrong = {}
    for programme in catalog.programmes:
        for edition in programme.editions:
            found = reader.read(f"{edition.name}について", TODAY)
            if found.edition is None or found.edition.id != edition.id:
                wrong[edition.id] = found.edition and found.edition.id
    assert wrong == {}


@given(number=st.integers(0, 99))
def test_round_numbers(tiny_reader: Reader, number: int) -> None:
    for form in (f"{number}次締切", f"第{number}次の締切", f"第{number}回の公募"):
        assert tiny_reader.read(form, TODAY).round_no == number


@pytest.mark.parametrize("question", ["6次産業化", "二次元", "次の締切", "1次元"])
def test_no_round_where_none_is_named(tiny_reader: Reader, question: str) -> None:
    assert tiny_reader.read(question, TODAY).round_no is None


@pytest.mark.parametrize(
    ("question", "guideline"),
    [
        ("第3.1版では？", "guideline-v3.1"),
        ("ver4.0の内容", "guideline-v4.0"),
        ("第9版は？", "unknown-9.0"),
        ("5か条とは", None),
        ("ガイドラインとは", None),
    ],
)
def test_the_guideline_edition_named(reader: Reader, question: str, guideline: str | None) -> None:
    assert reader.read(question, TODAY).guideline == guideline


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("★は必要？", Intent.REQUIREMENT),
        ("★でいい？", Intent.REQUIREMENT),
        ("宣言で加点される？", Intent.BONUS),
        ("いつまで？", Intent.DEADLINE),
        ("しめきりは", Intent.DEADLINE),
        ("上限いくら", Intent.AMOUNT),
        ("添付する書類", Intent.DOCUMENTS),
    ],
)
def test_what_is_wished_for(reader: Reader, question: str, intent: Intent) -> None:
    assert reader.read(question, TODAY).wants(intent)


@given(question=st.text(max_size=200), day=st.dates())
def test_any_text_on_any_day_can_be_read(reader: Reader, question: str, day: dt.date) -> None:
    found = reader.read(question, day)
    assert found.raw == question
    assert found.programme is not None or found.edition is None
