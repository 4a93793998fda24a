"""The numbers Word prints before list items: they are in no text, only in rules for counting."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

_PLACE = re.compile(r"%([1-9])")
_KANA = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
)
_IROHA = (
    "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
)
_KANJI = "一二三四五六七八九"
_WINGDINGS = {
    "\uf06c": "●",
    "\uf06e": "■",
    "\uf0b7": "・",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf0a8": "□",
    "\uf06f": "□",
}


class WordNumbers:
    """Counts list items in the order of the document.

    Args:
        document: the document whose numbering rules are followed.
    """

    def __init__(self, document: Document):
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._abstract: dict[str, str] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        for abstract in root.iter(qn("w:abstractNum")):
            self._levels[abstract.get(qn("w:abstractNumId"))] = {
                int(level.get(qn("w:ilvl"))): (
                    _value(level, "w:numFmt", "decimal"),
                    _value(level, "w:lvlText", ""),
                    int(_value(level, "w:start", "1") or 1),
                )
                for level in abstract.iter(qn("w:lvl"))
            }
        for number in root.iter(qn("w:num")):
            self._abstract[number.get(qn("w:numId"))] = _value(number, "w:abstractNumId", "")

    def next(self, paragraph: Paragraph) -> str:
        """The number or bullet of a paragraph, counted on; empty for one without."""
        found = _list_of(paragraph)
        if found is None:
            return ""
        abstract, depth = self._abstract.get(found[0], ""), found[1]
        levels = self._levels.get(abstract, {})
        if depth not in levels:
            return ""
        counts = self._counts[abstract]
        style, text, start = levels[depth]
        if style == "bullet":
            return _WINGDINGS.get(
                text, text if text.isprintable() and text and ord(text[0]) < 0xE000 else "・"
            )
        counts[depth] = counts.get(depth, start - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]

        def printed(match: re.Match[str]) -> str:
            level = int(match.group(1)) - 1
            form, _, first = levels.get(level, ("decimal", "", 1))
            return _written(counts.get(level, first), form)

        return _PLACE.sub(printed, text)


def _list_of(paragraph: Paragraph) -> tuple[str, int] | None:
    properties: list[Any] = [paragraph._p.pPr]
    style = paragraph.style
    while style is not None:
        properties.append(style.element.pPr)
        style = style.base_style
    for candidate in properties:
        numbering = candidate.numPr if candidate is not None else None
        if numbering is None or numbering.numId is None:
            continue
        if numbering.numId.val == 0:
            return None
        depth = numbering.ilvl.val if numbering.ilvl is not None else 0
        return str(numbering.numId.val), int(depth)
    return None


def _value(element: Any, name: str, default: str) -> str:
    found = element.find(qn(name))
    return default if found is None else str(found.get(qn("w:val")) or "")


def _written(value: int, form: str) -> str:
    if form in {"decimalFullWidth", "decimalFullWidth2"}:
        return "".join(chr(ord("０") + int(digit)) for digit in str(value))
    if form in {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"} and 1 <= value <= 20:
        return chr(0x2460 + value - 1)
    if form in {"aiueo", "aiueoFullWidth"} and 1 <= value <= len(_KANA):
        return _KANA[value - 1]
    if form in {"iroha", "irohaFullWidth"} and 1 <= value <= len(_IROHA):
        return _IROHA[value - 1]
    if form in {"lowerLetter", "upperLetter"} and 1 <= value <= 26:
        return chr((97 if form == "lowerLetter" else 65) + value - 1)
    if form in {"lowerRoman", "upperRoman"}:
        roman = _roman(value)
        return roman if form == "upperRoman" else roman.lower()
    if form in {
        "japaneseCounting",
        "ideographDigital",
        "japaneseDigitalTenThousand",
        "chineseCounting",
    }:
        return _kanji(value)
    return str(value)


def _kanji(value: int) -> str:
    if not 1 <= value <= 99:
        return str(value)
    tens, ones = divmod(value, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else _KANJI[tens - 1] + "十")
    return head + (_KANJI[ones - 1] if ones else "")


def _roman(value: int) -> str:
    text = ""
    for size, letters in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while value >= size:
            text, value = text + letters, value - size
    return text
