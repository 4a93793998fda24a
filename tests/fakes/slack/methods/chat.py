"""`chat.*` and `reactions.*`."""

from __future__ import annotations

import re
from typing import Any

from tests.fakes.slack.limits import message_problems
from tests.fakes.slack.methods.registry import (
    Method,
    flag,
    rendered,
    required,
    stored_message,
    structure,
)
from tests.fakes.slack.state import Ephemeral, Json, Message, SlackError, Team, World

_TS = re.compile(r"\d{9,11}\.\d{6}")


def checked_content(world: World, body: Json) -> Json:
    """Text, blocks, attachments and metadata of a message, within Slack's limits."""
    blocks = structure(body.get("blocks") or None, "invalid_blocks_format")
    if body.get("blocks") == []:
        blocks = []
    content = {
        "text": body.get("text") or "",
        "blocks": blocks,
        "attachments": structure(body.get("attachments"), "invalid_attachments"),
        "metadata": _metadata(body.get("metadata")),
    }
    found = list(message_problems({**body, "blocks": blocks}))
    if found:
        world.violations += [f"{code}: {message}" for code, message in found]
        if world.strict:
            raise SlackError(
                found[0][0],
                response_metadata={"messages": [f"[ERROR] {message}" for _, message in found]},
            )
    if body.get("markdown_text"):
        content["text"] = body["markdown_text"]
    return content


def _metadata(value: Any) -> Json | None:
    metadata = structure(value, "invalid_metadata_format") if value else value
    if metadata in (None, "", {}):
        return None if metadata is None else {}
    if not isinstance(metadata, dict) or metadata.keys() - {"event_type", "event_payload"}:
        raise SlackError("invalid_metadata_format")
    if not metadata.get("event_type") or not isinstance(metadata.get("event_payload"), dict):
        raise SlackError("invalid_metadata_schema")
    return metadata


def post_message(world: World, team: Team, body: Json) -> Json:
    """`chat.postMessage`: a new message of the bot in a channel, thread or DM."""
    target = body.get("channel")
    if isinstance(target, str) and target[:1] in ("U", "W") and target in world.users:
        channel = world.direct_message(team, target)
    else:
        channel = world.visible_channel(team, target)
    if channel.is_archived:
        raise SlackError("is_archived")
    content = checked_content(world, body)
    if not (content["text"] or content["blocks"] or content["attachments"]):
        raise SlackError("no_text")
    message = world.store(
        Message(
            ts=world.new_ts(),
            channel=channel.id,
            user=team.bot_user_id,
            team_id=team.team_id,
            thread_ts=_thread(world, channel.id, body.get("thread_ts")),
            bot_id=team.bot_id,
            app_id=team.app_id,
            broadcast=flag(body.get("reply_broadcast")),
            **{**content, "metadata": content["metadata"] or None},
        )
    )
    shown = rendered(world, message, metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shown}


def _thread(world: World, channel: str, thread_ts: Any) -> str | None:
    if thread_ts in (None, ""):
        return None
    if not isinstance(thread_ts, str) or not _TS.fullmatch(thread_ts):
        raise SlackError("invalid_thread_ts")
    root = world.messages.get(channel, {}).get(thread_ts)
    if root and root.thread_ts and root.thread_ts != thread_ts:
        world.violations.append(f"thread_ts {thread_ts} is a reply, not the root of a thread")
    return thread_ts


def update(world: World, team: Team, body: Json) -> Json:
    """`chat.update`: new content for the bot's own message; what is left out is kept."""
    channel = world.visible_channel(team, body.get("channel"))
    if channel.is_archived:
        raise SlackError("is_archived")
    message = stored_message(world, channel.id, required(body, "ts")[0])
    if message.user != team.bot_user_id or message.team_id != team.team_id:
        raise SlackError("cant_update_message")
    if (channel.id, message.ts) in world.streams:
        raise SlackError("streaming_state_conflict")
    content = checked_content(world, body)
    if not (content["text"] or content["blocks"] or content["attachments"]):
        raise SlackError("no_text")
    kept = {key: value for key, value in content.items() if value is not None}
    changed = world.change(message, **kept, edited=world.new_ts())
    shown = rendered(world, changed, metadata=True)
    return {"channel": channel.id, "ts": changed.ts, "text": changed.text, "message": shown}


def delete(world: World, team: Team, body: Json) -> Json:
    """`chat.delete`: remove the bot's own message."""
    channel = world.visible_channel(team, body.get("channel"))
    message = stored_message(world, channel.id, required(body, "ts")[0])
    if message.user != team.bot_user_id or message.team_id != team.team_id:
        raise SlackError("cant_delete_message")
    if (channel.id, message.ts) in world.streams:
        raise SlackError("cant_delete_message")
    world.remove(message)
    return {"channel": channel.id, "ts": message.ts}


def post_ephemeral(world: World, team: Team, body: Json) -> Json:
    """`chat.postEphemeral`: for one member of the channel, kept nowhere."""
    channel = world.visible_channel(team, body.get("channel"))
    if channel.is_archived:
        raise SlackError("is_archived")
    if body.get("user") not in channel.members:
        raise SlackError("user_not_in_channel")
    content = checked_content(world, body)
    if not (content["text"] or content["blocks"] or content["attachments"]):
        raise SlackError("no_text")
    shown = Ephemeral(
        channel.id, body["user"], content["text"], content["blocks"], body.get("thread_ts"),
        world.new_ts(),
    )  # fmt: skip
    world.ephemerals.append(shown)
    return {"message_ts": shown.ts}


def get_permalink(world: World, team: Team, body: Json) -> Json:
    """`chat.getPermalink`: the address of a message."""
    channel = world.visible_channel(team, body.get("channel"))
    message = stored_message(world, channel.id, required(body, "message_ts")[0])
    link = f"https://{team.domain}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.thread_ts and message.thread_ts != message.ts:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def add_reaction(world: World, team: Team, body: Json) -> Json:
    """`reactions.add`: the bot's emoji on a message."""
    name, channel_id, ts = required(body, "name", "channel", "timestamp")
    message = stored_message(world, world.visible_channel(team, channel_id).id, ts)
    if (name, team.bot_user_id) in message.reactions:
        raise SlackError("already_reacted")
    world.change(message, reactions=(*message.reactions, (name, team.bot_user_id)))
    return {}


def remove_reaction(world: World, team: Team, body: Json) -> Json:
    """`reactions.remove`: take the bot's emoji back."""
    name, channel_id, ts = required(body, "name", "channel", "timestamp")
    message = stored_message(world, world.visible_channel(team, channel_id).id, ts)
    mine = (name, team.bot_user_id)
    if mine not in message.reactions:
        raise SlackError("no_reaction")
    world.change(message, reactions=tuple(one for one in message.reactions if one != mine))
    return {}


METHODS: dict[str, Method] = {
    "chat.postMessage": post_message,
    "chat.update": update,
    "chat.delete": delete,
    "chat.postEphemeral": post_ephemeral,
    "chat.getPermalink": get_permalink,
    "reactions.add": add_reaction,
    "reactions.remove": remove_reaction,
}
