"""Puts printed lines back together: no space within Japanese, one between Latin words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_HYPHENATED = re.compile(r"[A-Za-z]{2,}-$")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*$|\S+@\S*$")


def narrow(character: str) -> bool:
    """Whether a character is written with spaces between words (Latin, digits as typed)."""
    return unicodedata.east_asian_width(character) in {"Na", "H"} and not (
        "\uff61" <= character <= "\uff9f"
    )


def join(first: str, second: str) -> str:
    """Two pieces of one sentence as one: a space only between two Latin words."""
    first, second = first.rstrip(), second.lstrip()
    if not first or not second:
        return first + second
    if _ADDRESS.search(first) and second[0].isascii():
        return first + second
    if _HYPHENATED.search(first) and second[0].islower():
        return first + second
    latin = narrow(first[-1]) and narrow(second[0])
    return (
        f"{first} {second}"
        if latin and first[-1].isalnum() | (first[-1] in ",.;:)")
        else first + second
    )


def joined(pieces: Iterable[str]) -> str:
    """All pieces of one sentence as one."""
    text = ""
    for piece in pieces:
        text = join(text, piece)
    return text
