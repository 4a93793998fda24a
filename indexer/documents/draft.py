"""A block before its place in the document's structure is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from indexer.documents.model import Rows


@dataclass(slots=True)
class Draft:
    """A paragraph, table or footnote as a reader met it, with what tells a heading.

    `level`: given by the format itself (a Word style, <h2>, ##). `indent`: x of its first
    character. `decorated`: in a box of its own, on a coloured ground, or underlined.
    `front`: stands before the body (cover, revision history), where nothing is a heading.
    `bullet`: an item of a list, as the format itself says.
    """

    kind: Literal["text", "table", "footnote"]
    text: str
    page: int | None = None
    page_end: int | None = None
    size: float = 0.0
    bold: bool = False
    lines: int = 1
    level: int | None = None
    indent: float | None = None
    decorated: bool = False
    front: bool = False
    bullet: bool = False
    number: str | None = None
    section: tuple[str, ...] | None = None
    rows: Rows = ()
    header_rows: int = 0
    row_pages: tuple[int, ...] = ()
