"""Lists over all programmes, against an oracle on the raw YAML and in plain cases."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from typing import Literal

import pytest

from bot.subsidies.lists import asking_for, open_rounds
from knowledge.catalog import ROOT, Catalog
from knowledge.dates import JST
from knowledge.schema import Programme, Star
from tests.bot.subsidies import lists_oracle
from tests.bot.subsidies.requirement_oracle import raw_programmes

RAW = raw_programmes(ROOT / "subsidies")
CERTAINTIES = ("不明", "未確認情報", "確定")
STARS: tuple[Star, ...] = ("one", "two", "either", "declared", "equivalent", "none", "unknown")
CASES = 2_000


@pytest.fixture(scope="module")
def programmes(shipped_catalog: Catalog) -> tuple[Programme, ...]:
    return shipped_catalog.programmes


def moments() -> list[dt.datetime]:
    """The seconds around every opening and deadline in the catalogue, and a leap day."""
    found = [dt.datetime(2028, 2, 29, 12, tzinfo=JST)]
    for edition in itertools.chain(*(one.get("editions") or [] for one in RAW.values())):
        for row in edition.get("rounds") or []:
            for value in (row.get("opens"), row.get("deadline")):
                if isinstance(value, dt.datetime):
                    found.append(value.astimezone(JST))
                elif value:
                    found += [
                        dt.datetime.combine(value, dt.time.min, tzinfo=JST),
                        dt.datetime.combine(value, dt.time(23, 59, 59), tzinfo=JST),
                    ]
    return [one + dt.timedelta(seconds=by) for one in found for by in (-86400, -1, 0, 1, 86400)]


def places() -> list[tuple[str | None, str | None]]:
    named = {tuple(one["regions"]) for one in RAW.values() if one.get("regions")}
    homes = sorted({one[0] for one in named})
    towns = [(one[0], one[1]) for one in sorted(named) if len(one) > 1]
    return [
        (None, None),
        ("鳥取県", None),
        ("愛知県", "豊橋市"),
        *((one, None) for one in homes),
        *towns,
    ]


def test_what_is_open_agrees_with_the_oracle_to_the_second(
    programmes: tuple[Programme, ...],
) -> None:
    rng = random.Random(11)
    seconds, anywhere = moments(), places()
    for number in range(CASES):
        moment = seconds[number % len(seconds)]
        prefecture, town = rng.choice(anywhere)
        by_day = rng.random() < 0.4
        found = open_rounds(programmes, moment.date() if by_day else moment, prefecture, town)
        wanted = lists_oracle.open_now(
            RAW, moment.strftime("%Y-%m-%dT%H:%M:%S"), by_day, prefecture, town
        )
        assert {(one.edition, one.round, one.state) for one in found} == wanted, moment
        assert len(found) == len(wanted)


def test_programmes_by_star_agree_with_the_oracle(programmes: tuple[Programme, ...]) -> None:
    rng = random.Random(12)
    edges = [one.date() for one in moments()]
    edges += [
        dt.date(year, month, day)
        for year in range(2017, 2030)
        for month, day in ((1, 1), (1, 31), (3, 31), (4, 1), (4, 6), (4, 7), (12, 31))
    ]
    for number in range(CASES):
        day = edges[number % len(edges)]
        stars = {one for one in STARS if rng.random() < 0.4}
        role: Literal["required", "bonus"] = rng.choice(("required", "bonus"))
        found = asking_for(programmes, stars, day, role=role)
        seen = {(one.rule, CERTAINTIES.index(one.certainty)) for one in found}
        assert seen == lists_oracle.asking(RAW, set(stars), day, role), (day, stars)
        assert len(found) == len(seen)


def test_two_stars_are_asked_in_tokyo_and_miyazaki_each_with_its_own_terms(
    programmes: tuple[Programme, ...],
) -> None:
    found = asking_for(programmes, {"two"}, dt.date(2026, 11, 22))
    assert {one.programme for one in found} == {"tokyo-cyber", "miyazaki-dx"}
    assert all(one.sources and one.quote for one in found)
    assert {one.programme for one in found if one.exceptions} == {"tokyo-cyber"}
    assert {one.when for one in found} == {"before_application", "by_completion"}


def test_what_is_certain_comes_first(programmes: tuple[Programme, ...]) -> None:
    sure = [one.certainty for one in asking_for(programmes, {"either"}, dt.date(2026, 11, 22))]
    assert sure == sorted(sure, key=["確定", "未確認情報", "不明"].index)
    assert {"確定", "未確認情報"} <= set(sure)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (dt.datetime(2026, 7, 30, 23, 59, 59, tzinfo=JST), False),
        (dt.datetime(2026, 7, 31, 0, 0, 0, tzinfo=JST), True),
        (dt.datetime(2026, 8, 31, 23, 59, 0, tzinfo=JST), True),
        (dt.datetime(2026, 8, 31, 23, 59, 1, tzinfo=JST), False),
        (dt.datetime(2026, 8, 31, 14, 59, 0, tzinfo=dt.UTC), True),
        (dt.datetime(2026, 8, 31, 14, 59, 1, tzinfo=dt.UTC), False),
        (dt.date(2026, 8, 31), True),
        (dt.date(2026, 9, 1), False),
    ],
)
def test_a_round_is_open_from_its_first_day_to_the_second_of_its_deadline(
    programmes: tuple[Programme, ...], moment: dt.date | dt.datetime, is_open: bool
) -> None:
    found = open_rounds(programmes, moment, "愛知県")
    assert ("kaigo-tech-aichi-r8-1" in {one.round for one in found}) is is_open


def test_a_round_with_an_unknown_opening_is_only_perhaps_open(
    programmes: tuple[Programme, ...],
) -> None:
    found = {one.round: one for one in open_rounds(programmes, dt.date(2026, 9, 20))}
    assert (found["it2026/r5"].state, found["it2026/r5"].certainty) == (
        "perhaps_open",
        "未確認情報",
    )
    assert found["it2026/r6"].state == "perhaps_open"
    assert (found["it2026/r7"].state, found["it2026/r7"].certainty) == ("unknown", "不明")


def test_a_prefecture_shows_its_towns_and_another_town_does_not(
    programmes: tuple[Programme, ...],
) -> None:
    day = dt.date(2026, 10, 1)
    whole = {one.programme: one for one in open_rounds(programmes, day, "埼玉県")}
    assert whole["kawaguchi-dx"].reach == "some_towns"
    assert whole["kawaguchi-dx"].towns == ("川口市",)
    assert whole["shoryokuka"].reach == "everywhere"
    there = {one.programme: one for one in open_rounds(programmes, day, "埼玉県", "川口市")}
    assert there["kawaguchi-dx"].reach == "here"
    other = {one.programme for one in open_rounds(programmes, day, "埼玉県", "戸田市")}
    assert "kawaguchi-dx" not in other
    assert "kurume-digital" not in whole
