"""Glyphs → lines in reading order, columns read one after the other."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from indexer.documents.joining import narrow
from indexer.documents.pdf_page import Box, Glyph

# In em: a gap that prints as a space, one that parts two texts, one that may be a gutter.
_SPACE, _LATIN_SPACE, _APART = 0.6, 0.22, 2.2
_GUTTER = 9.0
_COLUMN_LINES = 4
_COLUMN_SHARE = 0.22
_SAME_LINE = 0.45
_RUBY = 0.62
_CLOSING = ")）]】>＞.．"
_KANA = re.compile(r"[ぁ-ゖァ-ヺー・\s]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, or the part of it that belongs together.

    `ends` is the x where the text after its first word begins: what a hanging indent aligns to.
    `right` is the right edge of the column it stands in.
    """

    text: str
    box: Box
    size: float
    bold: bool
    starts: tuple[float, ...] = ()
    right: float = 0.0
    left: float = 0.0
    column: int = 0


def fragments(glyphs: Iterable[Glyph]) -> list[list[Line]]:
    """Rows of the page from top to bottom, each with its texts from left to right."""
    rows = [_split(row) for row in glyph_rows(list(glyphs))]
    return _without_ruby([row for row in rows if row])


def reading_order(rows: Sequence[Sequence[Line]], width: float, margin: float = 0.0) -> list[Line]:
    """Lines as they are read: down each column, then on to what stands below the columns.

    Args:
        rows: from top to bottom.
        width: of the page or frame.
        margin: the right edge of full lines where there is one column.
    """
    ordered: list[Line] = []
    column = 0
    for band in _bands(rows, width):
        for part in band:
            lines = [_merged(row) for row in part if row]
            if not lines:
                continue
            right = max(line.box.x1 for line in lines)
            if len(band) == 1:
                right = max(right, margin)
            left = min(line.box.x0 for line in lines)
            ordered.extend(replace(line, right=right, left=left, column=column) for line in lines)
            column += 1
    return ordered


def cell_lines(glyphs: Sequence[Glyph], box: Box) -> list[Line]:
    """The lines of one table cell."""
    lines = [_merged(row) for row in fragments(glyphs)]
    if not lines:
        return []
    right = max(line.box.x1 for line in lines)
    left = min(line.box.x0 for line in lines)
    if right < box.x1 - 3 * lines[0].size:
        right = box.x1 - 0.5 * lines[0].size
    return [replace(line, right=right, left=left) for line in lines]


