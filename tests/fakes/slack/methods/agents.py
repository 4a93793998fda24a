"""`assistant.threads.*` and `agents.sessions.*`: status, prompts and title of a conversation."""

from __future__ import annotations

from tests.fakes.slack.methods.registry import Method, required, structure
from tests.fakes.slack.state import Json, SlackError, Team, World

_STATUSES = ("active", "processing", "suspended", "closed")


def _thread(world: World, team: Team, body: Json) -> tuple[str, str]:
    if not team.is_agent:
        raise SlackError("not_authorized")
    channel = world.visible_channel(team, required(body, "channel_id")[0])
    return channel.id, str(body.get("thread_ts") or "")


def set_status(world: World, team: Team, body: Json) -> Json:
    """`assistant.threads.setStatus`: an empty status clears it."""
    thread = _thread(world, team, body)
    required(body, "thread_ts")
    if "status" not in body:
        required(body, "status")
    loading = structure(body.get("loading_messages") or [], "invalid_arguments")
    if len(loading) > 10:
        world.violations.append("setStatus: at most 10 loading_messages")
        raise SlackError("invalid_arguments")
    world.statuses[thread] = {"status": body["status"], "loading_messages": loading}
    return {}


def set_prompts(world: World, team: Team, body: Json) -> Json:
    """`assistant.threads.setSuggestedPrompts`: one to four, each with title and message."""
    thread = _thread(world, team, body)
    prompts = structure(required(body, "prompts")[0], "invalid_arguments")
    complete = isinstance(prompts, list) and all(
        isinstance(one, dict) and one.get("title") and one.get("message") for one in prompts
    )
    if not complete or not 1 <= len(prompts) <= 4:
        world.violations.append("setSuggestedPrompts: 1 to 4 prompts with title and message")
        raise SlackError("invalid_arguments")
    world.prompts[thread] = {"title": body.get("title"), "prompts": prompts}
    return {}


def set_title(world: World, team: Team, body: Json) -> Json:
    """`assistant.threads.setTitle` and `agents.sessions.rename`."""
    thread = _thread(world, team, body)
    title = str(required(body, "title")[0])
    if len(title) > 200:
        world.violations.append("setTitle: at most 200 characters")
        raise SlackError("invalid_arguments")
    world.titles[thread] = title
    return {}


def set_session_status(world: World, team: Team, body: Json) -> Json:
    """`agents.sessions.setStatus`: the lifecycle of an agent session."""
    thread = _thread(world, team, {**body, "channel_id": body.get("channel_id") or body.get("channel")})  # fmt: skip
    if body.get("status") not in _STATUSES:
        raise SlackError("invalid_arguments")
    world.statuses[thread] = {"status": body["status"], "loading_messages": []}
    return {"status": body["status"]}


METHODS: dict[str, Method] = {
    "assistant.threads.setStatus": set_status,
    "assistant.threads.setSuggestedPrompts": set_prompts,
    "assistant.threads.setTitle": set_title,
    "agents.sessions.setStatus": set_session_status,
    "agents.sessions.rename": set_title,
}
