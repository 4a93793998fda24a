"""「要約」: a thread in short for the office's own people, with or without a model."""

from __future__ import annotations

import asyncio
import contextlib

from sqlalchemy import Connection

from bot import wording
from bot.domain.answer import Answer, WrittenBy
from bot.domain.conversation import Conversation
from bot.domain.spending import Spender
from bot.domain.thread import ThreadRecord
from bot.guide import Guide
from bot.phrasing.summarising import MOST_TURNS, Told, is_request, material, summary
from bot.slack.desk import Desk, Handled, letters
from bot.slack.entitlement import closed
from bot.slack.handlers import flooding
from bot.slack.handlers.answering import answered
from bot.slack.handlers.saying import letter, who
from bot.slack.render import notice
from bot.slack.work import Asked
from bot.state import threads
from indexer.errors import IndexProblem

_NAMES_SECONDS = 2.0
_LONGEST_NAME = 30


async def summed(desk: Desk, work: Asked, before: Conversation | None) -> Handled | None:
    """The summary of the thread for staff; None where a text asks for none, or not of us."""
    if work.via != "post" or work.thread is None or not is_request(work.text):
        return None
    if not (work.addressed or before is not None or work.below_us):
        return None
    if await desk.people.role(work.scope.team, work.speaker, fresh=True) != "staff":
        # Among a client's people, or as the answer to a step, it is not meant for us.
        is_asked = work.addressed and not (before and before.run)
        return letters(letter(work, notice(wording.SUMMARY_FOR_OFFICE))) if is_asked else None
    if await flooding.too_many(desk, work):
        return flooding.halted(desk, work)
    try:
        version = await desk.asking.warm_up()
        guide = await desk.asking.guide()
    except IndexProblem:
        return None
    now = desk.clock()
    record, stage = await desk.database.run(lambda c: _found(c, guide, work, now))
    if not record.turns:
        return letters(letter(work, notice(wording.SUMMARY_EMPTY)))
    told = Told(record, await _named(desk, work, record), stage)
    return answered(desk, work, await _answer(desk, work, told), before or Conversation(), version)


async def _answer(desk: Desk, work: Asked, told: Told) -> Answer:
    composed = Answer(kind="answered", text=summary(told), certainty="確定")
    if desk.writer is None:
        return composed
    # Loaded only where there is a model.
    from bot.model.prompts import prompt
    from bot.model.summary import in_short

    spender = Spender(team=work.scope.team, user=who(work.speaker))
    found = await in_short(desk.writer, material(told, desk.asking.today()), spender)
    if not found:
        return composed
    by = WrittenBy(model=desk.writer.name, prompt=prompt("summary").label)
    return composed.model_copy(update={"text": summary(told, found), "written_by": by})


def _found(
    connection: Connection, guide: Guide, work: Asked, now: float
) -> tuple[ThreadRecord, str]:
    record = threads.record(connection, work.scope, work.thread or "", MOST_TURNS)
    # Summaries are turns too, and none of a summary.
    kept = tuple(turn for turn in record.turns if not is_request(turn.question))
    record = record.model_copy(update={"turns": kept})
    if closed(connection, work.scope) is not None:
        return record, ""
    stage = guide.stage(connection, work.scope, now)
    if stage.updated_at is None:
        return record, ""
    return record, "。".join(filter(None, (stage.stage, stage.next)))


async def _named(desk: Desk, work: Asked, record: ThreadRecord) -> dict[str, str]:
    """Whose words they are: the side, and the name where Slack tells it in time."""
    speakers = {turn.speaker.user: turn.speaker for turn in record.turns}
    team = work.scope.team
    sides: dict[str, str] = {}
    names: dict[str, str] = {}
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_NAMES_SECONDS):
            for user, speaker in speakers.items():
                is_staff = await desk.people.role(team, speaker) == "staff"
                sides[user] = wording.SUMMARY_OFFICE if is_staff else wording.SUMMARY_CLIENT
            names = await desk.people.named(team, speakers)
    return {
        user: wording.SUMMARY_WHO.format(side=side, name=names[user][:_LONGEST_NAME])
        if user in names
        else side
        for user, side in sides.items()
    }
