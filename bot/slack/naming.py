"""Names of places in Slack's markup."""

from __future__ import annotations

import re

_CHANNEL = re.compile("[CDG][A-Z0-9]+")


def channel_mention(channel: str) -> str:
    """The name of a channel, as a link to it.

    Raises:
        ValueError: this is no id of a channel.
    """
    if not _CHANNEL.fullmatch(channel):
        raise ValueError(f"no channel id: {channel!r}")
    return f"<#{channel}>"
