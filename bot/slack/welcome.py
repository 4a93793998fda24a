"""What the bot says of itself, with buttons to begin."""

from __future__ import annotations

from typing import Any

from bot import wording
from bot.slack.escaping import escape
from bot.slack.reading import MODAL_ACTION
from bot.slack.render import SlackMessage


def welcome(text: str, *, setup: bool = False, begin: bool = False) -> SlackMessage:
    """A greeting with the questions most people begin with.

    Args:
        text: the greeting.
        setup: offer the form that binds the channel.
        begin: offer the walkthroughs first: somebody's answers can be kept here.
    """
    blocks: list[dict[str, Any]] = [
        {"type": "section", "text": {"type": "mrkdwn", "text": escape(text)}},
        *([{"type": "actions", "elements": beginnings()}] if begin else []),
        {"type": "actions", "elements": starters()},
    ]
    if setup:
        blocks.append({"type": "actions", "elements": [setup_button()]})
    return SlackMessage(text=escape(text), blocks=tuple(blocks))


def setup_message() -> SlackMessage:
    """Offers the form that binds a channel: for who cannot use the slash command as well."""
    return setup_offer(wording.SETUP_OFFER)


def setup_offer(text: str, channel: str = "open") -> SlackMessage:
    """Says why and offers the form, for a channel when it is given."""
    return SlackMessage(
        text=text,
        blocks=(
            {"type": "section", "text": {"type": "plain_text", "text": text}},
            {"type": "actions", "elements": [setup_button(channel)]},
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


def beginnings() -> list[dict[str, Any]]:
    """Buttons that begin a walkthrough; first the one that finds out where one stands."""
    buttons: list[dict[str, Any]] = [
        {
            "type": "button",
            "action_id": f"begin:{number}",
            "value": str(number),
            "text": {"type": "plain_text", "text": label},
        }
        for number, (label, _) in enumerate(wording.BEGINNINGS)
    ]
    return [{**buttons[0], "style": "primary"}, *buttons[1:]]


def setup_button(channel: str = "open") -> dict[str, Any]:
    """Opens the form, for a channel when it is given."""
    return {
        "type": "button",
        "action_id": MODAL_ACTION,
        "value": channel,
        "text": {"type": "plain_text", "text": wording.SETUP_BUTTON},
    }
