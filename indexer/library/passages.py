"""A document of the library as chunks of an index: dated, with page and section."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from indexer.chunk import Chunk
from indexer.documents import chunks as documents
from indexer.documents.model import ReadDocument
from indexer.identifiers import identifiers
from indexer.library.entry import Entry, Trust
from indexer.library.words import PAGE, PRINTED, SHEET
from knowledge.schema import Confidence

PATH = " > "
_CONFIDENCE: dict[Trust, Confidence] = {"official": "high", "commentary": "medium"}


def passages(
    entry: Entry, document: ReadDocument, normalise: Callable[[str], str]
) -> Iterator[Chunk]:
    """The chunks of a document, in reading order. Ids are `doc/<id>/<number>`."""
    for number, piece in enumerate(documents.chunks(document), 1):
        named = normalise("\n".join((entry.name, *piece.section[-2:])))
        yield Chunk(
            id=f"doc/{entry.id}/{number}",
            title=entry.name,
            text=piece.text,
            edition=entry.about,
            edition_name=entry.edition,
            section=PATH.join(piece.section) or None,
            page=page_name(piece, document.kind),
            source_title=entry.name,
            publisher=entry.publisher,
            url=entry.url,
            tier=entry.trust,
            as_of=entry.published.isoformat(),
            confidence=_CONFIDENCE[entry.trust],
            valid_from=entry.holds_from,
            valid_to=entry.valid_to,
            identifiers=tuple(sorted(identifiers(named))),
        )


def headings(chunk: Chunk) -> str:
    """What a part of a passage is read under: the last headings, or the document's name.

    The name is that of every passage of a document, and tells none of them from another.
    """
    return " ".join((chunk.section or chunk.title).split(PATH)[-2:])


def page_name(piece: documents.Chunk, kind: str) -> str | None:
    """The page as a reader finds it: of the file, and as printed where that differs."""
    if piece.page is None:
        return None
    if kind == "xlsx":
        return SHEET.format(page=piece.page)
    page = PAGE.format(page=piece.page)
    if piece.printed_page and piece.printed_page != str(piece.page):
        return page + PRINTED.format(printed=piece.printed_page)
    return page
