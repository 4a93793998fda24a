"""PDF → blocks, read with PDFium (what Chrome reads PDFs with; Apache-2.0/BSD-3-Clause)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pypdfium2 as pdfium

from indexer.documents import words
from indexer.documents.errors import UnreadableDocument
from indexer.documents.headings import is_revision_title, outlined
from indexer.documents.model import Hidden, ReadDocument
from indexer.documents.pdf_contents import Contents, contents
from indexer.documents.pdf_drafts import drafts_of
from indexer.documents.pdf_glyphs import read_page
from indexer.documents.pdf_layout import (
    Sheet,
    body_size,
    drop_running,
    lay_out,
    part_footnotes,
    stand_up,
)
from indexer.documents.pdf_page import Glyph, Page
from indexer.documents.pdf_paragraphs import Paragraph
from indexer.documents.tables import text_of
from indexer.text import has_words

_LETTER = re.compile(r"[^\W\d_]")
_REVISION_WORDS = re.compile(
    r"改訂履歴|改定履歴|改版履歴|更新履歴|変更履歴|改訂前|新規作成|改訂日|版数"
)
_DATE = re.compile(
    r"(?:[0-9０-９]{4}年|令和|平成)[\s　]*[0-9０-９元]{1,4}[月年]|[0-9]{4}[/.-][0-9]{1,2}[/.-][0-9]{1,2}"
)
_FRONT_PAGES = 6


def read_pdf(path: Path) -> ReadDocument:
    """A PDF as blocks.

    Raises:
        UnreadableDocument: encrypted, damaged, scanned, or its fonts name no characters.
    """
    pages = _pages(path)
    _check(pages)
    sheets = [
        Sheet(page, [glyph for glyph in page.glyphs if glyph.hidden is None]) for page in pages
    ]
    drop_running(sheets)
    stand_up(sheets)
    lay_out(sheets)
    body = body_size(sheets)
    for sheet in sheets:
        part_footnotes(sheet, body)
    toc = contents(
        [
            (sheet.page.number, [i for i in sheet.items if isinstance(i, Paragraph)])
            for sheet in sheets
        ]
    )
    revisions = _revision_pages(sheets, toc)
    drafts = drafts_of(sheets, toc, revisions)
    numbers = {sheet.page.number: sheet.printed for sheet in sheets}
    blocks = outlined(
        drafts, body, toc.entries, lambda page: numbers.get(page) if page is not None else None
    )
    hidden = _hidden(pages)
    return ReadDocument(
        kind="pdf",
        title=_title(sheets, body, path),
        pages=len(pages),
        blocks=blocks,
        hidden=hidden,
        notes=_notes(sheets, toc, revisions, hidden),
    )


def _pages(path: Path) -> list[Page]:
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower() or "security" in str(error).lower()
        raise UnreadableDocument(words.ENCRYPTED if locked else words.DAMAGED) from error
    try:
        if len(document) == 0:
            raise UnreadableDocument(words.DAMAGED)
        return [read_page(document, index) for index in range(len(document))]
    except pdfium.PdfiumError as error:
        raise UnreadableDocument(words.DAMAGED) from error
    finally:
        document.close()


def _check(pages: Sequence[Page]) -> None:
    letters = sum(
        1
        for page in pages
        for glyph in page.glyphs
        if glyph.hidden is None and _LETTER.match(glyph.text)
    )
    unmapped = sum(page.unmapped for page in pages)
    if unmapped > 0.4 * (letters + unmapped):
        raise UnreadableDocument(words.UNMAPPED)
    pictured = sum(bool(page.images) for page in pages)
    if letters == 0:
        raise UnreadableDocument(words.NO_TEXT if pictured else words.EMPTY)
    if letters < 8 * len(pages) and pictured > 0.7 * len(pages):
        raise UnreadableDocument(words.NO_TEXT)


def _revision_pages(sheets: Sequence[Sheet], toc: Contents) -> set[int]:
    """Pages before the body that say what was changed when."""
    last = min(toc.pages) if toc.pages else 0
    found = set()
    for sheet in sheets[:_FRONT_PAGES]:
        texts = [
            item.text if isinstance(item, Paragraph) else text_of(item.rows) for item in sheet.items
        ]
        whole = "\n".join(texts)
        titled = any(is_revision_title(text) for text in texts)
        before = sheet.page.number < last
        if (titled or before) and _REVISION_WORDS.search(whole) and _DATE.search(whole):
            found.add(sheet.page.number)
    return found


def _hidden(pages: Sequence[Page]) -> tuple[Hidden, ...]:
    found = []
    for page in pages:
        for run in _hidden_runs(page.glyphs):
            text = "".join(glyph.text for glyph in run).strip()
            # Blank glyphs of a missing font are no message: three letters may be one.
            if len(_LETTER.findall(text)) >= 3:
                row = {"text": text, "page": page.number, "reason": run[0].hidden}
                found.append(Hidden.model_validate(row))
    return tuple(found)


def _title(sheets: Sequence[Sheet], body: float, path: Path) -> str:
    """What is printed largest on the first page with text, else the file's name."""
    for sheet in sheets[:2]:
        texts = [
            item for item in sheet.items if isinstance(item, Paragraph) and has_words(item.text)
        ]
        if not texts:
            continue
        largest = max(item.size for item in texts)
        if largest < 1.15 * body and not texts[0].bold:
            break
        titled = [item for item in texts if item.size > largest - 0.6]
        return "　".join(item.text for item in titled[:3])[:120]
    return path.stem


def _notes(
    sheets: Sequence[Sheet], toc: Contents, revisions: set[int], hidden: Sequence[Hidden]
) -> tuple[str, ...]:
    notes = []
    if toc.pages:
        notes.append(words.TOC_LEFT_OUT.format(pages=_page_list(toc.pages)))
    if revisions:
        notes.append(words.REVISIONS.format(pages=_page_list(revisions)))
    empty = {sheet.page.number for sheet in sheets if not sheet.items and not sheet.notes}
    if empty:
        notes.append(words.EMPTY_PAGES.format(pages=_page_list(empty)))
    if hidden:
        notes.append(words.HIDDEN_FOUND.format(count=len(hidden)))
    unmapped = sum(sheet.page.unmapped for sheet in sheets)
    if unmapped:
        notes.append(words.UNMAPPED_PART.format(count=unmapped))
    return tuple(notes)


def _page_list(pages: set[int] | frozenset[int]) -> str:
    return "、".join(words.PAGE.format(page=page) for page in sorted(pages))


def _hidden_runs(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Hidden glyphs that follow each other, with the spaces between them."""
    runs: list[list[Glyph]] = []
    going_on = False
    for glyph in glyphs:
        if going_on and (glyph.text.isspace() or glyph.hidden == runs[-1][0].hidden):
            runs[-1].append(glyph)
        elif glyph.hidden:
            runs.append([glyph])
            going_on = True
        else:
            going_on = False
    return runs
