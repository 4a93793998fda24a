"""Word documents → blocks, read with python-docx.

Word files keep no pages; where the file itself remembers page breaks from its last printing,
they are not trusted, and blocks have no page.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from indexer.documents import words
from indexer.documents.draft import Draft
from indexer.documents.errors import UnreadableDocument
from indexer.documents.headings import is_revision_title, outlined
from indexer.documents.model import Hidden, ReadDocument, Rows
from indexer.documents.numbering import numbering
from indexer.documents.tables import headers_of, text_of
from indexer.documents.word_numbers import WordNumbers
from indexer.documents.word_runs import (
    footnotes,
    hidden_reason,
    is_bold,
    is_hidden,
    run_of,
    size_of,
    text_boxes,
    unwrap,
)
from indexer.text import has_words

_HEADING = re.compile(r"(?:heading|見出し)\s*([1-9])", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|表題)$", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目次)\s*[1-9]?", re.IGNORECASE)
_LEADER = re.compile(r"\t[0-9０-９]{1,4}\s*$|[.．・…‥]{4,}\s*[0-9０-９]{1,4}\s*$")
_CONTENTS_TITLE = re.compile(r"^[\s　]*目[\s　]*次[\s　]*$")
_DAMAGE = (
    PackageNotFoundError,
    KeyError,
    ValueError,
    zipfile.BadZipFile,
    etree.XMLSyntaxError,
    OSError,
)


def read_docx(path: Path) -> ReadDocument:
    """A Word document as blocks.

    Raises:
        UnreadableDocument: damaged, or without text.
    """
    try:
        with path.open("rb") as file:
            document = docx.Document(file)
        unwrap(document)
        return _Reader(document, path).read()
    except _DAMAGE as error:
        raise UnreadableDocument(words.DAMAGED) from error


_TRACKED = {qn("w:ins"), qn("w:del"), qn("w:moveFrom")}
_PRINTED = {
    qn(name)
    for name in (
        "w:t", "w:tab", "w:br", "w:cr", "w:footnoteReference", "w:sym", "w:noBreakHyphen"
    )
}  # fmt: skip
_BOXES = {"F0FE": "☑", "F0A8": "□", "F06F": "□", "2612": "☒"}


class _Reader:
    def __init__(self, document: Document, path: Path):
        self.document, self.path = document, path
        self.numbers = WordNumbers(document)
        self.hidden: list[Hidden] = []
        self.drafts: list[Draft] = []
        self.contents = False
        self.tracked = False
        self.notes = footnotes(document)

    def read(self) -> ReadDocument:
        for item in self.document.iter_inner_content():
            if isinstance(item, Table):
                self._table(item)
            else:
                self._paragraph(item)
        if not any(has_words(draft.text) for draft in self.drafts):
            raise UnreadableDocument(words.EMPTY)
        sizes = Counter({draft.size: 0 for draft in self.drafts if draft.size})
        for draft in self.drafts:
            if draft.kind == "text":
                sizes[draft.size] += len(draft.text)
        body = sizes.most_common(1)[0][0] if sizes else 0.0
        blocks = outlined(self.drafts, body)
        return ReadDocument(
            kind="docx",
            title=self._title(),
            pages=None,
            blocks=blocks,
            hidden=tuple(self.hidden),
            notes=self._remarks(),
        )

    def _title(self) -> str:
        styled = [draft.text for draft in self.drafts if draft.level == 0]
        if styled:
            return styled[0][:120]
        core = (self.document.core_properties.title or "").strip()
        for draft in self.drafts[:6]:
            if draft.kind == "text" and (draft.bold or draft.level == 1) and has_words(draft.text):
                return draft.text[:120]
        return core or self.path.stem

    def _remarks(self) -> tuple[str, ...]:
        remarks = []
        if self.tracked:
            remarks.append(words.TRACKED)
        if self.hidden:
            remarks.append(words.HIDDEN_FOUND.format(count=len(self.hidden)))
        return tuple(remarks)

    def _paragraph(self, paragraph: Paragraph) -> None:
        element = paragraph._p
        text, references = self._text(element)
        number = self.numbers.next(paragraph)
        for part in self._boxed(paragraph):
            inner = self._text(part._p)[0].strip()
            if has_words(inner):
                style = part.style.name if part.style is not None else ""
                self.drafts.append(self._draft(part, inner, self.numbers.next(part), style or ""))
        if not text.strip():
            return
        style = paragraph.style.name if paragraph.style is not None else ""
        style = style or ""
        if _CONTENTS.fullmatch(style) or (self.contents and _LEADER.search(text)):
            return
        if _CONTENTS_TITLE.match(text):
            self.contents = True
            return
        self.contents = self.contents and bool(_LEADER.search(text))
        self.drafts.append(self._draft(paragraph, text.strip(), number, style))
        for reference in references:
            if reference in self.notes:
                self.drafts.append(Draft("footnote", self.notes[reference]))

    def _boxed(self, paragraph: Paragraph) -> list[Paragraph]:
        """The paragraphs of the text boxes that are anchored in one."""
        return [
            Paragraph(part, paragraph._parent)
            for box in text_boxes(paragraph._p)
            for part in box.iter(qn("w:p"))
        ]

    def _draft(self, paragraph: Paragraph, text: str, number: str, style: str) -> Draft:
        match = _HEADING.match(style)
        level = int(match.group(1)) if match else (0 if _TITLE.match(style) else None)
        runs = [run for run in paragraph.runs if run.text.strip()]
        bold = bool(runs) and all(is_bold(run, paragraph) for run in runs)
        listed = bool(number) and numbering(f"{number} ") is None
        whole = f"{number} {text}" if number and not text.startswith(number) else text
        return Draft(
            "text",
            whole,
            size=size_of(paragraph),
            bold=bold,
            level=level,
            bullet=listed and level is None,
            lines=1 if len(whole) <= 45 else 2,
            number=number or None,
        )

    def _text(self, element: Any) -> tuple[str, list[str]]:
        """The visible text of a paragraph and the footnotes it calls; deleted text is gone."""
        pieces: list[str] = []
        references: list[str] = []
        hidden: list[str] = []
        for node in element.iter():
            self.tracked = self.tracked or node.tag in _TRACKED
            run = run_of(node, element) if node.tag in _PRINTED else None
            if run is None:
                continue
            if is_hidden(run):
                hidden.append(node.text or "")
            elif node.tag == qn("w:footnoteReference"):
                references.append(node.get(qn("w:id")))
            elif node.tag == qn("w:tab"):
                pieces.append("\t" if pieces else "")
            else:
                pieces.append(_printed(node))
        concealed = "".join(hidden).strip()
        if concealed:
            self.hidden.append(Hidden(text=concealed, page=None, reason=hidden_reason(element)))
        return "".join(pieces), references

    def _table(self, table: Table) -> None:
        rows, headers = self._rows(table)
        if not any(any(row) for row in rows):
            return
        if len(rows) == 1 and len(rows[0]) == 1:
            # A frame round text, not a table.
            for cell in table.rows[0].cells:
                for item in cell.iter_inner_content():
                    if isinstance(item, Table):
                        self._table(item)
                    else:
                        self._paragraph(item)
            return
        section = (
            self.drafts[-1].text
            if self.drafts and is_revision_title(self.drafts[-1].text)
            else None
        )
        self.drafts.append(
            Draft(
                "table",
                text_of(rows),
                rows=rows,
                header_rows=headers,
                section=(section,) if section else None,
            )
        )

    def _rows(self, table: Table) -> tuple[Rows, int]:
        rows: list[tuple[str, ...]] = []
        held: list[list[Any]] = []
        headers = 0
        for row in table.rows:
            if (
                row._tr.trPr is not None
                and row._tr.trPr.find(qn("w:tblHeader")) is not None
                and headers == len(rows)
            ):
                headers += 1
            cells: list[str] = []
            places: list[Any] = []
            for cell in row.cells:
                merged = bool(places) and cell._tc is places[-1]
                cells.append("" if merged else self._cell(cell))
                places.append(cell._tc)
            rows.append(tuple(cells))
            if len(held) < 2:
                held.append(places)
        width = max((len(row) for row in rows), default=0)
        even = tuple(row + ("",) * (width - len(row)) for row in rows)
        if not headers and len(held) == 2:
            first = held[0]
            across = {
                column for column in range(1, len(first)) if first[column] is first[column - 1]
            }
            down = {
                column
                for column, (one, other) in enumerate(zip(*held, strict=False))
                if one is other
            }
            headers = headers_of(even, across, down)
        return even, headers

    def _cell(self, cell: Any) -> str:
        parts = []
        for item in cell.iter_inner_content():
            if isinstance(item, Table):
                parts.append(text_of(self._rows(item)[0]))
            else:
                number = self.numbers.next(item)
                text = self._text(item._p)[0].strip()
                boxed = [self._text(part._p)[0].strip() for part in self._boxed(item)]
                parts += [inner for inner in boxed if has_words(inner)]
                if text:
                    parts.append(f"{number} {text}" if number else text)
        return "\n".join(parts)


def _printed(node: Any) -> str:
    if node.tag == qn("w:t"):
        return node.text or ""
    if node.tag == qn("w:sym"):
        return _BOXES.get(node.get(qn("w:char")), "・")
    return "-" if node.tag == qn("w:noBreakHyphen") else "\n"
