"""Plans counted back with the shipped knowledge, and what a caller may not ask for."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from bot.subsidies.schedule import EDITORIAL, GBIZID_ROUTES, Allowances, Goal, Have, plan_back
from knowledge.catalog import Catalog
from tests.bot.subsidies.schedule_cases import at, plan, rounds

DEADLINE = dt.date(2026, 12, 15)
NOW = "2026-11-23T10:00:00"


def test_two_stars_for_a_named_day_begin_with_the_self_check(shipped_catalog: Catalog) -> None:
    found = plan(shipped_catalog, Goal("two", DEADLINE), Have("online"), NOW)
    assert [(step.id, str(step.start), str(step.end)) for step in found.steps] == [
        ("self_check", "2026-11-26", "2026-11-27"),
        ("policy", "2026-11-27", "2026-12-09"),
        ("publish", "2026-12-09", "2026-12-14"),
        ("gbizid", "2026-11-30", "2026-12-14"),
        ("declaration", "2026-12-14", "2026-12-14"),
    ]
    assert (found.verdict, found.slack_days, found.late) == ("in_time", 3, False)
    assert found.next_round is None


def test_one_star_asks_only_for_the_gbizid_and_the_declaration(shipped_catalog: Catalog) -> None:
    found = plan(shipped_catalog, Goal("one", DEADLINE), Have("online"), NOW)
    assert [step.id for step in found.steps] == ["gbizid", "declaration"]


def test_the_way_by_post_is_already_late_but_may_still_work_in_a_hurry(
    shipped_catalog: Catalog,
) -> None:
    found = plan(shipped_catalog, Goal("two", DEADLINE), Have("post"), NOW)
    assert found.verdict == "tight"
    assert [step.id for step in found.steps if step.late] == ["gbizid"]
    assert found.earliest_end == dt.date(2026, 11, 30)


def test_what_cannot_be_done_in_time_names_the_next_round_that_fits(
    shipped_catalog: Catalog,
) -> None:
    fourth = next(row for row in rounds(shipped_catalog) if row.id == "it2026/r4")
    goal = Goal("one", fourth.deadline, fourth.status, fourth.label)
    found = plan(shipped_catalog, goal, Have("post"), "2026-08-20T09:00:00")
    assert found.verdict == "too_late"
    assert found.next_round is not None
    assert found.next_round.id == "it2026/r5"


def test_no_round_is_named_when_the_next_one_comes_too_soon_or_has_no_date(
    shipped_catalog: Catalog,
) -> None:
    goal = Goal("one", at("2026-10-30T17:00:00"), "forecast")
    found = plan(shipped_catalog, goal, Have("post"), "2026-10-29T09:00:00")
    assert (found.verdict, found.next_round) == ("too_late", None)


@pytest.mark.parametrize(
    ("time", "verdict"),
    [("16:59:59", "tight"), ("17:00:00", "tight"), ("17:00:01", "too_late")],
)
def test_on_the_last_day_a_declaration_counts_until_17_00_00(
    shipped_catalog: Catalog, time: str, verdict: str
) -> None:
    goal = Goal("one", at("2026-08-25T17:00:00"), "confirmed")
    found = plan(shipped_catalog, goal, Have("have"), f"2026-08-25T{time}")
    assert found.verdict == verdict
    assert found.late is (verdict == "too_late")


def test_the_margin_moves_the_aim_to_a_working_day_before_the_deadline(
    shipped_catalog: Catalog,
) -> None:
    goal = Goal("one", dt.date(2027, 1, 4))
    found = plan(shipped_catalog, goal, Have("have"), NOW)
    assert found.aim == dt.date(2026, 12, 28)
    wider = plan(shipped_catalog, goal, Have("have"), NOW, Allowances(margin_days=10))
    assert wider.aim == dt.date(2026, 12, 25)


def test_nothing_is_late_once_everything_is_done(shipped_catalog: Catalog) -> None:
    done = Have("have", frozenset({"declaration"}))
    found = plan(shipped_catalog, Goal("one", dt.date(2026, 11, 1)), done, NOW)
    assert (found.open_steps, found.verdict, found.late) == ((), "in_time", True)


def test_a_done_step_leaves_the_others_their_dates(shipped_catalog: Catalog) -> None:
    done = Have("have", frozenset({"policy"}))
    found = plan(shipped_catalog, Goal("two", DEADLINE), done, NOW)
    dates = {step.id: step.start for step in found.open_steps}
    assert list(dates) == ["self_check", "publish", "declaration"]
    assert dates["self_check"] == dt.date(2026, 12, 8)


def test_without_a_deadline_nothing_is_dated_and_nothing_promised(
    shipped_catalog: Catalog,
) -> None:
    found = plan(shipped_catalog, Goal("two", None, "unknown"), Have("online"), NOW)
    assert found.verdict == "unknown"
    assert {(step.start, step.end, step.certainty) for step in found.steps} == {
        (None, None, "unknown")
    }


def test_a_missing_lead_time_of_an_office_leaves_the_verdict_open(
    shipped_catalog: Catalog,
) -> None:
    rows = [row for row in shipped_catalog.lead_times if row.subject != "gbizid"]
    found = plan_back(Goal("one", DEADLINE), Have("online"), rows, at(NOW))
    assert (found.verdict, found.earliest_end) == ("unknown", None)
    step = found.steps[0]
    assert (step.start, step.end, step.certainty) == (None, dt.date(2026, 12, 14), "unknown")


def test_a_firms_own_steps_without_lead_times_take_our_estimates(shipped_catalog: Catalog) -> None:
    rows = [row for row in shipped_catalog.lead_times if row.subject in ("gbizid", "declaration")]
    own = Allowances(self_check_days=2, policy_days=10, publish_days=4)
    found = plan_back(Goal("two", DEADLINE), Have("online"), rows, at(NOW), allowances=own)
    days = {step.id: step.days for step in found.steps if step.days}
    assert {id: (row.longest, row.estimate) for id, row in days.items()} == {
        "self_check": (2, True),
        "policy": (6, True),
        "publish": (4, True),
        "gbizid": (14, False),
        "declaration": (0, False),
    }


def test_lead_times_count_that_were_valid_on_the_day(shipped_catalog: Catalog) -> None:
    goal = Goal("one", dt.date(2026, 3, 20))
    found = plan(shipped_catalog, goal, Have("have"), "2026-03-01T09:00:00")
    assert found.steps[-1].days is not None
    assert found.steps[-1].days.longest == 7


def test_a_date_is_only_as_certain_as_the_deadline_and_all_that_follows(
    shipped_catalog: Catalog,
) -> None:
    sure = Goal("two", DEADLINE, "confirmed")
    marks = [step.certainty for step in plan(shipped_catalog, sure, Have("online"), NOW).steps]
    assert marks == ["forecast"] * 4 + ["confirmed"]
    maybe = dataclasses.replace(sure, deadline_status="forecast")
    last = plan(shipped_catalog, maybe, Have("online"), NOW).steps[-1]
    assert last.certainty == "forecast"


def test_the_knowledge_holds_what_the_plan_looks_up_by_id(shipped_catalog: Catalog) -> None:
    known = {row.id: row.subject for row in shipped_catalog.lead_times}
    assert {known[route] for route in GBIZID_ROUTES.values()} == {"gbizid"}
    assert shipped_catalog.source_by_id[EDITORIAL].tier == "editorial"
    subjects = {row.subject for row in shipped_catalog.lead_times if row.holds_on(DEADLINE)}
    assert {"self_check", "policy", "declaration"} <= subjects


def test_a_goal_that_makes_no_sense_is_refused() -> None:
    for deadline in (dt.datetime(2026, 12, 15, 17), None, dt.date(9999, 1, 1), dt.date(1, 1, 1)):  # noqa: DTZ001
        with pytest.raises(ValueError):  # noqa: B017
            Goal("one", deadline)
    for now in (dt.datetime(2026, 12, 1), dt.datetime.max.replace(tzinfo=dt.UTC)):  # noqa: DTZ001
        with pytest.raises(ValueError, match="no plans from"):
            plan_back(Goal("one", DEADLINE), Have("online"), (), now)
