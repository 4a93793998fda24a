"""What tables of every format share."""

from __future__ import annotations

from collections.abc import Callable, Set

from indexer.documents.model import Rows

_SHORT = 20


def text_of(rows: Rows) -> str:
    """A table as text: one line a row, cells separated by a tab."""
    return "\n".join(
        "\t".join(cell.replace("\n", " ") for cell in row).rstrip("\t") for row in rows
    )


def continued(
    before: Rows, before_headers: int, after: Rows, after_headers: int, aligned: bool
) -> bool:
    """Whether a table at the top of a page goes on with the one at the foot of the page before."""
    if not before or not after or len(before[0]) != len(after[0]):
        return False
    if before_headers and after[:before_headers] == before[:before_headers]:
        return True
    return aligned and after_headers == 0


def headers_of(
    rows: Rows,
    across: Set[int] = frozenset(),
    down: Set[int] = frozenset(),
    heads: Callable[[str], bool] = lambda text: len(text) <= _SHORT,
) -> int:
    """How many rows at the top of a table name its columns.

    Args:
        rows: as they were read: a cell merged across stands in its first column only.
        across: columns of the first row that go on with the cell to their left.
        down: columns of the first row whose cell goes on into the second.
        heads: whether a text may name a column.
    """
    if len(rows) < 2 or len(rows[0]) < 2:
        return 0
    names = [text for column, text in enumerate(rows[0]) if column not in across]
    if not all(text and heads(text) for text in names) or len(set(names)) < len(names):
        return 0
    parted = [text for column, text in enumerate(rows[1]) if column not in down]
    if across and down and len(rows) > 2 and all(text and heads(text) for text in parted):
        return 2
    return 1
