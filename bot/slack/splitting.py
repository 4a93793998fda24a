"""Long text in pieces that Slack takes: at a sentence where possible, never inside a character."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bot.slack.escaping import weight

_ENDS = (re.compile("[。！？!?][」』）)】〕]*"), re.compile("[、，, \n]"))
_OPEN_URL = re.compile(r"https?://[!-~]*$")
_JOINER = "\u200d"
_DAKUTEN = "\uff9e\uff9f"
# Further back than this no honest character reaches.
_LONGEST_CLUSTER = 32


def pieces(text: str, limit: int) -> Iterator[str]:
    """The text in pieces of at most `limit`, escaped and in UTF-16; together they are the text."""
    start = 0
    while start < len(text):
        end = _reach(text, start, limit)
        if end < len(text):
            end = _good_end(text, start, end)
        yield text[start:end]
        start = end


def _reach(text: str, start: int, limit: int) -> int:
    """Where a piece must end at the latest; it holds at least one character."""
    room, end = limit, start
    while end < len(text) and (room := room - weight(text[end])) >= 0:
        end += 1
    return max(end, start + 1)


def _good_end(text: str, start: int, end: int) -> int:
    """A better place to cut, not before the middle of the piece."""
    middle = (start + end) // 2
    for pattern in _ENDS:
        found = [match.end() for match in pattern.finditer(text, middle, end)]
        if found and _may_cut(text, found[-1]):
            return found[-1]
    url = _OPEN_URL.search(text, start, end)
    if url and url.start() > start and "!" <= text[end] <= "~":
        return url.start()
    for cut in range(end, max(start, end - _LONGEST_CLUSTER), -1):
        if _may_cut(text, cut):
            return cut
    return end


def _may_cut(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    return not (
        unicodedata.category(after).startswith("M")
        or _JOINER in (before, after)
        or after in _DAKUTEN
        or "\U0001f3fb" <= after <= "\U0001f3ff"
        or (_is_flag(before) and _is_flag(after))
    )


def _is_flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"
