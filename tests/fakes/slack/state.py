"""What exists in the fake Slack: workspaces, people, channels, messages."""

from __future__ import annotations

import itertools
import threading
import time
from dataclasses import dataclass, field, replace
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Team:
    """A workspace with our app installed in it."""

    team_id: str = "T0OFFICE"
    bot_user_id: str = "U0BOT"
    bot_id: str = "B0BOT"
    name: str = "星道事務所"
    domain: str = "hoshimichi"
    app_id: str = "A0HOSHI"
    is_agent: bool = True
    can_stream: bool = True
    scopes: str = (
        "app_mentions:read,assistant:write,chat:write,commands,im:history,channels:read,files:read"
    )


@dataclass(frozen=True, slots=True)
class User:
    """A person or a bot user; `is_stranger` as seen over Slack Connect."""

    id: str
    team_id: str = "T0OFFICE"
    name: str = "tanaka"
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    is_admin: bool = False
    deleted: bool = False
    is_bot: bool = False


@dataclass(frozen=True, slots=True)
class Channel:
    """A conversation; `team_id` hosts it, `connected_team_ids` are the other companies in it."""

    id: str
    name: str = "general"
    team_id: str = "T0OFFICE"
    is_im: bool = False
    is_private: bool = False
    is_ext_shared: bool = False
    is_archived: bool = False
    members: tuple[str, ...] = ("U0BOT", "U0STAFF")
    connected_team_ids: tuple[str, ...] = ()
    user: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One message as Slack stores it."""

    ts: str
    channel: str
    text: str
    user: str
    team_id: str
    thread_ts: str | None = None
    bot_id: str | None = None
    app_id: str | None = None
    subtype: str | None = None
    blocks: list[Json] | None = None
    attachments: list[Json] | None = None
    metadata: Json | None = None
    edited: str | None = None
    broadcast: bool = False
    reactions: tuple[tuple[str, str], ...] = ()
    files: tuple[Json, ...] = ()
    client_msg_id: str | None = None


@dataclass(frozen=True, slots=True)
class Ephemeral:
    """A message only one person sees; Slack keeps no history of it."""

    channel: str
    user: str
    text: str
    blocks: list[Json] | None
    thread_ts: str | None
    ts: str


@dataclass(frozen=True, slots=True)
class View:
    """A modal or a Home tab as Slack holds it; `hash` changes with every update."""

    id: str
    team_id: str
    user: str
    content: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    trigger_id: str | None = None


class SlackError(Exception):
    """An answer `{"ok": false, "error": code}`, with what else Slack says beside it."""

    def __init__(self, code: str, **more: Any) -> None:
        super().__init__(code)
        self.code = code
        self.more = more


@dataclass(slots=True)
class Trigger:
    """A `trigger_id`: three seconds, one use."""

    team_id: str
    user: str
    issued: float
    used: bool = False
    view_id: str | None = None


@dataclass(slots=True)
class ResponseUrl:
    """Where an interaction may be answered: 30 minutes, five times."""

    channel: str
    message_ts: str | None
    user: str
    team: Team
    issued: float
    uses: int = 0


TRIGGER_SECONDS = 3.0


@dataclass
class World:
    """Everything Slack remembers. Changed by the server thread; read from anywhere."""

    tokens: dict[str, Team] = field(default_factory=dict)
    app_tokens: set[str] = field(default_factory=lambda: {"xapp-fake"})
    revoked: set[str] = field(default_factory=set)
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    messages: dict[str, dict[str, Message]] = field(default_factory=dict)
    threads: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    ephemerals: list[Ephemeral] = field(default_factory=list)
    homes: dict[tuple[str, str], View] = field(default_factory=dict)
    modals: dict[str, View] = field(default_factory=dict)
    triggers: dict[str, Trigger] = field(default_factory=dict)
    response_urls: dict[str, ResponseUrl] = field(default_factory=dict)
    statuses: dict[tuple[str, str], Json] = field(default_factory=dict)
    prompts: dict[tuple[str, str], Json] = field(default_factory=dict)
    titles: dict[tuple[str, str], str] = field(default_factory=dict)
    files: dict[str, Json] = field(default_factory=dict)
    streams: set[tuple[str, str]] = field(default_factory=set)
    stopped_streams: set[tuple[str, str]] = field(default_factory=set)
    grants: dict[str, Json] = field(default_factory=dict)
    violations: list[str] = field(default_factory=list)
    url: str = ""
    strict: bool = True
    _serial: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    _last: int = 0
    _clock: threading.Lock = field(default_factory=threading.Lock)

    def new_id(self, prefix: str) -> str:
        """An id never given before."""
        return f"{prefix}{next(self._serial):08X}"

    def new_ts(self) -> str:
        """A message timestamp, later than every earlier one."""
        with self._clock:
            self._last = now = max(time.time_ns() // 1000, self._last + 1)
        return f"{now // 1_000_000}.{now % 1_000_000:06d}"

    def visible_channel(self, team: Team, channel_id: Any, *, joined: bool = True) -> Channel:
        """The channel as this installation may use it, or Slack's error."""
        channel = self.channels.get(channel_id) if isinstance(channel_id, str) else None
        if channel is None or team.team_id not in (channel.team_id, *channel.connected_team_ids):
            raise SlackError("channel_not_found")
        if team.bot_user_id in channel.members:
            return channel
        if channel.is_private or channel.is_im:
            raise SlackError("channel_not_found")
        if joined:
            raise SlackError("not_in_channel")
        return channel

    def direct_message(self, team: Team, user_id: str) -> Channel:
        """The DM between the bot and a person, opened when there is none."""
        user = self.users.get(user_id)
        if user is None or user.is_bot:
            raise SlackError("user_not_found")
        if user.deleted:
            raise SlackError("user_disabled")
        for channel in self.channels.values():
            if channel.user == user_id and team.bot_user_id in channel.members:
                return channel
        opened = Channel(
            self.new_id("D"),
            name=f"dm-{user_id}",
            team_id=team.team_id,
            is_im=True,
            is_ext_shared=user.team_id != team.team_id,
            members=(team.bot_user_id, user_id),
            connected_team_ids=() if user.team_id == team.team_id else (user.team_id,),
            user=user_id,
        )
        self.channels[opened.id] = opened
        return opened

    def store(self, message: Message) -> Message:
        """Add a new message to its channel and thread."""
        self.messages.setdefault(message.channel, {})[message.ts] = message
        if message.thread_ts and message.thread_ts != message.ts:
            self.threads.setdefault((message.channel, message.thread_ts), []).append(message.ts)
        return message

    def change(self, message: Message, **changes: Any) -> Message:
        """Put a changed copy in the place of a stored message."""
        changed = replace(message, **changes)
        self.messages[message.channel][message.ts] = changed
        return changed

    def remove(self, message: Message) -> None:
        """Delete a message; a root that has replies leaves Slack's tombstone."""
        if self.threads.get((message.channel, message.ts)):
            self.change(
                message, subtype="tombstone", text="This message was deleted.", user="USLACKBOT",
                bot_id=None, blocks=None, metadata=None, files=(),
            )  # fmt: skip
            return
        del self.messages[message.channel][message.ts]
        if message.thread_ts:
            replies = self.threads.get((message.channel, message.thread_ts), [])
            if message.ts in replies:
                replies.remove(message.ts)
