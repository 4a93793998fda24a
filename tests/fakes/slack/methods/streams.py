"""`chat.startStream`, `chat.appendStream` and `chat.stopStream`."""

from __future__ import annotations

from typing import Any

from tests.fakes.slack.methods.chat import checked_content
from tests.fakes.slack.methods.registry import Method, rendered, required, stored_message
from tests.fakes.slack.state import Json, Message, SlackError, Team, World

_LONGEST = 12_000


def start(world: World, team: Team, body: Json) -> Json:
    """`chat.startStream`: a message in a thread that grows."""
    if not team.can_stream:
        raise SlackError("unknown_method", req_method="chat.startStream")
    channel = world.visible_channel(team, required(body, "channel")[0])
    if channel.is_archived:
        raise SlackError("is_archived")
    thread = str(required(body, "thread_ts")[0])
    if not channel.is_im:
        for name in ("recipient_team_id", "recipient_user_id"):
            if not body.get(name):
                raise SlackError(f"missing_{name}")
    if user := body.get("recipient_user_id"):
        person = world.users.get(user)
        if person is None or person.team_id != body.get("recipient_team_id"):
            raise SlackError("invalid_recipient")
    message = world.store(
        Message(
            ts=world.new_ts(),
            channel=channel.id,
            text=_markdown(world, body),
            user=team.bot_user_id,
            team_id=team.team_id,
            thread_ts=thread,
            bot_id=team.bot_id,
            app_id=team.app_id,
        )
    )
    world.streams.add((channel.id, message.ts))
    return {"channel": channel.id, "ts": message.ts}


def append(world: World, team: Team, body: Json) -> Json:
    """`chat.appendStream`: more of it."""
    message = _open(world, team, body)
    required(body, "markdown_text")
    world.change(message, text=message.text + _markdown(world, body))
    return {"channel": message.channel, "ts": message.ts}


def stop(world: World, team: Team, body: Json) -> Json:
    """`chat.stopStream`: its end, with blocks below it and metadata."""
    message = _open(world, team, body)
    text = message.text + _markdown(world, body)
    content = checked_content(world, {**body, "text": text, "markdown_text": None})
    kept = {key: value for key, value in content.items() if value is not None}
    changed = world.change(message, **kept)
    world.streams.discard((message.channel, message.ts))
    shown = rendered(world, changed, metadata=True)
    return {"channel": message.channel, "ts": message.ts, "message": shown}


def _open(world: World, team: Team, body: Json) -> Message:
    channel = world.visible_channel(team, required(body, "channel")[0])
    message = stored_message(world, channel.id, required(body, "ts")[0])
    if message.user != team.bot_user_id or message.team_id != team.team_id:
        raise SlackError("message_not_owned_by_app")
    if (channel.id, message.ts) in world.stopped_streams:
        raise SlackError("stopped_by_user")
    if (channel.id, message.ts) not in world.streams:
        raise SlackError("message_not_in_streaming_state")
    return message


def _markdown(world: World, body: Json) -> str:
    text: Any = body.get("markdown_text") or ""
    if len(text) > _LONGEST:
        world.violations.append("markdown_text: at most 12,000 characters")
        raise SlackError("msg_too_long")
    return str(text)


METHODS: dict[str, Method] = {
    "chat.startStream": start,
    "chat.appendStream": append,
    "chat.stopStream": stop,
}
