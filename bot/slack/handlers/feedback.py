"""What people think of an answer."""

from __future__ import annotations

from sqlalchemy import Connection

from bot import wording
from bot.slack.desk import Desk, Handled
from bot.slack.handlers.saying import to_presser, told, who
from bot.slack.work import Pressed
from bot.state import memory
from bot.state.outbox import Letter


async def judged(desk: Desk, work: Pressed) -> Handled:
    """Keep a verdict and thank for it where only its giver sees it."""
    verdict = work.action.partition(":")[2]
    turn = await desk.database.run(lambda c: memory.turn(c, work.scope, work.value))
    if verdict not in {"good", "bad"}:
        return Handled()
    if turn is None:
        return told(work, wording.OLD_BUTTON)
    now, text = desk.clock(), wording.THANKS if verdict == "good" else wording.SORRY

    def commit(connection: Connection) -> tuple[Letter, ...]:
        memory.judge(connection, turn.id, who(work.speaker), verdict, now)
        return ()

    return Handled(commit, (to_presser(work, text),))
