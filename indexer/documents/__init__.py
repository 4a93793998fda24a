"""Files as people hand them over → blocks with page and section."""

from __future__ import annotations

from pathlib import Path

from indexer.documents.errors import UnreadableDocument
from indexer.documents.model import Block, Hidden, Kind, ReadDocument

__all__ = ["Block", "Hidden", "Kind", "ReadDocument", "UnreadableDocument", "read"]


def read(path: Path, kind: Kind) -> ReadDocument:
    """A file of a known kind as blocks in reading order.

    Meant to run where it may be killed: the libraries below read what strangers made.

    Raises:
        UnreadableDocument: the file cannot be read; the reason is in Japanese.
        OSError: the file cannot be opened.
    """
    # Imported here: each library is loaded only for its own files.
    if kind == "pdf":
        from indexer.documents.pdf import read_pdf as reader
    elif kind == "docx":
        from indexer.documents.docx import read_docx as reader
    elif kind == "xlsx":
        from indexer.documents.xlsx import read_xlsx as reader
    elif kind == "html":
        from indexer.documents.html import read_html as reader
    elif kind == "markdown":
        from indexer.documents.markdown import read_markdown as reader
    else:
        from indexer.documents.plain import read_plain as reader
    return reader(path)
