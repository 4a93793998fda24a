"""How wide a text is in a terminal. Pure."""

from __future__ import annotations

import unicodedata


def columns(text: str) -> int:
    """How many terminal columns a text takes."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1
