"""Small things every handler says and checks."""

from __future__ import annotations

from typing import Any

from bot.domain.scope import Scope, Speaker
from bot.slack.desk import Effect, Handled
from bot.slack.render import SlackMessage, notice
from bot.slack.work import Asked, Pressed
from bot.state.outbox import Letter

_LONGEST_NUMBER = 9


def number(text: str) -> int | None:
    """A number as our buttons carry it; None for anything else."""
    is_number = text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER
    return int(text) if is_number else None


def who(speaker: Speaker) -> str:
    """A person, in one string: ids are unique within a team only."""
    return f"{speaker.team or '?'}:{speaker.user}"


def letter(work: Asked | Pressed, message: SlackMessage) -> Letter:
    """A message where work came from."""
    return Letter(
        team=work.scope.team,
        channel=work.scope.channel,
        thread=work.thread,
        text=message.text,
        blocks=message.blocks,
        response_url=work.response_url,
    )


def letter_to(scope: Scope, message: SlackMessage, thread: str | None = None) -> Letter:
    """A message in a channel or thread."""
    return Letter(
        team=scope.team,
        channel=scope.channel,
        thread=thread,
        text=message.text,
        blocks=message.blocks,
    )


def to_presser(work: Pressed, text: str) -> Effect:
    """A word only the presser sees, where they pressed."""
    arguments: dict[str, Any] = {
        "channel": work.scope.channel,
        "user": work.speaker.user,
        "text": notice(text).text,
    }
    # Below a message that has no thread yet, nobody would look for it.
    if work.thread and work.thread != work.ts:
        arguments["thread_ts"] = work.thread
    return Effect(work.scope.team, "chat_postEphemeral", arguments)


def told(work: Pressed, text: str) -> Handled:
    """Says something to the presser alone, and changes nothing."""
    return Handled(effects=(to_presser(work, text),) if work.scope.channel else ())
