"""A document as it was understood, for whoever adds it to look over."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.documents.model import Block, ReadDocument
from indexer.library import words

_INDENT = "  "
_LONGEST = 60
_MOST_HIDDEN = 10


def outline(document: ReadDocument, most: int | None = None) -> Iterator[str]:
    """What was read: counts, headings with their pages, what was left out.

    Args:
        document: as it was read.
        most: how many headings at most; None = all.
    """
    counts = {
        name: sum(block.kind == kind for block in document.blocks)
        for name, kind in (
            ("headings", "heading"),
            ("paragraphs", "paragraph"),
            ("tables", "table"),
        )
    }
    pages = words.PAGES.format(pages=document.pages) if document.pages else words.NO_PAGES
    yield words.READ.format(kind=words.KINDS[document.kind], pages=pages, **counts)
    headings = [block for block in document.blocks if block.kind == "heading"]
    yield words.OUTLINE if headings else words.NO_HEADINGS
    shown = headings if most is None else headings[:most]
    yield from map(_heading, shown)
    if len(shown) < len(headings):
        yield words.MORE_HEADINGS.format(count=len(headings) - len(shown))
    yield from document.notes
    yield from _hidden(document)


def _heading(block: Block) -> str:
    page = words.ON_PAGE.format(page=block.page) if block.page else ""
    return f"{_INDENT * max(1, len(block.section))}{_short(block.text)}{page}"


def _hidden(document: ReadDocument) -> Iterator[str]:
    if not document.hidden:
        return
    yield words.HIDDEN.format(count=len(document.hidden))
    for one in document.hidden[:_MOST_HIDDEN]:
        page = words.PAGES.format(pages=one.page) if one.page else words.NO_PAGES
        reason = words.REASONS[one.reason]
        yield words.HIDDEN_LINE.format(page=page, reason=reason, text=_short(one.text))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
