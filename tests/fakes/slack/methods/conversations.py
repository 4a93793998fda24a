"""`conversations.*`."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from typing import Any

from tests.fakes.slack.methods.registry import Method, flag, rendered, required
from tests.fakes.slack.state import Channel, Json, Message, SlackError, Team, World


def shown_channel(channel: Channel, team: Team) -> Json:
    """A conversation as `conversations.info` shows it to one installation."""
    if channel.is_im:
        return {
            "id": channel.id,
            "is_im": True,
            "is_archived": channel.is_archived,
            "is_org_shared": False,
            "is_ext_shared": channel.is_ext_shared,
            "user": channel.user,
            "context_team_id": team.team_id,
            "created": 1_700_000_000,
            "is_user_deleted": False,
        }
    everyone = [channel.team_id, *channel.connected_team_ids]
    return {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": not channel.is_private,
        "is_group": channel.is_private,
        "is_im": False,
        "is_mpim": False,
        "is_private": channel.is_private,
        "is_archived": channel.is_archived,
        "is_general": False,
        "is_shared": channel.is_ext_shared,
        "is_org_shared": False,
        "is_ext_shared": channel.is_ext_shared,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "context_team_id": channel.team_id,
        "conversation_host_id": channel.team_id,
        "shared_team_ids": everyone,
        "internal_team_ids": [],
        "connected_team_ids": [one for one in everyone if one != team.team_id],
        "is_member": team.bot_user_id in channel.members,
        "creator": channel.members[-1] if channel.members else "",
        "created": 1_700_000_000,
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "previous_names": [],
    }


def info(world: World, team: Team, body: Json) -> Json:
    """`conversations.info`."""
    channel = world.visible_channel(team, body.get("channel"), joined=False)
    shown = shown_channel(channel, team)
    if flag(body.get("include_num_members")):
        shown["num_members"] = len(channel.members)
    return {"channel": shown}


def members(world: World, team: Team, body: Json) -> Json:
    """`conversations.members`."""
    channel = world.visible_channel(team, body.get("channel"), joined=False)
    page, cursor = _page(channel.members, body, default=100)
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


def open_conversation(world: World, team: Team, body: Json) -> Json:
    """`conversations.open`: the DM with one person."""
    if body.get("channel"):
        channel = world.visible_channel(team, body["channel"])
        return {"channel": {"id": channel.id}}
    users = body.get("users")
    if isinstance(users, str):
        users = users.split(",")
    if not users:
        raise SlackError("users_list_not_supplied")
    if len(users) > 1:
        raise SlackError("not_enough_users", response_metadata={"messages": ["one person only"]})
    known = set(world.channels)
    channel = world.direct_message(team, users[0])
    shown = shown_channel(channel, team) if flag(body.get("return_im")) else {"id": channel.id}
    return {"channel": shown, "already_open": channel.id in known, "no_op": channel.id in known}


def history(world: World, team: Team, body: Json) -> Json:
    """`conversations.history`: what is not inside threads, newest first."""
    channel = world.visible_channel(team, body.get("channel"))
    shown = [
        message
        for message in reversed(list(world.messages.get(channel.id, {}).values()))
        if not message.thread_ts or message.thread_ts == message.ts or message.broadcast
    ]
    page, cursor = _page(_between(shown, body), body, default=100)
    return _answer(world, page, cursor, body)


def replies(world: World, team: Team, body: Json) -> Json:
    """`conversations.replies`: the root, always, and its replies, oldest first."""
    channel = world.visible_channel(team, body.get("channel"))
    ts = str(required(body, "ts")[0])
    stored = world.messages.get(channel.id, {})
    root = stored.get(ts)
    if root is None:
        raise SlackError("thread_not_found")
    thread = [stored[reply] for reply in world.threads.get((channel.id, ts), ()) if reply in stored]
    page, cursor = _page([root, *_between(thread, body)], body, default=1000)
    return _answer(world, page, cursor, body)


def _between(messages: Iterable[Message], body: Json) -> list[Message]:
    oldest, latest = str(body.get("oldest") or ""), str(body.get("latest") or "")
    inclusive = flag(body.get("inclusive"))
    low, high = _moment(oldest, 0.0), _moment(latest, float("inf"))
    if not oldest and not latest:
        return list(messages)
    return [
        message
        for message in messages
        if low < float(message.ts) < high or (inclusive and float(message.ts) in (low, high))
    ]


def _moment(value: str, missing: float) -> float:
    try:
        return float(value) if value else missing
    except ValueError:
        raise SlackError("invalid_ts_oldest") from None


def _page(items: Any, body: Json, *, default: int) -> tuple[list[Any], str]:
    try:
        limit = int(body.get("limit") or default)
        start = int(base64.b64decode(body["cursor"]).decode()[5:]) if body.get("cursor") else 0
    except (ValueError, binascii.Error):
        raise SlackError("invalid_cursor" if body.get("cursor") else "invalid_limit") from None
    if not 1 <= limit <= 1000:
        raise SlackError("invalid_limit")
    items = list(items)
    end = start + limit
    more = base64.b64encode(f"next:{end}".encode()).decode() if end < len(items) else ""
    return items[start:end], more


def _answer(world: World, page: list[Message], cursor: str, body: Json) -> Json:
    metadata = flag(body.get("include_all_metadata"))
    answer: Json = {
        "messages": [rendered(world, message, metadata=metadata) for message in page],
        "has_more": bool(cursor),
    }
    if cursor:
        answer["response_metadata"] = {"next_cursor": cursor}
    return answer


METHODS: dict[str, Method] = {
    "conversations.info": info,
    "conversations.members": members,
    "conversations.open": open_conversation,
    "conversations.history": history,
    "conversations.replies": replies,
}
