"""Serving another version: by a named person, after a passed report, with a way back."""

from __future__ import annotations

import datetime as dt
import unicodedata

from pydantic import AwareDatetime

from indexer.errors import (
    BadDetails,
    DamagedDocument,
    DamagedIndex,
    NotReady,
    UnknownDocument,
    UnknownVersion,
)
from indexer.gate import report as reports
from indexer.gate import words
from indexer.gate.changes import changes
from indexer.gate.history import INTENTS, Event, History
from indexer.gate.report import Report
from indexer.library.shelf import Library
from indexer.moving import one_mover
from indexer.releases import DocumentRef, Manifest, Releases
from indexer.settings import IndexSettings
from knowledge.schema import Model

_LONGEST = 200


class Candidate(Model):
    """A version made out of what is served, and not served.

    Attributes:
        by: who added or removed last, and `at`, when.
        report: the newest report on it; None = not looked at yet.
    """

    version: str
    documents: tuple[DocumentRef, ...]
    by: str
    at: AwareDatetime
    report: Report | None


def activate(
    settings: IndexSettings,
    version: str,
    by: str,
    now: dt.datetime,
    approved_by: str | None = None,
) -> Report:
    """Serve a version from now on; running bots follow at the next question.

    Args:
        settings: say where everything lies, and whether a second person is needed.
        version: the candidate.
        by: who activates it: a name people know, in Slack with the ids of team and user.
        now: aware.
        approved_by: a second person who agreed.

    Returns:
        The report it was let through by.

    Raises:
        NotReady: no passed report of exactly these files against what is served now, or a second
            person is needed; the message says what to do.
        BadDetails: nobody is named.
        UnknownVersion, DamagedIndex: it is not there or not whole.
    """
    by, approved_by = _person(by), _person(approved_by) if approved_by else None
    shelf = Releases(settings.home)
    with one_mover(settings.home):
        served = shelf.manifest(shelf.active())
        report = _passed(settings, version, served.id)
        manifest = shelf.verify(version)
        if settings.second_approver:
            _second(settings, served, manifest, by, approved_by)
        History(settings.home).record(
            Event(
                what="activated",
                version=version,
                against=served.id,
                by=by,
                at=now,
                documents=manifest.documents,
                approved_by=approved_by,
            )
        )
        shelf.activate(version, by, now)
    return report


def rollback(settings: IndexSettings, by: str, now: dt.datetime, to: str | None = None) -> str:
    """Serve again what was served before; gives its id. It needs no report: it had one.

    Args:
        settings: say where everything lies.
        by: who goes back.
        now: aware.
        to: which version; by default the last one served that is still whole.

    Raises:
        NoIndex: nothing was activated yet.
        NotReady: nothing to go back to, or `to` was never served.
        BadDetails: nobody is named.
        UnknownVersion, DamagedIndex: `to` is not there or not whole.
    """
    by = _person(by)
    shelf = Releases(settings.home)
    with one_mover(settings.home):
        served = shelf.active()
        version = _served_before(shelf, to) if to else _last_whole(shelf, History(settings.home))
        manifest = shelf.verify(version)
        History(settings.home).record(
            Event(
                what="rolled_back",
                version=version,
                against=served,
                by=by,
                at=now,
                documents=manifest.documents,
            )
        )
        shelf.activate(version, by, now, "rollback")
    return version


def pending(settings: IndexSettings) -> tuple[Candidate, ...]:
    """The candidates made out of what is served now and not active yet, newest first.

    Those made out of what was served earlier are left out: they have to be made again.

    Raises:
        NoIndex, DamagedIndex: nothing usable is active.
    """
    shelf = Releases(settings.home)
    served = shelf.active()
    kept = {manifest.id: manifest for manifest in shelf.versions()}
    found: dict[str, Candidate] = {}
    for event in reversed(History(settings.home).events()):
        version = event.version
        if event.what not in INTENTS or event.against != served or version == served:
            continue
        if version in kept and version not in found:
            found[version] = Candidate(
                version=version,
                documents=kept[version].documents,
                by=event.by,
                at=event.at,
                report=reports.saved(settings.home, version),
            )
    return tuple(found.values())


def _passed(settings: IndexSettings, version: str, served: str) -> Report:
    report = reports.saved(settings.home, version)
    if report is None:
        raise NotReady(words.NO_REPORT.format(version=version))
    if report.manifest != reports.digest(settings.home, version):
        raise NotReady(words.CHANGED_SINCE.format(version=version))
    if report.against != served:
        raise NotReady(words.SERVED_SINCE.format(version=version))
    if not report.passed:
        lines = [f"  × {words.CHECKS[one.check]}: {one.text}" for one in report.failures]
        raise NotReady(words.REFUSED.format(version=version, lines="\n".join(lines)))
    return report


def _second(
    settings: IndexSettings, served: Manifest, manifest: Manifest, by: str, approved_by: str | None
) -> None:
    """That not whoever added the documents alone lets them through (A26)."""
    library, adders = Library(settings.home), dict[str, str]()
    for ref in changes(served.documents, manifest.documents).new:
        try:
            name = library.entry(ref).added_by
        except (UnknownDocument, DamagedDocument) as error:
            raise DamagedIndex(manifest.id) from error
        adders[_same(name)] = name
    for event in History(settings.home).intents(manifest.id, served.id):
        adders[_same(event.by)] = event.by
    others = {_same(name) for name in (by, approved_by) if name} - set(adders)
    if adders and not others:
        raise NotReady(words.SECOND_NEEDED.format(adders="、".join(adders.values())))


def _served_before(shelf: Releases, version: str) -> str:
    shelf.folder(version)
    if all(move.id != version for move in shelf.activations()):
        raise NotReady(words.NEVER_SERVED.format(version=version))
    return version


def _last_whole(shelf: Releases, history: History) -> str:
    """By the log of moves; where that is gone, by what orders said was served then."""
    served = shelf.active()
    moves = [move.id for move in reversed(shelf.activations())]
    orders = [event.against for event in reversed(history.events()) if event.what not in INTENTS]
    for version in dict.fromkeys([*moves, *orders]):
        if version == served:
            continue
        try:
            return shelf.verify(version).id
        except (UnknownVersion, DamagedIndex):
            continue
    raise NotReady(words.NOTHING_BEFORE)


def _person(name: str) -> str:
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in name).split())
    if not line:
        raise BadDetails(words.NO_NAME)
    return line[:_LONGEST]


def _same(name: str) -> str:
    """A name as two writings of it are compared."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()
