"""What is said when a piece of work failed for good: to who asked, and once a day to staff."""

from __future__ import annotations

from sqlalchemy import Connection

from bot import wording
from bot.slack.desk import Desk
from bot.slack.handlers.saying import letter, letter_to
from bot.slack.render import notice
from bot.slack.work import Asked, Filled, Papers, Pressed, Work
from bot.state import memory
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
    if not isinstance(work, Asked | Pressed | Filled | Papers) or not work.scope.channel:
        return ()
    sorry = notice(wording.NOT_READY if code in _NO_INDEX else wording.APOLOGY)
    letters = [
        letter(work, sorry)
        if isinstance(work, Asked | Pressed)
        else letter_to(work.scope, sorry, work.thread)
    ]
    subject = f"failed:{code}"
    if desk.staff_channel and memory.tell_once(connection, work.scope.team, subject, desk.clock()):
        told = wording.WORK_FAILED.format(channel=work.scope.channel, code=code)
        letters.append(Letter(team=work.scope.team, channel=desk.staff_channel, text=told))
    return tuple(letters)
