"""Checks shared by every block: text objects, ids, and how much text there is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Found = tuple[str, str]
"""Slack's error code and a sentence with the place."""

_READ = ("text", "alt_text", "value_text", "title", "label", "hint", "placeholder", "description")
_NESTED = (
    "elements", "fields", "accessory", "element", "options", "option_groups", "confirm", "rows",
)  # fmt: skip


def text_problems(text: Any, limit: int, at: str, *, plain: bool = False) -> Iterator[Found]:
    """A text object: type, not empty, not longer than its place allows."""
    if not isinstance(text, dict):
        yield "invalid_blocks", f"must be a text object [json-pointer:{at}]"
        return
    kind = text.get("type")
    if kind not in (("plain_text",) if plain else ("plain_text", "mrkdwn")):
        yield "invalid_blocks", f"unsupported text type: {kind} [json-pointer:{at}/type]"
    value = text.get("text")
    if not isinstance(value, str):
        yield "invalid_blocks", f"text must be a string [json-pointer:{at}/text]"
    elif not value:
        yield "invalid_blocks", f"must be more than 0 characters [json-pointer:{at}/text]"
    elif len(value) > limit:
        yield "invalid_blocks", f"must be less than {limit + 1} characters [json-pointer:{at}/text]"
    allowed = ("type", "text", "emoji") if kind == "plain_text" else ("type", "text", "verbatim")
    for key in text:
        if key not in allowed:
            yield "invalid_blocks", f"{key} is not allowed in {kind} [json-pointer:{at}/{key}]"


def id_problems(owner: dict[str, Any], key: str, at: str) -> Iterator[Found]:
    """`block_id` and `action_id`: strings of at most 255 characters."""
    value = owner.get(key)
    if value is not None and (not isinstance(value, str) or len(value) > 255):
        yield "invalid_blocks", f"{key} must be at most 255 characters [json-pointer:{at}/{key}]"


def object_text(item: Any) -> int:
    """The number of characters people read in a block, an element or a text object."""
    if isinstance(item, list):
        return sum(object_text(one) for one in item)
    if not isinstance(item, dict):
        return 0
    size = 0
    for key in _READ:
        value = item.get(key)
        if value is not None:
            size += len(value) if isinstance(value, str) else object_text(value)
    for key in _NESTED:
        if key in item:
            size += object_text(item[key])
    return size
