"""What people type where a step wants a text: read, cleaned, shown back. Pure."""

from __future__ import annotations

import datetime as dt
import ipaddress
import re
import unicodedata
from typing import Final
from urllib.parse import urlsplit

from bot import wording
from bot.domain.answer import Model
from bot.walkthroughs import dates
from bot.walkthroughs.choosing import is_question, pick
from bot.walkthroughs.secret import secret_in
from knowledge.walkthrough import Check

__all__ = ["Problem", "Read", "is_question", "pick", "read", "secret_in"]

_LONGEST: Final = {"text": 2000, "name": 200, "sheet": 60}
_LONGEST_ANY: Final = 2000
_ID_DIGITS, _CORPORATE_DIGITS = 11, 13

_BREAK = re.compile("[\t\n\x0b\x0c\r\x85\u2028\u2029]+")
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Bidi marks, zero-width marks and tags; joiners and variation selectors belong to letters.
_MARKS = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]"
)
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_MAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}"
    r"[A-Za-z]{2,24}(?![A-Za-z0-9@-])"
)
_MAIL_LABEL = re.compile(r"^(?:e-?mail|mail|mailto)\s*:\s*", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s<>\"「」『』（）【】、。，]+", re.IGNORECASE)
_URL_TAIL = re.compile(r"(?:です|になります|でお願いします)?[.,\]']*$")
_HOST = re.compile(r"(?:\w(?:[\w-]{0,61}\w)?\.)+\w[\w-]{0,61}\w")
_LOOKS_LIKE_URL = re.compile(r"(?:^|\s)(?:www\.\S+|[\w-]+(?:\.[\w-]+)+(?:/\S*)?)(?:$|\s)")
_INSIDE = re.compile(r"localhost$|\.(?:local|lan|internal|localhost|test|example)$", re.IGNORECASE)
_ID_GAPS = re.compile(r"(?<=[0-9])[\s\-\u2010-\u2015\u2212ー_.・]+(?=[0-9])")


class Read(Model):
    """A text that was understood.

    Attributes:
        value: what is kept, in one notation (dates ISO, an ID as bare digits).
        shown: what to show back to the writer.
        warning: a word of caution; the value is kept all the same.
    """

    value: str
    shown: str
    warning: str | None = None


class Problem(Model):
    """A text that cannot be kept, and what to say about it."""

    sentence: str


def read(check: Check, text: str, today: dt.date) -> Read | Problem:
    """Read what was typed for a step's check."""
    if len(text) > 2 * _LONGEST_ANY:
        return _too_long(_LONGEST_ANY)
    match check:
        case "text" | "name" | "sheet":
            return _words(check, text)
        case "programme":
            return _words("name", text)
        case "mail":
            return _mail(text)
        case "url":
            return _url(text)
        case "date" | "past_date":
            return _date(text, today, past=check == "past_date")
        case "declaration_id":
            return _declaration_id(text)


def _words(check: Check, text: str) -> Read | Problem:
    text = _LINE_END.sub("\n", text) if check == "text" else _BREAK.sub(" ", text)
    text = _MARKS.sub("", text).strip()
    if not text:
        return Problem(sentence=wording.TYPED_EMPTY)
    if len(text) > _LONGEST[check]:
        return _too_long(_LONGEST[check])
    letters = (unicodedata.category(char) for char in text)
    if check != "text" and not any(kind[0] in "LN" or kind == "So" for kind in letters):
        return Problem(sentence=wording.NAME_UNREADABLE)
    return Read(value=text, shown=text)


def _too_long(limit: int) -> Problem:
    return Problem(sentence=wording.TYPED_TOO_LONG.format(limit=limit))


def _mail(text: str) -> Read | Problem:
    text = _MAIL_LABEL.sub("", _MARKS.sub("", text).translate(_WIDE).strip())
    found = _MAIL.search(text)
    if found is None or text.count("@") != 1:
        return Problem(sentence=wording.MAIL_UNREADABLE)
    around = text[: found.start()] + text[found.end() :]
    if re.search(r"[A-Za-z0-9]", around):
        return Problem(sentence=wording.MAIL_UNREADABLE)
    return Read(value=found.group(), shown=found.group())


def _url(text: str) -> Read | Problem:
    text = _MARKS.sub("", text).translate(_WIDE).strip()
    found = _URL.findall(text)
    if not found:
        bare = _LOOKS_LIKE_URL.search(text) and "@" not in text and "://" not in text
        return Problem(sentence=wording.URL_NO_SCHEME if bare else wording.URL_UNREADABLE)
    url = _URL_TAIL.sub("", found[0], count=1)
    try:
        parts = urlsplit(url)
        host, secret, _ = parts.hostname or "", parts.username or parts.password, parts.port
    except ValueError:
        return Problem(sentence=wording.URL_UNREADABLE)
    if secret is not None:
        return Problem(sentence=wording.URL_WITH_PASSWORD)
    inside = _is_inside(host)
    if len(found) > 1 or not (inside or _HOST.fullmatch(host)):
        return Problem(sentence=wording.URL_UNREADABLE)
    return Read(value=url, shown=url, warning=wording.URL_INSIDE if inside else None)


def _is_inside(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return _INSIDE.search(host) is not None


def _date(text: str, today: dt.date, *, past: bool) -> Read | Problem:
    found = dates.day(_MARKS.sub("", text), today, past=past)
    if isinstance(found, str):
        return Problem(sentence=found)
    if past and found.day > today:
        said = wording.DATE_AHEAD.format(date=dates.shown(found.day))
        return Problem(sentence=said)
    return Read(value=found.day.isoformat(), shown=dates.shown(found.day), warning=found.warning)


def _declaration_id(text: str) -> Read | Problem:
    text = unicodedata.normalize("NFKC", _MARKS.sub("", text))
    groups = re.findall(r"[0-9]+", _ID_GAPS.sub("", text))
    if len(groups) != 1:
        return Problem(sentence=wording.ID_UNREADABLE)
    digits = groups[0]
    if len(digits) == _CORPORATE_DIGITS:
        return Problem(sentence=wording.ID_CORPORATE)
    if len(digits) != _ID_DIGITS:
        return Problem(sentence=wording.ID_LENGTH.format(count=len(digits)))
    warning = {"4": wording.ID_OLD, "5": None}.get(digits[0], wording.ID_UNUSUAL)
    return Read(value=digits, shown=masked(digits), warning=warning)


def masked(declaration_id: str) -> str:
    """A declaration ID as others may see it: its first digit and its last three."""
    return f"{declaration_id[:1]}{'•' * max(0, len(declaration_id) - 4)}{declaration_id[-3:]}"
