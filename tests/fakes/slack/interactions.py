"""Full-shape payloads of commands, buttons on messages, and shortcuts."""

from __future__ import annotations

import itertools
import time
from typing import Any

from tests.fakes.slack.events import new_ts
from tests.fakes.slack.office import GENERAL, OFFICE, STAFF
from tests.fakes.slack.state import Json, Team

_serial = itertools.count(1)
NOWHERE = "http://127.0.0.1:9/actions/none"


def _trigger(given: str | None) -> str:
    return given or f"{next(_serial)}.738474920.{time.time_ns():x}"


def _channel(channel: str) -> Json:
    return {"id": channel, "name": "directmessage" if channel.startswith("D") else "general"}


def common(kind: str, team: Team, user: str, user_team: str | None, trigger_id: str | None) -> Json:
    """What every interaction says of its person and workspace."""
    return {
        "type": kind,
        "team": {"id": user_team or team.team_id, "domain": team.domain},
        "user": {
            "id": user,
            "username": user.lower(),
            "name": user.lower(),
            "team_id": user_team or team.team_id,
        },
        "api_app_id": team.app_id,
        "token": "verification-token",
        "trigger_id": _trigger(trigger_id),
        "enterprise": None,
        "is_enterprise_install": False,
    }


def url_verification(
    challenge: str = "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P",
) -> Json:
    """Slack asks whether the address is ours."""
    return {"type": "url_verification", "token": "verification-token", "challenge": challenge}


def slash_command(
    text: str = "",
    *,
    command: str = "/hoshi",
    channel: str = GENERAL,
    user: str = STAFF,
    trigger_id: str | None = None,
    response_url: str = NOWHERE,
    team: Team = OFFICE,
) -> Json:
    """A slash command, as the fields of its form."""
    return {
        "token": "verification-token",
        "team_id": team.team_id,
        "team_domain": team.domain,
        "channel_id": channel,
        "channel_name": _channel(channel)["name"],
        "user_id": user,
        "user_name": user.lower(),
        "command": command,
        "text": text,
        "api_app_id": team.app_id,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": _trigger(trigger_id),
    }


def action(
    action_id: str,
    *,
    value: str | None = "v",
    block_id: str = "b1",
    kind: str = "button",
    **more: Any,
) -> Json:
    """What was pressed or chosen, as `actions[0]`."""
    pressed: Json = {
        "type": kind,
        "action_id": action_id,
        "block_id": block_id,
        "action_ts": new_ts(),
        **more,
    }
    if kind == "button":
        pressed |= {"text": {"type": "plain_text", "text": "押す", "emoji": True}}
    if value is not None:
        pressed["value"] = value
    return pressed


def block_actions(
    action_id: str,
    *,
    value: str | None = "v",
    block_id: str = "b1",
    channel: str = GENERAL,
    user: str = STAFF,
    user_team: str | None = None,
    message: Json | None = None,
    message_ts: str | None = None,
    thread_ts: str | None = None,
    ephemeral: bool = False,
    trigger_id: str | None = None,
    response_url: str = NOWHERE,
    state: Json | None = None,
    chosen: Json | None = None,
    team: Team = OFFICE,
) -> Json:
    """A press on a message of the bot; `chosen` replaces the button with another action."""
    ts = message_ts or (message or {}).get("ts") or new_ts()
    if thread_ts is None:
        thread_ts = (message or {}).get("thread_ts")
    thread = {"thread_ts": thread_ts} if thread_ts else {}
    shown = message or {
        "type": "message",
        "user": team.bot_user_id,
        "bot_id": team.bot_id,
        "app_id": team.app_id,
        "team": team.team_id,
        "ts": ts,
        "text": "回答",
        "blocks": [],
        **thread,
    }
    payload = common("block_actions", team, user, user_team, trigger_id) | {
        "container": {
            "type": "message",
            "message_ts": ts,
            "channel_id": channel,
            "is_ephemeral": ephemeral,
            **thread,
        },
        "channel": _channel(channel),
        "state": state or {"values": {}},
        "response_url": response_url,
        "actions": [chosen or action(action_id, value=value, block_id=block_id)],
    }
    return payload if ephemeral else payload | {"message": shown}


def message_shortcut(
    callback_id: str = "ask_hoshimichi",
    *,
    text: str = "★の条件は？",
    author: str = STAFF,
    channel: str = GENERAL,
    user: str = STAFF,
    user_team: str | None = None,
    message_ts: str | None = None,
    thread_ts: str | None = None,
    trigger_id: str | None = None,
    response_url: str = NOWHERE,
    team: Team = OFFICE,
) -> Json:
    """A message shortcut on somebody's message."""
    ts = message_ts or new_ts()
    message: Json = {
        "type": "message",
        "user": author,
        "ts": ts,
        "text": text,
        "team": team.team_id,
    }
    if thread_ts:
        message["thread_ts"] = thread_ts
    return common("message_action", team, user, user_team, trigger_id) | {
        "action_ts": new_ts(),
        "callback_id": callback_id,
        "message_ts": ts,
        "channel": _channel(channel),
        "message": message,
        "response_url": response_url,
    }


def global_shortcut(
    callback_id: str, *, user: str = STAFF, trigger_id: str | None = None, team: Team = OFFICE
) -> Json:
    """A shortcut from the search or the message box."""
    shared = common("shortcut", team, user, None, trigger_id)
    return shared | {"callback_id": callback_id, "action_ts": new_ts()}
