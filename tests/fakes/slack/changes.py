"""Events API payloads about messages edited, deleted, or written by bots."""

from __future__ import annotations

from typing import Any

from tests.fakes.slack.events import event_callback, new_ts
from tests.fakes.slack.office import GENERAL, OFFICE, STAFF
from tests.fakes.slack.state import Json, Team


def message_changed(
    text: str = "直しました",
    *,
    before: str = "元の文",
    channel: str = GENERAL,
    channel_type: str = "channel",
    user: str = STAFF,
    ts: str | None = None,
    thread_ts: str | None = None,
    team: Team = OFFICE,
    **envelope: Any,
) -> Json:
    """Somebody edited a message."""
    ts = ts or new_ts()
    now = new_ts()
    old: Json = {"type": "message", "user": user, "text": before, "ts": ts, "team": team.team_id}
    if thread_ts:
        old["thread_ts"] = thread_ts
    event = {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "message": old | {"text": text, "edited": {"user": user, "ts": now}},
        "previous_message": old,
        "channel": channel,
        "channel_type": channel_type,
        "ts": now,
        "event_ts": now,
    }
    return event_callback(event, team=team, **envelope)


def message_deleted(
    *,
    channel: str = GENERAL,
    channel_type: str = "channel",
    user: str = STAFF,
    text: str = "消した文",
    deleted_ts: str | None = None,
    team: Team = OFFICE,
    **envelope: Any,
) -> Json:
    """Somebody deleted a message."""
    deleted_ts = deleted_ts or new_ts()
    now = new_ts()
    event = {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "deleted_ts": deleted_ts,
        "previous_message": {"type": "message", "user": user, "text": text, "ts": deleted_ts},
        "channel": channel,
        "channel_type": channel_type,
        "ts": now,
        "event_ts": now,
    }
    return event_callback(event, team=team, **envelope)


def _by_bot(
    text: str, user: str | None, bot_id: str, app_id: str, channel: str, **more: Any
) -> Json:
    ts = new_ts()
    return {
        "type": "message",
        "bot_id": bot_id,
        "app_id": app_id,
        "text": text,
        "ts": ts,
        "channel": channel,
        "channel_type": "im" if channel.startswith("D") else "channel",
        "event_ts": ts,
        "bot_profile": {"id": bot_id, "app_id": app_id, "name": "bot", "deleted": False},
        **({"user": user} if user else {"subtype": "bot_message", "username": "bot"}),
        **{key: value for key, value in more.items() if value is not None},
    }


def bot_message(
    text: str = "別のボット",
    *,
    channel: str = GENERAL,
    thread_ts: str | None = None,
    team: Team = OFFICE,
    **envelope: Any,
) -> Json:
    """A classic integration wrote (`bot_message`, no user)."""
    event = _by_bot(text, None, "B0OTHER", "A0OTHER", channel, thread_ts=thread_ts)
    return event_callback(event, team=team, **envelope)


def own_message(
    text: str = "自分の返事",
    *,
    channel: str = GENERAL,
    thread_ts: str | None = None,
    metadata: Json | None = None,
    team: Team = OFFICE,
    **envelope: Any,
) -> Json:
    """Our own bot wrote; Slack tells us too."""
    event = _by_bot(
        text, team.bot_user_id, team.bot_id, team.app_id, channel,
        thread_ts=thread_ts, team=team.team_id, metadata=metadata,
    )  # fmt: skip
    return event_callback(event, team=team, **envelope)
