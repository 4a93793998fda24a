"""The steps of an addition that take long, each an inbox row of its own.

Whatever dies, the row is claimed again: what was downloaded, read or built already is used, and
what was said is changed in place or stored with the row that closes the step.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection

from bot.documents.make import MadeDocument
from bot.slack import files
from bot.slack.adding import download, messages, words
from bot.slack.adding.line import Line, placed
from bot.slack.adding.orders import (
    BuildOrder,
    Built,
    Checked,
    CheckOrder,
    Outcome,
    Problem,
    Read,
    ReadOrder,
)
from bot.slack.adding.staging import DIFFERENCES, digest, keep, put_note
from bot.slack.adding.workshop import Workshop
from bot.slack.desk import Desk, Handled
from bot.slack.handlers import following
from bot.slack.handlers.adding import order, person, staging
from bot.slack.handlers.saying import letter_to
from bot.slack.render import SlackMessage
from bot.slack.work import Indexing
from bot.state import additions
from bot.state.additions import Addition, State
from bot.state.outbox import Letter
from indexer.documents.errors import UnreadableDocument
from indexer.errors import IndexProblem
from indexer.library.shelf import Library
from indexer.releases import Releases
from knowledge.dates import JST

_SAME_SECONDS = 86_400.0
_AT: dict[str, tuple[State, ...]] = {
    "read": ("received",),
    "build": ("described",),
    "check": ("candidate",),
    "files": ("candidate", "active"),
}
_FOLLOWING = {"line", "shut"}


async def indexed(desk: Desk, work: Indexing) -> Handled:
    """Do the step that was ordered, unless the addition has gone on since."""
    found = await desk.database.run(lambda c: additions.find(c, work.scope.team, work.addition))
    if found is None or desk.workshop is None:
        return Handled()
    if work.step in _FOLLOWING:
        return await following.followed(desk, work, found)
    if found.state not in _AT[work.step]:
        return Handled()
    if work.step == "files":
        return await _files(desk, found)
    line = Line(desk, found)
    try:
        if work.step == "check":
            return await _checked(desk, desk.workshop, found, work.by, line)
        if work.step == "build":
            return await _built(desk, desk.workshop, found, line)
        return await _read(desk, desk.workshop, found, line)
    except UnreadableDocument as problem:
        return _refused(desk, found, problem.reason)


async def _here(desk: Desk, workshop: Workshop, found: Addition, line: Line) -> str:
    """Bring the file here unless it is; gives its hash.

    Raises:
        UnreadableDocument: it is not had.
    """
    place = staging(desk)
    path = place.original(found.id)
    if path is None:
        await line.tell("fetch")
        folder = _with_room(lambda: place.folder(found.id))
        came = await download.fetch(desk.api, found.scope.team, found.file, folder, workshop.limits)
        path = _with_room(lambda: place.keep(found.id, came, found.name))
    return await asyncio.to_thread(digest, path)


def _with_room(write: Callable[[], Path]) -> Path:
    try:
        return write()
    except OSError as error:
        raise UnreadableDocument(words.NO_ROOM) from error


async def _order_reading(desk: Desk, workshop: Workshop, found: Addition, line: Line) -> Outcome:
    today = dt.datetime.fromtimestamp(desk.clock(), JST).date()
    wanted = ReadOrder(folder=staging(desk).folder(found.id), name=found.name, today=today)
    return await workshop.carry_out(wanted, line.tell)


async def _read(desk: Desk, workshop: Workshop, found: Addition, line: Line) -> Handled:
    """Read a file and ask whether it is to be added."""
    hashed, now = await _here(desk, workshop, found, line), desk.clock()
    since = now - _SAME_SECONDS
    twin = await desk.database.run(lambda c: additions.same_file(c, found, hashed, since))
    if twin is not None:
        return _ended(desk, found, "dropped", messages.told(words.ALREADY_GOING, name=found.name))
    outcome = await _order_reading(desk, workshop, found, line)
    if not isinstance(outcome, Read):
        return _refused(desk, found, _reason(outcome))
    held = await asyncio.to_thread(_held_as, workshop, hashed)
    said = messages.offer(found.id, found.name, outcome, held)
    placed_at = await placed(desk, found)

    def commit(connection: Connection) -> tuple[Letter, ...]:
        values = {"details": outcome.guesses, "digest": hashed}
        if not additions.move(connection, found.id, ("received",), "offered", now, **values):
            return ()
        order(connection, found.scope, found.id, "line", now)
        return (letter_to(found.scope, said, placed_at.thread),)

    return Handled(commit)


async def _built(desk: Desk, workshop: Workshop, found: Addition, line: Line) -> Handled:
    """Build the candidate and show what would be served."""
    hashed, folder = await _here(desk, workshop, found, line), staging(desk).folder(found.id)
    if not (folder / "read.json").is_file():
        read = await _order_reading(desk, workshop, found, line)
        if not isinstance(read, Read):
            return _refused(desk, found, _reason(read))
    by, now = await person(desk, found.scope.team, found.by), desk.clock()
    wanted = BuildOrder(
        folder=folder,
        name=found.name,
        fields={key: value for key, value in found.details.items() if key in words.LABELS},
        by=by,
        at=dt.datetime.fromtimestamp(now, JST),
    )
    outcome = await workshop.carry_out(wanted, line.tell)
    at = await placed(desk, found)
    if not isinstance(outcome, Built):
        said = messages.failed(found.id, found.name, _reason(outcome))
        return _ended(desk, found, "failed", said)
    checks = outcome.checked
    notes = _notes(desk, workshop, checks)
    report = messages.report(outcome)
    decision = messages.decision(found.id, outcome.title, checks, notes)

    def commit(connection: Connection) -> tuple[Letter, ...]:
        moved = additions.move(
            connection, found.id, ("described",), "candidate", now, digest=hashed,
            version=checks.version, served=checks.against, passed=checks.passed,
            details={**found.details, "named": outcome.title},
        )  # fmt: skip
        if not moved:
            return ()
        order(connection, found.scope, found.id, "line", now)
        if outcome.difference:
            order(connection, found.scope, found.id, "files", now)
        return _shown(desk, at, report, decision, by if notes else "")

    return Handled(commit)


async def _checked(desk: Desk, workshop: Workshop, found: Addition, by: str, line: Line) -> Handled:
    """Look at the candidate again, now that somebody has read its suspicious texts."""
    now = desk.clock()
    at = dt.datetime.fromtimestamp(now, JST)
    wanted = CheckOrder(version=found.version or "", confirmed_by=by, at=at)
    outcome = await workshop.carry_out(wanted, line.tell)
    where = await placed(desk, found)
    if not isinstance(outcome, Checked):
        return _ended(
            desk, found, "failed", messages.failed(found.id, found.name, _reason(outcome))
        )
    title, notes = found.details.get("named") or found.name, _notes(desk, workshop, outcome)
    report = messages.checked_again(outcome)
    decision = messages.decision(found.id, title, outcome, notes)
    adder = await person(desk, found.scope.team, found.by) if notes else ""

    def commit(connection: Connection) -> tuple[Letter, ...]:
        values = {"passed": outcome.passed, "served": outcome.against}
        if not additions.move(connection, found.id, ("candidate",), "candidate", now, **values):
            return ()
        order(connection, found.scope, found.id, "line", now)
        return _shown(desk, where, report, decision, adder)

    return Handled(commit)


async def _files(desk: Desk, found: Addition) -> Handled:
    """Hand over the difference, each file once; what is gone already is not missed."""
    at = await placed(desk, found)
    for name in DIFFERENCES:
        path = staging(desk).folder(found.id) / name
        if not path.is_file():
            continue
        made = MadeDocument(
            filename=f"{words.FILE_TITLE}{path.suffix}",
            mime="application/octet-stream",
            data=await asyncio.to_thread(path.read_bytes),
            title=words.FILE_TITLE,
            alt="",
        )
        # Noted before it is shown: a second try shows the same file, if it was not shown.
        note = put_note(path)
        if not note.is_file():
            keep(note, await files.put(desk.api, found.scope.team, made))
        await files.show(desk.api, found.scope, at.thread, made, note.read_text(encoding="utf-8"))
        path.unlink(missing_ok=True)
        note.unlink(missing_ok=True)
    return Handled()


def _refused(desk: Desk, found: Addition, reason: str) -> Handled:
    return _ended(desk, found, "refused", messages.refused(found.name, reason))


def _ended(desk: Desk, found: Addition, state: State, said: SlackMessage) -> Handled:
    """Say why it goes no further, once, and let its file go."""
    now = desk.clock()

    def commit(connection: Connection) -> tuple[Letter, ...]:
        at = additions.place(connection, found)
        if not additions.move(connection, found.id, (found.state,), state, now):
            return ()
        order(connection, found.scope, found.id, "line", now)
        return (letter_to(found.scope, said, at.thread),)

    return Handled(commit)


def _notes(desk: Desk, workshop: Workshop, checks: Checked) -> tuple[str, ...]:
    if not workshop.settings.second_approver or not checks.passed:
        return ()
    return (words.NEEDS_ANOTHER if desk.staff_channel else words.NEEDS_ANOTHER_NOWHERE,)


def _shown(
    desk: Desk, found: Addition, report: SlackMessage, decision: SlackMessage, adder: str
) -> tuple[Letter, ...]:
    """What was found and what may be decided.

    Args:
        adder: who added it, where somebody else has to decide: they see it in the staff channel,
            for a DM has only the two of us (A26).
    """
    here = tuple(letter_to(found.scope, one, found.thread) for one in (report, decision))
    if not adder or not desk.staff_channel:
        return here
    asked = messages.told(words.ASK_ANOTHER, who=adder)
    blocks = (*asked.blocks, *report.blocks, *decision.blocks)
    team, channel = found.scope.team, desk.staff_channel
    return (*here, Letter(team=team, channel=channel, text=decision.text, blocks=blocks))


def _held_as(workshop: Workshop, hashed: str) -> str | None:
    """What the same file is already served as."""
    shelf, library = Releases(workshop.settings.home), Library(workshop.settings.home)
    try:
        entries = [library.entry(ref) for ref in shelf.manifest(shelf.active()).documents]
    except IndexProblem:
        return None
    return next((entry.name for entry in entries if entry.sha256 == hashed), None)


def _reason(outcome: Outcome) -> str:
    return outcome.reason if isinstance(outcome, Problem) else words.UNKNOWN_FAILURE
