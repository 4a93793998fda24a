"""What a programme comes to, worked out from the raw YAML alone: flat rows, no shared code."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import yaml

Raw = dict[str, Any]
FAR_PAST, FAR_FUTURE = "0001-01-01", "9999-12-31"
DECLARING = ["one", "two", "either", "declared"]
RANK = [
    "star",
    "edition",
    "frame",
    "participants",
    "office",
    "id_kind",
    "equal_measures",
    "exception",
]
ENOUGH = {"one": "12", "either": "12", "two": "2", "declared": "2"}
DIGIT = {"none": "0", "one": "1", "two": "2", "unknown": "?"}


def raw_programmes(root: Path) -> dict[str, Raw]:
    """Every programme under a folder as YAML gives it, by id."""
    files = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in root.rglob("*.yaml")]
    return {file["programme"]["id"]: file["programme"] for file in files if "programme" in file}


def _iso(value: object, default: str) -> str:
    return str(value)[:10] if value else default


def in_force(claim: Raw, day: str) -> bool:
    """By comparing ISO texts, which sort like the days they name."""
    return _iso(claim.get("valid_from"), FAR_PAST) <= day <= _iso(claim.get("valid_to"), FAR_FUTURE)


def year_is_over(edition: Raw, claim: Raw, day: str) -> bool:
    """An open end, and the April after the fiscal year has come."""
    if edition.get("valid_to") or claim.get("valid_to") or not edition.get("fiscal_year"):
        return False
    return day >= f"{edition['fiscal_year'] + 1}-04-01"


def row_result(row: Raw, edition: Raw, holder: Raw, day: str, ids_from: str) -> tuple[str, str]:
    """(outcome, field to ask about) by the first line of a table that fits."""
    star, level = row["star"], DIGIT[holder["star"]]
    beside = holder["no_exception_to"]
    maybe = holder["exception_to"]
    bare = not row.get("exceptions") or (row["id"] in beside and row["id"] not in maybe)
    lacking = ("short", "") if bare else ("to_confirm", "" if row["id"] in maybe else "exception")
    each = row.get("per") == "each_participant"
    office = row.get("per") == "office"
    knows_office = holder["office"] == "shared_number" or holder["entity"] == "sole"
    equal = star == "equivalent"
    table = [
        (year_is_over(edition, row, day), ("to_confirm", "")),
        (star == "unknown", ("to_confirm", "")),
        (star == "none", ("met", "")),
        (equal and (level in "12" or holder["equal_measures"] == "yes"), ("met", "")),
        (equal and holder["equal_measures"] == "unknown", ("to_confirm", "equal_measures")),
        (level == "?", ("to_confirm", "star")),
        (equal or level == "0", lacking),
        (star == "declared" and level == "1", ("to_confirm", "")),
        (level not in ENOUGH.get(star, ""), lacking),
        (each and holder["participants"] == "unknown", ("to_confirm", "participants")),
        (each and holder["participants"] == "not_all", lacking),
        (office and holder["office"] != "own_number" and knows_office, ("to_confirm", "")),
        (office and holder["office"] == "unknown", ("to_confirm", "office")),
        (day >= ids_from and holder["id_kind"] == "unknown", ("to_confirm", "id_kind")),
        (day >= ids_from and holder["id_kind"] == "four", ("to_confirm", "old")),
        (True, ("met", "")),
    ]
    return next(result for fits, result in table if fits)


def row_certainty(row: Raw, edition: Raw, day: str, on_old_id: bool) -> int:
    """0 不明, 1 未確認情報, 2 確定."""
    if row["star"] == "unknown":
        return 0
    return 1 + (
        row["confidence"] == "high" and not on_old_id and not year_is_over(edition, row, day)
    )


def _named_frame(edition: Raw, frame: Raw | None) -> Raw | None:
    for key in ("id", "name"):
        for one in edition.get("frames") or []:
            if frame is not None and one[key] == frame[key]:
                return dict(one)
    return None


def editions_for(programme: Raw, asked: Raw | None, frame: Raw | None, day: str) -> list[Raw]:
    """The asked one while in force; else all in force, narrowed to those with the frame."""
    if asked and in_force(asked, day):
        return [asked]
    live = [one for one in programme.get("editions") or [] if in_force(one, day)]
    return [one for one in live if _named_frame(one, frame)] or live


def expected(
    programme: Raw, asked: Raw | None, frame: Raw | None, holder: Raw, on: dt.date, ids_from: str
) -> Raw:
    """All that is compared: per row, and for the whole."""
    day = on.isoformat()
    rows: dict[str, Raw] = {}
    lines: list[tuple[str, set[str], list[Raw]]] = []
    editions = editions_for(programme, asked, frame, day)
    for edition in editions:
        chosen = _named_frame(edition, frame)
        every = [chosen] if chosen else edition.get("frames") or [None]
        here = [row for row in edition.get("requirements") or [] if in_force(row, day)]
        if chosen:
            here = [r for r in here if not r.get("frames") or chosen["id"] in r["frames"]]
        for row in here:
            outcome, ask = row_result(row, edition, holder, day, ids_from)
            rivals = [
                other
                for other in here
                if other["role"] == "required"
                and other["star"] in DECLARING
                and (
                    not other.get("frames")
                    or not row.get("frames")
                    or set(other["frames"]) & set(row["frames"])
                )
            ]
            counts = row["role"] == "required" and not (row["star"] == "equivalent" and rivals)
            rows[row["id"]] = {
                "outcome": outcome,
                "ask": "" if ask == "old" else ask,
                "decides": counts,
                "certainty": row_certainty(row, edition, day, ask == "old"),
                "role": row["role"],
                "star": row["star"],
            }
        for one in every:
            bound = [
                rows[row["id"]]
                for row in here
                if rows[row["id"]]["decides"]
                and (not row.get("frames") or (one is not None and one["id"] in row["frames"]))
            ]
            lines.append((edition["id"], _come_to(bound), bound))
    return {"rows": rows, "editions": [one["id"] for one in editions]} | _whole(
        programme, asked, editions, lines, rows, day
    )


def _come_to(bound: list[Raw]) -> set[str]:
    outcomes = [row["outcome"] for row in bound]
    for bad in ("short", "to_confirm"):
        if bad in outcomes:
            return {bad}
    if not bound:
        return {"to_confirm"}
    return {"not_needed"} if all(row["star"] == "none" for row in bound) else {"met"}


def _whole(
    programme: Raw,
    asked: Raw | None,
    editions: list[Raw],
    lines: list[tuple[str, set[str], list[Raw]]],
    rows: dict[str, Raw],
    day: str,
) -> Raw:
    outcomes = set().union(*(line[1] for line in lines)) if lines else {"to_confirm"}
    outcome = next(iter(outcomes)) if len(outcomes) == 1 else "to_confirm"
    asks = {row["ask"] for line in lines for row in line[2]} - {""}
    if len(outcomes) > 1:
        asks.add("edition" if len({line[0] for line in lines}) > 1 else "frame")
    if not asks:
        asks = {row["ask"] for row in rows.values() if row["role"] == "required"} - {""}
    sure = [row["certainty"] for line in lines for row in line[2]]
    ended = sorted(
        (_iso(one["valid_to"], ""), one["id"])
        for one in programme.get("editions") or []
        if one.get("valid_to") and _iso(one["valid_to"], "") < day
    )
    used = [one["id"] for one in editions]
    return {
        "outcome": outcome,
        "ask": min(asks, key=RANK.index) if asks and outcome == "to_confirm" else "",
        "certainty": 0 if not lines or any(not line[2] for line in lines) else min(sure),
        "instead_of": asked["id"] if asked and used and asked["id"] not in used else None,
        "last_known": ended[-1][1] if ended and not used else None,
    }
