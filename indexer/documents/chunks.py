"""Blocks → chunks to be found and quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from indexer.chunking import split
from indexer.documents.model import Block, BlockKind, Kind, ReadDocument, Rows
from indexer.text import fold
from knowledge.schema import Model

LONGEST = 420
_ENOUGH = 240
_PATH_SEPARATOR = " > "
# A sentence that only says that a table follows; alone it answers nothing.
_LEADS_IN = re.compile(
    r"(以下|下記|次|下表|次表|下図|次図)(の|に|を|、)[^。]{0,40}。?$|(下表|次表)[^。]{0,20}。?$"
)
_LEAD_IN_LONGEST = 120


class Chunk(Model):
    """A passage of a document.

    `text` is what is shown and quoted, as printed; what is searched is `searchable`, which has
    the title and the section path before it. For rows of a table, `text` begins with its header.
    `page` is the physical page the passage begins on, `page_end` the one it ends on.
    """

    text: str
    page: int | None
    page_end: int | None
    printed_page: str | None
    section: tuple[str, ...]
    kind: BlockKind
    document_kind: Kind
    title: str

    @property
    def heading(self) -> str:
        """The section path in one line."""
        return _PATH_SEPARATOR.join(self.section)

    @property
    def searchable(self) -> str:
        """What stands for the passage in an index: path and text, full-width letters folded."""
        return fold("\n".join(part for part in (self.title, *self.section, self.text) if part))


def chunks(document: ReadDocument) -> tuple[Chunk, ...]:
    """The passages of a document in its order.

    Short neighbours of one section and page are put together; a long paragraph is cut at its
    sentences; a table is cut between rows, with its header before each part, and a sentence that
    leads in to it before the first. A heading is a passage only if nothing stands under it before
    the next one.
    """
    printed = {
        block.page: block.printed_page for block in document.blocks if block.page is not None
    }
    made: list[Chunk] = []
    for group in _groups(document.blocks):
        first = group[-1] if group[-1].kind == "table" else group[0]
        for text, page, page_end in _pieces(group):
            made.append(
                Chunk(
                    text=text,
                    page=page,
                    page_end=page_end,
                    printed_page=printed.get(page) if page is not None else None,
                    section=first.section,
                    kind=first.kind,
                    document_kind=document.kind,
                    title=document.title,
                )
            )
    return tuple(made)


def _groups(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    group: list[Block] = []
    for index, block in enumerate(blocks):
        if block.kind == "heading":
            if group:
                yield group
            group = []
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            if following is None or following.section[: len(block.section)] != block.section:
                yield [block]
            continue
        if group and not _together(group, block):
            lead = _lead_in(group, block)
            if len(group) > len(lead):
                yield group[: len(group) - len(lead)]
            group = lead
        group.append(block)
    if group:
        yield group


def _lead_in(group: list[Block], block: Block) -> list[Block]:
    """The last of a group, where it says that the table after it follows."""
    last = group[-1]
    leads = (
        block.kind == "table"
        and last.kind in ("paragraph", "list_item")
        and last.page == last.page_end == block.page
        and len(last.text) <= _LEAD_IN_LONGEST
        and _LEADS_IN.search(last.text.rstrip())
    )
    return [last] if leads else []


def _together(group: list[Block], block: Block) -> bool:
    """Whether a block goes on with the passage: same heading, same page, still short."""
    first = group[0]
    if "table" in (group[-1].kind, block.kind) or "footnote" in (first.kind, block.kind):
        return False
    length = sum(len(part.text) for part in group)
    if block.page != first.page or group[-1].page_end != first.page:
        return False
    nested = block.section[: len(first.section)] == first.section
    if nested and length + len(block.text) <= LONGEST:
        # What stands under a numbered item is read with it.
        return True
    same = _headings(block) == _headings(first)
    return (
        same and length < _ENOUGH and length + len(block.text) <= LONGEST and len(block.text) < 60
    )


def _headings(block: Block) -> tuple[str, ...]:
    """The path without the block's own number."""
    path = block.section
    if block.kind == "list_item" and block.number and path and path[-1] == block.number:
        path = path[:-1]
    return path


def _pieces(group: list[Block]) -> Iterator[tuple[str, int | None, int | None]]:
    first = group[0]
    if group[-1].kind == "table":
        lead = "".join(f"{block.text}\n" for block in group[:-1])
        for number, (text, page, page_end) in enumerate(_row_groups(group[-1])):
            yield text if number else f"{lead}{text}", page, page_end
        return
    text = "\n".join(block.text for block in group)
    last = group[-1].page_end
    if len(text) <= LONGEST:
        yield text, first.page, last
        return
    pieces = split(text, LONGEST, 0)
    for index, piece in enumerate(pieces):
        # A paragraph over a page's end: its later part is on the later page.
        late = first.page != last and index > 0 and index >= len(pieces) / 2
        yield piece, last if late else first.page, last


def _row_groups(block: Block) -> Iterator[tuple[str, int | None, int | None]]:
    header = block.rows[: block.header_rows]
    head = _row_text(header)
    pages = block.row_pages or (block.page,) * len(block.rows)
    part: list[str] = []
    start: int | None = None
    for row, page in zip(block.rows[block.header_rows :], pages[block.header_rows :], strict=True):
        text = _row_text((row,))
        if not text:
            continue
        full = sum(len(line) for line in part) + len(text) + len(head) > LONGEST
        if part and (full or page != start):
            yield _with_head(head, part), start, start
            part = []
        if not part:
            start = page
        for piece in split(text, LONGEST, 0) if len(text) > 2 * LONGEST else [text]:
            if len(text) > 2 * LONGEST and part:
                yield _with_head(head, part), start, start
                part = []
            part.append(piece)
    if part:
        yield _with_head(head, part), start, start
    elif head:
        yield head, block.page, block.page_end


def _row_text(rows: Rows) -> str:
    return "\n".join(
        "｜".join(cell.replace("\n", " ") for cell in row if cell) for row in rows if any(row)
    )


def _with_head(head: str, part: list[str]) -> str:
    return "\n".join([head, *part] if head else part)
