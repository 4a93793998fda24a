"""`python -m indexer build`: new knowledge under the documents that are served."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from indexer.build import build
from indexer.candidate import build_candidate
from indexer.errors import DamagedIndex, NoIndex, UnknownVersion
from indexer.gate.history import Event, History
from indexer.releases import DocumentRef, Releases
from indexer.settings import IndexSettings
from indexer.shelving import Progress
from knowledge.catalog import ROOT


def build_and_serve(
    settings: IndexSettings,
    by: str,
    now: dt.datetime,
    progress: Progress = lambda stage, done, total: None,
    root: Path = ROOT,
    *,
    force: bool = False,
) -> tuple[str, bool]:
    """Build the present knowledge with the documents being served, and serve it.

    The documents came through the gate when they were activated; the knowledge is held to its
    own tests. Interrupted at any moment, what is served stays served.

    Returns:
        The version served now, and whether anything was built.

    Raises:
        KnowledgeError: the knowledge does not fit its schema.
        IndexProblem: what was built failed its checks, or a document is damaged.
    """
    shelf = Releases(settings.home)
    held = served_documents(settings)
    base, built = build(settings, now, progress, root, force=force)
    version = base
    if held:
        version, added = build_candidate(settings, base, held, now, progress, force=built)
        built = built or added
    served = _active(shelf)
    if version == served and not built:
        shelf.verify(version)
        return version, False
    if held:
        _record(settings, version, served, by, now, held)
    shelf.activate(version, by, now, reason="build")
    return version, built


def served_documents(settings: IndexSettings) -> tuple[DocumentRef, ...]:
    """The documents that are served; by the trail where what is served is damaged.

    A build repairs a damaged index, and must not lose by it what staff added.
    """
    shelf = Releases(settings.home)
    active = _active(shelf)
    try:
        return shelf.manifest(active).documents if active else ()
    except (UnknownVersion, DamagedIndex):
        events = History(settings.home).events()
        kept = [one for one in events if one.what in ("activated", "rolled_back", "built")]
        return next((one.documents for one in reversed(kept) if one.version == active), ())


def _active(shelf: Releases) -> str:
    try:
        return shelf.active()
    except (NoIndex, DamagedIndex):
        moves = shelf.activations()
        return moves[-1].id if moves else ""


def _record(
    settings: IndexSettings,
    version: str,
    served: str,
    by: str,
    now: dt.datetime,
    held: tuple[DocumentRef, ...],
) -> None:
    History(settings.home).record(
        Event(what="built", version=version, against=served, by=by, at=now, documents=held)
    )
