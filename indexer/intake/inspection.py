"""Everything that is asked of a file before a reader opens it, in the reading process."""

from __future__ import annotations

from pathlib import Path

from indexer.documents.errors import UnreadableDocument
from indexer.documents.model import Kind
from indexer.intake import packages, pdf_checks, words
from indexer.intake.limits import Limits
from indexer.intake.sniffing import sniff
from knowledge.schema import Model


class Inspected(Model):
    """What the file is, how many pages its reading is measured by, and what staff should know."""

    kind: Kind
    pages: int
    notes: tuple[str, ...] = ()


def inspect(path: Path, name: str, limits: Limits) -> Inspected:
    """The file, if it may be given to a reader.

    Raises:
        UnreadableDocument: it may not; the reason says why.
    """
    kind = sniff(path, name)
    notes: tuple[str, ...] = ()
    if kind == "pdf":
        pages = _pdf_pages(path, limits)
    elif kind in ("docx", "xlsx"):
        package = packages.check(path, kind, limits)
        pages, notes = package.text_bytes // limits.page_bytes + 1, package.notes
    else:
        pages = path.stat().st_size // limits.page_bytes + 1
    if pages > limits.pages:
        raise UnreadableDocument(words.TOO_MANY_PAGES.format(pages=pages, limit=limits.pages))
    return Inspected(kind=kind, pages=pages, notes=notes)


def _pdf_pages(path: Path, limits: Limits) -> int:
    # Imported here: only a PDF needs it, and the start of every process counts.
    from indexer.intake import pdf_outline

    pdf_checks.check(path.read_bytes(), limits)
    return pdf_outline.pages(path, limits)
