"""The shapes that a `rich_text` block may have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.fakes.slack.texts import Found

_CONTAINERS = (
    "rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted",
)  # fmt: skip
_REQUIRED = {
    "text": "text", "link": "url", "user": "user_id", "channel": "channel_id", "emoji": "name",
    "broadcast": "range", "usergroup": "usergroup_id", "team": "team_id", "date": "timestamp",
    "color": "value",
}  # fmt: skip
_STYLES = frozenset({"bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"})  # fmt: skip
_RANGES = ("here", "channel", "everyone")


def rich_text_problems(block: dict[str, Any], at: str) -> Iterator[Found]:
    """What Slack would refuse in one `rich_text` block."""
    elements = block.get("elements")
    if not isinstance(elements, list) or not elements:
        yield "invalid_blocks", f"rich_text needs elements [json-pointer:{at}/elements]"
        return
    for number, element in enumerate(elements):
        pointer = f"{at}/elements/{number}"
        kind = element.get("type") if isinstance(element, dict) else None
        if kind not in _CONTAINERS:
            yield "invalid_blocks", f"unsupported type: {kind} [json-pointer:{pointer}/type]"
        elif kind == "rich_text_list":
            yield from _list(element, pointer)
        else:
            yield from _parts(element, pointer, kind)


def _list(element: dict[str, Any], at: str) -> Iterator[Found]:
    if element.get("style") not in ("bullet", "ordered"):
        yield "invalid_blocks", f"style must be bullet or ordered [json-pointer:{at}/style]"
    indent = element.get("indent", 0)
    if not isinstance(indent, int) or not 0 <= indent <= 8:
        yield "invalid_blocks", f"indent must be 0 to 8 [json-pointer:{at}/indent]"
    items = element.get("elements")
    if not isinstance(items, list) or not items:
        yield "invalid_blocks", f"a list needs elements [json-pointer:{at}/elements]"
        return
    for number, item in enumerate(items):
        pointer = f"{at}/elements/{number}"
        if not isinstance(item, dict) or item.get("type") != "rich_text_section":
            yield "invalid_blocks", f"list items are rich_text_section [json-pointer:{pointer}]"
        else:
            yield from _parts(item, pointer, "rich_text_section")


def _parts(element: dict[str, Any], at: str, container: str) -> Iterator[Found]:
    parts = element.get("elements")
    if not isinstance(parts, list):
        yield "invalid_blocks", f"elements must be an array [json-pointer:{at}/elements]"
        return
    for number, part in enumerate(parts):
        yield from _part(part, f"{at}/elements/{number}", container)


def _part(part: Any, at: str, container: str) -> Iterator[Found]:
    kind = part.get("type") if isinstance(part, dict) else None
    key = _REQUIRED.get(kind or "")
    if key is None or (container == "rich_text_preformatted" and kind not in ("text", "link")):
        yield "invalid_blocks", f"unsupported type: {kind} in {container} [json-pointer:{at}]"
        return
    value = part.get(key)
    if value in (None, ""):
        yield "invalid_blocks", f"must be more than 0 characters [json-pointer:{at}/{key}]"
    elif kind == "broadcast" and value not in _RANGES:
        yield "invalid_blocks", f"range must be one of {_RANGES} [json-pointer:{at}/range]"
    elif key != "timestamp" and not isinstance(value, str):
        yield "invalid_blocks", f"must be a string [json-pointer:{at}/{key}]"
    if kind == "link" and part.get("text") == "":
        yield "invalid_blocks", f"must be more than 0 characters [json-pointer:{at}/text]"
    style = part.get("style")
    if style is not None and (not isinstance(style, dict) or style.keys() - _STYLES):
        yield "invalid_blocks", f"unknown style {style} [json-pointer:{at}/style]"
