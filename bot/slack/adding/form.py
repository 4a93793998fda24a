"""The form in which staff says what a document is: shown, checked, read."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.slack.adding import words
from bot.slack.buttons import fitting
from bot.slack.escaping import clean
from bot.walkthroughs.secret import secret_in

OPEN = "adding:open"
VIEW = "add_document"
FILE = "file"
# What Slack lets be chosen; what the file really is, is looked at when it is read.
FILE_TYPES = ("pdf", "docx", "xlsx", "html", "htm", "md", "txt")
_REQUIRED = ("title", "publisher", "edition", "use", "trust", "published")
_LONGEST_LINE, _LONGEST_URL, _MOST_OPTIONS, _LONGEST_VALUE = 200, 2000, 100, 150
_URL = re.compile(r"https?://[^\s<>|\"]+")
_ID = re.compile(r"[a-z0-9]{0,24}")
_DOCUMENT = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_FILE_ID = re.compile(r"F[A-Z0-9]{1,30}")
Json = dict[str, Any]


def document_form(addition: str, said: Mapping[str, str], held: Sequence[tuple[str, str]]) -> Json:
    """The form.

    Args:
        addition: which it is about; empty = it asks for the file as well.
        said: what is known of the document so far, by field.
        held: id and name of the documents that may be the earlier edition.
    """
    blocks: list[Json] = [{"type": "context", "elements": [_plain(words.FORM_HOW)]}]
    if not addition:
        blocks.append(_file())
    blocks += [
        _input("title", _text(said.get("title", ""))),
        _input("edition", _text(said.get("edition", ""))),
        _input("publisher", _text(said.get("publisher", ""))),
        _input("published", _day(said.get("published", ""))),
        _input("use", _radio(words.USES, said.get("use", ""))),
        _input("trust", _radio(words.TRUSTS, said.get("trust", ""))),
        _input("url", _address(said.get("url", "")), optional=True),
        *_previous(held, said.get("previous", "")),
        _input("valid_from", _day(said.get("valid_from", "")), optional=True),
        _input("valid_to", _day(said.get("valid_to", "")), optional=True),
    ]
    return {
        "type": "modal",
        "callback_id": VIEW,
        "private_metadata": addition,
        "title": _plain(words.TITLE),
        "submit": _plain(words.SUBMIT),
        "close": _plain(words.CLOSE),
        "blocks": blocks,
    }


def fields(view: Mapping[str, Any]) -> dict[str, str]:
    """What was filled in, by field; nothing for what was left empty."""
    found = {}
    for name, element in _elements(view).items():
        value = _value(element)
        if name in words.LABELS and isinstance(value, str) and value.strip():
            found[name] = " ".join(clean(value).split())
    return found


def chosen_file(view: Mapping[str, Any]) -> tuple[str, str] | None:
    """Slack's id and the name of the file chosen in the form; None where there is none."""
    files = _elements(view).get(FILE, {}).get("files")
    first = files[0] if isinstance(files, list) and files else None
    if not isinstance(first, Mapping) or not _FILE_ID.fullmatch(str(first.get("id"))):
        return None
    return str(first["id"]), str(first.get("name") or "")


def addition_of(view: Mapping[str, Any]) -> str:
    """Which addition a form is about; empty = a new one.

    Raises:
        ValueError: the form is not one of ours.
    """
    found = str(view.get("private_metadata") or "")
    if not _ID.fullmatch(found):
        raise ValueError("no addition")
    return found


