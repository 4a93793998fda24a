"""What PDFium says of a PDF before its pages are read: whether it opens, pages, bookmarks, letters."""

from __future__ import annotations

import ctypes
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from indexer.documents.errors import UnreadableDocument
from indexer.intake import words
from indexer.intake.limits import Limits

_DEPTH = 32
_BOOKMARKS = 20_000
_SAMPLE_PAGES = 10
_SAMPLE_LETTERS = 300
_UNKNOWN_SHARE = 0.2


def pages(path: Path, limits: Limits) -> int:
    """How many pages the PDF says it has; the bookmarks of few enough pages are walked through.

    Raises:
        UnreadableDocument: a password, damage, no page, bookmarks without end, or letters without
            names.
    """
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocument(_why_closed(path, error)) from error
    try:
        count = len(document)
        if not count:
            raise UnreadableDocument(words.NO_PAGES)
        if count <= limits.pages:
            _check_bookmarks(document)
            _check_letters(document)
        return count
    finally:
        document.close()


def _why_closed(path: Path, error: pypdfium2.PdfiumError) -> str:
    """Why PDFium does not open it. Without pages it fails and leaves the error of the time before."""
    encrypted = b"/Encrypt" in path.read_bytes()
    if error.err_code == pdfium.FPDF_ERR_PASSWORD or error.err_code == pdfium.FPDF_ERR_SECURITY:
        return words.ENCRYPTED if encrypted else words.NO_PAGES
    return words.NO_PAGES if error.err_code == pdfium.FPDF_ERR_SUCCESS else words.DAMAGED


def _check_bookmarks(document: pypdfium2.PdfDocument) -> None:
    waiting = [(pdfium.FPDFBookmark_GetFirstChild(document, None), 1)]
    seen = set[int]()
    while waiting:
        bookmark, depth = waiting.pop()
        if not bookmark:
            continue
        address = _address(bookmark)
        if address in seen or depth > _DEPTH or len(seen) >= _BOOKMARKS:
            raise UnreadableDocument(words.DEEP_OUTLINE)
        seen.add(address)
        waiting.append((pdfium.FPDFBookmark_GetNextSibling(document, bookmark), depth))
        waiting.append((pdfium.FPDFBookmark_GetFirstChild(document, bookmark), depth + 1))


def _check_letters(document: pypdfium2.PdfDocument) -> None:
    """Look at a sample of pages: PDFium hands over glyph numbers for letters it has no names for.

    Most such numbers are letters of some script, so the text reads as nonsense and not as damage.
    """
    letters = unknown = 0
    for index in range(0, len(document), max(1, len(document) // _SAMPLE_PAGES)):
        try:
            source = document[index].get_textpage()
        except pypdfium2.PdfiumError as error:
            raise UnreadableDocument(words.DAMAGED_PAGES) from error
        count = min(source.count_chars(), _SAMPLE_LETTERS)
        letters += count
        unknown += sum(
            pdfium.FPDFText_HasUnicodeMapError(source, letter) == 1 for letter in range(count)
        )
    if unknown > _UNKNOWN_SHARE * letters:
        raise UnreadableDocument(words.UNREADABLE_LETTERS)


def _address(bookmark: object) -> int:
    address = ctypes.cast(bookmark, ctypes.c_void_p).value  # type: ignore[arg-type]
    return address or 0
