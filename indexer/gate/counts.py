"""Whether a version holds all it should: of the knowledge, of each document."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.errors import DamagedDocument, UnknownDocument
from indexer.gate import words
from indexer.gate.report import Finding
from indexer.library.entry import Entry
from indexer.library.shelf import Library
from indexer.releases import DocumentRef, Manifest

if TYPE_CHECKING:
    from indexer.index import Index

# As indexer.shelving names it, which would bring in all that an index is read with.
PART = "documents"


def counts(
    index: Index,
    manifest: Manifest,
    library: Library,
    new: Sequence[DocumentRef],
    served: Counter[str] | None,
) -> Finding:
    """Whether nothing is missing.

    Args:
        index: the version, opened.
        manifest: what it says of itself.
        library: holds what each document was read into.
        new: documents that were not served so far; they are cut again and counted.
        served: how many chunks each part had in what is served, where that stands on the same
            knowledge.
    """
    held = chunks_by_part(index)
    lines = _names(index, manifest)
    lines += _against(sum(held.values()), manifest.chunks, index.version)
    for ref in new:
        lines += _recounted(library, ref, held[ref.id])
    if served is not None:
        lines += _against(held[""], served[""], words.KNOWLEDGE_PART)
        kept = {ref.id for ref in manifest.documents} - {ref.id for ref in new}
        for part in sorted(kept & set(served)):
            lines += _against(held[part], served[part], part)
    if lines:
        return Finding(
            check="counts",
            passed=False,
            text=words.MISCOUNTED,
            lines=tuple(lines[:30]),
            todo=words.ADD_AGAIN,
        )
    said = words.COUNTED.format(
        documents=len(index.entries),
        pages=sum(entry.pages or 0 for entry in index.entries.values()),
        chunks=sum(held.values()) - held[""],
    )
    return Finding(check="counts", passed=True, text=said)


def chunks_by_part(index: Index) -> Counter[str]:
    """How many chunks each document has; those of the knowledge under an empty id."""
    found = Counter({"": len(index.searcher.chunks)})
    if index.documents is not None:
        found.update(chunk.id.split("/")[1] for chunk in index.documents.chunks)
    return found


def counted(folder: Path) -> Counter[str]:
    """The same of a version that is not opened.

    Raises:
        OSError, ValueError: a file is missing or not as it was written.
    """
    found = Counter({"": len(json.loads((folder / "chunks.json").read_bytes()))})
    if (folder / PART).is_dir():
        rows = json.loads((folder / PART / "chunks.json").read_bytes())
        found.update(row["id"].split("/")[1] for row in rows)
    return found


def _names(index: Index, manifest: Manifest) -> list[str]:
    said = {(ref.id, ref.revision) for ref in manifest.documents}
    held = {(entry.id, entry.revision) for entry in index.entries.values()}
    return [] if said == held else [words.NAMES_DIFFER]


def _recounted(library: Library, ref: DocumentRef, found: int) -> list[str]:
    # Imported here: it brings in what cuts texts, and most commands cut none.
    from indexer.library.passages import passages

    try:
        entry: Entry = library.entry(ref)
        library.original(ref)
        # Cutting does not depend on how words are normalised; only what is searched does.
        expected = sum(1 for _ in passages(entry, library.document(ref), str))
    except (UnknownDocument, DamagedDocument):
        return [words.DAMAGED_ORIGINAL.format(name=ref.id)]
    return _against(found, expected, entry.name)


def _against(found: int, expected: int, name: str) -> list[str]:
    if found == expected:
        return []
    return [words.MISCOUNTED_LINE.format(name=name, expected=expected, found=found)]
