"""What people say and what official documents write: looked for beside the question's own words."""

from __future__ import annotations

import pytest

from indexer.official import Officially
from indexer.text import Normaliser, fold
from knowledge.catalog import Catalog
from knowledge.schema import OfficialWords

ROWS = (
    OfficialWords(said="落ち(た|る)", official=("不採択",)),
    OfficialWords(said="返(す|し)", official=("返還", "ＩＤ")),
)


def test_what_is_said_brings_the_official_words_in_one_notation() -> None:
    officially = Officially(ROWS, fold)
    assert officially("落ちたら返すの") == "不採択 返還 id"


def test_what_no_row_knows_brings_nothing() -> None:
    assert Officially(ROWS, fold)("消火器の点検") == ""
    assert Officially((), fold)("落ちた") == ""


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("落ちたらまた出せますか", "不採択"),
        ("クレカで払える？", "クレジットカード"),
        ("謄本は要る？", "履歴事項全部証明書"),
    ],
)
def test_the_shipped_words_lead_from_plain_to_official(
    shipped_catalog: Catalog, question: str, word: str
) -> None:
    normalise = Normaliser(shipped_catalog.terms, shipped_catalog.rewrites)
    found = Officially(shipped_catalog.official_words, normalise)(normalise(question))
    assert normalise(word) in found


def test_no_shipped_row_fires_on_words_that_ask_for_nothing(shipped_catalog: Catalog) -> None:
    normalise = Normaliser(shipped_catalog.terms, shipped_catalog.rewrites)
    officially = Officially(shipped_catalog.official_words, normalise)
    assert officially(normalise("ありがとうございました。")) == ""
