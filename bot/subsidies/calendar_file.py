"""A schedule as a calendar file (.ics, RFC 5545) that calendar programs import."""

from __future__ import annotations

import datetime as dt
import uuid

from icalendar import Calendar, Event

from bot.subsidies.schedule import Schedule, Step
from bot.subsidies.schedule_words import (
    MARKS,
    STARS,
    certainty,
    days_words,
    sentences,
    short,
    title,
)

# UIDs are made under this name: changed, every file already imported would double.
_NAMESPACE = uuid.UUID("6d0f1f0e-7a53-5b0c-9d0e-2f0f6f1c7a11")
_EPOCH = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
_MOST = 2**31 - 1
_PRODUCT = "-//hoshimichi//schedule//JA"
_JOINER = "\u200d"

_NAME = "{star}の宣言"
_BEGIN = "遅くとも今日始める: {title}"
_BEGIN_LATE = "すぐに始める（遅れ）: {title}"
_BEGIN_ANEW = "自己宣言IDが使えるか確認（新しい番号が要るなら、今日宣言し直す）"
_UNTIL = "{end}までに終えます。日数: {days}。この日付は{mark}です。"
_DEADLINE = "締切〔{mark}〕: {label}"


def calendar_file(schedule: Schedule, client: str) -> bytes | None:
    """An event a step still to do, on the day to begin it, and one at the deadline.

    `client` keys the plan and does not show: with the same key a newer file replaces the older.
    What is late stands on today. Steps are whole days; the time of a deadline is in UTC.
    None = there is no date to write.
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", _PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    name = _NAME.format(star=STARS[schedule.goal.star])
    calendar.add("x-wr-calname", name)
    for step in schedule.steps:
        # One that is done has no dates, unless it may have to be done again.
        if step.start and step.end:
            calendar.add_component(_step(schedule, step, client))
    if schedule.goal.deadline:
        calendar.add_component(_deadline(schedule, schedule.goal.deadline, client, name))
    if not calendar.walk("VEVENT"):
        return None
    written: bytes = calendar.to_ical(sorted=False)
    return written


def uid(client: str, step: str) -> str:
    """The identity of a step in a client's calendar; nothing of the client can be read in it."""
    key = f"{len(client)}:{client}/{step}".encode("utf-8", "surrogatepass")
    return f"{uuid.uuid5(_NAMESPACE, key.hex())}@hoshimichi"


def _step(schedule: Schedule, step: Step, client: str) -> Event:
    assert step.start is not None
    day = max(step.start, schedule.now.date())
    summary = (_BEGIN_LATE if step.late else _BEGIN).format(title=title(step))
    if step.doubted:
        summary = _BEGIN_ANEW
    until = _UNTIL.format(
        end=short(step.end), days=days_words(step.days), mark=certainty(step.certainty)
    )
    return _event(schedule, uid(client, step.id), day, summary, until)


def _deadline(schedule: Schedule, deadline: dt.date | dt.datetime, client: str, name: str) -> Event:
    at = deadline.astimezone(dt.UTC) if isinstance(deadline, dt.datetime) else deadline
    label = schedule.goal.label or name
    summary = _DEADLINE.format(mark=MARKS[schedule.goal.deadline_status], label=label)
    text = "\n".join(sentences(schedule))
    return _event(schedule, uid(client, "deadline"), at, summary, text)


def _event(
    schedule: Schedule, identity: str, start: dt.date | dt.datetime, summary: str, text: str
) -> Event:
    event = Event()
    event.add("uid", identity)
    event.add("dtstamp", schedule.now.astimezone(dt.UTC).replace(microsecond=0))
    seconds = int((schedule.now - _EPOCH).total_seconds())
    event.add("sequence", min(max(seconds, 0), _MOST))
    event.add("dtstart", start)
    if not isinstance(start, dt.datetime):
        event.add("dtend", start + dt.timedelta(1))
    event.add("summary", _clean(summary))
    event.add("description", _clean(text))
    event.add("transp", "TRANSPARENT")
    return event


def _clean(text: str) -> str:
    """The text without what no calendar shows: control characters, half a surrogate pair."""
    return "".join(char for char in text if char.isprintable() or char in ("\n", _JOINER))
