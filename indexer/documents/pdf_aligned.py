"""Tables without lines: texts that stand in columns because they are printed in columns.

What tells a table from running text are rivers: stretches of white that go down through several
lines, with something aligned on their right. Two columns of running text, a list with its numbers
and a table of contents have rivers too; they are no tables.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.documents.joining import joined
from indexer.documents.numbering import marked, numbering
from indexer.documents.pdf_aligned_rows import Cells, Span, grouped, span_of
from indexer.documents.pdf_lines import cell_lines, glyph_rows
from indexer.documents.pdf_page import Box, Glyph
from indexer.documents.pdf_tables import Table, header_rows

# In em: white between two columns, white that no sentence has, white that ends a table.
_RIVER, _WIDE, _BELOW = 0.8, 2.2, 2.4
_LEAST_ROWS = 3
_ALIGNED_SHARE = 0.6
_RUNNING_LINES, _RUNNING_SHARE, _FULL_SHARE = 4, 0.22, 0.45
_LABEL = 14
_LEADER = re.compile(r"[.．・…‥·･]{4,}|…{2,}")
_FILLED = 0.5


@dataclass(frozen=True)
class _Row:
    """One printed line: its glyphs and the stretches they fill."""

    glyphs: list[Glyph]
    spans: list[Span]
    size: float
    top: float
    bottom: float

    @property
    def gaps(self) -> list[Span]:
        return [
            (first[1], second[0]) for first, second in zip(self.spans, self.spans[1:], strict=False)
        ]


def aligned_tables(
    number: int, glyphs: Sequence[Glyph], width: float
) -> tuple[list[Table], list[Glyph]]:
    """The tables without lines among the glyphs of an area, and the glyphs of none.

    Args:
        number: of the page.
        glyphs: what no ruled table holds.
        width: of the area.
    """
    rows = [row for glyphs_of in glyph_rows(list(glyphs)) if (row := _row(glyphs_of)) is not None]
    found: list[Table] = []
    taken: set[int] = set()
    start = 0
    while start < len(rows):
        block = _block(rows, start)
        table = _table(number, rows[start : block[0]], block[1], width) if block else None
        if block is None or table is None:
            start += 1
            continue
        found.append(table)
        taken.update(id(glyph) for row in rows[start : block[0]] for glyph in row.glyphs)
        start = block[0]
    return found, [glyph for glyph in glyphs if id(glyph) not in taken]


def _row(glyphs: list[Glyph]) -> _Row | None:
    visible = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if not visible:
        return None
    size = statistics.median(glyph.size for glyph in visible)
    spans: list[Span] = []
    for glyph in visible:
        if spans and glyph.box.x0 - spans[-1][1] < _RIVER * size:
            spans[-1] = (spans[-1][0], max(spans[-1][1], glyph.box.x1))
        else:
            spans.append((glyph.box.x0, glyph.box.x1))
    top = min(glyph.box.top for glyph in visible)
    return _Row(glyphs, spans, size, top, max(glyph.box.bottom for glyph in visible))


def _block(rows: Sequence[_Row], start: int) -> tuple[int, list[Span]] | None:
    """Where the lines that share rivers with the first one end, and the rivers."""
    first = rows[start]
    if not any(high - low >= _WIDE * first.size for low, high in first.gaps):
        return None
    rivers = first.gaps
    best: tuple[int, list[Span]] | None = None
    for index in range(start + 1, len(rows)):
        row, above = rows[index], rows[index - 1]
        if row.top - above.bottom > _BELOW * row.size or abs(row.size - first.size) > (
            0.15 * first.size
        ):
            break
        if _leads(row) or _leads(first):
            break
        if len(row.spans) == 1 and row.spans[0][0] < rivers[0][0] and _starts(row):
            break
        rivers = [
            river for river in _shared(rivers, row) if river[1] - river[0] >= (_RIVER * row.size)
        ]
        if not rivers:
            break
        count = index + 1 - start
        if best is None or count * len(rivers) >= (best[0] - start) * len(best[1]):
            best = (index + 1, rivers)
    if best is None:
        return None
    end = best[0]
    while (
        end > start
        and len(rows[end - 1].spans) == 1
        and rows[end - 1].spans[0][0] < (best[1][0][0])
    ):
        end -= 1
    return end, best[1]


def _leads(row: _Row) -> bool:
    """Whether dots lead to a page number: a line of a table of contents."""
    text = "".join(glyph.text for glyph in row.glyphs if not glyph.text.isspace())
    return bool(_LEADER.search(text))


def _starts(row: _Row) -> bool:
    """Whether a line at the left is a heading or an item rather than a cell."""
    text = "".join(glyph.text for glyph in row.glyphs)
    heavy = all(glyph.bold for glyph in row.glyphs if not glyph.text.isspace())
    return heavy or numbering(text) is not None or marked(text)


def _shared(rivers: Sequence[Span], row: _Row) -> list[Span]:
    edges = [float("-inf"), *(x for span in row.spans for x in span), float("inf")]
    free = list(zip(edges[::2], edges[1::2], strict=True))
    return [
        (max(low, start), min(high, end))
        for low, high in rivers
        for start, end in free
        if min(high, end) > max(low, start)
    ]


def _table(number: int, rows: Sequence[_Row], rivers: list[Span], width: float) -> Table | None:
    if len(rows) < _LEAST_ROWS:
        return None
    columns = _columns(rows, rivers)
    if columns is None:
        return None
    lines = [_cells(row, columns) for row in rows]
    if not _tabular(lines, columns, width):
        return None
    groups = list(grouped(lines, [row.top for row in rows]))
    if len(groups) < _LEAST_ROWS:
        return None
    texts = tuple(
        tuple(
            _text([cell for line in group for cell in line[index]], box)
            for index, box in enumerate(columns)
        )
        for group in groups
    )
    filled = sum(bool(text) for row in texts for text in row)
    if filled < _FILLED * len(texts) * len(columns) or _no_table(texts):
        return None
    box = Box(columns[0].x0, rows[0].top, columns[-1].x1, rows[-1].bottom)
    edges = (*(column.x0 for column in columns), box.x1)
    return Table(number, box, texts, header_rows(texts), edges)


def _columns(rows: Sequence[_Row], rivers: list[Span]) -> list[Box] | None:
    """The columns between rivers, each with text in several lines."""
    cuts = [(low + high) / 2 for low, high in rivers]
    left = min(row.spans[0][0] for row in rows)
    right = max(row.spans[-1][1] for row in rows)
    cuts = [
        cut
        for cut, after in zip(cuts, [*cuts[1:], right + 1], strict=True)
        if sum(any(cut < low < after for low, _ in row.spans) for row in rows) >= 2
    ]
    if not cuts:
        return None
    top, bottom = rows[0].top, rows[-1].bottom
    edges = [left, *cuts, right]
    return [Box(x0, top, x1, bottom) for x0, x1 in zip(edges, edges[1:], strict=False)]


def _cells(row: _Row, columns: Sequence[Box]) -> Cells:
    cells: Cells = [[] for _ in columns]
    for glyph in row.glyphs:
        middle = glyph.box.middle[0]
        index = next((i for i, box in enumerate(columns) if middle < box.x1), len(columns) - 1)
        cells[index].append(glyph)
    return [cell if any(not g.text.isspace() for g in cell) else [] for cell in cells]


def _tabular(lines: list[Cells], columns: Sequence[Box], width: float) -> bool:
    """Whether columns are aligned, and not running text side by side."""
    if sum(sum(bool(cell) for cell in line) > 1 for line in lines) < _LEAST_ROWS:
        return False
    running = []
    for index in range(len(columns)):
        filled = [line[index] for line in lines if line[index]]
        if not filled:
            return False
        spans = [span_of(cell) for cell in filled]
        size = filled[0][0].size
        if index and not _aligned(spans, size):
            return False
        x0, x1 = min(low for low, _ in spans), max(high for _, high in spans)
        full = sum(high > x1 - 1.5 * size and high - low > 0.75 * (x1 - x0) for low, high in spans)
        running.append(
            len(spans) >= _RUNNING_LINES
            and x1 - x0 > _RUNNING_SHARE * width
            and full >= _FULL_SHARE * len(spans)
        )
    return not running[0] and sum(running) < 2


def _aligned(spans: Sequence[Span], size: float) -> bool:
    needed = _ALIGNED_SHARE * len(spans)
    for places in (
        [low for low, _ in spans],
        [high for _, high in spans],
        [(low + high) / 2 for low, high in spans],
    ):
        if any(sum(abs(x - at) < 0.4 * size for x in places) >= needed for at in places):
            return True
    return False


def _text(cell: Sequence[Glyph], box: Box) -> str:
    return joined(line.text for line in cell_lines(cell, box))


def _no_table(rows: Sequence[Sequence[str]]) -> bool:
    """Whether it is a list with its numbers, a table of contents, or sentences with a space."""
    last = [row[-1] for row in rows if row[-1]]
    if all(text.isdigit() for text in last) and [int(text) for text in last] == sorted(
        int(text) for text in last
    ):
        return True
    if len(rows[0]) > 2:
        return False
    names = [row[0] for row in rows if row[0]]
    marks = sum(_is_mark(name) for name in names)
    return marks >= 0.5 * len(names) or statistics.median(map(len, names)) > _LABEL


def _is_mark(text: str) -> bool:
    found = numbering(f"{text}　")
    return len(text) < 2 or marked(text) or (found is not None and not found.rest)
