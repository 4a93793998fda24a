"""An answer whose question stands nowhere else in the channel shows it first."""

from __future__ import annotations

from bot import wording
from bot.slack.escaping import clean, inert
from bot.slack.pages import section
from bot.slack.render import SlackMessage
from bot.slack.splitting import pieces

_SHOWN = 300


def quoted(question: str, message: SlackMessage) -> SlackMessage:
    """The message below its question; in a notification the answer comes first."""
    first, *rest = pieces(" ".join(clean(question).split()) or "…", _SHOWN)
    said = inert(f"{first}…" if rest else first)
    asked = wording.ASKED.format(question=said)
    return SlackMessage(
        text=f"{message.text}\n{asked}", blocks=(section(f"> {said}"), *message.blocks)
    )
