"""「この文章を確認」: a handed text, to a report on how it speaks of SECURITY ACTION."""

from __future__ import annotations

from bot.domain.conversation import Conversation
from bot.slack.desk import Desk, Handled
from bot.slack.handlers import flooding
from bot.slack.handlers.answering import answered
from bot.slack.work import Asked
from bot.walkthroughs.handed import asked


async def checked(desk: Desk, work: Asked, before: Conversation | None) -> Handled | None:
    """The report on a text handed over; None where nobody hands one over.

    A handed text is never an answer to the step of a walkthrough, nor cut to what it asks.
    """
    if asked(work.text) is None:
        return None
    if await flooding.too_many(desk, work):
        return flooding.halted(desk, work)
    answer, after, version = await desk.asking.ask(work.text, before)
    return answered(desk, work, answer, after, version)
