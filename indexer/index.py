"""An opened index version: searcher, catalogue and calibration that belong together."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from indexer.chunk import Chunk
from indexer.embedding import open_embedder
from indexer.errors import DamagedIndex, ForeignIndex
from indexer.lexical import LexicalIndex
from indexer.refusal import Calibration
from indexer.releases import Releases
from indexer.search import Searcher
from indexer.settings import IndexSettings
from indexer.text import Normaliser
from indexer.vectors import VectorIndex
from knowledge.catalog import Catalog


@dataclass(frozen=True)
class Index:
    """One version, ready to answer."""

    version: str
    searcher: Searcher
    catalog: Catalog
    calibration: Calibration


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
    rows = json.loads((folder / "chunks.json").read_bytes())
    calibration = Calibration.model_validate_json((folder / "calibration.json").read_bytes())
    searcher = Searcher(
        chunks=[Chunk.model_validate(row) for row in rows],
        texts=json.loads((folder / "texts.json").read_bytes()),
        normalise=Normaliser(catalog.terms, catalog.rewrites),
        scope_words=catalog.scope_words,
        lexical=LexicalIndex.open(folder / "lexical"),
        vectors=VectorIndex(folder / "vectors"),
        owners=json.loads((folder / "owners.json").read_bytes()),
        embedder=open_embedder(folder, settings),
    )
    return Index(version, searcher, catalog, calibration)
