"""The Web API methods the fake knows, one function each, by Slack's name."""

from __future__ import annotations

from tests.fakes.slack.methods import (
    agents,
    chat,
    conversations,
    files,
    people,
    streams,
    uploads,
    views,
)
from tests.fakes.slack.methods.registry import Method

METHODS: dict[str, Method] = {
    **chat.METHODS,
    **streams.METHODS,
    **conversations.METHODS,
    **people.METHODS,
    **views.METHODS,
    **agents.METHODS,
    **uploads.METHODS,
    **files.METHODS,
}

__all__ = ["METHODS", "Method"]
