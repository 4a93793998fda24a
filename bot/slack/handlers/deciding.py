"""A candidate activated, given up, or taken back: by a press of the office's own people.

The pointer of the index is moved before the press is closed in the database. Whatever dies in
between, the press is worked on again, finds the version served, and only closes.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging

from sqlalchemy import Connection

from bot.slack.adding import messages, words
from bot.slack.adding.line import update
from bot.slack.desk import Desk, Handled
from bot.slack.handlers.adding import order, person
from bot.slack.handlers.saying import letter_to, told, who
from bot.slack.render import SlackMessage, notice
from bot.slack.work import Pressed
from bot.state import additions
from bot.state.additions import Addition
from bot.state.outbox import Letter
from indexer.errors import DamagedIndex, IndexProblem, NotReady, UnknownVersion
from indexer.gate.activation import activate, rollback
from indexer.releases import Releases
from indexer.settings import IndexSettings
from knowledge.dates import JST

log = logging.getLogger(__name__)


async def pressed(desk: Desk, work: Pressed) -> Handled:
    """Any button about a document but the one that opens the form."""
    if await desk.people.role(work.scope.team, work.speaker, fresh=True) != "staff":
        return told(work, words.STAFF_ONLY_HERE)
    found = await desk.database.run(lambda c: additions.find(c, work.scope.team, work.value))
    if found is None or desk.workshop is None or not _is_shown_in(desk, work, found):
        return told(work, words.NOT_OPEN)
    settings, act = desk.workshop.settings, work.action.partition(":")[2]
    if act == "activate":
        return await _activated(desk, settings, work, found)
    if act == "back":
        return await _taken_back(desk, settings, work, found)
    if act == "read":
        return await _read(desk, work, found)
    return await _dropped(desk, work, found) if act == "drop" else Handled()


def _is_shown_in(desk: Desk, work: Pressed, found: Addition) -> bool:
    """Whether our message about it stands where was pressed; a forged value comes from elsewhere."""
    return work.scope.channel in {found.scope.channel, desk.staff_channel} - {""}


async def _activated(
    desk: Desk, settings: IndexSettings, work: Pressed, found: Addition
) -> Handled:
    if found.state != "candidate" or not found.passed or found.version is None:
        return _decided(work, found)
    if settings.second_approver and who(work.speaker) == who(found.by):
        return told(work, words.NOT_YOU)
    by, now = await person(desk, work.scope.team, work.speaker), desk.clock()
    at = dt.datetime.fromtimestamp(now, JST)
    try:
        served = await asyncio.to_thread(Releases(settings.home).active)
        if served not in {found.served, found.version}:
            return _again(desk, work, found)
        if served != found.version:
            await asyncio.to_thread(activate, settings, found.version, by, at)
    except NotReady:
        return await _not_ready(desk, settings, work, found)
    except (IndexProblem, OSError) as problem:
        return told(work, _why_not(problem, found))
    name = found.details.get("named") or found.name
    said = messages.activated(found.id, name, by)

    def commit(connection: Connection) -> tuple[Letter, ...]:
        if not additions.move(connection, found.id, ("candidate",), "active", now, decided_by=by):
            return ()
        _shut(connection, work, found, now)
        return _both(desk, found, said, words.STAFF_ACTIVE, name, by)

    return Handled(commit)


async def _not_ready(
    desk: Desk, settings: IndexSettings, work: Pressed, found: Addition
) -> Handled:
    """The gate does not let it through: most often because somebody was faster."""
    served = await asyncio.to_thread(Releases(settings.home).active)
    if served not in {found.served, found.version}:
        return _again(desk, work, found)
    log.warning("not activated: NotReady")
    return told(work, words.GATE_REFUSED)


def _why_not(problem: IndexProblem | OSError, found: Addition) -> str:
    """Why nothing was moved: no room, no candidate any more, or nothing that is served."""
    log.error("not activated: %s", type(problem).__name__)
    if isinstance(problem, OSError):
        return words.NOT_WRITTEN
    name = found.details.get("named") or found.name
    ours = isinstance(problem, UnknownVersion | DamagedIndex) and str(problem) == found.version
    return words.CANDIDATE_GONE.format(name=name) if ours else words.NO_INDEX


def _decided(work: Pressed, found: Addition) -> Handled:
    """A press on what is decided already."""
    said = words.DECIDED.get(found.state, words.NOT_OPEN)
    name = found.details.get("named") or found.name
    return told(work, said.format(name=name, who=found.decided_by or "?"))


async def _taken_back(
    desk: Desk, settings: IndexSettings, work: Pressed, found: Addition
) -> Handled:
    """Serve what was served before this document, while nothing else came after it."""
    if found.state != "active" or found.version is None or found.served is None:
        return _decided(work, found)
    by, now = await person(desk, work.scope.team, work.speaker), desk.clock()
    at = dt.datetime.fromtimestamp(now, JST)
    try:
        served = await asyncio.to_thread(Releases(settings.home).active)
        if served not in {found.version, found.served}:
            return told(work, words.ELSEWHERE)
        if served != found.served:
            await asyncio.to_thread(rollback, settings, by, at, found.served)
    except OSError as error:
        log.error("not taken back: %s", type(error).__name__)
        return told(work, words.NOT_WRITTEN)
    except IndexProblem as problem:
        log.error("not taken back: %s", type(problem).__name__)
        return told(work, words.CANNOT_GO_BACK)
    name = found.details.get("named") or found.name
    said = messages.told(words.ROLLED_BACK, name=name, who=by)

    def commit(connection: Connection) -> tuple[Letter, ...]:
        moved = additions.move(connection, found.id, ("active",), "rolled_back", now, decided_by=by)
        if not moved:
            return ()
        _shut(connection, work, found, now)
        return _both(desk, found, said, words.STAFF_ROLLED_BACK, name, by)

    return Handled(commit)


async def _read(desk: Desk, work: Pressed, found: Addition) -> Handled:
    """Somebody has read the suspicious texts: the checks are made again, with their name."""
    if found.state != "candidate" or found.passed:
        return told(work, words.NOT_OPEN)
    by, now = await person(desk, work.scope.team, work.speaker), desk.clock()

    def commit(connection: Connection) -> tuple[Letter, ...]:
        # Nobody decides on what is being looked at.
        if additions.move(connection, found.id, ("candidate",), "candidate", now):
            order(connection, found.scope, found.id, "check", now, by=by)
        return ()

    said = notice(words.CHECKING)
    return Handled(commit, effects=update(work.scope, work.ts, said))


async def _dropped(desk: Desk, work: Pressed, found: Addition) -> Handled:
    by, now = await person(desk, work.scope.team, work.speaker), desk.clock()
    became = False

    def commit(connection: Connection) -> tuple[Letter, ...]:
        nonlocal became
        became = additions.move(
            connection, found.id, additions.FILLABLE, "dropped", now, decided_by=by
        )
        if became:
            _shut(connection, work, found, now)
        return ()

    async def after() -> Handled:
        if became:
            return Handled()
        going = found.state in {"received", "described"}
        return told(work, words.GOING_ON) if going else _decided(work, found)

    return Handled(commit, after=after)


def _again(desk: Desk, work: Pressed, found: Addition) -> Handled:
    """Another document was activated meanwhile: this candidate would take it away again."""
    name, now = found.details.get("named") or found.name, desk.clock()

    def commit(connection: Connection) -> tuple[Letter, ...]:
        if not additions.move(connection, found.id, ("candidate",), "described", now):
            return ()
        order(connection, found.scope, found.id, "build", now)
        said = messages.told(words.MEANWHILE, name=name)
        return (letter_to(found.scope, said, found.thread),)

    effects = update(work.scope, work.ts, messages.told(words.MEANWHILE, name=name))
    return Handled(commit, effects=effects if work.scope != found.scope else ())


def _both(
    desk: Desk, found: Addition, said: SlackMessage, note: str, name: str, by: str
) -> tuple[Letter, ...]:
    """The outcome where the document is talked about, and a line for the office."""
    letters = (letter_to(found.scope, said, found.thread),)
    if not desk.staff_channel or found.scope.channel == desk.staff_channel:
        return letters
    team_note = messages.told(note, name=name, who=by)
    scope = found.scope.model_copy(update={"channel": desk.staff_channel})
    return (*letters, letter_to(scope, team_note))


def _shut(connection: Connection, work: Pressed, found: Addition, now: float) -> None:
    """Have the buttons taken from the message that was pressed, and the line tell the outcome."""
    order(connection, work.scope, found.id, "shut", now, ts=work.ts)
    order(connection, found.scope, found.id, "line", now)
