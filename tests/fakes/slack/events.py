"""Full-shape Events API payloads: what people and Slack do, as a bot is told."""

from __future__ import annotations

import itertools
import time
import uuid
from typing import Any

from tests.fakes.slack.office import CLIENT_TEAM, DIRECT, GENERAL, OFFICE, STAFF
from tests.fakes.slack.state import Json, Message, Team

_serial = itertools.count(1)


def new_ts() -> str:
    """A message timestamp never given before by this module."""
    micros = time.time_ns() // 1000 + next(_serial)
    return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"


def event_callback(
    event: Json,
    *,
    team: Team = OFFICE,
    event_id: str | None = None,
    context_team_id: str | None = None,
    is_ext_shared: bool = False,
    at: int | None = None,
) -> Json:
    """The envelope around an event, for one installation."""
    return {
        "token": "verification-token",
        "team_id": team.team_id,
        "context_team_id": context_team_id or team.team_id,
        "context_enterprise_id": None,
        "api_app_id": team.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": event_id or f"Ev{uuid.uuid4().hex[:12].upper()}",
        "event_time": at or int(time.time()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": team.team_id,
                "user_id": team.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": is_ext_shared,
        "event_context": f"4-{uuid.uuid4().hex}",
    }


def _spoken(
    kind: str,
    text: str,
    channel: str,
    user: str,
    user_team: str | None,
    thread_ts: str | None,
    ts: str | None,
    **more: Any,
) -> Json:
    ts = ts or new_ts()
    words = [{"type": "text", "text": text}] if text else []
    section = {"type": "rich_text_section", "elements": words}
    event = {
        "type": kind,
        "user": user,
        "ts": ts,
        "client_msg_id": str(uuid.uuid4()),
        "text": text,
        "team": user_team,
        "blocks": [{"type": "rich_text", "block_id": "b1", "elements": [section]}],
        "channel": channel,
        "event_ts": ts,
        **more,
    }
    return event | ({"thread_ts": thread_ts} if thread_ts else {})


def _speech(
    kind: str,
    text: str,
    *,
    channel: str,
    user: str,
    user_team: str | None,
    thread_ts: str | None,
    ts: str | None,
    team: Team,
    extra: Json,
    **envelope: Any,
) -> Json:
    user_team = user_team or team.team_id
    event = _spoken(kind, text, channel, user, user_team, thread_ts, ts, **extra)
    if user_team != team.team_id or envelope.get("is_ext_shared"):
        event |= {"user_team": user_team, "source_team": user_team}
        envelope["is_ext_shared"] = True
    return event_callback(event, team=team, **envelope)


def mention(
    text: str = "★の条件は？",
    *,
    channel: str = GENERAL,
    user: str = STAFF,
    user_team: str | None = None,
    thread_ts: str | None = None,
    ts: str | None = None,
    team: Team = OFFICE,
    **envelope: Any,
) -> Json:
    """`app_mention`; the mention goes before the text. `user_team` other than ours: an external."""
    spoken = f"<@{team.bot_user_id}> {text}"
    return _speech(
        "app_mention", spoken, channel=channel, user=user, user_team=user_team,
        thread_ts=thread_ts, ts=ts, team=team, extra={}, **envelope,
    )  # fmt: skip


def channel_message(
    text: str = "ありがとう",
    *,
    channel: str = GENERAL,
    channel_type: str = "channel",
    user: str = STAFF,
    user_team: str | None = None,
    thread_ts: str | None = None,
    ts: str | None = None,
    team: Team = OFFICE,
    subtype: str | None = None,
    **envelope: Any,
) -> Json:
    """`message` in a channel the bot is in."""
    extra = {"channel_type": channel_type} | ({"subtype": subtype} if subtype else {})
    return _speech(
        "message", text, channel=channel, user=user, user_team=user_team,
        thread_ts=thread_ts, ts=ts, team=team, extra=extra, **envelope,
    )  # fmt: skip


def dm_message(
    text: str = "★の条件は？",
    *,
    channel: str = DIRECT,
    user: str = STAFF,
    thread_ts: str | None = None,
    viewing: str | None = None,
    **more: Any,
) -> Json:
    """`message` in the agent's DM; each top-level one starts a thread. `viewing`: a channel."""
    payload = channel_message(
        text, channel=channel, channel_type="im", user=user, thread_ts=thread_ts, **more
    )
    payload["event"]["app_context"] = _context(viewing, payload["team_id"])
    return payload


def of_message(
    message: Message, *, kind: str = "message", team: Team = OFFICE, **more: Any
) -> Json:
    """The event of what somebody wrote with `FakeSlack.say`."""
    event = _spoken(
        kind, message.text, message.channel, message.user, message.team_id,
        message.thread_ts, message.ts,
    )  # fmt: skip
    if kind == "message":
        event["channel_type"] = "im" if message.channel.startswith("D") else "channel"
    if message.files:
        event |= {"subtype": message.subtype, "files": list(message.files), "upload": False}
    external = message.team_id != team.team_id
    if external:
        event |= {"user_team": message.team_id, "source_team": message.team_id}
    return event_callback(event, team=team, **{"is_ext_shared": external, **more})


def _context(viewing: str | None, team_id: str) -> Json:
    if viewing is None:
        return {}
    entity = {"type": "slack#/types/channel_id", "value": viewing, "team_id": team_id}
    return {"entities": [entity]}


def app_context_changed(
    viewing: str | None = GENERAL, *, user: str = STAFF, team: Team = OFFICE, **envelope: Any
) -> Json:
    """`app_context_changed`: what a person looks at beside the agent."""
    ts = new_ts()
    event = {"type": "app_context_changed", "user": user, "channel": DIRECT, "event_ts": ts}
    event_with = event | {"context": _context(viewing, team.team_id)}
    return event_callback(event_with, team=team, **envelope)


def external_mention(text: str = "★の条件は？", **more: Any) -> Json:
    """A mention by the client, in the channel shared with them."""
    return mention(
        text, **{"channel": "C0CLIENT", "user": "U0CLIENT", "user_team": CLIENT_TEAM, **more}
    )
