"""`python -m indexer gate | activate | rollback | pending | history`."""

from __future__ import annotations

import argparse
import datetime as dt
import getpass
from collections.abc import Iterator
from contextlib import contextmanager

from indexer import wording
from indexer.errors import BadDetails, DamagedIndex, NoIndex, NotReady
from indexer.gate import words
from indexer.settings import IndexSettings
from knowledge.dates import JST


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands to a parser; each sets `lines`, which runs it."""
    gate = commands.add_parser("gate", help=words.HELP_GATE)
    gate.add_argument("id", help=words.HELP_VERSION)
    gate.add_argument("--by", metavar="NAME", help=words.HELP_CHECKED_BY)
    gate.add_argument("--confirm-suspicious-text", metavar="NAME", help=words.HELP_CONFIRM)
    gate.set_defaults(lines=_gate)

    activate = commands.add_parser("activate", help=wording.HELP_ACTIVATE)
    activate.add_argument("id", help=words.HELP_VERSION)
    activate.add_argument("--by", required=True, metavar="NAME", help=words.HELP_BY)
    activate.add_argument("--approved-by", metavar="NAME", help=words.HELP_APPROVED)
    activate.set_defaults(lines=_activate)

    rollback = commands.add_parser("rollback", help=wording.HELP_ROLLBACK)
    rollback.add_argument("--by", metavar="NAME", help=words.HELP_BY)
    rollback.add_argument("--to", metavar="ID", help=words.HELP_TO)
    rollback.set_defaults(lines=_rollback)

    commands.add_parser("pending", help=words.HELP_PENDING).set_defaults(lines=_pending)
    commands.add_parser("history", help=words.HELP_HISTORY).set_defaults(lines=_history)


def _gate(options: argparse.Namespace, settings: IndexSettings) -> Iterator[str]:
    # Imported here: going back must not wait for what opens an index.
    from indexer.gate import check

    with _written():
        report = check(
            settings,
            options.id,
            dt.datetime.now(JST),
            confirmed_by=options.confirm_suspicious_text,
            by=options.by or getpass.getuser(),
        )
    yield from report.lines()
    if not report.passed:
        raise NotReady(report.outcome)


def _activate(options: argparse.Namespace, settings: IndexSettings) -> Iterator[str]:
    from indexer.gate.activation import activate

    now = dt.datetime.now(JST)
    with _written():
        activate(settings, options.id, options.by, now, options.approved_by)
    yield wording.ACTIVATED.format(id=options.id)


def _rollback(options: argparse.Namespace, settings: IndexSettings) -> Iterator[str]:
    from indexer.gate.activation import rollback

    by = options.by or getpass.getuser()
    with _written():
        version = rollback(settings, by, dt.datetime.now(JST), options.to)
    yield wording.ACTIVATED.format(id=version)


def _pending(options: argparse.Namespace, settings: IndexSettings) -> Iterator[str]:
    from indexer.gate.activation import pending
    from indexer.gate.changes import named
    from indexer.library.shelf import Library

    found = pending(settings)
    if not found:
        yield words.NO_PENDING
    for one in found:
        state = words.STATES[one.report.passed if one.report else None]
        made = _local(one.at)
        yield words.PENDING.format(version=one.version, made=made, by=one.by, state=state)
        yield from (f"    {named(Library(settings.home))(ref)}" for ref in one.documents)


def _history(options: argparse.Namespace, settings: IndexSettings) -> Iterator[str]:
    from indexer.gate.changes import named
    from indexer.gate.history import History
    from indexer.library.shelf import Library
    from indexer.releases import Releases

    shelf, name = Releases(settings.home), named(Library(settings.home))
    told = [
        (
            event.at,
            words.EVENTS[event.what],
            event.version,
            event.by,
            _more(event.note, event.approved_by, map(name, event.documents)),
        )
        for event in History(settings.home).events()
    ]
    moves = shelf.activations()
    told += [
        (move.at, words.MOVED.get(move.reason, move.reason), move.id, move.by, "") for move in moves
    ]
    if not told:
        yield words.NO_HISTORY
    # Sorting keeps an order and the move it led to, told at the same moment, in that order.
    for at, what, version, by, more in sorted(told, key=lambda row: row[0]):
        yield words.EVENT.format(at=_local(at), what=what, version=version, by=by, more=more)
    try:
        active = shelf.active()
    except (NoIndex, DamagedIndex):
        return
    if moves and moves[-1].id != active:
        yield words.UNTOLD.format(version=active)


@contextmanager
def _written() -> Iterator[None]:
    try:
        yield
    except OSError:
        raise BadDetails(words.NOT_WRITTEN) from None


def _more(note: str, approved_by: str | None, documents: Iterator[str]) -> str:
    approved = words.APPROVED_BY.format(name=approved_by) if approved_by else ""
    names = "、".join(documents)
    return approved + "".join(f"  {part}" for part in (note, names) if part)


def _local(at: dt.datetime) -> str:
    return at.astimezone(JST).strftime("%Y-%m-%d %H:%M")
