"""The lines of a table without lines put together to its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from indexer.documents.pdf_page import Glyph

# In em: the least a line that goes on is wide.
_WRAPPED = 4.0
# Share of the widest step from line to line within which lines belong together.
_CLOSE = 0.8
Span = tuple[float, float]
Cells = list[list[Glyph]]


def grouped(lines: Sequence[Cells], tops: Sequence[float]) -> Iterator[list[Cells]]:
    """The lines of each row of the table: those whose every text goes on from the one above."""
    edges = [
        (min(low for low, _ in spans), max(high for _, high in spans)) if spans else (0.0, 0.0)
        for spans in (
            [span_of(line[index]) for line in lines if line[index]]
            for index in range(len(lines[0]))
        )
    ]
    steps = [second - first for first, second in zip(tops, tops[1:], strict=False)]
    group: list[Cells] = []
    for index, line in enumerate(lines):
        close = index > 0 and steps[index - 1] < _CLOSE * max(steps)
        if group and not _goes_on(group[-1], line, edges, close=close):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _goes_on(above: Cells, line: Cells, edges: Sequence[Span], *, close: bool) -> bool:
    """Whether a line belongs to the row above: a name of its own begins a row, unless it is nearer
    to the line above than rows are."""
    if line[0] and not close:
        return False
    return all(
        close or _wraps(cell, edge)
        for cell, below, edge in zip(above, line, edges, strict=True)
        if below
    )


def _wraps(cell: Sequence[Glyph], edge: Span) -> bool:
    """Whether a cell's line goes to the edge of its column without ending a sentence."""
    if not cell:
        return False
    (low, high), size = span_of(cell), cell[0].size
    last = [glyph for glyph in cell if not glyph.text.isspace()][-1]
    missing = min(3.2, max(1.6, 0.25 * (edge[1] - edge[0]) / size))
    return (
        high > edge[1] - missing * size and high - low > _WRAPPED * size and last.text not in "。．"
    )


def span_of(cell: Sequence[Glyph]) -> Span:
    """From where to where a cell's text goes."""
    visible = [glyph for glyph in cell if not glyph.text.isspace()]
    return min(glyph.box.x0 for glyph in visible), max(glyph.box.x1 for glyph in visible)
