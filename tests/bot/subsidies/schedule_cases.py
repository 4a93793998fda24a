"""What the schedule's tests plan with: the shipped lead times and rounds, a clock in Japan."""

from __future__ import annotations

import datetime as dt

from bot.subsidies.schedule import Allowances, Goal, Have, Schedule, plan_back
from knowledge.catalog import Catalog
from knowledge.schema import Round


def at(text: str) -> dt.datetime:
    """A time in Japan."""
    return dt.datetime.fromisoformat(f"{text}+09:00")


def rounds(catalog: Catalog, edition: str = "it2026") -> tuple[Round, ...]:
    """The rounds of a shipped edition."""
    found = (row for programme in catalog.programmes for row in programme.editions)
    return next(row.rounds for row in found if row.id == edition)


def plan(
    catalog: Catalog,
    goal: Goal,
    have: Have,
    now: str,
    allowances: Allowances | None = None,
) -> Schedule:
    """A plan with the shipped knowledge."""
    return plan_back(
        goal, have, catalog.lead_times, at(now), rounds(catalog), allowances or Allowances()
    )
