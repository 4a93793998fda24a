"""The buttons below an answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot import wording
from bot.domain.answer import Answer, Choice
from bot.slack.escaping import clean
from bot.slack.splitting import pieces

MOST_CHOICES = 5
LONGEST_LABEL = 75


def rows(answer: Answer, *, turn: str, consult: bool, first_aid: bool) -> list[dict[str, Any]]:
    """The rows of buttons: what to ask next; then whom to ask, and whether it helped."""
    choices = [
        _button(f"choice:{number}", turn, fitting(label(choice)))
        for number, choice in enumerate(answer.choices[:MOST_CHOICES], 1)
    ]
    # A question back is answered by its choices alone.
    after = [] if answer.kind == "clarify" else _after(answer, turn, consult, first_aid)
    return [{"type": "actions", "elements": row} for row in (choices, after) if row]


def label(choice: Choice) -> str:
    """What a choice says."""
    found = (" ".join(clean(text).split()) for text in (choice.label, choice.question))
    return next(filter(None, found), "…")


def say_all(choices: Sequence[Choice]) -> bool:
    """Whether the buttons say everything that the choices say."""
    cut = any(fitting(label(choice)) != label(choice) for choice in choices)
    return not cut and len(choices) <= MOST_CHOICES


def _after(answer: Answer, turn: str, consult: bool, first_aid: bool) -> list[dict[str, Any]]:
    found = []
    if consult:
        button = _button("consult", turn, wording.CONSULT)
        if first_aid:
            button["style"] = "danger"
        elif answer.kind == "unknown":
            button["style"] = "primary"
        found.append(button)
    if answer.kind != "unknown" and not first_aid:
        found.append(_button("feedback:good", turn, wording.HELPFUL))
        found.append(_button("feedback:bad", turn, wording.NOT_HELPFUL))
    return found


def fitting(text: str) -> str:
    """A text as long as a button can say it."""
    first, *rest = pieces(text, LONGEST_LABEL)
    return f"{next(pieces(first, LONGEST_LABEL - 1))}…" if rest else first


def _button(action: str, turn: str, text: str) -> dict[str, Any]:
    return {
        "type": "button",
        "action_id": action,
        "value": turn,
        "text": {"type": "plain_text", "text": text, "emoji": False},
    }
