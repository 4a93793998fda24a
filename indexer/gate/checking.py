"""One version through all checks; the report is kept beside it.

What opens an index is imported where it is needed: commands that only move a pointer start without.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.errors import DamagedDocument, DamagedIndex, ForeignIndex, UnknownDocument
from indexer.gate import answers as comparing
from indexer.gate import report as reports
from indexer.gate import words
from indexer.gate.answers import Answers, Outcome
from indexer.gate.canaries import canaries
from indexer.gate.changes import changes, meant, named, same_knowledge
from indexer.gate.counts import counted, counts
from indexer.gate.history import Event, History
from indexer.gate.reading import Looked, findings, look
from indexer.gate.report import Finding, Report
from indexer.library.shelf import Library
from indexer.releases import DocumentRef, Manifest, Releases
from indexer.settings import IndexSettings

if TYPE_CHECKING:
    from indexer.index import Index


def check(
    settings: IndexSettings,
    version: str,
    now: dt.datetime,
    answers: Answers | None = None,
    *,
    confirmed_by: str | None = None,
    by: str = "",
) -> Report:
    """Look at a version before it is served, and keep the report.

    Args:
        settings: say where everything lies.
        version: the candidate.
        now: aware.
        answers: how an opened version answers; without, the report cannot pass.
        confirmed_by: who has read the suspicious texts of its new documents and lets them pass.
        by: who asked for the check, for the trail.

    Raises:
        NoIndex, DamagedIndex: what is served cannot be compared with.
        UnknownVersion: there is no such version.
        OSError: the report cannot be kept.
    """
    shelf = Releases(settings.home)
    served = shelf.manifest(shelf.active())
    held = reports.digest(settings.home, version)
    found = tuple(_findings(_Case(settings, shelf, served, version, confirmed_by), answers))
    try:
        documents = shelf.manifest(version).documents
    except DamagedIndex:
        documents = ()
    report = Report(
        version=version,
        manifest=held,
        against=served.id,
        made_at=now,
        passed=all(one.passed for one in found),
        findings=found,
        documents=documents,
        confirmed_by=confirmed_by,
    )
    reports.save(settings.home, report)
    _record(History(settings.home), report, by)
    return report


@dataclass(frozen=True)
class _Case:
    settings: IndexSettings
    shelf: Releases
    served: Manifest
    version: str
    confirmed_by: str | None


def _findings(case: _Case, answers: Answers | None) -> Iterator[Finding]:
    from indexer.index import open_index

    try:
        manifest = case.shelf.verify(case.version)
        index = open_index(case.settings, case.version)
    except DamagedIndex:
        yield _broken(words.NOT_WHOLE)
        return
    except ForeignIndex:
        yield _broken(words.FOREIGN)
        return
    yield _finding_whole(manifest)
    # Closed before the other is opened: the machine of a small office has little memory.
    try:
        yield from _of_index(case, manifest, index)
        after = answers(index) if answers else None
    finally:
        index.close()
    if after is None or answers is None:
        yield comparing.not_compared()
    else:
        yield comparing.compared(_served_answers(case, answers, after), after)


def _of_index(case: _Case, manifest: Manifest, index: Index) -> Iterator[Finding]:
    library = Library(case.settings.home)
    changed = changes(case.served.documents, manifest.documents)
    yield same_knowledge(case.served, manifest)
    intents = History(case.settings.home).intents(case.version, case.served.id)
    yield meant(changed, intents, named(library))
    yield counts(index, manifest, library, changed.new, _served_counts(case, manifest))
    looked = _looked(library, changed.new)
    yield from findings(looked, index.catalog.official_hosts, case.confirmed_by)
    yield from canaries(index, {ref.id for ref in changed.new})


def _looked(library: Library, new: Sequence[DocumentRef]) -> list[Looked]:
    """What each new document shows; one that is damaged is told where documents are counted."""
    found = []
    for ref in new:
        try:
            found.append(look(library.entry(ref), library.document(ref)))
        except (UnknownDocument, DamagedDocument):
            continue
    return found


def _served_counts(case: _Case, manifest: Manifest) -> Counter[str] | None:
    if (case.served.base or case.served.id) != (manifest.base or manifest.id):
        return None
    folder = case.shelf.folder(case.served.id)
    try:
        return counted(folder)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedIndex(case.served.id) from error


def _served_answers(
    case: _Case, answers: Answers, after: Mapping[str, Outcome]
) -> Mapping[str, Outcome]:
    if case.version == case.served.id:
        return after
    from indexer.index import open_index

    served = open_index(case.settings, case.served.id)
    try:
        return answers(served)
    finally:
        served.close()


def _record(history: History, report: Report, by: str) -> None:
    common = {"version": report.version, "against": report.against, "at": report.made_at}
    if report.confirmed_by:
        history.record(
            Event.model_validate({"what": "confirmed", "by": report.confirmed_by, **common})
        )
    history.record(
        Event.model_validate(
            {
                "what": "checked",
                "by": by,
                "documents": report.documents,
                "note": words.STATES[report.passed],
                **common,
            }
        )
    )


def _finding_whole(manifest: Manifest) -> Finding:
    said = words.WHOLE.format(count=len(manifest.files))
    return Finding(check="structure", passed=True, text=said)


def _broken(said: str) -> Finding:
    return Finding(check="structure", passed=False, text=said, todo=words.ADD_AGAIN)
