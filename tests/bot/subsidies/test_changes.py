"""What changed between two states of the catalogue, and the clients it touches."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from bot.domain.scope import Scope
from bot.guide.impact import Answered, Impact, companies, impacts
from bot.subsidies import change_words
from bot.subsidies.changes import Change, Row, changes, digest, state
from knowledge.catalog import Catalog
from knowledge.schema import Programme

TODAY = dt.date(2026, 11, 23)
PROGRAMME = "it-subsidy"


def edition_of(catalog: Catalog) -> str:
    """The edition of the programme in force."""
    (programme,) = [one for one in catalog.programmes if one.id == PROGRAMME]
    return next(one.id for one in programme.editions if one.holds_on(TODAY) and one.rounds)


def with_edition(catalog: Catalog, **update: Any) -> Catalog:
    """The catalogue with another edition in force."""
    target = edition_of(catalog)

    def changed(programme: Programme) -> Programme:
        editions = tuple(
            one.model_copy(update=update) if one.id == target else one for one in programme.editions
        )
        return programme.model_copy(update={"editions": editions})

    programmes = tuple(changed(one) if one.id == PROGRAMME else one for one in catalog.programmes)
    return catalog.model_copy(update={"programmes": programmes})


def between(before: Catalog, after: Catalog) -> tuple[Change, ...]:
    """What changed, by way of what is kept."""
    kept = json.loads(json.dumps({key: row.model_dump() for key, row in state(before).items()}))
    return changes({key: Row.model_validate(row) for key, row in kept.items()}, state(after))


def client(catalog: Catalog, company: str = "田中金属", **given: str) -> Answered:
    """A client that heads for the programme."""
    said = {"programme": PROGRAMME, "edition": edition_of(catalog), "frame": "unknown"} | given
    return Answered(scope=Scope(team="T1", channel="C1"), company=company, given=said)


def touched(found: tuple[Impact, ...]) -> list[tuple[str, str]]:
    """Who is touched and why, of all changes."""
    return [(row.client.company, row.why) for one in found for row in one.touched]


def test_nothing_changed_is_nothing(shipped_catalog: Catalog) -> None:
    assert between(shipped_catalog, shipped_catalog) == ()
    assert digest(state(shipped_catalog)) == digest(state(shipped_catalog.model_copy()))


def test_reading_a_fact_again_on_a_later_day_is_no_change(shipped_catalog: Catalog) -> None:
    again = with_edition(shipped_catalog, as_of="2026-11-23")
    assert between(shipped_catalog, again) == ()


def rounds_of(catalog: Catalog) -> tuple[Any, ...]:
    (programme,) = [one for one in catalog.programmes if one.id == PROGRAMME]
    return next(one.rounds for one in programme.editions if one.id == edition_of(catalog))


def test_a_moved_deadline_is_told_from_old_to_new(shipped_catalog: Catalog) -> None:
    first, *more = rounds_of(shipped_catalog)
    moved = first.model_copy(update={"deadline": dt.date(2027, 1, 15)})
    (change,) = between(shipped_catalog, with_edition(shipped_catalog, rounds=(moved, *more)))
    assert (change.became, change.changed) == ("changed", ("deadline",))
    (said,) = change_words.sentences(change)
    assert said.startswith("締切：")
    assert said.endswith("→ 2027年1月15日")
    assert change_words.source(change).startswith("https://")


def test_who_aims_at_a_moved_round_is_touched_and_others_are_not(shipped_catalog: Catalog) -> None:
    first, *more = rounds_of(shipped_catalog)
    moved = first.model_copy(update={"deadline": dt.date(2027, 1, 15)})
    after = with_edition(shipped_catalog, rounds=(moved, *more))
    found = impacts(
        between(shipped_catalog, after),
        [
            client(after, "的中", round=first.id),
            client(after, "別の回", round=more[0].id),
            client(after, "未定", round="undecided"),
            client(after, "別の補助金", programme="jizokuka"),
        ],
        after,
        TODAY,
    )
    assert touched(found) == [("的中", "their_round"), ("未定", "new_round")]
    assert companies(found) == ("的中", "未定")


def test_a_round_that_is_over_or_gone_presses_most(shipped_catalog: Catalog) -> None:
    first, *more = rounds_of(shipped_catalog)
    over = first.model_copy(update={"deadline": dt.date(2026, 11, 20)})
    for rounds in ((over, *more), tuple(more)):
        after = with_edition(shipped_catalog, rounds=rounds)
        found = impacts(
            between(shipped_catalog, after), [client(after, round=first.id)], after, TODAY
        )
        assert touched(found) == [("田中金属", "deadline_past")]


def test_a_new_round_is_told_to_everybody_of_the_programme(shipped_catalog: Catalog) -> None:
    rounds = rounds_of(shipped_catalog)
    new = rounds[0].model_copy(update={"id": "r99", "label": "99次締切", "frames": ()})
    after = with_edition(shipped_catalog, rounds=(*rounds, new))
    found = impacts(
        between(shipped_catalog, after), [client(after, round=rounds[0].id)], after, TODAY
    )
    assert touched(found) == [("田中金属", "new_round")]
    assert "新しく加わりました" in change_words.sentences(found[0].change)
    assert "99次締切" in change_words.heading(found[0].change)


@pytest.mark.parametrize(
    ("held", "why"), [("one", "level_short"), ("none", "level_short"), ("two", "their_rule")]
)
def test_a_level_that_is_raised_says_whose_star_is_short(
    shipped_catalog: Catalog, held: str, why: str
) -> None:
    (programme,) = [one for one in shipped_catalog.programmes if one.id == PROGRAMME]
    edition = next(one for one in programme.editions if one.id == edition_of(shipped_catalog))
    row = next(one for one in edition.requirements if one.role == "required")
    raised = row.model_copy(update={"star": "two", "frames": ()})
    before = row.model_copy(update={"star": "either", "frames": ()})
    rest = tuple(one for one in edition.requirements if one.id != row.id)
    old = with_edition(shipped_catalog, requirements=(before, *rest))
    new = with_edition(shipped_catalog, requirements=(raised, *rest))
    found = impacts(between(old, new), [client(new, **{"star-held": held})], new, TODAY)
    assert touched(found) == [("田中金属", why)]
    assert "求める段階：★か★★ → ★★二つ星" in change_words.sentences(found[0].change)


def test_a_validity_that_ends_is_told(shipped_catalog: Catalog) -> None:
    after = with_edition(shipped_catalog, valid_to=dt.date(2026, 12, 1))
    (change,) = between(shipped_catalog, after)
    assert any(said.endswith("→ 2026年12月1日") for said in change_words.sentences(change))


def test_changes_that_touch_somebody_come_first(shipped_catalog: Catalog) -> None:
    rounds = rounds_of(shipped_catalog)
    lead = shipped_catalog.lead_times[0].model_copy(update={"max_days": 99})
    after = with_edition(shipped_catalog, rounds=rounds[1:]).model_copy(
        update={"lead_times": (lead, *shipped_catalog.lead_times[1:])}
    )
    found = impacts(between(shipped_catalog, after), [], after, TODAY)
    assert len(found) == 2
    found = impacts(
        between(shipped_catalog, after), [client(after, round=rounds[0].id)], after, TODAY
    )
    assert [bool(one.touched) for one in found] == [True, True]
    assert {why for _, why in touched(found)} == {"deadline_past", "their_schedule"}
