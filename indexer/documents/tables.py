"""What tables of every format share."""

from __future__ import annotations

from indexer.documents.model import Rows


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
