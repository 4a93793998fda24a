"""Slack's limits on messages and views, as a pure check: payload in, list of problems out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, Literal

from tests.fakes.slack.elements import BLOCK_ELEMENTS, element_problems
from tests.fakes.slack.rich_text import rich_text_problems
from tests.fakes.slack.texts import Found, id_problems, object_text, text_problems

Surface = Literal["message", "modal", "home"]

MAX_BLOCKS = {"message": 50, "modal": 100, "home": 100}
MAX_BLOCK_TEXT = 13_200
MAX_TABLE_TEXT = 10_000
MAX_MARKDOWN = 12_000
MAX_TEXT = 40_000
MAX_VIEW_BYTES = 250_000
_COMMON = frozenset({"section", "divider", "image", "context", "actions", "header", "rich_text"})
SURFACE_BLOCKS: dict[str, frozenset[str]] = {
    "message": _COMMON
    | {"input", "file", "video", "markdown", "table", "data_table", "plan", "task_card"}
    | {"context_actions", "card", "carousel", "container", "data_visualization"},
    "modal": _COMMON | {"input", "video", "alert"},
    "home": _COMMON | {"input", "video", "table", "data_table"},
}


def problems(payload: dict[str, Any]) -> list[str]:
    """What Slack would refuse in a message (`text`, `blocks`) or in a view (`type`, `blocks`)."""
    if payload.get("type") in ("modal", "home"):
        return [message for _, message in view_problems(payload)]
    return [message for _, message in message_problems(payload)]


def message_problems(payload: dict[str, Any]) -> Iterator[Found]:
    """Each problem of a message with the error code that Slack answers."""
    text = payload.get("text") or ""
    markdown = payload.get("markdown_text") or ""
    if not isinstance(text, str):
        yield "invalid_arguments", "text must be a string [json-pointer:/text]"
    elif len(text) > MAX_TEXT:
        yield "msg_too_long", f"text must be at most {MAX_TEXT} characters [json-pointer:/text]"
    if markdown and (text or payload.get("blocks")):
        yield "markdown_text_conflict", "markdown_text excludes text and blocks"
    if len(markdown) > MAX_MARKDOWN:
        yield "msg_too_long", f"markdown_text must be at most {MAX_MARKDOWN} characters"
    blocks = payload.get("blocks")
    if blocks is not None:
        yield from block_list_problems(blocks, "message")
        yield from _tables_problems(blocks)
        if isinstance(blocks, list) and (size := text_size(blocks)) > MAX_BLOCK_TEXT:
            yield "msg_blocks_too_long", f"{size} characters in blocks, at most {MAX_BLOCK_TEXT}"


def view_problems(view: Any) -> Iterator[Found]:
    """Each problem of a modal or a Home tab with the error code that Slack answers."""
    if not isinstance(view, dict) or view.get("type") not in ("modal", "home"):
        yield "invalid_arguments", "view must be an object of type modal or home"
        return
    surface: Surface = view["type"]
    if len(json.dumps(view)) > MAX_VIEW_BYTES:
        yield "view_too_large", f"view must be at most {MAX_VIEW_BYTES} bytes"
    if surface == "modal":
        yield from _modal_texts(view)
    elif extra := {"title", "submit", "close"} & view.keys():
        yield "invalid_arguments", f"a Home tab takes no {sorted(extra)}"
    for key, limit in (("private_metadata", 3000), ("callback_id", 255), ("external_id", 255)):
        value = view.get(key)
        if value is not None and (not isinstance(value, str) or len(value) > limit):
            yield "invalid_arguments", f"{key} must be a string of at most {limit} characters"
    if "blocks" not in view:
        yield "invalid_arguments", "missing required field: blocks [json-pointer:/view/blocks]"
    yield from block_list_problems(view.get("blocks", []), surface)
    known = {
        "type", "blocks", "title", "submit", "close", "private_metadata", "callback_id",
        "external_id", "clear_on_close", "notify_on_close", "submit_disabled",
    }  # fmt: skip
    if unknown := view.keys() - known:
        yield "invalid_arguments", f"no such view fields: {sorted(unknown)}"


def _modal_texts(view: dict[str, Any]) -> Iterator[Found]:
    if "title" not in view:
        yield "invalid_arguments", "missing required field: title [json-pointer:/view/title]"
    for key in ("title", "submit", "close"):
        if view.get(key) is not None:
            yield from text_problems(view[key], 24, f"/view/{key}", plain=True)
    has_input = any(
        isinstance(block, dict) and block.get("type") == "input"
        for block in view.get("blocks") or ()
    )
    if has_input and not view.get("submit"):
        yield "invalid_arguments", "a modal with input blocks needs submit"


def block_list_problems(blocks: Any, surface: Surface) -> Iterator[Found]:
    """Number, ids and shape of the blocks of one surface."""
    if not isinstance(blocks, list):
        yield "invalid_blocks_format", "blocks must be an array"
        return
    if len(blocks) > MAX_BLOCKS[surface]:
        yield (
            "invalid_blocks",
            f"no more than {MAX_BLOCKS[surface]} items allowed, not {len(blocks)}",
        )
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        at = f"/blocks/{number}"
        if not isinstance(block, dict):
            yield "invalid_blocks", f"must be an object [json-pointer:{at}]"
            continue
        kind = block.get("type")
        if kind not in SURFACE_BLOCKS[surface]:
            yield "invalid_blocks", f"unsupported type: {kind} [json-pointer:{at}/type]"
            continue
        yield from id_problems(block, "block_id", at)
        block_id = block.get("block_id")
        if block_id and block_id in seen:
            yield (
                "invalid_blocks",
                f"block_id {block_id} already exists [json-pointer:{at}/block_id]",
            )
        seen.add(str(block_id))
        yield from _block_problems(block, str(kind), at, surface)


def _block_problems(block: dict[str, Any], kind: str, at: str, surface: Surface) -> Iterator[Found]:
    check = _CHECKS.get(kind)
    try:
        if check is not None:
            yield from check(block, at)
        in_modal = surface == "modal"
        if kind == "input" and not in_modal and block["element"].get("type") == "file_input":
            yield "invalid_blocks", f"file_input is for modals only [json-pointer:{at}/element]"
    except (AttributeError, KeyError, TypeError) as error:
        yield "invalid_blocks", f"malformed {kind}: {error} [json-pointer:{at}]"


def _header(block: dict[str, Any], at: str) -> Iterator[Found]:
    yield from text_problems(block.get("text"), 150, f"{at}/text", plain=True)


def _image(block: dict[str, Any], at: str) -> Iterator[Found]:
    yield from element_problems(block, at, ("image",))
    if block.get("title") is not None:
        yield from text_problems(block["title"], 2000, f"{at}/title", plain=True)


def _markdown(block: dict[str, Any], at: str) -> Iterator[Found]:
    text = block.get("text")
    if not isinstance(text, str) or not 0 < len(text) <= MAX_MARKDOWN:
        yield "invalid_blocks", f"must be 1 to {MAX_MARKDOWN} characters [json-pointer:{at}/text]"


def _section(block: dict[str, Any], at: str) -> Iterator[Found]:
    fields = block.get("fields")
    if block.get("text") is None and not fields:
        yield "invalid_blocks", f"section needs text or fields [json-pointer:{at}]"
    if block.get("text") is not None:
        yield from text_problems(block["text"], 3000, f"{at}/text")
    if fields is not None:
        if not isinstance(fields, list) or not 1 <= len(fields) <= 10:
            yield "invalid_blocks", f"must be 1 to 10 fields [json-pointer:{at}/fields]"
            return
        for number, text in enumerate(fields):
            yield from text_problems(text, 2000, f"{at}/fields/{number}")
    if block.get("accessory") is not None:
        yield from element_problems(
            block["accessory"], f"{at}/accessory", BLOCK_ELEMENTS["section"]
        )


def _elements(block: dict[str, Any], at: str) -> Iterator[Found]:
    kind = block["type"]
    limit = {"context": 10, "actions": 25, "context_actions": 5}[kind]
    elements = block.get("elements")
    if not isinstance(elements, list) or not 1 <= len(elements) <= limit:
        yield "invalid_blocks", f"must be 1 to {limit} elements [json-pointer:{at}/elements]"
        return
    seen: set[str] = set()
    for number, element in enumerate(elements):
        pointer = f"{at}/elements/{number}"
        yield from element_problems(element, pointer, BLOCK_ELEMENTS[kind])
        action = element.get("action_id") if isinstance(element, dict) else None
        if action and action in seen:
            yield "invalid_blocks", f"action_id {action} already exists [json-pointer:{pointer}]"
        seen.add(str(action))


def _input(block: dict[str, Any], at: str) -> Iterator[Found]:
    yield from text_problems(block.get("label"), 2000, f"{at}/label", plain=True)
    if block.get("hint") is not None:
        yield from text_problems(block["hint"], 2000, f"{at}/hint", plain=True)
    yield from element_problems(block.get("element"), f"{at}/element", BLOCK_ELEMENTS["input"])


def _tables_problems(blocks: Any) -> Iterator[Found]:
    """One table a message, and 10,000 characters in its cells: the reference of the table block."""
    tables = [
        block
        for block in (blocks if isinstance(blocks, list) else ())
        if isinstance(block, dict) and block.get("type") == "table"
    ]
    if len(tables) > 1:
        yield "invalid_blocks", "only_one_table_allowed"
    if (size := sum(object_text(block) for block in tables)) > MAX_TABLE_TEXT:
        yield "invalid_blocks", f"{size} characters in tables, at most {MAX_TABLE_TEXT}"


def _table(block: dict[str, Any], at: str) -> Iterator[Found]:
    rows = block.get("rows")
    most = 100 if block["type"] == "table" else 101
    if not isinstance(rows, list) or not 1 <= len(rows) <= most:
        yield "invalid_blocks", f"must be 1 to {most} rows [json-pointer:{at}/rows]"
        return
    if any(not isinstance(row, list) or not 1 <= len(row) <= 20 for row in rows):
        yield "invalid_blocks", f"a row has 1 to 20 cells [json-pointer:{at}/rows]"
    settings = block.get("column_settings") or []
    if len(settings) > 20 or any(set(one or {}) - {"align", "is_wrapped"} for one in settings):
        yield "invalid_blocks", f"malformed settings [json-pointer:{at}/column_settings]"
    for number, cell in enumerate(cell for row in rows if isinstance(row, list) for cell in row):
        if isinstance(cell, dict) and cell.get("type") == "rich_text":
            yield from rich_text_problems(cell, f"{at}/rows/cell {number}")
        elif not isinstance(cell, dict) or not cell.get("text"):
            yield "invalid_blocks", f"empty or malformed cell {number} [json-pointer:{at}/rows]"


_CHECKS: dict[str, Callable[[dict[str, Any], str], Iterator[Found]]] = {
    "section": _section,
    "header": _header,
    "context": _elements,
    "actions": _elements,
    "context_actions": _elements,
    "input": _input,
    "rich_text": rich_text_problems,
    "image": _image,
    "markdown": _markdown,
    "table": _table,
    "data_table": _table,
}


def text_size(blocks: list[Any]) -> int:
    """All the characters people would read in these blocks."""
    return sum(object_text(block) for block in blocks)
