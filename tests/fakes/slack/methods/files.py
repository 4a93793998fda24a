"""`files.info`, and what people put into Slack."""

from __future__ import annotations

from tests.fakes.slack.methods.registry import Method, required
from tests.fakes.slack.state import Json, SlackError, Team, World


def info(world: World, team: Team, body: Json) -> Json:
    """`files.info`: a file as Slack holds it."""
    if "files:read" not in team.scopes.split(","):
        raise SlackError("missing_scope", needed="files:read", provided=team.scopes)
    stored = world.files.get(str(required(body, "file")[0]))
    if stored is None or stored.get("team_id") != team.team_id:
        raise SlackError("file_not_found")
    if stored.get("deleted"):
        raise SlackError("file_deleted")
    if stored.get("not_ready", 0) > 0:
        stored["not_ready"] -= 1
        return {"file": {"id": stored["id"], "file_access": "check_file_info"}}
    return {"file": shown(world, stored)}


def shown(world: World, stored: Json) -> Json:
    """A file with the addresses to fetch it from."""
    address = stored.get("address") or f"{world.url}files/{stored['id']}"
    return {
        "id": stored["id"],
        "name": stored["name"],
        "title": stored.get("title", stored["name"]),
        "size": stored["size"],
        "user": stored.get("user"),
        "mode": stored.get("mode", "hosted"),
        "is_external": stored.get("mode") == "external",
        "file_access": "visible",
        "url_private": address,
        "url_private_download": address,
        **({"shares": stored["shares"]} if stored.get("shares") else {}),
    }


def put(world: World, user: str, name: str, content: bytes, team: Team, **more: object) -> Json:
    """A person puts a file into Slack; gives it as messages and forms show it."""
    file_id = world.new_id("F")
    world.files[file_id] = {
        "id": file_id, "name": name, "size": len(content), "content": content, "user": user,
        "team_id": team.team_id, "shared": True, **more,
    }  # fmt: skip
    return shown(world, world.files[file_id])


METHODS: dict[str, Method] = {"files.info": info}
