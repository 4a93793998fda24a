"""Typed facts as passages: none lost, none double, dated by their edition."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from knowledge import rendering
from knowledge.catalog import Catalog, load
from knowledge.schema import Passage
from tests.conftest import TINY_KNOWLEDGE


@pytest.fixture(scope="module")
def tiny() -> dict[str, Passage]:
    """All passages of the small knowledge by id."""
    return {passage.id: passage for passage in rendering.passages(load(TINY_KNOWLEDGE))}


def test_every_kind_of_fact_becomes_a_passage(tiny: dict[str, Passage]) -> None:
    kinds = Counter(identifier.split("/")[0] for identifier in tiny)
    assert kinds == {
        "g": 12,
        "sub": 2,
        "principles": 2 + 3 + 4,
        "self-check": 1 + 2 + 2,
        "programme": 1,
        "misinformation": 1,
        "rule": 2,
        "frame": 2,
        "rounds": 2,
        "term": 3,
    }


def test_passages_of_an_edition_hold_while_the_edition_does(tiny: dict[str, Passage]) -> None:
    for identifier in ("rule/anzen-2024-star", "frame/anzen-2024/basic", "rounds/anzen-2024"):
        passage = tiny[identifier]
        assert passage.edition == "anzen-2024"
        assert (passage.valid_from, passage.valid_to) == (
            dt.date(2024, 4, 1),
            dt.date(2025, 3, 31),
        )


def test_a_written_passage_of_an_edition_is_not_used_before_it_begins() -> None:
    catalog = load(TINY_KNOWLEDGE)
    edition = catalog.programmes[0].editions[0]
    bound = catalog.passages[0].model_copy(update={"edition": edition.id, "valid_from": None})
    dated = bound.model_copy(update={"id": "g/dated", "valid_from": dt.date(2030, 1, 1)})
    free = bound.model_copy(update={"id": "g/free", "edition": None})
    changed = catalog.model_copy(update={"passages": (bound, dated, free)})
    starts = [passage.valid_from for passage in rendering.passages(changed)[:3]]
    assert edition.valid_from is not None
    assert starts == [edition.valid_from, dt.date(2030, 1, 1), None]


def test_frames_of_two_editions_keep_apart(tiny: dict[str, Passage]) -> None:
    assert "10万円" in tiny["frame/anzen-2024/basic"].text
    assert "20万円" in tiny["frame/anzen-2025/basic"].text


def test_rounds_cite_every_source_of_every_round(tiny: dict[str, Passage]) -> None:
    passage = tiny["rounds/anzen-2025"]
    assert [ref.id for ref in passage.sources] == ["office-rules", "column"]
    assert "2025年6月30日 17:00" in passage.text
    assert "2次: 締切日は未確認" in passage.text


def test_the_list_of_principles_counts_them(tiny: dict[str, Passage]) -> None:
    text = tiny["principles/guide-v2.0"].text
    assert "次の4つです。" in text
    assert [line[0] for line in text.splitlines()[1:]] == ["1", "2", "3", "4"]


def test_a_bonus_is_not_called_a_requirement(tiny: dict[str, Passage]) -> None:
    assert tiny["rule/anzen-2024-star"].title.endswith("加点")
    assert tiny["rule/anzen-2025-star"].title.endswith("要件")


def test_shipped_passages_have_ids_of_their_own(shipped_catalog: Catalog) -> None:
    counts = Counter(passage.id for passage in rendering.passages(shipped_catalog))
    assert [identifier for identifier, count in counts.items() if count > 1] == []


def test_no_shipped_typed_fact_is_lost(shipped_catalog: Catalog) -> None:
    found = {passage.id for passage in rendering.passages(shipped_catalog)}
    editions = [edition for p in shipped_catalog.programmes for edition in p.editions]
    expected = {f"programme/{p.id}" for p in shipped_catalog.programmes}
    expected |= {f"rule/{rule.id}" for edition in editions for rule in edition.requirements}
    expected |= {f"rounds/{edition.id}" for edition in editions if edition.rounds}
    expected |= {f"self-check/guideline-v3.1/{number}" for number in range(1, 26)}
    expected |= {f"lead-time/{row.id}" for row in shipped_catalog.lead_times}
    expected |= {f"documents/{row.id}" for row in shipped_catalog.documents}
    expected |= {f"term/{row.id.removeprefix('term/')}" for row in shipped_catalog.terms}
    expected |= {passage.id for passage in shipped_catalog.passages}
    assert expected - found == set()


def test_no_shipped_passage_shows_a_field_left_empty(shipped_catalog: Catalog) -> None:
    shown = [f"{p.title}\n{p.text}" for p in rendering.passages(shipped_catalog)]
    assert [text for text in shown if "None" in text or "{" in text] == []
