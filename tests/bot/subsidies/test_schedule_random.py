"""Ten thousand random schedules against the oracle, many of them on the edges of dates (R23)."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter

from bot.subsidies.schedule import Allowances, Goal, Have, plan_back
from knowledge.dates import JST
from knowledge.schema import LeadTime, Round, SourceRef
from tests.bot.subsidies.schedule_oracle import Case, last_second, opinion

CASES = 10_000
_EDGES = (
    (2, 28), (2, 29), (3, 1), (3, 31), (4, 1), (4, 30), (5, 6), (5, 7), (9, 22), (9, 24),
    (12, 28), (12, 29), (12, 31), (1, 1), (1, 3), (1, 4), (1, 5), (8, 9), (11, 23), (11, 24),
)  # fmt: skip
_TIMES = (
    dt.time(17, 0, 0), dt.time(17, 0, 1), dt.time(16, 59, 59), dt.time(0, 0, 0),
    dt.time(0, 0, 1), dt.time(23, 59, 59), dt.time(12, 0, 0), dt.time(8, 59, 59),
)  # fmt: skip
_SOURCE = (SourceRef(id="somebody"),)


def _day(pick: random.Random) -> dt.date:
    year = pick.randint(2020, 2030)
    if pick.random() < 0.5:
        month, day = pick.choice(_EDGES)
        return dt.date(year, month, min(day, 28 if month == 2 and year % 4 else 31))
    return dt.date(year, 1, 1) + dt.timedelta(pick.randrange(365))


def _deadline(pick: random.Random, day: dt.date) -> dt.date | dt.datetime:
    if pick.random() < 0.3:
        return day
    time = dt.time(17) if pick.random() < 0.6 else pick.choice(_TIMES)
    at = dt.datetime.combine(day, time, JST)
    return at.astimezone(dt.UTC) if pick.random() < 0.3 else at


def _lead_time(pick: random.Random, id: str, subject: str, most: int) -> LeadTime:
    shortest = pick.choice((0, 0, pick.randint(0, most)))
    longest = shortest + pick.choice((0, pick.randint(0, most)))
    return LeadTime.model_validate(
        {
            "id": id, "subject": subject, "label": id, "text": id, "min_days": shortest,
            "max_days": longest, "sources": _SOURCE, "as_of": "2026", "confidence": "high",
        }
    )  # fmt: skip


def _lead_times(pick: random.Random) -> list[LeadTime]:
    rows = [
        _lead_time(pick, "lt/gbizid-online", "gbizid", 15),
        _lead_time(pick, "lt/gbizid-paper", "gbizid", 30),
        _lead_time(pick, "lt/declaration", "declaration", 3),
        _lead_time(pick, "lt/self-check", "self_check", 3),
        _lead_time(pick, "lt/policy", "policy", 14),
    ]
    return [row for row in rows if pick.random() < 0.95]


def _case(goal: Goal, have: Have, rows: list[LeadTime], now: dt.datetime, own: Allowances) -> Case:
    def span(name: str, ours: int | None = None) -> tuple[int, int | None]:
        found = [row for row in rows if row.id == f"lt/{name}"]
        return (found[0].min_days, found[0].max_days) if found else (0, ours)

    gbizid = span({"online": "gbizid-online", "post": "gbizid-paper"}.get(have.gbizid, "none"))
    shortest, both = span("policy", own.policy_days)
    assert both is not None
    publish = min(own.publish_days, both)
    spans: dict[str, tuple[int, int | None]] = {
        "self_check": span("self-check", own.self_check_days),
        "policy": (shortest, max(shortest, both - own.publish_days)),
        "publish": (0, publish),
        "gbizid": gbizid,
        "declaration": span("declaration"),
    }
    done = have.done | ({"gbizid"} if have.gbizid == "have" else set())
    lines = (
        [["gbizid"]] if goal.star == "one" else [["self_check", "policy", "publish"], ["gbizid"]]
    )
    last = ("declaration", *spans["declaration"])
    assert goal.deadline is not None
    return Case(
        lines=tuple(tuple((s, *spans[s]) for s in line if s not in done) for line in lines),
        last=("", 0, 0) if "declaration" in done else last,
        deadline=goal.deadline,
        known=goal.deadline_status != "unknown",
        now=now,
        margin=own.margin_days,
    )


def _rounds(pick: random.Random, around: dt.date) -> list[Round]:
    return [
        Round.model_validate(
            {
                "id": f"r{no}", "label": f"{no}次", "sources": _SOURCE, "as_of": "2026",
                "deadline": None if pick.random() < 0.1 else _deadline(
                    pick, around + dt.timedelta(pick.randint(-40, 120))
                ),
                "status": pick.choice(("confirmed", "forecast", "unknown")), "confidence": "high",
            }
        )
        for no in range(pick.randint(0, 4))
    ]  # fmt: skip


def test_every_random_schedule_is_the_one_found_by_walking_the_days() -> None:
    pick, seen = random.Random(23), Counter[str]()
    for number in range(CASES):
        day = _day(pick)
        deadline = _deadline(pick, day)
        goal = Goal(
            pick.choice(("one", "two")),
            deadline,
            pick.choice(("confirmed", "named", "forecast", "confirmed", "named", "unknown")),
        )
        steps = ("self_check", "policy", "publish", "gbizid", "declaration")
        done = frozenset(step for step in steps if pick.random() < 0.15)
        have = Have(pick.choice(("online", "post", "have")), done)
        before = pick.choice((0, 0, 0, pick.randint(-3, 10), pick.randint(0, 90)))
        now = dt.datetime.combine(day - dt.timedelta(before), pick.choice(_TIMES), JST)
        rows, rounds = _lead_times(pick), _rounds(pick, day)
        own = Allowances(
            pick.randint(0, 5), pick.randint(0, 3), pick.randint(0, 20), pick.randint(0, 5)
        )
        plan = plan_back(goal, have, rows, now.astimezone(dt.UTC), rounds, own)
        expected = opinion(_case(goal, have, rows, now, own))
        place = (number, goal, have, now)
        found = {step.id: (step.start, step.end, step.late) for step in plan.open_steps}
        assert found == expected.dates, place
        assert plan.verdict == expected.verdict, place
        assert (plan.late, plan.slack_days) == (expected.late, expected.slack), place
        fits = [
            (last_second(row.deadline), row.id)
            for row in rounds
            if row.deadline
            and row.status != "unknown"
            and last_second(row.deadline) > last_second(deadline)
            and opinion(
                _case(Goal(goal.star, row.deadline, row.status), have, rows, now, own)
            ).verdict
            == "in_time"
        ]
        wanted = min(fits)[1] if fits and plan.verdict in ("tight", "too_late") else None
        assert (plan.next_round.id if plan.next_round else None) == wanted, place
        seen[plan.verdict] += 1
        seen["next"] += wanted is not None
        seen["leap"] += any((d.month, d.day) == (2, 29) for s in found.values() for d in s[:2] if d)
    assert all(seen[kind] > 100 for kind in ("in_time", "tight", "too_late", "unknown", "next")), (
        seen
    )
    assert seen["leap"] > 20, seen
    print(dict(seen))  # noqa: T201 (figures, shown with -s)
