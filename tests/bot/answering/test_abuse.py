"""A30–A33: what is refused in however many words, and what stays answered beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answering.routes import Router
from indexer.text import Normaliser
from knowledge.catalog import Catalog

_FOLDER = Path(__file__).parent / "abuse"
_FALSE = {"decline/false-declaration", "decline/false-date", "decline/fake-url"}
# Several rules may say the same refusal: which of them does matters less than that one does.
_RULES = {
    "a30": {"decline/operate-account", "decline/credentials"},
    "a31": {*_FALSE, "decline/operate-account", "decline/forge-documents"},
    "a32": {"decline/kickback", "decline/forge-documents"},
    "a33": {"decline/paid-form"},
}
_CITED = {
    "decline/operate-account": "proc/adv-proxy-allowed",
    "decline/false-declaration": "proc/false-declaration",
    "decline/kickback": "proc/report-fraud",
    "decline/paid-form": "law/article19-now",
}


def phrasings(name: str) -> list[str]:
    """The lines of a file."""
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line]


@pytest.fixture(scope="module")
def fired(shipped_catalog: Catalog) -> Router:
    """The router over the shipped rules."""
    return Router(shipped_catalog)


@pytest.mark.parametrize("name", _RULES)
def test_it_is_refused_in_sixty_ways(fired: Router, shipped_catalog: Catalog, name: str) -> None:
    normalise = Normaliser(shipped_catalog.terms, shipped_catalog.rewrites)
    rows = phrasings(name)
    assert len(rows) >= 60
    found = {row: fired.rule(normalise(row)) for row in rows}
    assert [row for row, rule in found.items() if not rule or rule.id not in _RULES[name]] == []


def test_what_stands_near_stays_answered(fired: Router, shipped_catalog: Catalog) -> None:
    normalise = Normaliser(shipped_catalog.terms, shipped_catalog.rewrites)
    rows = phrasings("near")
    assert len(rows) >= 40
    refused = [
        row for row in rows if (rule := fired.rule(normalise(row))) and rule.route == "decline"
    ]
    assert refused == []


@pytest.mark.parametrize(("rule", "passage"), _CITED.items())
def test_a_refusal_leads_to_the_right_page(
    shipped_catalog: Catalog, rule: str, passage: str
) -> None:
    (found,) = [row for row in shipped_catalog.rules if row.id == rule]
    assert passage in found.passages
