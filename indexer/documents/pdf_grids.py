"""The ruled areas of a PDF page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from indexer.documents.pdf_page import Box, Page

_TOLERANCE = 3.0
_MOST_RULES = 3000
_MOST_CELLS = 4000
SHADED = range(30, 250)
_BORDERED = 0.5
_EDGE_SLACK = 7.0


@dataclass
class Grid:
    """A ruled area: its lines' places, and which group each elementary cell belongs to."""

    box: Box
    xs: list[float]
    ys: list[float]
    groups: dict[tuple[int, int], int]


def grids(page: Page) -> tuple[list[Grid], list[Box]]:
    """The ruled areas of more than one cell, innermost first; and the frames round one."""
    across, down = _rules(page)
    found, frames = [], []
    for part_across, part_down in _connected(across, down):
        grid = _grid(part_across, part_down)
        if grid is not None:
            found.append(grid)
        elif len(part_down) >= 2:
            rules = [*part_across, *part_down]
            frames.append(
                Box(
                    min(rule.x0 for rule in rules),
                    min(rule.top for rule in rules),
                    max(rule.x1 for rule in rules),
                    max(rule.bottom for rule in rules),
                )
            )
    return sorted(found, key=lambda grid: grid.box.width * grid.box.height), frames


def _rules(page: Page) -> tuple[list[Box], list[Box]]:
    across, down = list(page.across), list(page.down)
    for fill in page.fills:
        box = fill.box
        if fill.grey not in SHADED or box.width <= 8 or box.height <= 6:
            continue
        # The ground of a paragraph within a cell of the same colour.
        if any(other.grey == fill.grey and other.box.encloses(box) for other in page.fills):
            continue
        # The edge of a ground is a line only where no line is drawn along it.
        across += [
            Box(box.x0, y, box.x1, y)
            for y in (box.top, box.bottom)
            if not any(
                _along(rule.middle[1], y, rule.x0, rule.x1, box.x0, box.x1) for rule in page.across
            )
            and not any(
                other.grey == fill.grey
                and min(abs(other.box.top - y), abs(other.box.bottom - y)) < 1.5
                and other.box.x0 < box.x1 - 1
                and other.box.x1 > box.x0 + 1
                for other in page.fills
                if other is not fill
            )
        ]
        down += [
            Box(x, box.top, x, box.bottom)
            for x in (box.x0, box.x1)
            if not any(
                _along(rule.middle[0], x, rule.top, rule.bottom, box.top, box.bottom)
                for rule in page.down
            )
        ]
    if len(across) + len(down) > _MOST_RULES:
        across, down = _longest(across, "width"), _longest(down, "height")
    return _merged_across(across), _merged_down(down)


def _along(at: float, edge: float, low: float, high: float, start: float, end: float) -> bool:
    return abs(at - edge) < _EDGE_SLACK and low < end and high > start


def _longest(rules: list[Box], side: str) -> list[Box]:
    return sorted(rules, key=lambda box: -float(getattr(box, side)))[: _MOST_RULES // 2]


def _merged_across(rules: list[Box]) -> list[Box]:
    """Pieces of one line as one: Word draws a border cell by cell."""
    merged: list[Box] = []
    for box in sorted(rules, key=lambda box: (round(box.middle[1] / 1.5), box.x0)):
        last = merged[-1] if merged else None
        if (
            last is not None
            and abs(last.middle[1] - box.middle[1]) < 1.6
            and last.x0 - _TOLERANCE <= box.x0 <= last.x1 + _TOLERANCE
        ):
            merged[-1] = Box(last.x0, last.top, max(last.x1, box.x1), last.bottom)
        else:
            merged.append(box)
    return merged


def _merged_down(rules: list[Box]) -> list[Box]:
    turned = [Box(box.top, box.x0, box.bottom, box.x1) for box in rules]
    return [Box(box.top, box.x0, box.bottom, box.x1) for box in _merged_across(turned)]


def _connected(across: list[Box], down: list[Box]) -> list[tuple[list[Box], list[Box]]]:
    parent = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, row in enumerate(across):
        y = row.middle[1]
        for j, column in enumerate(down):
            x = column.middle[0]
            if (
                row.x0 - _TOLERANCE <= x <= row.x1 + _TOLERANCE
                and column.top - _TOLERANCE <= y <= column.bottom + _TOLERANCE
            ):
                parent[root(i)] = root(len(across) + j)
    parts: dict[int, tuple[list[Box], list[Box]]] = defaultdict(lambda: ([], []))
    for index in range(len(parent)):
        if index < len(across):
            parts[root(index)][0].append(across[index])
        else:
            parts[root(index)][1].append(down[index - len(across)])
    return [part for part in parts.values() if len(part[0]) >= 2 and len(part[1]) >= 1]


def _places(values: list[float]) -> list[float]:
    places: list[list[float]] = []
    for value in sorted(values):
        if places and value - places[-1][-1] < _TOLERANCE:
            places[-1].append(value)
        else:
            places.append([value])
    return [sum(place) / len(place) for place in places]


def _grid(across: list[Box], down: list[Box]) -> Grid | None:
    ys = _places([box.middle[1] for box in across])
    ends = [x for box in across for x in (box.x0, box.x1)]
    outer = [min(ends), max(ends)]
    xs = _places([box.middle[0] for box in down])
    # A table open at its sides: the ends of its lines are its sides.
    if xs[0] - outer[0] > 4 * _TOLERANCE:
        xs.insert(0, outer[0])
    if outer[1] - xs[-1] > 4 * _TOLERANCE:
        xs.append(outer[1])
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 1 or rows < 1 or columns * rows < 2 or columns * rows > _MOST_CELLS:
        return None
    groups = _groups(xs, ys, across, down)
    if len(set(groups.values())) < 2:
        return None
    return Grid(Box(xs[0], ys[0], xs[-1], ys[-1]), xs, ys, groups)


def _groups(
    xs: list[float], ys: list[float], across: list[Box], down: list[Box]
) -> dict[tuple[int, int], int]:
    """Elementary cells with no line between them are one cell."""
    columns, rows = len(xs) - 1, len(ys) - 1
    parent = list(range(rows * columns))

    def root(cell: int) -> int:
        while parent[cell] != cell:
            parent[cell] = parent[parent[cell]]
            cell = parent[cell]
        return cell

    for column in range(columns - 1):
        spans = [
            (box.top, box.bottom)
            for box in down
            if abs(box.middle[0] - xs[column + 1]) < _TOLERANCE
        ]
        for row in range(rows):
            if not _covered(spans, ys[row], ys[row + 1]):
                parent[root(row * columns + column + 1)] = root(row * columns + column)
    for row in range(rows - 1):
        spans = [
            (box.x0, box.x1) for box in across if abs(box.middle[1] - ys[row + 1]) < _TOLERANCE
        ]
        for column in range(columns):
            if not _covered(spans, xs[column], xs[column + 1]):
                parent[root((row + 1) * columns + column)] = root(row * columns + column)
    return {
        (row, column): root(row * columns + column)
        for row in range(rows)
        for column in range(columns)
    }


def _covered(spans: list[tuple[float, float]], start: float, end: float) -> bool:
    covered = 0.0
    reached = start
    for low, high in sorted(spans):
        low, high = max(low, reached), min(high, end)
        if high > low:
            covered += high - low
            reached = high
    return covered >= _BORDERED * (end - start)
