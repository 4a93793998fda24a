"""Running heads, running feet and page numbers: found by repetition and place."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence

from indexer.documents.numbering import numbering
from indexer.documents.pdf_lines import Line

_EDGE = 0.1
_NUMBER = re.compile(
    r"(?:p\.?|page|-|–|—|−|ー|\(|\[|~|・)*\s*([0-9]{1,4}|[ivxl]{1,6})\s*"
    r"(?:-|–|—|−|ー|\)|\]|~|・|/\s*[0-9]{1,4}|ページ|頁)*",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"[0-9]+")
_TITLES = {"part", "chapter", "section", "article", "annex"}
Rows = list[list[Line]]


def page_numbers(pages: Sequence[Rows], heights: Sequence[float]) -> list[tuple[str, Line] | None]:
    """The number printed on each page with the line it is printed in, where there is one.

    A number counts if it stands at the edge of the page and keeps step with the pages.
    """
    candidates = [
        [
            (match.group(1), line)
            for row in rows
            for line in row
            if _edge(line, height) and (match := _NUMBER.fullmatch(_plain(line.text)))
        ]
        for rows, height in zip(pages, heights, strict=True)
    ]
    offsets = Counter(
        int(number) - index
        for index, found in enumerate(candidates)
        for number in {number for number, _ in found if number.isdigit()}
    )
    good = {offset for offset, count in offsets.items() if count >= min(3, max(1, len(pages)))}
    if len(pages) <= 2:
        good = {offset for offset in offsets if offset in (0, 1)}
    chosen: list[tuple[str, Line] | None] = []
    for index, found in enumerate(candidates):
        best = [
            (number, line)
            for number, line in found
            if (number.isdigit() and int(number) - index in good) or not number.isdigit()
        ]
        ranked = sorted(
            best,
            key=lambda pair: (
                -offsets[int(pair[0]) - index] if pair[0].isdigit() else 0,
                -abs(pair[1].box.middle[1] - heights[index] / 2),
            ),
        )
        chosen.append(ranked[0] if ranked else None)
    return chosen


def running(pages: Sequence[Rows], heights: Sequence[float]) -> set[tuple[int, Line]]:
    """Lines at the edge of a page that come again on others at the same height, by page index."""
    places: dict[tuple[str, int], list[tuple[int, Line]]] = defaultdict(list)
    for index, (rows, height) in enumerate(zip(pages, heights, strict=True)):
        ends = [*rows[:3], *rows[-3:]]
        for line in {line for row in ends for line in row if _edge(line, height)}:
            text = _plain(line.text)
            found_number = numbering(line.text)
            # 様式第１号, 様式第２号 … at the top of each form are headings.
            if found_number is None or found_number.style not in _TITLES:
                text = _DIGITS.sub("0", text)
            places[text, round(line.box.top / 6)].append((index, line))
    needed = max(3, round(0.25 * len(pages)))
    found: set[tuple[int, Line]] = set()
    for (text, height_slot), lines in places.items():
        near = {index for index, _ in lines}
        for slot in (height_slot - 1, height_slot + 1):
            near |= {index for index, _ in places.get((text, slot), [])}
        if len(near) >= needed:
            found.update(lines)
    return found


def _edge(line: Line, height: float) -> bool:
    return line.box.bottom < _EDGE * height or line.box.top > (1 - _EDGE) * height


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace(" ", "").lower()
