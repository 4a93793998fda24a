"""Finds our own messages in Slack again, by what they carry."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

EVENT_TYPE = "hoshimichi_letter"
_PAGE = 200
# How far a channel is searched for a letter, newest first.
_MOST_PAGES = 10

Message = Mapping[str, Any]


def payload(message: Message) -> Mapping[str, Any]:
    """What a message of ours carries; empty for any other."""
    return (message.get("metadata") or {}).get("event_payload") or {}


async def messages(
    client: AsyncWebClient,
    channel: str,
    thread: str | None,
    oldest: float,
    matches: Callable[[Message], bool],
) -> AsyncIterator[str]:
    """The ts of each message that matches.

    A thread is read to its end; a channel, newest first, as far back as `oldest`.
    """
    cursor = ""
    for number in itertools.count(1):
        arguments: dict[str, Any] = {
            "channel": channel,
            "limit": _PAGE,
            "include_all_metadata": True,
            "cursor": cursor,
        }
        if thread:
            page = await client.conversations_replies(ts=thread, **arguments)
        else:
            page = await client.conversations_history(**arguments)
        found = page.get("messages") or []
        for message in found:
            if matches(message):
                yield str(message["ts"])
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor or not found:
            return
        past = number >= _MOST_PAGES or float(found[-1]["ts"]) < oldest
        if past and not thread:
            return
