"""An index with the documents of the questions added, in a folder of its own."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

from indexer.candidate import build_candidate
from indexer.chunk import Chunk
from indexer.documents import read
from indexer.index import Index, open_index
from indexer.library.entry import Details, Entry
from indexer.library.shelf import Library, sha256
from indexer.releases import Releases
from indexer.search import Hit
from indexer.settings import IndexSettings
from knowledge.dates import JST
from tests.evals.documents.questions import FILES, File, Place

_NOW = dt.datetime(2025, 7, 1, 9, tzinfo=JST)


def index_with_documents(settings: IndexSettings, home: Path) -> Index:
    """The active version with the four documents added, built in an empty folder.

    Raises:
        IndexProblem: nothing is active, or the candidate cannot be built.
    """
    shelf = Releases(settings.home)
    served = shelf.manifest(shelf.active())
    base = served.base or served.id
    shutil.copytree(shelf.folder(base), Releases(home).root / base)
    ours = settings.model_copy(update={"home": home})
    library = Library(home)
    refs = []
    for file in FILES:
        document = read(file.path, file.kind)  # type: ignore[arg-type]
        refs.append(library.put(_entry(file, document.pages), file.path, document))
    version, _ = build_candidate(ours, base, refs, _NOW)
    return open_index(ours, version)


def _entry(file: File, pages: int | None) -> Entry:
    said = Details.model_validate(
        {
            "id": file.id,
            "title": file.title,
            "publisher": "サービス等生産性向上IT導入支援事業事務局",
            "url": "https://it-shien.smrj.go.jp/",
            "edition": "2025年版",
            "about": "it2025",
            "published": file.published,
            "valid_from": "2025-03-31",
            "valid_to": "2026-03-31",
            "use": file.use,
            "trust": "official",
        }
    )
    return Entry(
        **said.model_dump(),
        file=file.name,
        suffix=file.path.suffix,
        sha256=sha256(file.path),
        pages=pages,
        added_by="eval",
        added_at=_NOW,
    )


def place(chunk: Chunk) -> Place:
    """The page a citation of the chunk names."""
    identifier = chunk.id.split("/")[1]
    letter = next(file.letter for file in FILES if file.id == identifier)
    number = re.search(r"[0-9]+", chunk.page or "")
    return letter, int(number.group()) if number else 0


def places(hits: list[Hit]) -> list[Place]:
    """The pages of hits, each once, best first."""
    return list(dict.fromkeys(place(hit.chunk) for hit in hits))