def errors(view: Mapping[str, Any]) -> dict[str, str]:
    """What is missing or wrong in a form, by block, in Japanese."""
    said, wrong = fields(view), set[str]()
    wrong |= {name for name in _REQUIRED if name not in said}
    wrong |= {
        name for name in ("title", "publisher", "edition")
        if len(said.get(name, "")) > _LONGEST_LINE
    }  # fmt: skip
    wrong |= {
        name for name in ("published", "valid_from", "valid_to")
        if name in said and day(said[name]) is None
    }  # fmt: skip
    wrong |= {
        name
        for name, known in (("use", words.USES), ("trust", words.TRUSTS))
        if said.get(name, "") not in known
    }
    url = said.get("url")
    if url and (len(url) > _LONGEST_URL or not _URL.fullmatch(url)):
        wrong.add("url")
    if "previous" in said and not _DOCUMENT.fullmatch(said["previous"]):
        wrong.add("previous")
    start, end = day(said.get("valid_from", "")), day(said.get("valid_to", ""))
    begins = start or day(said.get("published", ""))
    if begins and end and end < begins:
        wrong.add("valid_to")
    if not view.get("private_metadata") and chosen_file(view) is None:
        wrong.add(FILE)
    # Told first: nothing of it is kept, so it cannot be mended later (A29).
    secret = {
        name for name in ("title", "publisher", "edition", "url") if secret_in(said.get(name, ""))
    }
    return {
        name: words.WRONG_SECRET if name in secret else words.WRONG[name]
        for name in sorted(wrong | secret)
    }


def day(text: str) -> dt.date | None:
    """A date as a date picker gives it."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _elements(view: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The elements of a submitted form, by block; anything else is left out."""
    state = view.get("state")
    values = state.get("values") if isinstance(state, Mapping) else None
    found = {}
    for block, actions in values.items() if isinstance(values, Mapping) else ():
        element = actions.get(block) if isinstance(actions, Mapping) else None
        if isinstance(element, Mapping):
            found[str(block)] = element
    return found


def _value(element: Mapping[str, Any]) -> object:
    option = element.get("selected_option")
    chosen = option.get("value") if isinstance(option, Mapping) else None
    return element.get("value") or chosen or element.get("selected_date")


def _file() -> Json:
    element = {"type": "file_input", "filetypes": list(FILE_TYPES), "max_files": 1}
    row = _block(FILE, words.FILE, element)
    return {**row, "hint": _plain(words.FILE_HINT)}


def _previous(held: Sequence[tuple[str, str]], chosen: str) -> list[Json]:
    if not held:
        return []
    options = [
        {"text": _plain(fitting(" ".join(clean(name).split()) or key)), "value": key}
        for key, name in held[:_MOST_OPTIONS]
    ]
    element: Json = {"type": "static_select", "options": options}
    element["placeholder"] = _plain(words.CHOOSE)
    initial = next((one for one in options if one["value"] == chosen), None)
    if initial:
        element["initial_option"] = initial
    return [_input("previous", element, optional=True)]


def _text(value: str) -> Json:
    element: Json = {"type": "plain_text_input", "max_length": _LONGEST_LINE}
    return {**element, "initial_value": value[:_LONGEST_LINE]} if value else element


def _address(value: str) -> Json:
    element: Json = {"type": "url_text_input"}
    return {**element, "initial_value": value} if value else element


def _day(value: str) -> Json:
    element: Json = {"type": "datepicker"}
    return {**element, "initial_date": value} if day(value) else element


def _radio(labels: Mapping[str, str], chosen: str) -> Json:
    options = [{"text": _plain(label), "value": key} for key, label in labels.items()]
    element: Json = {"type": "radio_buttons", "options": options}
    initial = next((one for one in options if one["value"] == chosen), None)
    return {**element, "initial_option": initial} if initial else element


def _input(name: str, element: Json, *, optional: bool = False) -> Json:
    row = _block(name, words.LABELS[name], element)
    hint = words.HINTS.get(name)
    return {**row, "optional": optional, **({"hint": _plain(hint)} if hint else {})}


def _block(name: str, label: str, element: Json) -> Json:
    # The same name for block and element: errors are told by block.
    named = {**element, "action_id": name}
    return {"type": "input", "block_id": name, "label": _plain(label), "element": named}


def _plain(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": False}
