"""A question picked by a button, to its answer."""

from __future__ import annotations

from bot import wording
from bot.domain.conversation import Conversation
from bot.domain.scope import Scope
from bot.slack.desk import Desk, Handled
from bot.slack.handlers import flooding
from bot.slack.handlers.answering import answered, just_answered
from bot.slack.handlers.saying import number, told
from bot.slack.handlers.steps import and_again, run_of
from bot.slack.handlers.walking import wished
from bot.slack.handlers.writing import asked_of_both
from bot.slack.work import Asked, Pressed
from bot.state import memory


async def chosen(desk: Desk, work: Pressed) -> Handled:
    """Answer the question behind a choice of an earlier answer of this channel.

    A turn of another scope does not exist here: forged and forgotten read the same (A18, A19).
    """
    turn = await desk.database.run(lambda c: memory.turn(c, work.scope, work.value))
    # Buttons count from one.
    at = number(work.action.partition(":")[2])
    if turn is None or at is None or not 1 <= at <= len(turn.choices):
        return told(work, wording.OLD_BUTTON)
    return await _picked(desk, work, turn.choices[at - 1])


async def started(desk: Desk, work: Pressed) -> Handled:
    """Answer one of the questions offered to begin with, in the presser's DM from the Home."""
    at = number(work.action.partition(":")[2])
    if at is None or at >= len(wording.STARTERS):
        return Handled()
    if not work.scope.channel:
        client = await desk.api.client(work.scope.team, patient=True)
        opened = await client.conversations_open(users=work.speaker.user)
        scope = Scope(team=work.scope.team, channel=opened["channel"]["id"])
        work = work.model_copy(update={"scope": scope, "thread": None})
    return await _picked(desk, work, wording.STARTERS[at][1])


async def _picked(desk: Desk, work: Pressed, question: str) -> Handled:
    asked = Asked(
        scope=work.scope,
        speaker=work.speaker,
        text=question,
        via="button",
        thread=work.thread,
        addressed=True,
        response_url=work.response_url,
    )
    now = desk.clock()
    # Hammering one button leaves one turn behind, which no limit counts: it must cost no search.
    if await desk.database.run(lambda c: just_answered(c, asked, now)):
        return Handled()
    if await flooding.too_many(desk, asked):
        return flooding.halted(desk, asked)
    if wanted := (await desk.asking.guide()).wanted(question):
        return await wished(desk, asked, wanted)
    run = await desk.database.run(lambda c: run_of(c, work.scope, work.thread))
    answer, after, version = await asked_of_both(desk, asked, Conversation(run=run))
    handled = answered(desk, asked, answer, after, version)
    return await and_again(desk, asked, run, handled) if run else handled
