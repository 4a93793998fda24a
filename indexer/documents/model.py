"""What a document was read into: blocks in reading order, each with its page and its section."""

from __future__ import annotations

from typing import Literal

from knowledge.schema import Model

Kind = Literal["pdf", "docx", "xlsx", "html", "markdown", "plain"]
BlockKind = Literal["heading", "paragraph", "list_item", "table", "footnote"]
HiddenReason = Literal["invisible", "background_colour", "tiny", "off_page", "hidden_part"]
Rows = tuple[tuple[str, ...], ...]


class Block(Model):
    """One heading, paragraph, list item, table or footnote, as printed.

    `page` and `page_end` are physical pages from 1, None where the format has none. For a
    spreadsheet, a page is a sheet. `printed_page` is the number printed on `page`.
    `section` is the path of headings the block stands under; a heading's own text comes last.
    `number` is the printed numbering (２-１, （エ）, ①). A table has its cells in `rows`, of which
    the first `header_rows` name the columns; its `text` is its rows, cells separated by a tab.
    `row_pages` is the page each row begins on, where a table goes over pages.
    """

    kind: BlockKind
    text: str
    page: int | None = None
    page_end: int | None = None
    printed_page: str | None = None
    section: tuple[str, ...] = ()
    level: int | None = None
    number: str | None = None
    rows: Rows = ()
    header_rows: int = 0
    row_pages: tuple[int, ...] = ()


class Hidden(Model):
    """Text a person looking at the page does not see: kept apart, never indexed."""

    text: str
    page: int | None
    reason: HiddenReason


class ReadDocument(Model):
    """A document as it was understood.

    `pages` is the number of physical pages (sheets of a workbook), None where there are none.
    `notes` says in Japanese what staff should know of the reading: left-out tables of contents,
    hidden text, pages without text.
    """

    kind: Kind
    title: str
    pages: int | None
    blocks: tuple[Block, ...]
    hidden: tuple[Hidden, ...] = ()
    notes: tuple[str, ...] = ()
