"""What people type, by mention, DM, thread, command or shortcut, as a question to work on."""

from __future__ import annotations

from bot import wording
from bot.domain.scope import Scope, Speaker
from bot.slack.payload import Payload, actor, bot_user, installed, speaker
from bot.slack.typed import begins_with_a_mention, is_aside, mentions, readable
from bot.slack.words import command as command_word
from bot.slack.work import Asked, Dropped, DroppedFile

# Talk the user sees; every other subtype is a notice about a message or a channel.
MOST_FILES = 10
_SPOKEN = {None, "thread_broadcast", "file_share", "me_message"}


def from_post(body: Payload) -> Asked | None:
    """A post that may be meant for the bot; None for its own, for bots', and for people's talk.

    An edited post is not asked again: the answer stands below what was asked.
    """
    event, bot = body["event"], bot_user(body)
    user = event.get("user")
    if event.get("bot_id") or not user or user == bot or event.get("subtype") not in _SPOKEN:
        return None
    text = str(event.get("text") or "")
    direct = event.get("channel_type") == "im"
    addressed = direct or event["type"] == "app_mention" or mentions(text, bot)
    thread = event.get("thread_ts")
    if not addressed and (not thread or begins_with_a_mention(text)):
        return None
    return Asked(
        scope=Scope(team=installed(body), channel=str(event["channel"])),
        speaker=speaker(body, event, user),
        text=readable(text),
        ts=str(event["ts"]),
        thread=str(thread or event["ts"]),
        addressed=addressed,
        aside=not direct and is_aside(text, bot),
        below_us=bool(thread) and bot is not None and event.get("parent_user_id") == bot,
        direct=direct,
    )


def from_files(body: Payload, asked: Asked) -> Dropped | None:
    """A post with files in the conversation with the bot; None for one without, or elsewhere."""
    files = body["event"].get("files")
    if not asked.direct or not isinstance(files, list) or not files or asked.ts is None:
        return None
    dropped = [
        DroppedFile(id=str(one["id"]), name=str(one.get("name") or one.get("title") or "")[:300])
        for one in files[:MOST_FILES]
    ]
    return Dropped(
        scope=asked.scope,
        speaker=asked.speaker,
        ts=asked.ts,
        thread=asked.thread or asked.ts,
        files=tuple(dropped),
        asked=asked if asked.text else None,
        more=max(0, len(files) - MOST_FILES),
    )


def from_command(body: Payload) -> Asked | None:
    """`/hoshi` with a question; help and setup are answered at once."""
    text = readable(str(body.get("text") or ""))
    if command_word(text):
        return None
    team = str(body["team_id"])
    return Asked(
        scope=Scope(team=team, channel=str(body["channel_id"])),
        speaker=Speaker(team=team, user=str(body["user_id"])),
        text=text,
        via="command",
        addressed=True,
        response_url=str(body["response_url"]),
    )


def from_shortcut(body: Payload) -> Asked:
    """「ほしみちに聞く」 on anybody's message, answered in its thread."""
    message = body["message"]
    return Asked(
        scope=Scope(team=installed(body), channel=str(body["channel"]["id"])),
        speaker=actor(body),
        text=readable(str(message.get("text") or "")),
        via="shortcut",
        thread=str(message.get("thread_ts") or message["ts"]),
        addressed=True,
        response_url=body.get("response_url"),
    )


def from_wording_shortcut(body: Payload) -> Asked:
    """「この文章を確認」 on anybody's message: its text is handed over to be checked."""
    work = from_shortcut(body)
    return work.model_copy(update={"text": wording.WORDING_REQUEST.format(text=work.text)})
