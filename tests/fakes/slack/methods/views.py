"""`views.*`: modals with trigger ids and hashes, and the Home tab."""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import replace
from typing import Any

from tests.fakes.slack.limits import view_problems
from tests.fakes.slack.methods.registry import Method, required, structure
from tests.fakes.slack.state import (
    TRIGGER_SECONDS,
    Json,
    SlackError,
    Team,
    Trigger,
    View,
    World,
)


def checked_view(world: World, value: Any, kind: str) -> Json:
    """A view within Slack's limits, of the kind its method wants."""
    view = structure(value, "invalid_arguments")
    found = list(view_problems(view))
    if isinstance(view, dict) and view.get("type") != kind:
        found.insert(0, ("invalid_arguments", f"must be of type {kind} [json-pointer:/view/type]"))
    if found:
        world.violations += [f"{code}: {message}" for code, message in found]
        if world.strict:
            code = "view_too_large" if found[0][0] == "view_too_large" else "invalid_arguments"
            raise SlackError(
                code,
                response_metadata={"messages": [f"[ERROR] {message}" for _, message in found]},
            )
    return dict(view)


def shown_view(view: View, team: Team) -> Json:
    """A view as Slack shows it in answers and payloads, with every field it has."""
    state: Json = {"values": {}}
    defaults = {
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        "title": None,
        "submit": None,
        "close": None,
        "clear_on_close": False,
        "notify_on_close": False,
    }
    return {
        "id": view.id,
        "team_id": view.team_id,
        "app_id": team.app_id,
        "app_installed_team_id": team.team_id,
        "bot_id": team.bot_id,
        **defaults,
        **view.content,
        "state": state,
        "hash": view.hash,
        "root_view_id": view.root_id,
        "previous_view_id": view.previous_id,
    }


def _hash(world: World, content: Json) -> str:
    digest = hashlib.sha1(json.dumps(content).encode(), usedforsecurity=False).hexdigest()[:8]
    return f"{world.new_ts()}.{digest}"


def _use_trigger(world: World, body: Json) -> Trigger:
    if not body.get("trigger_id"):
        required(body, "trigger_id")
    trigger = world.triggers.get(str(body["trigger_id"]))
    if trigger is None:
        raise SlackError("invalid_trigger_id")
    if trigger.used:
        raise SlackError("exchanged_trigger_id")
    if time.monotonic() - trigger.issued > TRIGGER_SECONDS:
        raise SlackError("expired_trigger_id")
    return trigger


def open_view(world: World, team: Team, body: Json) -> Json:
    """`views.open`: a new modal for the person who caused the trigger."""
    trigger = _use_trigger(world, body)
    content = checked_view(world, body.get("view"), "modal")
    _refuse_duplicate(world, content)
    trigger.used = True
    return {"view": shown_view(_add(world, team, trigger, content, None), team)}


def push(world: World, team: Team, body: Json) -> Json:
    """`views.push`: a modal above the one the trigger came from; three at most."""
    trigger = _use_trigger(world, body)
    content = checked_view(world, body.get("view"), "modal")
    below = world.modals.get(trigger.view_id or "")
    if below is None:
        raise SlackError("not_found")
    if sum(view.root_id == below.root_id for view in world.modals.values()) >= 3:
        raise SlackError("push_limit_reached")
    _refuse_duplicate(world, content)
    trigger.used = True
    return {"view": shown_view(_add(world, team, trigger, content, below), team)}


def _refuse_duplicate(world: World, content: Json) -> None:
    external = content.get("external_id")
    if external and any(
        view.content.get("external_id") == external for view in world.modals.values()
    ):
        raise SlackError("duplicate_external_id")


def _add(world: World, team: Team, trigger: Trigger, content: Json, below: View | None) -> View:
    view_id = world.new_id("V")
    view = View(
        view_id, trigger.team_id, trigger.user, content, _hash(world, content),
        root_id=below.root_id if below else view_id,
        previous_id=below.id if below else None,
    )  # fmt: skip
    world.modals[view_id] = view
    return view


def update(world: World, team: Team, body: Json) -> Json:
    """`views.update`: new content for an open modal, refused when the hash is old."""
    view = world.modals.get(str(body.get("view_id")))
    if view is None and (external := body.get("external_id")):
        known = world.modals.values()
        view = next((one for one in known if one.content.get("external_id") == external), None)
    if view is None:
        raise SlackError("not_found")
    content = checked_view(world, body.get("view"), "modal")
    if body.get("hash") and body["hash"] != view.hash:
        raise SlackError("hash_conflict")
    changed = replace(view, content=content, hash=_hash(world, content))
    world.modals[view.id] = changed
    return {"view": shown_view(changed, team)}


def publish(world: World, team: Team, body: Json) -> Json:
    """`views.publish`: the Home tab of one person."""
    user = str(required(body, "user_id")[0])
    if user not in world.users:
        raise SlackError("user_not_found")
    content = checked_view(world, body.get("view"), "home")
    before = world.homes.get((team.team_id, user))
    if body.get("hash") and before and body["hash"] != before.hash:
        raise SlackError("hash_conflict")
    view_id = before.id if before else world.new_id("V")
    home = View(view_id, team.team_id, user, content, _hash(world, content), root_id=view_id)
    world.homes[team.team_id, user] = home
    return {"view": shown_view(home, team)}


METHODS: dict[str, Method] = {
    "views.open": open_view,
    "views.push": push,
    "views.update": update,
    "views.publish": publish,
}
