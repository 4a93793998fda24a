"""Limits of the interactive elements inside blocks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.fakes.slack.texts import Found, id_problems, text_problems

_SELECTS = tuple(
    f"{many}{kind}_select"
    for many in ("", "multi_")
    for kind in ("static", "external", "users", "conversations", "channels")
)
_PICKERS = ("datepicker", "timepicker", "datetimepicker", "radio_buttons", "checkboxes")
_INPUTS = (
    "plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input",
    "file_input",
)  # fmt: skip
BLOCK_ELEMENTS: dict[str, tuple[str, ...]] = {
    "section": ("button", "overflow", "image", "workflow_button", *_SELECTS, *_PICKERS),
    "actions": ("button", "overflow", "workflow_button", *_SELECTS, *_PICKERS, "rich_text_input"),
    "context": ("image", "plain_text", "mrkdwn"),
    "context_actions": ("feedback_buttons", "icon_button"),
    "input": (*_INPUTS, *_SELECTS, *_PICKERS),
}
_OPTIONS = {"radio_buttons": 10, "checkboxes": 10, "overflow": 5}
_LENGTHS = {"url": 3000, "image_url": 3000, "accessibility_label": 75}


def element_problems(element: Any, at: str, allowed: tuple[str, ...]) -> Iterator[Found]:
    """What Slack would refuse in one element of a block that takes the `allowed` types."""
    kind = element.get("type") if isinstance(element, dict) else None
    if kind not in allowed:
        yield "invalid_blocks", f"unsupported type: {kind} [json-pointer:{at}/type]"
        return
    if kind in ("plain_text", "mrkdwn"):
        yield from text_problems(element, 2000, at)
        return
    yield from id_problems(element, "action_id", at)
    for key, limit in _LENGTHS.items():
        if len(str(element.get(key) or "")) > limit:
            yield "invalid_blocks", f"must be at most {limit} characters [json-pointer:{at}/{key}]"
    if element.get("placeholder") is not None:
        yield from text_problems(element["placeholder"], 150, f"{at}/placeholder", plain=True)
    if element.get("confirm") is not None:
        yield from _confirm(element["confirm"], f"{at}/confirm")
    yield from _by_kind(element, str(kind), at)


def _by_kind(element: dict[str, Any], kind: str, at: str) -> Iterator[Found]:
    if kind == "button":
        yield from _button(element, at)
    elif kind == "image":
        yield from _image(element, at)
    elif kind == "feedback_buttons":
        for key in ("positive_button", "negative_button"):
            yield from _button(element.get(key) or {}, f"{at}/{key}")
    elif kind == "plain_text_input":
        yield from _plain_text_input(element, at)
    elif kind in _OPTIONS or kind.endswith("static_select"):
        yield from _options(element, kind, at)
    elif kind == "file_input" and not 1 <= element.get("max_files", 10) <= 10:
        yield "invalid_blocks", f"max_files must be 1 to 10 [json-pointer:{at}/max_files]"


def _button(button: dict[str, Any], at: str) -> Iterator[Found]:
    yield from text_problems(button.get("text"), 75, f"{at}/text", plain=True)
    value = button.get("value")
    if value is not None and (not isinstance(value, str) or len(value) > 2000):
        yield "invalid_blocks", f"value must be at most 2000 characters [json-pointer:{at}/value]"
    if button.get("style") not in (None, "primary", "danger"):
        yield "invalid_blocks", f"style must be primary or danger [json-pointer:{at}/style]"


def _image(image: dict[str, Any], at: str) -> Iterator[Found]:
    if not image.get("image_url") and not image.get("slack_file"):
        yield "invalid_blocks", f"image needs image_url or slack_file [json-pointer:{at}]"
    if not 0 < len(image.get("alt_text") or "") <= 2000:
        yield "invalid_blocks", f"must be 1 to 2000 characters [json-pointer:{at}/alt_text]"


def _plain_text_input(element: dict[str, Any], at: str) -> Iterator[Found]:
    longest, shortest = element.get("max_length", 3000), element.get("min_length", 0)
    if not 1 <= longest <= 3000 or not 0 <= shortest <= min(longest, 3000):
        yield "invalid_blocks", f"lengths must be within 0 to 3000 [json-pointer:{at}/max_length]"
    if len(element.get("initial_value") or "") > longest:
        yield "invalid_blocks", f"longer than max_length [json-pointer:{at}/initial_value]"


def _options(element: dict[str, Any], kind: str, at: str) -> Iterator[Found]:
    most = _OPTIONS.get(kind, 100)
    groups = element.get("option_groups")
    if groups is not None and kind.endswith("select"):
        if not isinstance(groups, list) or not 1 <= len(groups) <= 100:
            yield "invalid_blocks", f"must be 1 to 100 groups [json-pointer:{at}/option_groups]"
            return
        for number, group in enumerate(groups):
            pointer = f"{at}/option_groups/{number}"
            yield from text_problems(group.get("label"), 75, f"{pointer}/label", plain=True)
            yield from _option_list(group.get("options"), most, kind, pointer)
        return
    yield from _option_list(element.get("options"), most, kind, at)
    options = element.get("options") or []
    chosen = element.get("initial_option")
    initial = element.get("initial_options") or ([chosen] if chosen is not None else [])
    if any(option not in options for option in initial):
        yield "invalid_blocks", f"initial option is not among the options [json-pointer:{at}]"


def _option_list(options: Any, most: int, kind: str, at: str) -> Iterator[Found]:
    if not isinstance(options, list) or not 1 <= len(options) <= most:
        yield "invalid_blocks", f"must be 1 to {most} options [json-pointer:{at}/options]"
        return
    plain = kind not in ("radio_buttons", "checkboxes")
    for number, option in enumerate(options):
        pointer = f"{at}/options/{number}"
        if not isinstance(option, dict):
            yield "invalid_blocks", f"must be an object [json-pointer:{pointer}]"
            continue
        yield from text_problems(option.get("text"), 75, f"{pointer}/text", plain=plain)
        if option.get("description") is not None:
            where = f"{pointer}/description"
            yield from text_problems(option["description"], 75, where, plain=plain)
        value = option.get("value")
        if not isinstance(value, str) or not 0 < len(value) <= 150:
            yield "invalid_blocks", f"must be 1 to 150 characters [json-pointer:{pointer}/value]"


def _confirm(confirm: Any, at: str) -> Iterator[Found]:
    if not isinstance(confirm, dict):
        yield "invalid_blocks", f"must be an object [json-pointer:{at}]"
        return
    limits = {"title": 100, "text": 300, "confirm": 30, "deny": 30}
    for key, limit in limits.items():
        yield from text_problems(confirm.get(key), limit, f"{at}/{key}", plain=key != "text")
