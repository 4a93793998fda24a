"""The Japanese font charts are drawn in: where it is, which letters it has, how wide they are."""

from __future__ import annotations

import importlib.util
import unicodedata
from functools import lru_cache
from pathlib import Path

from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font

from bot.documents import words
from bot.documents.errors import DocumentError
from bot.documents.text import clean

_PACKAGE = "matplotlib_fontja"
_FILE = Path("fonts") / "ipaexg.ttf"
_UNITS = 100
_NOT_FIRST = "、。，．・）」』】！？ー…"


def font_file() -> Path:
    """The font's file, found without running the package, which would change global settings.

    Raises:
        DocumentError: the package or its file is missing.
    """
    found = importlib.util.find_spec(_PACKAGE)
    for folder in (found.submodule_search_locations or ()) if found else ():
        if (path := Path(folder) / _FILE).is_file():
            return path
    raise DocumentError(words.FONT_MISSING)


@lru_cache(maxsize=4)
def _glyphs(path: Path) -> frozenset[int]:
    try:
        return frozenset(FT2Font(str(path)).get_charmap())
    except Exception as problem:
        raise DocumentError(words.FONT_MISSING) from problem


class Face:
    """The font at hand.

    Raises:
        DocumentError: it is missing or cannot be read.
    """

    def __init__(self) -> None:
        path = font_file()
        self._known = _glyphs(path)
        self._font = FT2Font(str(path))
        self._font.set_size(_UNITS, 72)
        self._widths: dict[str, float] = {}
        self.file = path

    def properties(self, size: float) -> FontProperties:
        """The font at a size in points."""
        return FontProperties(fname=str(self.file), size=size)

    def drawable(self, text: str) -> str:
        """The text with 〓 for letters the font lacks; pictures and joiners are left out."""
        return "".join(
            letter if ord(letter) in self._known else words.GETA
            for letter in clean(text)
            if ord(letter) in self._known or not _is_left_out(letter)
        ).strip()

    def width(self, text: str, size: float) -> float:
        """How wide a text is, in points."""
        if text not in self._widths:
            self._font.set_text(text)
            self._widths[text] = float(self._font.get_width_height()[0]) / 64 / _UNITS
        return self._widths[text] * size

    def fitted(self, text: str, size: float, room: float) -> str:
        """The text, cut with … where it would be wider than the room in points."""
        text = self.drawable(text)[:200]
        if self.width(text, size) <= room:
            return text
        fitting, much = 0, len(text)
        while fitting < much:
            half = (fitting + much + 1) // 2
            if self.width(f"{text[:half]}…", size) <= room:
                fitting = half
            else:
                much = half - 1
        return f"{text[:fitting]}…"

    def wrapped(self, text: str, size: float, room: float) -> list[str]:
        """The text in lines that fit the room; no line begins with a closing mark."""
        found = [""]
        filled = 0.0
        for letter in self.drawable(text)[:400]:
            wide = self.width(letter, size)
            if filled + wide > room and found[-1]:
                kept = len(found[-1])
                while letter in _NOT_FIRST and kept > 1:
                    kept -= 1
                    if found[-1][kept] not in _NOT_FIRST:
                        break
                found[-1:] = [found[-1][:kept], found[-1][kept:]]
                filled = self.width(found[-1], size)
            found[-1] += letter
            filled += wide
        return found


def _is_left_out(letter: str) -> bool:
    """Emoji, other pictures, and marks that only change the letter before them."""
    return unicodedata.category(letter) in ("So", "Sk", "Cf", "Mn", "Me")
