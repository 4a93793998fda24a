"""The form of a self-check part, as Slack sends it: a choice made in it, or all of it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.domain.scope import Scope
from bot.slack.payload import Payload, actor, installed
from bot.slack.work import Filled

OPEN = "walkform:open"
VIEW = "walk_part"
ITEM = "walkitem:"
_LONGEST_STEP, _LONGEST_VALUE, _MOST_ITEMS = 128, 150, 100
_ID = r"[A-Za-z0-9_-]{1,64}"
_PLACE = re.compile(rf"({_ID})\|([CGD][A-Z0-9]{{1,30}})\|([0-9.]{{0,30}})\|([0-9.]{{0,30}})")


def place(run: str, channel: str, thread: str | None, ts: str | None) -> str:
    """What the form carries: ids only, and none of them is believed when it comes back."""
    return f"{run}|{channel}|{thread or ''}|{ts or ''}"


def is_item(action: Payload) -> bool:
    """Whether an action is a choice in the form."""
    return str(action["action_id"]).startswith(ITEM)


def chosen(body: Payload) -> Filled:
    """One choice, made while the form is open.

    Raises:
        ValueError: the form is not one of ours.
    """
    action = body["actions"][0]
    step = str(action["action_id"]).removeprefix(ITEM)
    return _filled(body, [(step, str(action["selected_option"]["value"]))], sent=False)


def sent(body: Payload) -> Filled:
    """Everything chosen in a form that was sent.

    Raises:
        ValueError: the form is not one of ours.
    """
    elements = [
        (str(name), element)
        for block in body["view"]["state"]["values"].values()
        for name, element in block.items()
    ]
    found = [
        (name.removeprefix(ITEM), str(element["selected_option"]["value"]))
        for name, element in elements
        if name.startswith(ITEM) and element.get("selected_option")
    ]
    return _filled(body, found, sent=True)


def _filled(body: Payload, values: Iterable[tuple[str, str]], *, sent: bool) -> Filled:
    match = _PLACE.fullmatch(str(body["view"]["private_metadata"]))
    if match is None:
        raise ValueError("no place")
    run, channel, thread, ts = match.groups()
    kept = {
        step: value
        for step, value in values
        if 0 < len(step) <= _LONGEST_STEP and 0 < len(value) <= _LONGEST_VALUE
    }
    if len(kept) > _MOST_ITEMS:
        raise ValueError("too many")
    return Filled(
        scope=Scope(team=installed(body), channel=channel),
        speaker=actor(body),
        run=run,
        values=kept,
        ts=ts or None,
        thread=thread or None,
        sent=sent,
    )
