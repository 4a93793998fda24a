"""`files.*UploadExternal`: an address, the bytes, then the message that shows the file."""

from __future__ import annotations

from tests.fakes.slack.limits import MAX_TEXT
from tests.fakes.slack.methods.registry import Method, required, structure
from tests.fakes.slack.state import Json, Message, SlackError, Team, World

_LONGEST_NAME, _LONGEST_ALT = 255, 1000


def get_upload_url(world: World, team: Team, body: Json) -> Json:
    """`files.getUploadURLExternal`: where to send the bytes."""
    name, length = required(body, "filename", "length")
    alt = str(body.get("alt_txt") or "")
    if int(length) <= 0 or len(str(name)) > _LONGEST_NAME or len(alt) > _LONGEST_ALT:
        raise SlackError("invalid_arguments")
    if "/" in str(name) or "\\" in str(name):
        world.violations.append(f"a file name with a path: {name}")
    file_id = world.new_id("F")
    world.files[file_id] = {
        "id": file_id,
        "name": name,
        "size": int(length),
        "content": None,
        "alt_txt": alt,
        "team_id": team.team_id,
        "shared": False,
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
        if stored["shared"]:
            # Completing twice would show the file twice.
            raise SlackError("file_already_shared")
        stored["title"] = one.get("title") or stored["name"]
        stored["shared"] = True
        shown.append({key: stored[key] for key in ("id", "name", "title", "size")})
    if body.get("channel_id"):
        channel = world.visible_channel(team, body["channel_id"])
        if channel.is_archived:
            raise SlackError("is_archived")
        thread = body.get("thread_ts") or None
        if thread and thread not in world.messages.get(channel.id, {}):
            raise SlackError("invalid_thread_ts")
        if len(str(body.get("initial_comment") or "")) > MAX_TEXT:
            raise SlackError("msg_too_long")
        ts = world.new_ts()
        share = {"ts": ts, **({"thread_ts": thread} if thread else {})}
        for one in asked:
            world.files[str(one["id"])]["shares"] = {"private": {channel.id: [share]}}
        world.store(
            Message(
                ts=ts,
                channel=channel.id,
                text=body.get("initial_comment") or "",
                user=team.bot_user_id,
                team_id=team.team_id,
                thread_ts=thread,
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
