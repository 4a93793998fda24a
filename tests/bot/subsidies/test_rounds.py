"""Rounds of a frame and what is still to come, against the oracle's plain seconds (R23)."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from bot.subsidies import rounds
from bot.subsidies.aim import towards
from bot.subsidies.schedule import Goal, Have, plan_back
from knowledge.catalog import Catalog
from knowledge.dates import JST
from knowledge.schema import Programme, ProgrammeEdition
from tests.bot.subsidies.schedule_oracle import last_second, opinion
from tests.bot.subsidies.test_schedule_random import _TIMES, _case, _day, _lead_times, _rounds

CASES = 10_000
_SOURCED = {"sources": [{"id": "somebody"}], "as_of": "2026", "confidence": "high"}


_EDITION = ProgrammeEdition.model_validate(
    _SOURCED | {
        "id": "e", "name": "試験補助金",
        "frames": [_SOURCED | {"id": f"f{no}", "name": f"枠{no}"} for no in range(3)],
        "requirements": [
            _SOURCED | {"id": "r", "role": "required", "star": "two", "frames": ["f0"],
                        "rule": "★★"},
            _SOURCED | {"id": "s", "role": "required", "star": "either", "rule": "★か★★"},
        ],
    }
)  # fmt: skip
_PROGRAMME = Programme.model_validate(
    _SOURCED | {
        "id": "p", "name": "試験", "category": "other", "sa_matters": "yes", "summary": "試験",
        "editions": [_EDITION],
    }
)  # fmt: skip


def test_ten_thousand_plans_through_rounds_are_those_of_the_oracle() -> None:
    """The next round of a frame, and the plan back from it: every date, verdict and next round."""
    pick = random.Random(41)
    planned = 0
    for number in range(CASES):
        day = _day(pick)
        rows = [
            row.model_copy(update={"frames": tuple(f for f in ("f0", "f1") if pick.random() < 0.4)})
            for row in _rounds(pick, day)
        ]
        frame = pick.choice((None, "f0", "f1", "f2"))
        now = dt.datetime.combine(day, pick.choice(_TIMES), JST)
        second = int(last_second(now))
        mine = [row for row in rows if frame is None or not row.frames or frame in row.frames]
        ahead = [r for r in mine if r.deadline and last_second(r.deadline) >= second]
        expected = min(ahead, key=lambda row: last_second(row.deadline or now), default=None)
        edition = _EDITION.model_copy(update={"rounds": tuple(rows)})
        found = rounds.of_frame(edition, frame)
        assert {row.id for row in found} == {row.id for row in mine}, number
        picked = rounds.upcoming_one(found, now.astimezone(dt.UTC))
        same = picked and expected and picked.deadline and expected.deadline
        if not (picked is None and expected is None):
            assert same and last_second(picked.deadline) == last_second(expected.deadline), number
        if picked is None or picked.status == "unknown" or number % 4:
            continue
        place = next((one for one in edition.frames if one.id == frame), None)
        aim = towards(_PROGRAMME, edition, place, picked, day)
        assert aim.star == ("two" if frame in (None, "f0") else "one")
        lead_times = _lead_times(pick)
        goal = Goal(aim.star, aim.deadline, aim.status, aim.label)
        have = Have(pick.choice(("online", "post", "have")))
        plan = plan_back(goal, have, lead_times, now, found)
        wanted = opinion(_case(goal, have, lead_times, now, plan.allowances))
        got = {step.id: (step.start, step.end, step.late) for step in plan.open_steps}
        assert (got, plan.verdict) == (wanted.dates, wanted.verdict), number
        planned += 1
    assert planned > CASES / 16


@pytest.mark.parametrize(
    ("now", "open_"),
    [
        ("2026-09-29T17:00:00+09:00", True),
        ("2026-09-29T17:00:01+09:00", False),
        ("2026-09-29T08:00:01+00:00", False),
    ],
)
def test_a_round_is_open_to_its_last_second(
    shipped_catalog: Catalog, now: str, open_: bool
) -> None:
    edition = next(
        one for row in shipped_catalog.programmes for one in row.editions if one.id == "it2026"
    )
    five = [row for row in rounds.of_frame(edition, "it2026/tsujyo") if row.no == 5]
    assert bool(rounds.upcoming(five, dt.datetime.fromisoformat(now))) is open_


def test_a_bare_date_lasts_its_whole_day_in_japan(shipped_catalog: Catalog) -> None:
    edition = next(
        one for row in shipped_catalog.programmes for one in row.editions if one.id == "it2026"
    )
    three = [row for row in rounds.of_frame(edition, "it2026/fukusu") if "3次" in row.label]
    last = dt.datetime(2026, 10, 30, 23, 59, 59, tzinfo=JST)
    assert rounds.upcoming(three, last)
    assert not rounds.upcoming(three, last + dt.timedelta(seconds=1))


def test_the_edition_in_force_is_taken_and_a_past_one_when_named(shipped_catalog: Catalog) -> None:
    programme = next(one for one in shipped_catalog.programmes if one.id == "it-subsidy")
    day = dt.date(2026, 11, 23)
    now, past = rounds.edition_of(programme, None, day), rounds.edition_of(programme, "it2025", day)
    assert now and past and (now.id, past.id) == ("it2026", "it2025")


def test_rounds_due_in_a_span_of_days(shipped_catalog: Catalog) -> None:
    edition = next(
        one for row in shipped_catalog.programmes for one in row.editions if one.id == "it2026"
    )
    rows = rounds.of_frame(edition, None)
    due = rounds.due_between(rows, dt.date(2026, 9, 1), dt.date(2026, 9, 30))
    assert [row.no for row in due] == [5]
