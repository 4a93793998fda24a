"""What the bot says of itself, with buttons to begin."""

from __future__ import annotations

from typing import Any

from bot import wording
from bot.slack.escaping import escape
from bot.slack.reading import MODAL_ACTION
from bot.slack.render import SlackMessage


def welcome(text: str, *, setup: bool = False) -> SlackMessage:
    """A greeting with the questions most people begin with."""
    blocks: list[dict[str, Any]] = [
        {"type": "section", "text": {"type": "mrkdwn", "text": escape(text)}},
        {"type": "actions", "elements": starters()},
    ]
    if setup:
        blocks.append({"type": "actions", "elements": [setup_button()]})
    return SlackMessage(text=escape(text), blocks=tuple(blocks))


def setup_message() -> SlackMessage:
    """Offers the form that binds a channel: for who cannot use the slash command as well."""
    return SlackMessage(
        text=wording.SETUP_OFFER,
        blocks=(
            {"type": "section", "text": {"type": "plain_text", "text": wording.SETUP_OFFER}},
            {"type": "actions", "elements": [setup_button()]},
        ),
    )


def starters() -> list[dict[str, Any]]:
    """Buttons for the first questions."""
    return [
        {
            "type": "button",
            "action_id": f"start:{number}",
            "value": str(number),
            "text": {"type": "plain_text", "text": label},
        }
        for number, (label, _) in enumerate(wording.STARTERS)
    ]


def setup_button(channel: str = "open") -> dict[str, Any]:
    """Opens the form, for a channel when it is given."""
    return {
        "type": "button",
        "action_id": MODAL_ACTION,
        "value": channel,
        "text": {"type": "plain_text", "text": wording.SETUP_BUTTON},
    }
