"""The principles by number and edition."""

from __future__ import annotations

import pytest

from bot.answering.facts import principles
from bot.answering.understanding import Reader
from knowledge.catalog import Catalog
from tests.bot.asking import TODAY, Ask


def found(reader: Reader, catalog: Catalog, question: str) -> str | None:
    """The main chunk of the answer."""
    fact = principles.answer(reader.read(question, TODAY), catalog)
    return fact.chunks[0] if fact else None


@pytest.mark.parametrize("word", ["5か条", "５か条", "五か条", "5ヶ条", "5カ条", "5箇条", "5 か条"])
def test_the_five_in_every_spelling(reader: Reader, shipped_catalog: Catalog, word: str) -> None:
    assert found(reader, shipped_catalog, f"{word}を教えて") == "principles/guideline-v3.1"


@pytest.mark.parametrize("word", ["6か条", "六か条", "６ヶ条"])
def test_the_six_in_every_spelling(reader: Reader, shipped_catalog: Catalog, word: str) -> None:
    assert found(reader, shipped_catalog, f"{word}を教えて") == "principles/guideline-v4.0"


def test_each_principle_by_its_number(reader: Reader, shipped_catalog: Catalog) -> None:
    for count, edition in ((5, "guideline-v3.1"), (6, "guideline-v4.0")):
        for number in range(1, count + 1):
            main = found(reader, shipped_catalog, f"{count}か条の{number}番目は？")
            assert main == f"principles/{edition}/{number}"


def test_there_is_no_sixth_of_five(reader: Reader, shipped_catalog: Catalog) -> None:
    assert found(reader, shipped_catalog, "5か条の6番目は？") != "principles/guideline-v3.1/6"


@pytest.mark.parametrize("question", ["7か条を教えて", "か条", "一つ星とは", "5か条に取り組む期間"])
def test_other_questions_are_left_to_others(
    reader: Reader, shipped_catalog: Catalog, question: str
) -> None:
    assert found(reader, shipped_catalog, question) is None


def test_the_answer_names_the_title(ask_shipped: Ask, shipped_catalog: Catalog) -> None:
    for group in shipped_catalog.principle_sets:
        for row in group.principles:
            answer = ask_shipped(f"{len(group.principles)}か条の{row.no}番目は？")
            assert row.title in answer.text.split("\n")[0]
