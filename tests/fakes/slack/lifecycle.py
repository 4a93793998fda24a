"""Events API payloads about channels, the Home tab, agent sessions and the app itself."""

from __future__ import annotations

import time
from typing import Any

from tests.fakes.slack.events import event_callback, new_ts
from tests.fakes.slack.office import CLIENT_TEAM, DIRECT, GENERAL, OFFICE, SHARED, STAFF
from tests.fakes.slack.state import Json, Team


def member_joined_channel(
    user: str | None = None,
    *,
    channel: str = GENERAL,
    member_team: str | None = None,
    inviter: str = STAFF,
    team: Team = OFFICE,
    **envelope: Any,
) -> Json:
    """Somebody joined; by default the bot itself."""
    event = {
        "type": "member_joined_channel",
        "user": user or team.bot_user_id,
        "channel": channel,
        "channel_type": "G" if channel == SHARED else "C",
        "team": member_team or team.team_id,
        "inviter": inviter,
        "enterprise": None,
        "event_ts": new_ts(),
    }
    return event_callback(event, team=team, **envelope)


def channel_shared(
    channel: str = SHARED,
    *,
    connected_team: str = CLIENT_TEAM,
    team: Team = OFFICE,
    **envelope: Any,
) -> Json:
    """A channel got another company."""
    event = {
        "type": "channel_shared",
        "connected_team_id": connected_team,
        "channel": channel,
        "event_ts": new_ts(),
    }
    return event_callback(event, team=team, **{"is_ext_shared": True, **envelope})


def channel_unshared(
    channel: str = SHARED,
    *,
    connected_team: str = CLIENT_TEAM,
    still_shared: bool = False,
    team: Team = OFFICE,
    **envelope: Any,
) -> Json:
    """A company left a shared channel."""
    event = {
        "type": "channel_unshared",
        "previously_connected_team_id": connected_team,
        "channel": channel,
        "is_ext_shared": still_shared,
        "event_ts": new_ts(),
    }
    return event_callback(event, team=team, **{"is_ext_shared": still_shared, **envelope})


def channel_rename(
    channel: str = GENERAL, *, name: str = "new-name", team: Team = OFFICE, **envelope: Any
) -> Json:
    """A channel has another name."""
    shown = {"id": channel, "name": name, "name_normalized": name, "created": int(time.time())}
    event = {"type": "channel_rename", "channel": shown, "event_ts": new_ts()}
    return event_callback(event, team=team, **envelope)


def channel_archive(
    channel: str = GENERAL, *, user: str = STAFF, team: Team = OFFICE, **envelope: Any
) -> Json:
    """A channel was archived."""
    event = {
        "type": "channel_archive",
        "channel": channel,
        "user": user,
        "is_moved": 0,
        "event_ts": new_ts(),
    }
    return event_callback(event, team=team, **envelope)


def channel_left(
    channel: str = GENERAL, *, actor: str = STAFF, team: Team = OFFICE, **envelope: Any
) -> Json:
    """The bot was removed from a channel."""
    event = {"type": "channel_left", "channel": channel, "actor_id": actor, "event_ts": new_ts()}
    return event_callback(event, team=team, **envelope)


def app_home_opened(
    tab: str = "home",
    *,
    user: str = STAFF,
    channel: str = DIRECT,
    view: Json | None = None,
    team: Team = OFFICE,
    **envelope: Any,
) -> Json:
    """A person opened the Home tab (`home`) or the conversation (`messages`)."""
    event: Json = {
        "type": "app_home_opened",
        "user": user,
        "channel": channel,
        "tab": tab,
        "event_ts": new_ts(),
    }
    if view and tab == "home":
        event["view"] = view
    return event_callback(event, team=team, **envelope)


def tokens_revoked(*, team: Team = OFFICE, **envelope: Any) -> Json:
    """The bot token of an installation is void."""
    event = {
        "type": "tokens_revoked",
        "tokens": {"oauth": [], "bot": [team.bot_user_id]},
        "event_ts": new_ts(),
    }
    return event_callback(event, team=team, **envelope)


def app_uninstalled(*, team: Team = OFFICE, **envelope: Any) -> Json:
    """The app was removed from a workspace."""
    return event_callback({"type": "app_uninstalled", "event_ts": new_ts()}, team=team, **envelope)


def agent_session_stopped(
    thread_ts: str,
    *,
    channel: str = DIRECT,
    user: str = STAFF,
    streaming: tuple[str, ...] = (),
    team: Team = OFFICE,
    **envelope: Any,
) -> Json:
    """A person pressed the stop button of an agent session."""
    event = {
        "type": "agent_session_stopped",
        "channel": channel,
        "user": user,
        "thread_ts": thread_ts,
        "streaming_message_ts": list(streaming),
        "event_ts": new_ts(),
    }
    return event_callback(event, team=team, **envelope)


def agent_session_title_changed(
    thread_ts: str,
    title: str = "自己診断の相談",
    *,
    channel: str = DIRECT,
    user: str = STAFF,
    team: Team = OFFICE,
    **envelope: Any,
) -> Json:
    """A person renamed an agent session."""
    event = {
        "type": "agent_session_title_changed",
        "channel": channel,
        "user": user,
        "team_id": team.team_id,
        "thread_ts": thread_ts,
        "title": title,
        "event_ts": new_ts(),
    }
    return event_callback(event, team=team, **envelope)
