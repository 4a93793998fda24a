"""Every payload Slack may send to the bot, from one place: `payloads.mention(...)`."""

from __future__ import annotations

from tests.fakes.slack.changes import (
    bot_message,
    message_changed,
    message_deleted,
    own_message,
)
from tests.fakes.slack.events import (
    app_context_changed,
    channel_message,
    dm_message,
    event_callback,
    external_mention,
    mention,
    of_message,
)
from tests.fakes.slack.interactions import (
    action,
    block_actions,
    global_shortcut,
    message_shortcut,
    slash_command,
    url_verification,
)
from tests.fakes.slack.lifecycle import (
    agent_session_stopped,
    agent_session_title_changed,
    app_home_opened,
    app_uninstalled,
    channel_archive,
    channel_left,
    channel_rename,
    channel_shared,
    channel_unshared,
    member_joined_channel,
    tokens_revoked,
)
from tests.fakes.slack.modals import (
    external_submission,
    home_action,
    view_closed,
    view_submission,
)

__all__ = [
    "action",
    "agent_session_stopped",
    "agent_session_title_changed",
    "app_context_changed",
    "app_home_opened",
    "app_uninstalled",
    "block_actions",
    "bot_message",
    "channel_archive",
    "channel_left",
    "channel_message",
    "channel_rename",
    "channel_shared",
    "channel_unshared",
    "dm_message",
    "event_callback",
    "external_mention",
    "external_submission",
    "global_shortcut",
    "home_action",
    "member_joined_channel",
    "mention",
    "message_changed",
    "message_deleted",
    "message_shortcut",
    "of_message",
    "own_message",
    "slash_command",
    "tokens_revoked",
    "url_verification",
    "view_closed",
    "view_submission",
]
