"""Full-shape payloads of views: presses on Home or in a modal, submissions, closing."""

from __future__ import annotations

import itertools
from typing import Any

from tests.fakes.slack.events import new_ts
from tests.fakes.slack.interactions import action, common
from tests.fakes.slack.office import CLIENT_TEAM, OFFICE, STAFF
from tests.fakes.slack.state import Json, Team

_serial = itertools.count(1)


def home_action(
    action_id: str,
    *,
    value: str | None = "v",
    block_id: str = "b1",
    user: str = STAFF,
    user_team: str | None = None,
    view: Json | None = None,
    trigger_id: str | None = None,
    chosen: Json | None = None,
    team: Team = OFFICE,
) -> Json:
    """A press on the Home tab (or inside a modal: pass its `view`)."""
    shown = _view(view or {"type": "home", "blocks": []}, team, {}, None)
    return common("block_actions", team, user, user_team, trigger_id) | {
        "container": {"type": "view", "view_id": shown["id"]},
        "view": shown,
        "actions": [chosen or action(action_id, value=value, block_id=block_id)],
    }


def _view(view: Json, team: Team, values: Json, user_team: str | None) -> Json:
    text = {"type": "plain_text", "text": "設定", "emoji": True}
    view_id = view.get("id") or f"V{next(_serial):08X}"
    return {
        "id": view_id,
        "team_id": user_team or team.team_id,
        "type": "modal",
        "blocks": [],
        "private_metadata": "",
        "callback_id": "",
        "hash": f"{new_ts()}.a1b2c3d4",
        "title": text,
        "submit": text,
        "close": None,
        "clear_on_close": False,
        "notify_on_close": False,
        "previous_view_id": None,
        "root_view_id": view_id,
        "app_id": team.app_id,
        "external_id": "",
        "bot_id": team.bot_id,
        **view,
        "state": {"values": values},
        "app_installed_team_id": team.team_id,
    }


def view_submission(
    callback_id: str,
    values: Json | None = None,
    *,
    user: str = STAFF,
    user_team: str | None = None,
    view: Json | None = None,
    private_metadata: str | None = None,
    trigger_id: str | None = None,
    response_urls: list[Json] | None = None,
    team: Team = OFFICE,
) -> Json:
    """A modal was sent; `values` is `state.values`: block id, action id, element."""
    shown = {"callback_id": callback_id, **(view or {})}
    if private_metadata is not None:
        shown["private_metadata"] = private_metadata
    return common("view_submission", team, user, user_team, trigger_id) | {
        "view": _view(shown, team, values or {}, user_team),
        "response_urls": response_urls or [],
    }


def external_submission(callback_id: str, values: Json | None = None, **more: Any) -> Json:
    """A modal sent by the client: their team outside, ours in `view.app_installed_team_id`."""
    external = {"user": "U0CLIENT", "user_team": CLIENT_TEAM}
    return view_submission(callback_id, values, **(external | more))


def view_closed(
    callback_id: str,
    *,
    user: str = STAFF,
    view: Json | None = None,
    is_cleared: bool = False,
    team: Team = OFFICE,
) -> Json:
    """A modal with `notify_on_close` was closed."""
    payload = common("view_closed", team, user, None, None)
    del payload["trigger_id"]
    shown = _view({"callback_id": callback_id, **(view or {})}, team, {}, None)
    return payload | {"view": shown, "is_cleared": is_cleared}
