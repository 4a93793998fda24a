"""Who and where, in Slack's payloads.

Shapes: https://docs.slack.dev/apis/events-api/ and …/interactivity/handling-user-interaction/.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from bot.domain.scope import Speaker

Payload = Mapping[str, Any]


def installed(body: Payload) -> str:
    """The workspace the app is installed in, which need not be the speaker's."""
    for authorization in body.get("authorizations") or ():
        if authorization.get("team_id"):
            return str(authorization["team_id"])
    view, message = body.get("view") or {}, body.get("message") or {}
    if view.get("app_installed_team_id"):
        return str(view["app_installed_team_id"])
    # Buttons stand on messages of our own, which carry our team; a shortcut stands on anybody's.
    if body.get("type") == "block_actions" and message.get("bot_id") and message.get("team"):
        return str(message["team"])
    team = body.get("team_id") or (body.get("team") or {}).get("id") or body["user"]["team_id"]
    return str(team)


def speaker(body: Payload, event: Payload, user: str) -> Speaker:
    """Who an event is by; without a team where Slack does not tell it in a shared channel."""
    team = event.get("user_team") or event.get("source_team")
    if team is None and not body.get("is_ext_shared_channel"):
        team = event.get("team") or installed(body)
    return Speaker(team=team, user=str(user))


def actor(body: Payload) -> Speaker:
    """Who pressed or submitted."""
    return Speaker(team=body["user"].get("team_id"), user=str(body["user"]["id"]))


def bot_user(body: Payload) -> str | None:
    """Our own user id."""
    for authorization in body.get("authorizations") or ():
        if authorization.get("is_bot") and authorization.get("user_id"):
            return str(authorization["user_id"])
    return None


def storable(work: BaseModel) -> str:
    """Work as JSON, without what no database stores: NUL and lone surrogates."""
    try:
        found = work.model_dump_json()
    except ValueError:
        return json.dumps(_cleaned(work.model_dump()))
    return found if r"\u0000" not in found else json.dumps(_cleaned(work.model_dump()))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {key: _cleaned(item) for key, item in value.items()}
    return value