def glyph_rows(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Glyphs that stand on one line, from top to bottom, each line from left to right."""
    rows: list[list[Glyph]] = []
    middles: list[tuple[float, float]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.box.top + glyph.box.bottom):
        middle = (glyph.box.top + glyph.box.bottom) / 2
        for index in range(len(rows) - 1, max(-1, len(rows) - 4), -1):
            at, size = middles[index]
            if abs(middle - at) < _SAME_LINE * max(size, glyph.size):
                rows[index].append(glyph)
                if glyph.size > size:
                    middles[index] = (middle, glyph.size)
                break
        else:
            rows.append([glyph])
            middles.append((middle, glyph.size))
    return [sorted(row, key=lambda glyph: glyph.box.x0) for row in rows]


def _split(row: list[Glyph]) -> list[Line]:
    lines: list[Line] = []
    part: list[Glyph] = []
    last: Glyph | None = None
    for glyph in row:
        if glyph.text.isspace():
            part.append(glyph)
            continue
        if last is not None and glyph.box.x0 - last.box.x1 > _APART * max(last.size, glyph.size):
            lines.append(_line(part))
            part = []
        part.append(glyph)
        last = glyph
    if last is not None:
        lines.append(_line(part))
    return [line for line in lines if line.text]


def _line(glyphs: list[Glyph]) -> Line:
    visible = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if not visible:
        return Line("", glyphs[0].box, glyphs[0].size, False)
    size = statistics.median(glyph.size for glyph in visible)
    text, last, space = "", None, ""
    starts = [visible[0].box.x0]
    for glyph in glyphs:
        if glyph.text.isspace():
            space = "　" if glyph.text == "　" or space == "　" else " "
            continue
        if last is not None:
            blank = _blank(last, glyph, space, size)
            if blank or len(text) < 8:
                starts.append(glyph.box.x0)
            text += blank
        text += glyph.text
        last, space = glyph, ""
    box = Box(
        visible[0].box.x0,
        min(glyph.box.top for glyph in visible),
        max(glyph.box.x1 for glyph in visible),
        max(glyph.box.bottom for glyph in visible),
    )
    heavy = sum(glyph.bold for glyph in visible)
    return Line(text, box, size, heavy > 0.8 * len(visible), tuple(starts[:10]))


def _blank(last: Glyph, glyph: Glyph, space: str, size: float) -> str:
    gap = glyph.box.x0 - last.box.x1
    if space:
        kept = gap > 0.03 * size or last.text in _CLOSING
        return space if kept else ""
    if narrow(last.text) and narrow(glyph.text):
        return " " if gap > _LATIN_SPACE * size else ""
    return " " if gap > _SPACE * size else ""


def _without_ruby(rows: list[list[Line]]) -> list[list[Line]]:
    kept: list[list[Line]] = []
    for index, row in enumerate(rows):
        near = [line for other in rows[index + 1 : index + 3] for line in other]
        kept.append([line for line in row if not _is_ruby(line, near)])
    return [row for row in kept if row]


def _is_ruby(line: Line, near: Sequence[Line]) -> bool:
    """Small kana right above larger text is its reading, not a text of its own."""
    return bool(_KANA.fullmatch(line.text)) and any(
        line.size <= _RUBY * base.size
        and base.box.x0 - base.size <= line.box.x0
        and line.box.x1 <= base.box.x1 + base.size
        and -0.5 * base.size <= base.box.top - line.box.bottom <= 0.5 * base.size
        for base in near
    )


def _bands(rows: Sequence[Sequence[Line]], width: float) -> list[list[list[list[Line]]]]:
    """Bands from top to bottom; each band is its columns, each column its rows."""
    gutter = _gutter(rows, width)
    whole = [[list(row) for row in rows]]
    if gutter is None:
        return [whole]
    bands: list[list[list[list[Line]]]] = []
    wide: list[list[Line]] = []
    narrow_rows: list[list[Line]] = []

    def close() -> None:
        nonlocal wide, narrow_rows
        if narrow_rows:
            sides = _sides(narrow_rows, gutter)
            if _columns(sides, width):
                if wide:
                    bands.append([wide])
                right = _bands(sides[1], width)
                bands.append([sides[0], *(part for band in right for part in band)])
                wide = []
            else:
                wide = [*wide, *narrow_rows]
            narrow_rows = []

    for row in rows:
        if any(line.box.x0 < gutter - 2 and line.box.x1 > gutter + 2 for line in row):
            close()
            wide.append(list(row))
        else:
            narrow_rows.append(list(row))
    close()
    if wide:
        bands.append([wide])
    return bands or [whole]


def _gutter(rows: Sequence[Sequence[Line]], width: float) -> float | None:
    """The x most gaps between neighbours have in common, if enough rows have one there."""
    gaps = [
        (first.box.x1, second.box.x0)
        for row in rows
        for first, second in zip(row, row[1:], strict=False)
        if second.box.x0 - first.box.x1 > _GUTTER
    ]
    if len(gaps) < 2:
        return None
    votes = [((x0 + x1) / 2, x0, x1) for x0, x1 in gaps]
    best = max(votes, key=lambda vote: sum(x0 < vote[0] < x1 for _, x0, x1 in votes))
    over = [(x0, x1) for _, x0, x1 in votes if x0 < best[0] < x1]
    if len(over) < 2:
        return None
    return (max(x0 for x0, _ in over) + min(x1 for _, x1 in over)) / 2


def _sides(rows: list[list[Line]], gutter: float) -> tuple[list[list[Line]], list[list[Line]]]:
    left = [[line for line in row if line.box.middle[0] < gutter] for row in rows]
    right = [[line for line in row if line.box.middle[0] >= gutter] for row in rows]
    return [row for row in left if row], [row for row in right if row]


def _columns(sides: tuple[list[list[Line]], list[list[Line]]], width: float) -> bool:
    """Whether both sides are running text: enough lines, wide enough, most of them full."""
    for side in sides:
        if len(side) < _COLUMN_LINES:
            return False
        x0 = min(row[0].box.x0 for row in side)
        x1 = max(row[-1].box.x1 for row in side)
        if x1 - x0 < _COLUMN_SHARE * width:
            return False
        full = sum(row[-1].box.x1 - row[0].box.x0 > 0.75 * (x1 - x0) for row in side)
        if full < 0.45 * len(side):
            return False
    return True


def _merged(row: Sequence[Line]) -> Line:
    if len(row) == 1:
        return row[0]
    return Line(
        "　".join(line.text for line in row),
        Box(
            row[0].box.x0,
            min(line.box.top for line in row),
            row[-1].box.x1,
            max(line.box.bottom for line in row),
        ),
        max(row, key=lambda line: len(line.text)).size,
        all(line.bold for line in row),
        row[0].starts,
    )
