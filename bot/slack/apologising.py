"""What is said when a piece of work failed for good: to who asked, and once a day to staff."""

from __future__ import annotations

from sqlalchemy import Connection

from bot import wording
from bot.domain.scope import Scope
from bot.slack.adding import messages
from bot.slack.adding import words as adding_words
from bot.slack.desk import Desk
from bot.slack.handlers.adding import order
from bot.slack.handlers.saying import letter, letter_to
from bot.slack.render import notice
from bot.slack.work import Asked, Described, Dropped, Filled, Indexing, Papers, Pressed, Work
from bot.state import additions, memory
from bot.state.outbox import Letter

_NO_INDEX = {"NoIndex", "DamagedIndex", "ForeignIndex", "UnknownVersion"}


def apologies(connection: Connection, desk: Desk, work: Work, code: str) -> tuple[Letter, ...]:
    """The letters about work that failed; none where nobody waits for a word.

    Args:
        connection: of the transaction that closes the work.
        desk: knows the staff channel and the time.
        work: what could not be done.
        code: the kind of the failure, without anything a user wrote.
    """
    if isinstance(work, Indexing) and work.step in {"line", "shut"}:
        return ()
    if isinstance(work, Indexing):
        return (*_stopped(connection, desk, work), *_to_staff(connection, desk, work.scope, code))
    if isinstance(work, Described):
        sorry = notice(wording.APOLOGY)
        team, person = work.team, work.speaker.user
        return (Letter(team=team, channel=person, text=sorry.text, blocks=sorry.blocks),)
    if not isinstance(work, Asked | Pressed | Filled | Papers | Dropped) or not work.scope.channel:
        return ()
    sorry = notice(wording.NOT_READY if code in _NO_INDEX else wording.APOLOGY)
    letters: list[Letter] = [
        letter(work, sorry)
        if isinstance(work, Asked | Pressed)
        else letter_to(work.scope, sorry, work.thread)
    ]
    return (*letters, *_to_staff(connection, desk, work.scope, code))


def _to_staff(connection: Connection, desk: Desk, scope: Scope, code: str) -> tuple[Letter, ...]:
    subject = f"failed:{code}"
    if not desk.staff_channel:
        return ()
    if not memory.tell_once(connection, scope.team, subject, desk.clock()):
        return ()
    told = wording.WORK_FAILED.format(channel=scope.channel, code=code)
    return (Letter(team=scope.team, channel=desk.staff_channel, text=told),)


def _stopped(connection: Connection, desk: Desk, work: Indexing) -> tuple[Letter, ...]:
    """A document whose step came to no end may be tried again from where it is talked about."""
    found = additions.find(connection, work.scope.team, work.addition)
    if found is None:
        return ()
    found = additions.place(connection, found)
    if work.step == "files":
        return (letter_to(found.scope, notice(adding_words.FILES_LOST), found.thread),)
    state: additions.State = "failed"
    if work.step == "read":
        said, state = messages.refused(found.name, adding_words.UNREACHABLE), "refused"
    else:
        said = messages.failed(found.id, found.name, adding_words.UNKNOWN_FAILURE)
    if not additions.move(connection, found.id, additions.OPEN, state, desk.clock()):
        return ()
    order(connection, found.scope, found.id, "line", desk.clock())
    return (letter_to(found.scope, said, found.thread),)
