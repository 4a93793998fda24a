"""Which edition and rule the requirement check goes by on a day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from knowledge.catalog import Catalog
from tests.bot.subsidies.requirement_judged import Judge


@pytest.fixture(scope="module")
def judged(shipped_catalog: Catalog) -> Judge:
    return Judge(shipped_catalog)


def test_before_the_rule_of_an_edition_holds_nothing_is_claimed(judged: Judge) -> None:
    firm: dict[str, Any] = {"star": "two", "id_kind": "five", "office": "own_number"}
    before = judged("kaigo-tech", dt.date(2026, 4, 6), **firm)
    assert (before.outcome, before.certainty, before.verdicts) == ("to_confirm", "不明", ())
    assert judged("kaigo-tech", dt.date(2026, 4, 7), **firm).outcome == "met"
    assert judged("kaigo-tech", dt.date(2027, 3, 31), **firm).outcome == "met"
    assert judged("kaigo-tech", dt.date(2027, 4, 1), **firm).outcome == "to_confirm"


def test_an_edition_that_is_over_is_replaced_by_the_one_that_holds(judged: Judge) -> None:
    firm: dict[str, Any] = {"star": "one", "id_kind": "five"}
    found = judged("it-subsidy", edition="it2025", frame="it2025/tsujyo", **firm)
    assert (found.editions, found.frame) == (("it2026",), "it2026/tsujyo")
    assert found.instead_of == "it2025"
    assert "IT導入補助金2025" in found.reason
    last = judged("it-subsidy", dt.date(2026, 1, 31), "it2025", "it2025/tsujyo", star="one")
    assert (last.editions, last.instead_of, last.outcome) == (("it2025",), None, "met")


def test_a_programme_without_an_edition_on_the_day_is_to_confirm(judged: Judge) -> None:
    found = judged("monodukuri", star="two")
    assert (found.outcome, found.certainty) == ("to_confirm", "不明")
    assert (found.editions, found.last_known) == ((), "monodukuri-23")


def test_the_edition_is_asked_where_two_hold_and_differ(judged: Judge) -> None:
    found = judged("saikouchiku", dt.date(2024, 2, 29), star="one")
    assert found.next_question is not None
    assert found.next_question.about == "edition"
    named = judged("saikouchiku", dt.date(2024, 2, 29), frame="saikouchiku/sc", star="one")
    assert (named.editions, named.outcome) == (("saikouchiku-sc",), "short")


def test_an_open_end_does_not_carry_a_rule_past_its_fiscal_year(judged: Judge) -> None:
    last = judged("shimane-digital-model", dt.date(2026, 3, 31), star="none")
    after = judged("shimane-digital-model", dt.date(2026, 4, 1), star="none")
    assert (last.outcome, after.outcome) == ("short", "to_confirm")
    assert "2025年度の資料" in after.reason
