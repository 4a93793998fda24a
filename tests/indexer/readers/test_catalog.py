"""Passages as chunks: the best source, the page to check at, the days they hold."""

from __future__ import annotations

import datetime as dt

import pytest

from indexer.chunk import Chunk
from indexer.readers import catalog as catalog_reader
from indexer.text import Normaliser
from knowledge.catalog import Catalog, load
from tests.conftest import TINY_KNOWLEDGE


@pytest.fixture(scope="module")
def chunks() -> dict[str, Chunk]:
    """The chunks of the small knowledge by id."""
    catalog = load(TINY_KNOWLEDGE)
    return {
        c.id: c for c in catalog_reader.chunks(catalog, Normaliser(catalog.terms, catalog.rewrites))
    }


def test_the_most_authoritative_source_is_cited(chunks: dict[str, Chunk]) -> None:
    # Its first source is a column, its second the office's own rules.
    chunk = chunks["sub/how-to-apply"]
    assert (chunk.tier, chunk.url) == ("official", "https://minato.example/rules")
    assert chunk.publisher == "みなと市"


def test_an_editorial_source_carries_no_link_but_a_page_to_check_at(
    chunks: dict[str, Chunk],
) -> None:
    chunk = chunks["sub/unknown-2026"]
    assert (chunk.tier, chunk.url) == ("editorial", None)
    assert chunk.check_url == "https://minato.example/rules"
    assert chunk.gap


def test_pages_come_from_the_passage_or_else_from_its_source(chunks: dict[str, Chunk]) -> None:
    assert chunks["g/fire-1"].page == "12ページ"
    assert chunks["g/section-1-1"].page == "3ページ"
    assert chunks["g/keys"].page is None


def test_a_newer_edition_holds_from_its_first_day_and_the_oldest_always(
    chunks: dict[str, Chunk],
) -> None:
    assert chunks["g/fire-2"].valid_from == dt.date(2024, 4, 1)
    assert chunks["g/fire-1"].valid_from is None
    assert chunks["principles/guide-v2.0"].valid_from == dt.date(2024, 4, 1)


def test_editions_are_named_for_people(chunks: dict[str, Chunk]) -> None:
    assert chunks["g/fire-2"].edition_name == "第2.0版"
    assert chunks["rounds/anzen-2025"].edition_name == "安全設備補助金2025"
    assert chunks["g/camera"].edition_name is None


def test_titles_that_name_a_number_are_known_by_it(chunks: dict[str, Chunk]) -> None:
    assert ("年", "2025") in chunks["rounds/anzen-2025"].identifiers
    assert ("番", "1") in chunks["principles/guide-v1.0/1"].identifiers
    assert chunks["g/camera"].identifiers == ()


def test_gaps_and_definitions_weigh_less(chunks: dict[str, Chunk]) -> None:
    assert chunks["sub/unknown-2026"].prior < 1
    assert chunks["term/two-star"].prior < 1
    assert chunks["g/camera"].prior == 1


def test_a_route_rule_is_a_chunk_that_names_its_rule(chunks: dict[str, Chunk]) -> None:
    chunk = chunks["route/decline/fake-drill"]
    assert chunk.rule == "decline/fake-drill"
    assert chunk.asked_as == ("訓練をしたことにして",)
    assert all(c.rule is None for i, c in chunks.items() if not i.startswith("route/"))


@pytest.mark.parametrize(
    ("day", "holds", "holds_or_ended"),
    [
        (dt.date(2017, 12, 31), False, False),
        (dt.date(2018, 1, 1), True, True),
        (dt.date(2022, 12, 31), True, True),
        (dt.date(2023, 1, 1), False, True),
    ],
)
def test_a_chunk_holds_on_both_of_its_end_days(
    chunks: dict[str, Chunk], day: dt.date, holds: bool, holds_or_ended: bool
) -> None:
    chunk = chunks["g/old-fax"]
    assert chunk.holds_on(day) is holds
    assert chunk.holds_on(day, ended_too=True) is holds_or_ended


def test_every_shipped_chunk_can_be_cited(shipped_catalog: Catalog) -> None:
    found = catalog_reader.chunks(
        shipped_catalog, Normaliser(shipped_catalog.terms, shipped_catalog.rewrites)
    )
    assert len({chunk.id for chunk in found}) == len(found)
    shown = [chunk for chunk in found if chunk.rule is None]
    assert all(chunk.source_title and chunk.as_of for chunk in shown)
    assert all(chunk.url is None for chunk in shown if chunk.tier in ("repository", "editorial"))


def test_a_chunk_survives_being_written_and_read(chunks: dict[str, Chunk]) -> None:
    for chunk in chunks.values():
        assert Chunk.model_validate_json(chunk.model_dump_json()) == chunk
