"""How long a step takes, by code, for the day asked about."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.answering.facts import lead_times
from bot.answering.understanding import Reader
from knowledge.catalog import Catalog
from tests.bot.asking import TODAY


@pytest.mark.parametrize(
    ("question", "day", "chunk"),
    [
        ("GビズIDプライムは何日で取れる？", TODAY, "lead-time/lt/gbizid-online"),
        ("ジービズのぷらいむ今から頼んだら何日かかる", TODAY, "lead-time/lt/gbizid-online"),
        ("GビズIDプライム、郵送だと最長どのくらい？", TODAY, "lead-time/lt/gbizid-paper"),
        ("自己宣言IDはいつ届く？", TODAY, "lead-time/lt/declaration"),
        ("自己宣言IDはいつ届く？", dt.date(2026, 1, 20), "lead-time/lt/declaration-before-2026-04"),
        ("旧システムでは自己宣言IDは何日？", TODAY, "lead-time/lt/declaration-before-2026-04"),
        ("締切から交付決定まで何週間？", TODAY, "lead-time/lt/it-decision"),
    ],
)
def test_the_time_that_holds_on_the_day(
    reader: Reader, shipped_catalog: Catalog, question: str, day: dt.date, chunk: str
) -> None:
    found = lead_times.answer(reader.read(question, day), shipped_catalog)
    assert found is not None
    assert found.chunks == (chunk,)


@pytest.mark.parametrize(
    "question", ["IDは1週間かかると聞いた", "GビズIDって何？", "宣言IDを忘れた。いつ分かる？"]
)
def test_no_time_where_none_is_asked_for(
    reader: Reader, shipped_catalog: Catalog, question: str
) -> None:
    assert lead_times.answer(reader.read(question, TODAY), shipped_catalog) is None
