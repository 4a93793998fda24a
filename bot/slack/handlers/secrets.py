"""A password, a code, a number or a key was pasted: nothing of it is kept, its writer is told (A29).

The words were masked before they were stored (`bot.slack.reading`); what is handled here holds
the kind of the secret and the Japanese around it.
"""

from __future__ import annotations

from sqlalchemy import Connection

from bot import wording
from bot.slack.desk import Desk, Handled
from bot.slack.handlers.saying import letter
from bot.slack.handlers.staff import noted, watch
from bot.slack.render import answer_messages, notice
from bot.slack.work import Asked
from bot.state import memory
from bot.state.outbox import Letter
from bot.walkthroughs.secret import masked, secret_in
from indexer.errors import IndexProblem

_STAFF_EVERY = 600.0


async def refused(desk: Desk, work: Asked) -> Handled:
    """Ask the writer to delete it and to make it worthless; tell staff, without the words.

    Who writes it down because it fell into wrong hands is told the first steps as well.
    """
    kind = work.secret or secret_in(work.text) or "password"
    now = desk.clock()
    said = [letter(work, notice(_sentence(kind, work)))]
    try:
        first_aid = await desk.asking.urgent(masked(work.text))
    except IndexProblem:
        first_aid = None
    if first_aid is not None:
        shown = answer_messages(first_aid, turn="", as_of=desk.asking.today(), consult=False)
        said += [letter(work, message) for message in shown]

    def commit(connection: Connection) -> tuple[Letter, ...]:
        warned = watch(connection, desk, work.scope, work.speaker)
        subject = f"secret:{work.scope.channel}"
        if not memory.tell_once(connection, work.scope.team, subject, now, _STAFF_EVERY):
            return (*said, *warned)
        return (*said, *noted(connection, desk, work.scope, wording.SECRET_STAFF), *warned)

    return Handled(commit)


def _sentence(kind: str, work: Asked) -> str:
    name = wording.SECRET_NAMES.get(kind, wording.SECRET_NAMES["password"])
    return "".join(
        (
            wording.SECRET_SEEN.format(name=name),
            wording.SECRET_DELETE.get(work.via, ""),
            wording.SECRET_THEN.get(kind, ""),
            "\n",
            wording.SECRET_NEVER,
        )
    )
