"""The ruled areas of a PDF page with texts in their cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from indexer.documents.model import Rows
from indexer.documents.pdf_grids import SHADED, Grid, grids
from indexer.documents.pdf_lines import cell_lines
from indexer.documents.pdf_page import Box, Fill, Glyph, Page
from indexer.documents.pdf_paragraphs import paragraphs
from indexer.documents.tables import headers_of

# Characters a column's name may have.
_NAME = 14


@dataclass
class Table:
    """A table on one page. `columns` are its inner and outer vertical rules' places."""

    page: int
    box: Box
    rows: Rows
    header_rows: int
    columns: tuple[float, ...]
    glyphs: set[int] = field(default_factory=set)


def tables(page: Page, glyphs: Sequence[Glyph]) -> tuple[list[Table], list[Box]]:
    """The tables of a page, each with the glyphs that are in it; and the frames round texts."""
    taken: set[int] = set()
    found: list[Table] = []
    ruled, frames = grids(page)
    for grid in ruled:
        inside = [
            index
            for index, glyph in enumerate(glyphs)
            if index not in taken and grid.box.holds(*glyph.box.middle)
        ]
        table = _table(page, grid, glyphs, inside)
        if table is not None:
            taken |= table.glyphs
            found.append(table)
    return sorted(found, key=lambda table: (table.box.top, table.box.x0)), frames


def _table(page: Page, grid: Grid, glyphs: Sequence[Glyph], inside: list[int]) -> Table | None:
    cells: dict[int, list[Glyph]] = defaultdict(list)
    for index in inside:
        glyph = glyphs[index]
        x, y = glyph.box.middle
        place = (_slot(grid.ys, y), _slot(grid.xs, x))
        cells[grid.groups[place]].append(glyph)
    boxes = _boxes(grid)
    texts = {group: _cell_text(found, boxes[group]) for group, found in cells.items()}
    filled = [group for group, text in texts.items() if text]
    if len(filled) < 2 or not _tabular(grid, boxes, filled):
        return None
    rows, kept, used = _texts(grid, texts)
    if not rows or len(rows) * len(rows[0]) < 2:
        return None
    shaded = [_row_shaded(grid, row, page.fills) for row in kept]
    headers = header_rows(rows, shaded, *_merges(grid, kept, used))
    table = Table(page.number, grid.box, rows, headers, tuple(grid.xs))
    table.glyphs = set(inside)
    return table


def _cell_text(glyphs: Sequence[Glyph], box: Box) -> str:
    lines = cell_lines(glyphs, box)
    # One character a line is vertical writing.
    if len(lines) > 2 and sum(len(line.text) for line in lines) <= 1.4 * len(lines):
        return "".join(line.text for line in lines)
    return "\n".join(part.text for part in paragraphs(lines))


def _tabular(grid: Grid, boxes: dict[int, Box], filled: list[int]) -> bool:
    """Cells tile a table; a drawing's boxes and arrows leave most of their area unruled."""
    largest = max(
        (boxes[group].width * boxes[group].height for group in set(grid.groups.values())),
    )
    whole = grid.box.width * grid.box.height
    many = len(set(grid.groups.values()))
    return not (many > 4 and largest > 0.6 * whole and len(filled) < 0.5 * many)


def _slot(places: list[float], value: float) -> int:
    for index in range(len(places) - 2):
        if value < places[index + 1]:
            return index
    return len(places) - 2


def _boxes(grid: Grid) -> dict[int, Box]:
    boxes: dict[int, Box] = {}
    for (row, column), group in grid.groups.items():
        here = Box(grid.xs[column], grid.ys[row], grid.xs[column + 1], grid.ys[row + 1])
        known = boxes.get(group, here)
        boxes[group] = Box(
            min(known.x0, here.x0),
            min(known.top, here.top),
            max(known.x1, here.x1),
            max(known.bottom, here.bottom),
        )
    return boxes


def _texts(grid: Grid, texts: dict[int, str]) -> tuple[Rows, list[int], list[int]]:
    """Rows of texts: a cell over several rows stands in each, one over columns in its first.

    With them the rows and columns of the grid they came from.
    """
    rows: list[tuple[str, ...]] = []
    kept: list[int] = []
    before: list[int] = []
    held: list[int] = []
    for row in range(len(grid.ys) - 1):
        groups = [grid.groups[row, column] for column in range(len(grid.xs) - 1)]
        if groups == before:
            continue
        before = groups
        cells = [
            "" if column and groups[column - 1] == group else texts.get(group, "")
            for column, group in enumerate(groups)
        ]
        if not any(cells):
            continue
        if rows and _one_row(held, rows[-1], groups, cells):
            rows[-1] = tuple(first or second for first, second in zip(rows[-1], cells, strict=True))
        else:
            rows.append(tuple(cells))
            kept.append(row)
        held = groups
    if not rows:
        return (), [], []
    used = [column for column in range(len(rows[0])) if any(row[column] for row in rows)]
    return tuple(tuple(row[column] for column in used) for row in rows), kept, used


def _one_row(
    above: Sequence[int], texts: Sequence[str], here: Sequence[int], cells: Sequence[str]
) -> bool:
    """Whether two rows of the grid are one as printed: lines of one border drawn apart."""
    shared = any(
        first == second and text for first, second, text in zip(above, here, cells, strict=True)
    )
    return shared and all(
        first == second or not text or not cell
        for first, second, text, cell in zip(above, here, texts, cells, strict=True)
    )


def _row_shaded(grid: Grid, row: int, fills: Sequence[Fill]) -> bool:
    top, bottom = grid.ys[row], grid.ys[row + 1]
    spans = [
        (fill.box.x0, fill.box.x1)
        for fill in fills
        if fill.grey in SHADED
        and fill.box.top <= top + 0.4 * (bottom - top)
        and fill.box.bottom >= bottom - 0.4 * (bottom - top)
    ]
    reached, covered = grid.box.x0, 0.0
    for low, high in sorted(spans):
        low = max(low, reached)
        if high > low:
            covered += high - low
            reached = high
    return covered > 0.8 * grid.box.width


def header_rows(
    rows: Rows,
    shaded: Sequence[bool] = (),
    across: Set[int] = frozenset(),
    down: Set[int] = frozenset(),
) -> int:
    """How many rows name the columns: by their ground, else by their texts."""
    if len(rows) < 2:
        return 0
    if shaded and shaded[0] and not all(shaded):
        return min(next(index for index, is_shaded in enumerate(shaded) if not is_shaded), 3)
    if _numbered(rows[0][0]):
        return 0
    return headers_of(rows, across, down, lambda text: len(text) <= _NAME)


def _merges(grid: Grid, kept: Sequence[int], used: Sequence[int]) -> tuple[set[int], set[int]]:
    """Columns of the first row that belong to the cell at their left, or go on below."""
    if len(kept) < 2:
        return set(), set()
    first, second = ([grid.groups[row, column] for column in used] for row in kept[:2])
    across = {column for column in range(1, len(first)) if first[column] == first[column - 1]}
    down = {column for column, group in enumerate(first) if group == second[column]}
    return across, down


def _numbered(text: str) -> bool:
    return text[:1] in "①②③④⑤⑥⑦⑧⑨⑩(（1１" or text[:1].isdigit()
