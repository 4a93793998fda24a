"""An index version with documents added: the knowledge's part of another version, ours anew.

The part of the knowledge is copied, not built: its files are the same, and so is its model.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from indexer import releases, shelving
from indexer.chunk import Chunk
from indexer.embedding import open_embedder
from indexer.errors import RejectedIndex
from indexer.fusion import DOCUMENTS
from indexer.library.confidence import Confidence
from indexer.library.entry import Entry
from indexer.library.passages import headings, passages
from indexer.library.shelf import Library
from indexer.official import Officially
from indexer.refusal import CalibrationQuestions
from indexer.releases import DocumentRef, Manifest, Releases
from indexer.search import Searcher
from indexer.settings import IndexSettings
from indexer.shelving import CONFIDENCE, ENTRIES, PART, Progress
from indexer.text import Normaliser
from knowledge.catalog import Catalog

# How documents are cut and searched: another number makes other versions of the same documents.
_FORM = 3
_SAMPLE, _BEGINNING = 50, 80


def candidate_id(base: str, documents: Sequence[DocumentRef]) -> str:
    """The id of a version made of a base and documents; of the base alone, its own."""
    if not documents:
        return base
    digest = hashlib.sha256(f"{base}\0{_FORM}".encode())
    for ref in sorted(documents, key=lambda one: one.id):
        digest.update(f"\0{ref.id}\0{ref.revision}".encode())
    return digest.hexdigest()[:16]


def with_document(held: Sequence[DocumentRef], ref: DocumentRef) -> tuple[DocumentRef, ...]:
    """The documents with one added, in place of another revision of it."""
    return (*(one for one in held if one.id != ref.id), ref)


def build_candidate(
    settings: IndexSettings,
    base: str,
    documents: Sequence[DocumentRef],
    now: dt.datetime,
    progress: Progress = lambda stage, done, total: None,
    *,
    force: bool = False,
) -> tuple[str, bool]:
    """Build the version of a base with these documents, unless it is there.

    `force` builds it anyway.

    Nothing is activated; interrupted at any moment it leaves what is served untouched.

    Args:
        settings: say where everything lies.
        base: a version whose part of the knowledge is taken.
        documents: of the library, each once.
        now: aware.
        progress: gets (stage, done, total).

    Returns:
        Its id, and whether it was built.

    Raises:
        UnknownVersion, DamagedIndex: the base is not there or not whole.
        UnknownDocument, DamagedDocument: a document is not there or not whole.
        RejectedIndex: what was built failed its checks.
    """
    shelf = Releases(settings.home)
    manifest = shelf.verify(base)
    version = candidate_id(manifest.base or manifest.id, documents)
    if any(one.id == version for one in shelf.versions()) and (not force or version == base):
        return version, False
    folder = shelf.workplace(version)
    try:
        made = _write(folder, version, manifest, documents, settings, now, progress)
        shelf.publish(folder, made)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return version, True


def _write(
    folder: Path,
    version: str,
    base: Manifest,
    documents: Sequence[DocumentRef],
    settings: IndexSettings,
    now: dt.datetime,
    progress: Progress,
) -> Manifest:
    _copy(Releases(settings.home).folder(base.id), base, folder)
    views = _add_part(folder, documents, settings, progress) if documents else 0
    return Manifest(
        id=version,
        base=base.base or base.id,
        documents=tuple(sorted(documents, key=lambda one: one.id)),
        created_at=now,
        embedding=base.embedding,
        chunks=_count(folder, "chunks.json") + _added(folder),
        views=_count(folder, "owners.json") + views,
        files=releases.file_hashes(folder),
    )


def _add_part(
    folder: Path, documents: Sequence[DocumentRef], settings: IndexSettings, progress: Progress
) -> int:
    """Write what the documents are searched by; gives the number of vectors."""
    catalog = Catalog.model_validate_json((folder / "catalog.json").read_bytes())
    normaliser = Normaliser(catalog.terms, catalog.rewrites)
    entries, chunks = _read(Library(settings.home), documents, functools.cache(normaliser))
    if not chunks:
        raise RejectedIndex("no text")
    part = folder / PART
    part.mkdir()
    embedder = open_embedder(folder, settings)
    views = shelving.shelve(part, chunks, functools.cache(normaliser), embedder, progress, headings)
    del chunks
    releases.dump(part / ENTRIES, [entry.model_dump(mode="json") for entry in entries])
    progress("check", 0, 1)
    officially = Officially(catalog.official_words, normaliser)
    searcher = shelving.take_down(
        part, normaliser, catalog.scope_words, embedder, DOCUMENTS, officially
    )
    try:
        _check(searcher, views)
        foreign = CalibrationQuestions.read().off_topic
        floors = Confidence.fit(searcher, foreign).model_dump(mode="json")
        releases.dump(part / CONFIDENCE, floors)
    finally:
        searcher.close()
    progress("check", 1, 1)
    return views


def _read(
    library: Library, documents: Sequence[DocumentRef], normalise: Callable[[str], str]
) -> tuple[list[Entry], list[Chunk]]:
    entries: list[Entry] = []
    chunks: list[Chunk] = []
    for ref in sorted(documents, key=lambda one: one.id):
        entry = library.entry(ref)
        entries.append(entry)
        chunks += passages(entry, library.document(ref), normalise)
    return entries, chunks


def _check(searcher: Searcher, views: int) -> None:
    """A part must hold all its vectors, and pieces must be found by how they begin.

    Raises:
        RejectedIndex: it does not.
    """
    if searcher.views != views:
        raise RejectedIndex(f"{searcher.views} of {views} vectors")
    sample = searcher.chunks[:: max(1, len(searcher.chunks) // _SAMPLE)]
    lost = [chunk.id for chunk in sample if not _found(searcher, chunk.text[:_BEGINNING])]
    if len(lost) > len(sample) // 10:
        raise RejectedIndex(f"not found by their beginnings: {', '.join(lost[:10])}")


def _found(searcher: Searcher, beginning: str) -> bool:
    hits = searcher.search(beginning, 10)
    # A beginning of signs alone cannot be searched for; it is no loss.
    return not hits or any(hit.chunk.text.startswith(beginning) for hit in hits)


def _copy(source: Path, manifest: Manifest, folder: Path) -> None:
    """The files of the knowledge's part; copies, so that damage to one version is not of all."""
    for name in manifest.files:
        if not name.startswith(f"{PART}/"):
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / name, target)


def _added(folder: Path) -> int:
    return _count(folder / PART, "chunks.json") if (folder / PART).is_dir() else 0


def _count(folder: Path, name: str) -> int:
    return len(json.loads((folder / name).read_bytes()))
