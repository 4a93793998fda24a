"""What was refused and why staff should know: told once a day, without a word of the client (A31)."""

from __future__ import annotations

import logging

from sqlalchemy import Connection

from bot import wording
from bot.domain.answer import Answer
from bot.slack.desk import Desk
from bot.slack.handlers.staff import noted
from bot.slack.work import Asked
from bot.state import memory
from bot.state.outbox import Letter

log = logging.getLogger(__name__)


def refused(connection: Connection, desk: Desk, work: Asked, answer: Answer) -> tuple[Letter, ...]:
    """The note to staff about a refusal that is more than a wrong door; none for any other."""
    about = wording.REFUSED_ABOUT.get(answer.rule or "")
    if about is None:
        return ()
    log.info("refused %s in %.32r", answer.rule, work.scope.channel)
    subject = f"{answer.rule}:{work.scope.channel}"
    if not memory.tell_once(connection, work.scope.team, subject, desk.clock()):
        return ()
    # Not by format: `noted` fills in the place.
    return noted(connection, desk, work.scope, wording.REFUSED_STAFF.replace("{about}", about))
