"""A file to a candidate index: read safely, kept with its hash, built beside what is served."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from indexer.candidate import build_candidate, with_document
from indexer.documents.model import ReadDocument
from indexer.errors import UnknownDocument, UnknownVersion
from indexer.gate.history import Event, History, What
from indexer.library.entry import Details, Entry
from indexer.library.shelf import Library, sha256
from indexer.releases import DocumentRef, Manifest, Releases
from indexer.settings import IndexSettings
from indexer.shelving import Progress
from knowledge.schema import Model

Read = Callable[[Path], ReadDocument]


class Added(Model):
    """What an addition came to.

    Attributes:
        ref: the document as it is kept.
        version: the candidate that holds it; nothing serves it yet.
        built: False when that candidate was there already.
    """

    ref: DocumentRef
    version: str
    built: bool


class Item(Model):
    """A document to add: the original, what it was read into, what staff says of it."""

    file: Path
    document: ReadDocument
    details: Details


def add(
    settings: IndexSettings,
    file: Path,
    document: ReadDocument,
    details: Details,
    by: str,
    now: dt.datetime,
    progress: Progress = lambda stage, done, total: None,
) -> Added:
    """Keep a document that was read, and build the candidate that adds it to what is served.

    Args:
        settings: say where everything lies.
        file: the original.
        document: what it was read into.
        details: what staff said of it.
        by: who adds it.
        now: aware.
        progress: gets (stage, done, total).

    Raises:
        IndexProblem: nothing is active, or the candidate cannot be built.
        OSError: there is no room.
    """
    shelf = Releases(settings.home)
    served = shelf.manifest(shelf.active())
    ref = _kept(settings, file, document, details, by, now)
    return _candidate(settings, served, (ref,), by, now, progress)


def add_all(
    settings: IndexSettings,
    items: Iterable[Item],
    by: str,
    now: dt.datetime,
    progress: Progress = lambda stage, done, total: None,
) -> Added | None:
    """Keep many documents and build one candidate that adds them all to what is served.

    Args:
        settings: say where everything lies.
        items: taken one by one, so that no two need be in memory at once.
        by: who adds them.
        now: aware.
        progress: gets (stage, done, total).

    Returns:
        The candidate, by its last document; None where there was no item.

    Raises:
        IndexProblem: nothing is active, or the candidate cannot be built.
        OSError: there is no room.
    """
    shelf = Releases(settings.home)
    served = shelf.manifest(shelf.active())
    refs = [_kept(settings, one.file, one.document, one.details, by, now) for one in items]
    return _candidate(settings, served, refs, by, now, progress) if refs else None


def _kept(
    settings: IndexSettings,
    file: Path,
    document: ReadDocument,
    details: Details,
    by: str,
    now: dt.datetime,
) -> DocumentRef:
    entry = Entry(
        **details.model_dump(),
        file=file.name[-200:],
        suffix=file.suffix.lower()[:10],
        sha256=sha256(file),
        pages=document.pages,
        added_by=by,
        added_at=now,
    )
    return Library(settings.home).put(entry, file, document)


def _candidate(
    settings: IndexSettings,
    served: Manifest,
    refs: Sequence[DocumentRef],
    by: str,
    now: dt.datetime,
    progress: Progress,
) -> Added:
    documents = served.documents
    for ref in refs:
        documents = with_document(documents, ref)
    version, built = build_candidate(settings, base_of(settings, served), documents, now, progress)
    _record(settings, "added", version, served, refs, by, now)
    return Added(ref=refs[-1], version=version, built=built)


def _record(
    settings: IndexSettings,
    what: What,
    version: str,
    served: Manifest,
    refs: Sequence[DocumentRef],
    by: str,
    now: dt.datetime,
) -> None:
    """That somebody meant it: the gate lets nothing go that nobody asked to."""
    if version == served.id:
        return
    event = Event(
        what=what, version=version, against=served.id, by=by, at=now, documents=tuple(refs)
    )
    History(settings.home).record(event)


def without(
    settings: IndexSettings,
    document: str,
    now: dt.datetime,
    progress: Progress = lambda stage, done, total: None,
    *,
    by: str = "",
) -> Added:
    """The candidate that leaves a document out of what is served; the library keeps it.

    Raises:
        UnknownDocument: what is served does not hold it.
        IndexProblem: nothing is active, or the candidate cannot be built.
    """
    served = Releases(settings.home).manifest(Releases(settings.home).active())
    ref = next((one for one in served.documents if one.id == document), None)
    if ref is None:
        raise UnknownDocument(document)
    kept = tuple(one for one in served.documents if one != ref)
    base = base_of(settings, served)
    version, built = build_candidate(settings, base, kept, now, progress)
    _record(settings, "removed", version, served, (ref,), by, now)
    return Added(ref=ref, version=version, built=built)


def base_of(settings: IndexSettings, served: Manifest) -> str:
    """The version whose part of the knowledge a candidate takes: the bare one while it is kept."""
    try:
        Releases(settings.home).folder(served.base or served.id)
    except UnknownVersion:
        return served.id
    return served.base or served.id
