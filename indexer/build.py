"""Knowledge → a new immutable index version."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import knowledge
from indexer import refusal, releases, shelving
from indexer.chunk import Chunk
from indexer.embedding import Embedder, open_embedder
from indexer.errors import RejectedIndex
from indexer.readers import catalog as catalog_reader
from indexer.releases import Manifest, Releases
from indexer.search import Searcher
from indexer.settings import IndexSettings
from indexer.shelving import Progress
from indexer.text import Normaliser
from knowledge.catalog import ROOT, Catalog, load


def version_id(settings: IndexSettings, root: Path = ROOT) -> str:
    """The id the index of these inputs has: knowledge, code that shapes it, embedding model."""
    digest = hashlib.sha256(settings.embedding_identity.encode())
    here, there = Path(__file__).parent, Path(knowledge.__file__).parent
    # What reads, compares and checks added documents does not shape the knowledge's part.
    code = sorted(
        [
            *here.glob("*.py"),
            *(here / "readers").glob("*.py"),
            here / "calibration.yaml",
            *there.glob("*.py"),
        ]
    )
    data = sorted([*root.rglob("*.yaml"), *root.rglob("*.md")])
    for path, base in [*((p, None) for p in code), *((p, root) for p in data)]:
        name = path.relative_to(base).as_posix() if base else path.name
        digest.update(f"\0{name}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def build(
    settings: IndexSettings,
    now: dt.datetime,
    progress: Progress = lambda stage, done, total: None,
    root: Path = ROOT,
    *,
    force: bool = False,
) -> tuple[str, bool]:
    """Build the version of the present inputs unless it is there; gives (id, whether built).

    `force` builds it anyway.

    Nothing is activated. Interrupting it at any moment leaves the served version untouched.

    Raises:
        knowledge.reading.KnowledgeError: the knowledge does not fit its schema.
        RejectedIndex: the new version failed its checks.
    """
    version = version_id(settings, root)
    shelf = Releases(settings.home)
    if not force and any(manifest.id == version for manifest in shelf.versions()):
        return version, False
    catalog = load(root)
    folder = shelf.workplace(version)
    try:
        manifest = _write(folder, version, catalog, settings, now, progress)
        shelf.publish(folder, manifest)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return version, True


def _write(
    folder: Path,
    version: str,
    catalog: Catalog,
    settings: IndexSettings,
    now: dt.datetime,
    progress: Progress,
) -> Manifest:
    progress("read", 0, 1)
    normaliser = Normaliser(catalog.terms, catalog.rewrites)
    # A build comes by each text three times: as a view, in training and for BM25.
    normalise = functools.cache(normaliser)
    chunks = catalog_reader.chunks(catalog, normalise)
    progress("read", 1, 1)
    embedder = _embedder(folder, chunks, normalise, settings, progress)
    views = shelving.shelve(folder, chunks, normalise, embedder, progress)
    (folder / "catalog.json").write_text(catalog.model_dump_json(), encoding="utf-8")
    progress("check", 0, 1)
    searcher = shelving.take_down(folder, normaliser, catalog.scope_words, embedder)
    try:
        check(searcher, views)
        calibration = refusal.calibrate(searcher, refusal.CalibrationQuestions.read())
    finally:
        searcher.close()
    (folder / "calibration.json").write_text(calibration.model_dump_json(), encoding="utf-8")
    progress("check", 1, 1)
    return Manifest(
        id=version,
        base=version,
        created_at=now,
        embedding=settings.embedding_identity,
        chunks=len(chunks),
        views=views,
        files=releases.file_hashes(folder),
    )


def _embedder(
    folder: Path,
    chunks: Sequence[Chunk],
    normalise: Callable[[str], str],
    settings: IndexSettings,
    progress: Progress,
) -> Embedder:
    if settings.embedding_model:
        progress("model", 0, 1)
        model = open_embedder(folder, settings)
        progress("model", 1, 1)
        return model
    # Imported here: only a build needs torch.
    from indexer import training

    # Half a minute passes before the first step: it must not look like reading.
    progress("fit", 0, 1)
    training.fit(
        chunks, normalise, folder / "model", lambda done, total: progress("fit", done, total)
    )
    return open_embedder(folder, settings)


def check(searcher: Searcher, views: int) -> None:
    """A version must hold all its vectors, and passages must be found by their own titles.

    Raises:
        RejectedIndex: it does not.
    """
    if searcher.views != views:
        raise RejectedIndex(f"{searcher.views} of {views} vectors")
    passages = [chunk for chunk in searcher.chunks if chunk.rule is None]
    sample = passages[:: max(1, len(passages) // 50)]
    lost = [
        chunk.id
        for chunk in sample
        if chunk.id not in {hit.chunk.id for hit in searcher.search(chunk.title, 10)}
    ]
    if len(lost) > len(sample) // 10:
        raise RejectedIndex(f"not found by their titles: {', '.join(lost)}")
