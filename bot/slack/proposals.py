"""「…ということでよいですか」 as a Slack message: its はい is the very button of the choice."""

from __future__ import annotations

from typing import Any

from bot.domain.walkthrough import Screen
from bot.slack.render import SlackMessage
from bot.slack.screens import ACTION, screen_message

# Beside any button of a step: a message holds 25.
_NO = f"{ACTION}:99"


def proposal_message(proposal: Screen, shown: Screen) -> SlackMessage | None:
    """The message; None where the step's own message has no button for the choice.

    Args:
        proposal: the question, with its two offers.
        shown: the step as it stands.
    """
    message = screen_message(proposal)
    yes, no = _buttons(message)
    own = [one for one in _buttons(screen_message(shown)) if one["value"] == yes["value"]]
    if len(own) != 1:
        return None
    yes["action_id"], no["action_id"] = own[0]["action_id"], _NO
    return message


def _buttons(message: SlackMessage) -> list[dict[str, Any]]:
    return [
        one for block in message.blocks if block["type"] == "actions" for one in block["elements"]
    ]
