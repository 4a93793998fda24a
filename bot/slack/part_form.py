"""The questions of a self-check part in one form."""

from __future__ import annotations

from typing import Any

from bot import wording
from bot.domain.walkthrough import Form, FormItem, Offer
from bot.slack import parts
from bot.slack.buttons import fitting
from bot.slack.escaping import clean, inert
from bot.slack.splitting import pieces

_LONGEST_TITLE = 24
_LONGEST_SECTION, _LONGEST_LABEL = 2900, 1900
_MOST_OPTIONS = 10
_MOST_ITEMS = 90


def part_form(form: Form, place: str) -> dict[str, Any]:
    """The form; what is chosen in it is sent as it is chosen."""
    blocks: list[dict[str, Any]] = [
        _section(inert(next(pieces(clean(form.title).strip(), _LONGEST_SECTION), "…"))),
        _context(wording.WALK_FORM_HOW),
    ]
    blocks += [_question(item) for item in form.items[:_MOST_ITEMS]]
    return {
        "type": "modal",
        "callback_id": parts.VIEW,
        "private_metadata": place,
        "title": _plain(next(pieces(clean(wording.WALK_FORM), _LONGEST_TITLE))),
        "submit": _plain(wording.WALK_FORM_SUBMIT),
        "close": _plain(wording.WALK_FORM_CLOSE),
        "blocks": blocks,
    }


def _question(item: FormItem) -> dict[str, Any]:
    """A question with its choices; it may stay open, and tells of each choice at once."""
    options = [_option(choice) for choice in item.choices[:_MOST_OPTIONS]]
    chosen = next((one for one in options if one["value"] == item.answer), None)
    element: dict[str, Any] = {
        "type": "radio_buttons",
        "action_id": f"{parts.ITEM}{item.step}",
        "options": options,
    }
    if chosen is not None:
        element["initial_option"] = chosen
    return {
        "type": "input",
        "block_id": item.step,
        "label": _plain(_asked(item)),
        "element": element,
        "optional": True,
        "dispatch_action": True,
    }


def _asked(item: FormItem) -> str:
    title, ask = (" ".join(clean(text).split()) for text in (item.title, item.ask))
    said = ask if title == ask or not title else f"{title}\n{ask}"
    return next(pieces(said, _LONGEST_LABEL), "…")


def _option(choice: Offer) -> dict[str, Any]:
    label = fitting(" ".join(clean(choice.label).split()) or "…")
    return {"text": _plain(label), "value": choice.value}


def _section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def _context(text: str) -> dict[str, Any]:
    return {"type": "context", "elements": [_plain(text)]}


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}
