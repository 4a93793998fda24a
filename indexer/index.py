"""An opened index version: searcher, catalogue and calibration that belong together."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from indexer.embedding import open_embedder
from indexer.errors import DamagedIndex, ForeignIndex
from indexer.fusion import DOCUMENTS
from indexer.library.confidence import Confidence
from indexer.library.entry import Entry
from indexer.official import Officially
from indexer.refusal import Calibration
from indexer.releases import Releases
from indexer.search import Searcher
from indexer.settings import IndexSettings
from indexer.shelving import CONFIDENCE, ENTRIES, PART, take_down
from indexer.text import Normaliser
from knowledge.catalog import Catalog


@dataclass(frozen=True)
class Index:
    """One version, ready to answer.

    Attributes:
        version: its id.
        searcher: over the knowledge.
        catalog: the typed knowledge.
        calibration: when a question is not about what we know.
        documents: over what staff added; None where nothing was.
        entries: what is known of each of those documents, by id.
        confidence: when they speak of what is asked; None where nothing was added.
    """

    version: str
    searcher: Searcher
    catalog: Catalog
    calibration: Calibration
    documents: Searcher | None = None
    entries: Mapping[str, Entry] = field(default_factory=dict)
    confidence: Confidence | None = None

    def close(self) -> None:
        """Release the files it reads from."""
        self.searcher.close()
        if self.documents is not None:
            self.documents.close()


def open_index(settings: IndexSettings, version: str | None = None) -> Index:
    """Open a version, by default the active one; every file is checked against its hash first.

    Raises:
        NoIndex: nothing is active.
        UnknownVersion: no version has that id.
        DamagedIndex: a file is missing or changed.
        ForeignIndex: it was built with another embedding model.
    """
    shelf = Releases(settings.home)
    version = version or shelf.active()
    manifest = shelf.verify(version)
    if manifest.embedding != settings.embedding_identity:
        raise ForeignIndex(version)
    folder = shelf.folder(version)
    try:
        return _read(folder, version, settings)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedIndex(version) from error


def _read(folder: Path, version: str, settings: IndexSettings) -> Index:
    catalog = Catalog.model_validate_json((folder / "catalog.json").read_bytes())
    calibration = Calibration.model_validate_json((folder / "calibration.json").read_bytes())
    normaliser = Normaliser(catalog.terms, catalog.rewrites)
    embedder = open_embedder(folder, settings)
    searcher = take_down(folder, normaliser, catalog.scope_words, embedder)
    part = folder / PART
    if not part.is_dir():
        return Index(version, searcher, catalog, calibration)
    try:
        officially = Officially(catalog.official_words, normaliser)
        documents = take_down(
            part, normaliser, catalog.scope_words, embedder, DOCUMENTS, officially
        )
        entries = [Entry.model_validate(row) for row in json.loads((part / ENTRIES).read_bytes())]
        confidence = Confidence.model_validate_json((part / CONFIDENCE).read_bytes())
    except BaseException:
        searcher.close()
        raise
    by_id = {entry.id: entry for entry in entries}
    return Index(version, searcher, catalog, calibration, documents, by_id, confidence)
