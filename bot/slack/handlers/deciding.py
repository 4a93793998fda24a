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
from bot.slack.handlers.adding import cleared, order, person
from bot.slack.handlers.saying import letter_to, told, who
from bot.slack.render import SlackMessage, notice
from bot.slack.work import Pressed
from bot.state import additions
from bot.state.additions import Addition
from bot.state.outbox import Letter
from indexer.errors import IndexProblem, NotReady
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
        return told(work, words.NOT_OPEN)
    if settings.second_approver and who(work.speaker) == who(found.by):
        return told(work, words.NOT_YOU)
    shelf = Releases(settings.home)
    served = await asyncio.to_thread(shelf.active)
    if served not in {found.served, found.version}:
        return _again(desk, work, found)
    by, now = await person(desk, work.scope.team, work.speaker), desk.clock()
    if served != found.version:
        at = dt.datetime.fromtimestamp(now, JST)
        try:
            await asyncio.to_thread(activate, settings, found.version, by, at)
        except NotReady as problem:
            log.warning("not activated: %s", type(problem).__name__)
            return told(work, words.GATE_REFUSED)
        except IndexProblem as problem:
            log.error("not activated: %s", type(problem).__name__)
            return told(work, words.NO_INDEX)
    name = found.details.get("named") or found.name
    said = messages.activated(found.id, name, by)
    changed = False

    def commit(connection: Connection) -> tuple[Letter, ...]:
        nonlocal changed
        changed = additions.move(connection, found.id, ("candidate",), "active", now, decided_by=by)
        return _both(desk, found, said, words.STAFF_ACTIVE, name, by) if changed else ()

    async def after() -> Handled:
        return (
            await _closed(desk, work, found, words.ACTIVE.partition("\n")[0])
            if changed
            else Handled()
        )

    return Handled(commit, after=after)


async def _taken_back(
    desk: Desk, settings: IndexSettings, work: Pressed, found: Addition
) -> Handled:
    """Serve what was served before this document, while nothing else came after it."""
    if found.state != "active" or found.version is None or found.served is None:
        return told(work, words.NOT_OPEN)
    served = await asyncio.to_thread(Releases(settings.home).active)
    if served not in {found.version, found.served}:
        return told(work, words.ELSEWHERE)
    by, now = await person(desk, work.scope.team, work.speaker), desk.clock()
    if served != found.served:
        at = dt.datetime.fromtimestamp(now, JST)
        try:
            await asyncio.to_thread(rollback, settings, by, at, found.served)
        except IndexProblem as problem:
            log.error("not taken back: %s", type(problem).__name__)
            return told(work, words.CANNOT_GO_BACK)
    name = found.details.get("named") or found.name
    said = messages.told(words.ROLLED_BACK, name=name, who=by)

    def commit(connection: Connection) -> tuple[Letter, ...]:
        moved = additions.move(connection, found.id, ("active",), "rolled_back", now, decided_by=by)
        return _both(desk, found, said, words.STAFF_ROLLED_BACK, name, by) if moved else ()

    async def after() -> Handled:
        return await _closed(desk, work, found, words.ROLLED_BACK.partition("\n")[0])

    return Handled(commit, after=after)


async def _read(desk: Desk, work: Pressed, found: Addition) -> Handled:
    """Somebody has read the suspicious texts: the checks are made again, with their name."""
    if found.state != "candidate" or found.passed:
        return told(work, words.NOT_OPEN)
    by, now = await person(desk, work.scope.team, work.speaker), desk.clock()

    def commit(connection: Connection) -> tuple[Letter, ...]:
        # Nobody decides on what is being looked at.
        if additions.move(connection, found.id, ("candidate",), "candidate", now):
            order(connection, found.scope, found.id, "check", now, by)
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
        return ()

    async def after() -> Handled:
        if not became:
            going = found.state in {"received", "described"}
            return told(work, words.GOING_ON if going else words.NOT_OPEN)
        await cleared(desk, found.id)
        unchanged = words.NOTHING_CHANGED
        said = messages.told(words.DROPPED, name=found.name, who=by, unchanged=unchanged)
        return Handled(effects=update(work.scope, work.ts, said))

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


async def _closed(desk: Desk, work: Pressed, found: Addition, said: str) -> Handled:
    """Take the buttons from the message that was pressed, and the files from their place."""
    await cleared(desk, found.id)
    name = found.details.get("named") or found.name
    shown = messages.told(f"{said}\n{{name}}", name=name)
    return Handled(effects=update(work.scope, work.ts, shown))
