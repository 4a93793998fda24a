"""Documents, appendices, rankings and counts by code."""

from __future__ import annotations

import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.facts import lists
from bot.answering.understanding import Reader
from knowledge.catalog import Catalog
from tests.bot.asking import TODAY, Known


def latest(as_of: str) -> dt.date:
    """The latest day a date in the catalogue can mean."""
    year, month, day = [*(int(part) for part in as_of.split("-")), 0, 0][:3]
    month = month or 12
    return dt.date(year, month, day or calendar.monthrange(year, month)[1])


@given(day=st.dates(dt.date(2018, 1, 1), dt.date(2027, 12, 31)))
def test_the_newest_count_known_on_the_day(reader: Reader, known: Known, day: dt.date) -> None:
    fact = lists.declarers(reader.read("SECURITY ACTIONの宣言は何社？", day), known.catalog)
    rows = [row for row in known.catalog.declarers if latest(row.as_of) <= day]
    if not rows:
        assert fact is None
        return
    assert fact is not None
    assert fact.chunks[0] == f"declarers/{max(rows, key=lambda row: latest(row.as_of)).as_of}"


@given(day=st.dates(dt.date(2017, 1, 1), dt.date(2028, 12, 31)))
def test_the_ranking_of_the_newest_year_begun(reader: Reader, known: Known, day: dt.date) -> None:
    fact = lists.ranking(reader.read("10大脅威の1位は？", day), known.catalog)
    years = [row.year for row in known.catalog.threat_rankings if row.year <= day.year]
    assert (fact.chunks if fact else None) == (
        (f"threats/ranking-{max(years)}",) if years else None
    )


def test_the_ranking_of_the_year_named(reader: Reader, shipped_catalog: Catalog) -> None:
    for row in shipped_catalog.threat_rankings:
        fact = lists.ranking(
            reader.read(f"情報セキュリティ10大脅威{row.year}", TODAY), shipped_catalog
        )
        assert fact is not None
        assert fact.chunks == (f"threats/ranking-{row.year}",)
    assert lists.ranking(reader.read("10大脅威2011の1位", TODAY), shipped_catalog) is None


@pytest.mark.parametrize(
    ("day", "edition"),
    [(dt.date(2024, 1, 1), "guideline-v3.1"), (dt.date(2026, 11, 1), "guideline-v4.0")],
)
def test_the_appendix_of_the_edition_in_force(
    reader: Reader, shipped_catalog: Catalog, day: dt.date, edition: str
) -> None:
    fact = lists.appendix(reader.read("付録６は何？", day), shipped_catalog)
    assert fact is not None
    assert fact.chunks[0] == f"appendix/{edition}/6"


def test_the_appendix_of_the_edition_named(reader: Reader, shipped_catalog: Catalog) -> None:
    fact = lists.appendix(reader.read("第3.1版の付録6は何？", TODAY), shipped_catalog)
    assert fact is not None
    assert fact.chunks == ("appendix/guideline-v3.1/6",)


@pytest.mark.parametrize(
    "question", ["付録9は？", "付録0は？", "付録12は？", "付録", "付録1と付録2"]
)
def test_appendices_that_are_not_one_are_none(
    reader: Reader, shipped_catalog: Catalog, question: str
) -> None:
    assert lists.appendix(reader.read(question, TODAY), shipped_catalog) is None


@pytest.mark.parametrize(
    ("who", "first"),
    [("個人事業主", "docs/it2026-sole-proprietor"), ("法人", "docs/it2026-corporation"),
     ("フリーランス", "docs/it2026-sole-proprietor"), ("株式会社", "docs/it2026-corporation")],
)  # fmt: skip
def test_documents_for_the_kind_of_applicant(
    reader: Reader, shipped_catalog: Catalog, who: str, first: str
) -> None:
    question = f"デジタル化・AI導入補助金2026で{who}の必要書類は？"
    fact = lists.documents(reader.read(question, TODAY), shipped_catalog)
    assert fact is not None
    assert fact.chunks[0] == f"documents/{first}"
    assert fact.strong


def test_documents_of_a_programme_without_any_are_none(
    reader: Reader, shipped_catalog: Catalog
) -> None:
    question = reader.read("戸田市DX推進補助金の必要書類は？", TODAY)
    assert question.edition is not None
    assert lists.documents(question, shipped_catalog) is None
