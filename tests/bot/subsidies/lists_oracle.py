"""The lists worked out from the raw YAML: one flat row a round or rule, filtered by text."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.bot.subsidies.requirement_oracle import Raw, in_force, year_is_over


def asking(raw: dict[str, Raw], stars: set[str], day: dt.date, role: str) -> set[tuple[str, int]]:
    """(rule, certainty 0 to 2) of every rule in force that asks for one of the stars."""
    on = day.isoformat()
    flat = [
        (row, edition)
        for programme in raw.values()
        for edition in programme.get("editions") or []
        for row in edition.get("requirements") or []
    ]
    return {
        (
            row["id"],
            0
            if row["star"] == "unknown"
            else 1 + (row["confidence"] == "high" and not year_is_over(edition, row, on)),
        )
        for row, edition in flat
        if in_force(row, on) and in_force(edition, on)
        if row["star"] in stars and row["role"] == role
    }


def _stamp(value: Any) -> str:
    """The last second of a deadline in Japan, as text that sorts."""
    if isinstance(value, dt.datetime):
        return (value.astimezone(dt.UTC) + dt.timedelta(hours=9)).strftime("%Y-%m-%dT%H:%M:%S")
    return f"{value.isoformat()}T23:59:59"


def open_now(
    raw: dict[str, Raw], second: str, whole_day: bool, prefecture: str | None, town: str | None
) -> set[tuple[str, str | None, str]]:
    """(edition, round, state) at a second in Japan written YYYY-MM-DDTHH:MM:SS."""
    found: set[tuple[str, str | None, str]] = set()
    for programme in raw.values():
        places = programme.get("regions") or []
        elsewhere = places and prefecture and places[0] != prefecture
        other_town = len(places) > 1 and prefecture and town and town not in places[1:]
        if elsewhere or other_town:
            continue
        for edition in programme.get("editions") or []:
            live = in_force(edition, second[:10])
            rounds = edition.get("rounds") or []
            if not rounds and live:
                found.add((edition["id"], None, "unknown"))
            for row in rounds:
                state = _state(row, second, whole_day)
                if state and (live or state != "unknown"):
                    found.add((edition["id"], row["id"], state))
    return found


def _state(row: Raw, second: str, whole_day: bool) -> str:
    opens, deadline = row.get("opens"), row.get("deadline")
    if opens and f"{opens}T00:00:00" > second[:10] + "T23:59:59":
        return ""
    if not deadline:
        return "unknown"
    end = _stamp(deadline)
    if (end[:10] < second[:10]) if whole_day else (end < second):
        return ""
    return {True: "open", False: "perhaps_open"}[bool(opens) and row["status"] == "confirmed"]
