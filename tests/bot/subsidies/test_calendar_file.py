"""The .ics file as a calendar program reads it."""

from __future__ import annotations

import datetime as dt

from icalendar import Calendar, Event

from bot.subsidies.calendar_file import calendar_file, uid
from bot.subsidies.schedule import Goal, Have
from knowledge.catalog import Catalog
from tests.bot.subsidies.schedule_cases import at, plan

DEADLINE = at("2026-12-15T17:00:00")
NOW = "2026-11-23T10:00:00"
LABEL = 'ラベル; "A, B" \\ 行1\n行2 \x00\x1b[31m\ud800 👨\u200d👩 END:VEVENT'


def written(
    catalog: Catalog, now: str = NOW, route: str = "online", label: str = "", key: str = "T1/C1"
) -> bytes:
    have = Have("post" if route == "post" else "online")
    goal = Goal("two", DEADLINE, "confirmed", label)
    data = calendar_file(plan(catalog, goal, have, now), key)
    assert data is not None
    return data


def events(data: bytes) -> dict[str, Event]:
    calendar = Calendar.from_ical(data)
    assert calendar.errors == []
    found = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    assert all(event.errors == [] for event in found.values())
    return found


def test_every_open_step_and_the_deadline_are_events(shipped_catalog: Catalog) -> None:
    found = events(written(shipped_catalog))
    days = {
        step: found[uid("T1/C1", step)].decoded("dtstart")
        for step in ("self_check", "policy", "publish", "gbizid", "declaration", "deadline")
    }
    assert len(found) == len(days)
    assert days == {
        "self_check": dt.date(2026, 11, 26),
        "policy": dt.date(2026, 11, 27),
        "publish": dt.date(2026, 12, 9),
        "gbizid": dt.date(2026, 11, 30),
        "declaration": dt.date(2026, 12, 14),
        "deadline": DEADLINE,
    }


def test_a_time_is_written_in_utc_and_a_day_as_a_whole_day(shipped_catalog: Catalog) -> None:
    data = written(shipped_catalog)
    assert b"DTSTART:20261215T080000Z\r\n" in data
    assert b"DTSTART;VALUE=DATE:20261126\r\nDTEND;VALUE=DATE:20261127\r\n" in data
    assert data.count(b"TZID") == 0


def test_lines_end_in_crlf_and_are_folded_at_75_octets(shipped_catalog: Catalog) -> None:
    data = written(shipped_catalog, label="長い名前" * 60)
    assert data.endswith(b"END:VCALENDAR\r\n")
    lines = data.split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode("utf-8")


def test_whatever_stands_in_a_label_stays_text(shipped_catalog: Catalog) -> None:
    found = events(written(shipped_catalog, label=LABEL))
    assert len(found) == 6
    summary = str(found[uid("T1/C1", "deadline")]["summary"])
    assert summary == '締切〔確定〕: ラベル; "A, B" \\ 行1\n行2 [31m 👨\u200d👩 END:VEVENT'


def test_a_newer_file_replaces_the_older_one_step_by_step(shipped_catalog: Catalog) -> None:
    old = events(written(shipped_catalog))
    new = events(written(shipped_catalog, now="2026-11-23T10:00:01", route="post"))
    assert old.keys() == new.keys()
    assert all(new[key]["sequence"] > old[key]["sequence"] for key in old)


def test_two_clients_share_no_identity_and_none_can_be_read(shipped_catalog: Catalog) -> None:
    one, other = written(shipped_catalog), written(shipped_catalog, key="T1/C2")
    assert events(one).keys().isdisjoint(events(other))
    assert b"T1/C1" not in one
    assert uid("a/b", "c") != uid("a", "b/c")


def test_the_same_plan_is_the_same_file(shipped_catalog: Catalog) -> None:
    assert written(shipped_catalog) == written(shipped_catalog)
    assert uid("T1/C1", "gbizid") == "9e655721-72c0-518c-bc08-dbbd5af47c6c@hoshimichi"


def test_what_is_late_stands_on_today(shipped_catalog: Catalog) -> None:
    late = events(written(shipped_catalog, route="post"))[uid("T1/C1", "gbizid")]
    assert late.decoded("dtstart") == dt.date(2026, 11, 23)
    assert str(late["summary"]) == "すぐに始める（遅れ）: GビズID（郵送）"


def test_a_plan_without_dates_makes_no_file(shipped_catalog: Catalog) -> None:
    found = plan(shipped_catalog, Goal("one", None, "unknown"), Have("online"), NOW)
    assert calendar_file(found, "T1/C1") is None
