"""Forms (modals) as Slack shows them."""

from __future__ import annotations

from typing import Any

from bot import wording
from bot.slack.reading import SETUP_VIEW


def setup_form(channel: str | None) -> dict[str, Any]:
    """The form that binds a channel to a client company and its consultant."""
    select: dict[str, Any] = {
        "type": "conversations_select",
        "action_id": "channel",
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    # A DM cannot be a client's channel.
    if channel and not channel.startswith("D"):
        select["initial_conversation"] = channel
    return {
        "type": "modal",
        "callback_id": SETUP_VIEW,
        "title": _plain(wording.SETUP_TITLE),
        "submit": _plain(wording.SETUP_SUBMIT),
        "close": _plain(wording.CANCEL),
        "blocks": [
            _input(
                "company",
                wording.SETUP_COMPANY,
                {"type": "plain_text_input", "action_id": "company", "max_length": 100},
                wording.SETUP_COMPANY_HINT,
            ),
            _input(
                "consultant",
                wording.SETUP_CONSULTANT,
                {"type": "users_select", "action_id": "consultant"},
            ),
            _input("channel", wording.SETUP_CHANNEL, select, wording.SETUP_CHANNEL_HINT),
        ],
    }


def _input(
    block: str, label: str, element: dict[str, Any], hint: str | None = None
) -> dict[str, Any]:
    row = {"type": "input", "block_id": block, "label": _plain(label), "element": element}
    return {**row, "hint": _plain(hint)} if hint else row


def _plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}
