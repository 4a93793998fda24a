"""What a client is heading for, read off its answers."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.subsidies.aim import aim_of, label_of
from knowledge.catalog import Catalog
from knowledge.dates import JST

TODAY = dt.date(2026, 11, 23)


def test_programme_frame_and_round_give_star_and_deadline(shipped_catalog: Catalog) -> None:
    given = {
        "programme": "it-subsidy", "edition": "it2026", "frame": "it2026/tsujyo",
        "round": "it2026/r5",
    }  # fmt: skip
    aim = aim_of(given, shipped_catalog, TODAY)
    assert aim is not None
    assert (aim.star, aim.status, aim.frame) == ("one", "confirmed", "it2026/tsujyo")
    assert aim.deadline == dt.datetime(2026, 9, 29, 17, tzinfo=JST)
    assert aim.label == "デジタル化・AI導入補助金2026 5次締切"


@pytest.mark.parametrize(
    ("programme", "star", "asked"),
    [("tokyo-cyber", "two", True), ("jizokuka", None, False), ("monodukuri", None, None)],
)
def test_the_star_is_the_one_the_rules_ask(
    shipped_catalog: Catalog, programme: str, star: str | None, asked: bool | None
) -> None:
    aim = aim_of({"programme": programme}, shipped_catalog, TODAY)
    assert aim is not None and (aim.star, aim.asked) == (star, asked)


def test_a_rule_set_aside_by_an_exception_asks_nothing(shipped_catalog: Catalog) -> None:
    base = {"programme": "tokyo-cyber", "edition": "tokyo-cyber-r8"}
    edition = next(
        one for row in shipped_catalog.programmes for one in row.editions
        if one.id == "tokyo-cyber-r8"
    )  # fmt: skip
    rules = [row.id for row in edition.requirements if row.role == "required"]
    aim = aim_of(base | {f"exception/{id}": "yes" for id in rules}, shipped_catalog, TODAY)
    assert aim is not None and aim.star is None


@pytest.mark.parametrize("round_", ["undecided", "unknown", "gone/r9", "it2026/r7"])
def test_a_round_without_a_date_leaves_the_deadline_unknown(
    shipped_catalog: Catalog, round_: str
) -> None:
    aim = aim_of({"programme": "it-subsidy", "round": round_}, shipped_catalog, TODAY)
    assert aim is not None and (aim.deadline, aim.status) == (None, "unknown")


def test_a_date_named_stands_where_no_round_is_picked(shipped_catalog: Catalog) -> None:
    given = {"programme": "it-subsidy", "round": "other", "deadline": "2026-12-15"}
    aim = aim_of(given, shipped_catalog, TODAY)
    assert aim is not None and (aim.deadline, aim.status) == (dt.date(2026, 12, 15), "named")


@pytest.mark.parametrize(
    "given", [{}, {"programme": "no-such"}, {"deadline": "そのうち"}, {"deadline": "0001-01-01"}]
)
def test_nothing_known_is_no_aim(shipped_catalog: Catalog, given: dict[str, str]) -> None:
    assert aim_of(given, shipped_catalog, TODAY) is None


def test_every_programme_has_an_aim_and_labels_say_nothing_twice(shipped_catalog: Catalog) -> None:
    for programme in shipped_catalog.programmes:
        for edition in programme.editions:
            for row in edition.rounds:
                given = {"programme": programme.id, "edition": edition.id, "round": row.id}
                aim = aim_of(given, shipped_catalog, TODAY)
                assert aim is not None and aim.round == row.id and aim.deadline == row.deadline
                words = label_of(edition.name, row).split()
                assert len(words) == len(set(words))
