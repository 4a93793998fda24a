"""`files.*UploadExternal`: an address, the bytes, then the message that shows the file."""

from __future__ import annotations

from tests.fakes.slack.methods.registry import Method, required, structure
from tests.fakes.slack.state import Json, Message, SlackError, Team, World


def get_upload_url(world: World, team: Team, body: Json) -> Json:
    """`files.getUploadURLExternal`: where to send the bytes."""
    name, length = required(body, "filename", "length")
    if int(length) <= 0:
        raise SlackError("invalid_arguments")
    file_id = world.new_id("F")
    world.files[file_id] = {
        "id": file_id,
        "name": name,
        "size": int(length),
        "content": None,
        "team_id": team.team_id,
    }
    return {"upload_url": f"{world.url}upload/{file_id}", "file_id": file_id}


def complete_upload(world: World, team: Team, body: Json) -> Json:
    """`files.completeUploadExternal`: share what was uploaded."""
    asked = structure(required(body, "files")[0], "invalid_arguments")
    shown: list[Json] = []
    for one in asked:
        stored = world.files.get(str(one.get("id")))
        if stored is None or stored["content"] is None or stored["team_id"] != team.team_id:
            raise SlackError("file_not_found")
        stored["title"] = one.get("title") or stored["name"]
        shown.append({key: stored[key] for key in ("id", "name", "title", "size")})
    if body.get("channel_id"):
        channel = world.visible_channel(team, body["channel_id"])
        if channel.is_archived:
            raise SlackError("is_archived")
        world.store(
            Message(
                ts=world.new_ts(),
                channel=channel.id,
                text=body.get("initial_comment") or "",
                user=team.bot_user_id,
                team_id=team.team_id,
                thread_ts=body.get("thread_ts") or None,
                bot_id=team.bot_id,
                app_id=team.app_id,
                files=tuple(shown),
            )
        )
    return {"files": shown}


METHODS: dict[str, Method] = {
    "files.getUploadURLExternal": get_upload_url,
    "files.completeUploadExternal": complete_upload,
}
