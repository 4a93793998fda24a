"""What a Web API method is, and the small readers of arguments they share."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tests.fakes.slack.state import Json, Message, SlackError, Team, World

Method = Callable[[World, Team, Json], Json]


def required(body: Json, *names: str) -> list[Any]:
    """The named arguments; Slack answers `invalid_arguments` when one is missing."""
    for name in names:
        if body.get(name) in (None, ""):
            raise SlackError(
                "invalid_arguments",
                response_metadata={"messages": [f"[ERROR] missing required field: {name}"]},
            )
    return [body[name] for name in names]


def structure(value: Any, code: str) -> Any:
    """An argument that may arrive as JSON text (form bodies) or as itself (JSON bodies)."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise SlackError(code) from None


def flag(value: Any) -> bool:
    """A boolean as JSON or as form text."""
    return value in (True, 1, "1", "true", "True")


def stored_message(world: World, channel: str, ts: Any) -> Message:
    """A message by its timestamp."""
    message = world.messages.get(channel, {}).get(str(ts))
    if message is None or message.subtype == "tombstone":
        raise SlackError("message_not_found")
    return message


def rendered(world: World, message: Message, *, metadata: bool = False) -> Json:
    """A message as the Web API and events show it."""
    shown: Json = {
        "type": "message",
        "ts": message.ts,
        "text": message.text,
        "user": message.user,
        "team": message.team_id,
    }
    optional = {
        "subtype": message.subtype,
        "thread_ts": message.thread_ts,
        "bot_id": message.bot_id,
        "app_id": message.app_id,
        "blocks": message.blocks,
        "attachments": message.attachments,
        "client_msg_id": message.client_msg_id,
        "files": list(message.files),
        "metadata": message.metadata if metadata else None,
    }
    shown.update({key: value for key, value in optional.items() if value})
    if message.edited:
        shown["edited"] = {"user": message.user, "ts": message.edited}
    if replies := world.threads.get((message.channel, message.ts)):
        shown |= {"thread_ts": message.ts, "reply_count": len(replies), "latest_reply": replies[-1]}
    elif message.thread_ts and message.thread_ts != message.ts:
        shown["parent_user_id"] = _author(world, message.channel, message.thread_ts)
    if message.reactions:
        shown["reactions"] = _reactions(message)
    return shown


def _author(world: World, channel: str, ts: str) -> str | None:
    root = world.messages.get(channel, {}).get(ts)
    return root.user if root else None


def _reactions(message: Message) -> list[Json]:
    names = list(dict.fromkeys(name for name, _ in message.reactions))
    users = {name: [who for what, who in message.reactions if what == name] for name in names}
    return [{"name": name, "users": users[name], "count": len(users[name])} for name in names]
