"""`response_url`: answers to an interaction without a token."""

from __future__ import annotations

import time

from tests.fakes.slack.methods.chat import checked_content
from tests.fakes.slack.methods.registry import flag
from tests.fakes.slack.state import Ephemeral, Json, Message, ResponseUrl, SlackError, World

_SECONDS, _USES = 1800.0, 5


def respond(world: World, key: str, body: Json) -> None:
    """Carry out what was posted to a `response_url`: new message, replacement or deletion."""
    target = world.response_urls.get(key)
    if target is None or time.monotonic() - target.issued > _SECONDS:
        raise SlackError("expired_url")
    if target.uses >= _USES:
        raise SlackError("used_url")
    target.uses += 1
    original = world.messages.get(target.channel, {}).get(target.message_ts or "")
    if flag(body.get("delete_original")):
        if original:
            world.remove(original)
        return
    content = checked_content(world, body)
    if not (content["text"] or content["blocks"] or content["attachments"]):
        raise SlackError("no_text")
    if flag(body.get("replace_original")) and original:
        kept = {key: value for key, value in content.items() if value is not None}
        world.change(original, **kept, edited=world.new_ts())
    elif body.get("response_type") == "in_channel":
        _post(world, target, body, content)
    else:
        world.ephemerals.append(
            Ephemeral(
                target.channel,
                target.user,
                content["text"],
                content["blocks"],
                body.get("thread_ts"),
                world.new_ts(),
            )  # fmt: skip
        )


def _post(world: World, target: ResponseUrl, body: Json, content: Json) -> None:
    world.store(
        Message(
            ts=world.new_ts(),
            channel=target.channel,
            user=target.team.bot_user_id,
            team_id=target.team.team_id,
            thread_ts=body.get("thread_ts") or None,
            bot_id=target.team.bot_id,
            app_id=target.team.app_id,
            **content,
        )
    )
