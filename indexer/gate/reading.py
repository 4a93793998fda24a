"""What the gate asks of each new document: pages, headings, hidden and suspicious text, trust."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from indexer.documents.model import ReadDocument
from indexer.gate import words
from indexer.gate.report import Finding
from indexer.intake.screening import Screened, screen
from indexer.intake.words import HIDDEN_REASONS
from indexer.intake.words import page as where
from indexer.library.entry import Entry
from knowledge.schema import Model, OfficialHost

# A cover, blank backs and pages of pictures are usual; a scan shows on far more.
_EMPTY_SHARE = 0.2
_LONG = 5
_SHOWN = 20


class Looked(Model):
    """What was found in one document, and none of its text but what is suspicious.

    `empty`: pages without text, where it has pages in a row.
    """

    entry: Entry
    kind: str
    pages: int
    empty: tuple[int, ...]
    headings: int
    suspicious: tuple[str, ...]
    hidden: tuple[str, ...]


def look(entry: Entry, document: ReadDocument) -> Looked:
    """Look through a document."""
    screened = screen(document)
    return Looked(
        entry=entry,
        kind=document.kind,
        pages=document.pages or 0,
        empty=tuple(_empty_pages(document)),
        headings=sum(block.kind == "heading" for block in document.blocks),
        suspicious=tuple(_suspicious(entry, screened)),
        hidden=tuple(_hidden(entry, screened)),
    )


def findings(
    looked: Sequence[Looked], hosts: Sequence[OfficialHost], confirmed_by: str | None
) -> Iterable[Finding]:
    """What the gate says of the new documents."""
    yield _pages(looked)
    yield _headings(looked)
    yield _suspicion(looked, confirmed_by)
    yield _hiding(looked)
    yield _trust(looked, hosts)


def _pages(looked: Sequence[Looked]) -> Finding:
    limit = round(_EMPTY_SHARE * 100)
    lines, bad = [], False
    for one in looked:
        if one.empty:
            # A workbook may well hold sheets of charts alone.
            bad = bad or (one.kind == "pdf" and len(one.empty) > _EMPTY_SHARE * one.pages)
            which = "、".join(map(str, one.empty[:_SHOWN])) + "…" * (len(one.empty) > _SHOWN)
            lines.append(
                words.EMPTY_PAGES_LINE.format(
                    name=one.entry.name, pages=one.pages, empty=len(one.empty), which=which
                )
            )
    text = (words.EMPTY_PAGES if bad else words.PAGES_READ).format(limit=limit)
    todo = words.GET_TEXT if bad else ""
    return _finding("pages", not bad, text, lines, todo, attention=bool(lines))


def _headings(looked: Sequence[Looked]) -> Finding:
    if not looked:
        return _finding("headings", True, words.NO_HEADINGS_NEEDED)
    bare = [one for one in looked if not one.headings and one.pages >= _LONG]
    if not bare:
        count = sum(one.headings for one in looked)
        return _finding("headings", True, words.HEADINGS.format(count=count))
    lines = [words.NO_HEADINGS_LINE.format(name=one.entry.name, pages=one.pages) for one in bare]
    return _finding("headings", True, words.NO_HEADINGS, lines, attention=True)


def _suspicion(looked: Sequence[Looked], confirmed_by: str | None) -> Finding:
    lines = [line for one in looked for line in one.suspicious]
    if not lines:
        return _finding("suspicious", True, words.NOTHING_SUSPICIOUS)
    if confirmed_by:
        said = words.SUSPICIOUS_CONFIRMED.format(count=len(lines), by=confirmed_by)
        return _finding("suspicious", True, said, lines, attention=True)
    said = words.SUSPICIOUS.format(count=len(lines))
    return _finding("suspicious", False, said, lines, words.READ_SUSPICIOUS)


def _hiding(looked: Sequence[Looked]) -> Finding:
    lines = [line for one in looked for line in one.hidden]
    if not lines:
        return _finding("hidden", True, words.NOTHING_HIDDEN)
    said = words.HIDDEN.format(count=len(lines))
    return _finding("hidden", True, said, lines, words.LOOK_AT_HIDDEN, attention=True)


def _trust(looked: Sequence[Looked], hosts: Sequence[OfficialHost]) -> Finding:
    official = [one.entry for one in looked if one.entry.trust == "official"]
    lines = [
        words.NOT_OFFICIAL_LINE.format(
            name=entry.name, publisher=entry.publisher, url=entry.url or words.NO_URL
        )
        for entry in official
        if not _is_official(entry, hosts)
    ]
    if lines:
        text, todo = words.NOT_OFFICIAL, words.CHECK_OFFICIAL
        return _finding("trust", True, text, lines, todo, attention=True)
    return _finding("trust", True, words.OFFICIAL if official else words.NO_OFFICIAL)


def _is_official(entry: Entry, hosts: Sequence[OfficialHost]) -> bool:
    """By the server where an address is given: whoever names a publisher may not be it."""
    if entry.url:
        return (urlsplit(entry.url).hostname or "") in {one.host for one in hosts}
    publisher = unicodedata.normalize("NFKC", entry.publisher)
    return any(one.publisher in publisher for one in hosts)


def _empty_pages(document: ReadDocument) -> Iterable[int]:
    if not document.pages:
        return ()
    read = set[int]()
    for block in document.blocks:
        if block.page is not None:
            read.update(range(block.page, (block.page_end or block.page) + 1), block.row_pages)
    return (page for page in range(1, document.pages + 1) if page not in read)


def _suspicious(entry: Entry, screened: Screened) -> Iterable[str]:
    """Hidden ones too: they are not in the index, but say what the document is."""
    for one in screened.suspicions:
        yield words.SUSPICIOUS_LINE.format(
            name=entry.name, where=where(one.page), label=one.label, excerpt=one.excerpt
        )


def _hidden(entry: Entry, screened: Screened) -> Iterable[str]:
    for one in screened.quarantined:
        yield words.HIDDEN_LINE.format(
            name=entry.name,
            where=where(one.page),
            reason=HIDDEN_REASONS[one.reason],
            excerpt=one.excerpt,
        )


def _finding(
    check: str,
    passed: bool,
    text: str,
    lines: Sequence[str] = (),
    todo: str = "",
    *,
    attention: bool = False,
) -> Finding:
    more = (words.MORE.format(count=len(lines) - _SHOWN),) if len(lines) > _SHOWN else ()
    return Finding(
        check=check,
        passed=passed,
        text=text,
        lines=(*lines[:_SHOWN], *more),
        todo=todo,
        attention=passed and attention,
    )
