"""An answer in better words where a model is there for it; in any case the composed one, in time."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re

from bot import wording
from bot.domain.answer import Answer
from bot.domain.conversation import Conversation
from bot.domain.material import Level, Material, Said
from bot.domain.spending import Spender
from bot.slack.desk import Desk
from bot.slack.drafts import Place, UnderWay
from bot.slack.handlers.saying import who
from bot.slack.streaming import Stream
from bot.slack.work import Asked
from bot.state import memory

log = logging.getLogger(__name__)

# A writer promises eight seconds; whoever asks has an answer within ten, whatever it does (R12).
_LONGEST_SECONDS = 8.5
# How soon after the stop the answer comes, with or without what is being written.
_STOP_SECONDS = 1.0
_MOST_TURNS, _LONGEST_SAID = 6, 400
_OWNER = re.compile("|".join(wording.OWNER_WORDS))


async def asked_of_both(
    desk: Desk, work: Asked, before: Conversation | None
) -> tuple[Answer, Conversation, str]:
    """The answer, the conversation as it now is, and the index that answered.

    Composed by code, then put in words by the model where there is one and there is something to
    write from. In the thread of a walkthrough answers stay as composed: a text there may turn out
    to be the answer to its step, which no model may hold up.

    Raises:
        indexer.errors.IndexProblem: there is no usable index.
    """
    walking = before is not None and before.run is not None
    if desk.writer is None or walking or not desk.drafts.has_room:
        return await desk.asking.ask(work.text, before)
    question, context = await _standing_alone(desk, work, before)
    answer, after, version, material = await desk.asking.consult(question, context)
    if work.aside and answer.kind == "unknown":
        return answer, after, version
    if material is not None:
        return await _written(desk, work, answer, material), after, version
    return await _asked_back(desk, question, work, answer), after, version


async def _standing_alone(
    desk: Desk, work: Asked, before: Conversation | None
) -> tuple[str, Conversation | None]:
    """A follow-up as it would be asked alone, and what it still leans on."""
    from bot.model.dialogue import standalone

    assert desk.writer is not None
    if before is None or not await desk.asking.leans(work.text, before):
        return work.text, before
    found = await standalone(desk.writer, work.text, await _thread(desk, work), _spender(work))
    if found is None:
        return work.text, before
    return found, before.model_copy(update={"subject": None})


async def _asked_back(desk: Desk, question: str, work: Asked, answer: Answer) -> Answer:
    from bot.model.dialogue import question_back

    assert desk.writer is not None
    return await question_back(desk.writer, question, answer, _spender(work))


async def _thread(desk: Desk, work: Asked) -> tuple[Said, ...]:
    """What was said in this thread of this scope before."""
    scope, thread = work.scope, work.thread
    if not thread:
        return ()
    return await desk.database.run(
        lambda c: memory.said(c, scope, thread, _MOST_TURNS, _LONGEST_SAID)
    )


def _spender(work: Asked) -> Spender:
    return Spender(team=work.scope.team, user=who(work.speaker))


async def _written(desk: Desk, work: Asked, answer: Answer, material: Material) -> Answer:
    place = Place(work.scope, work.thread, work.speaker)
    with desk.drafts.begun(desk.draft, place) as under_way:
        shown = bool(desk.draft) and work.via != "command"
        stream = Stream(desk, under_way) if shown else None
        try:
            found = await _in_time(desk, work, (answer, material), under_way, stream)
            if stream is not None:
                await stream.close()
        except asyncio.CancelledError:
            if stream is not None:
                stream.abandon()
            raise
    if found is not None:
        return found
    if not under_way.stop.is_set():
        return answer
    return answer.model_copy(update={"text": f"{answer.text}\n\n{wording.STOPPED}"})


async def _in_time(
    desk: Desk,
    work: Asked,
    composed: tuple[Answer, Material],
    under_way: UnderWay,
    stream: Stream | None,
) -> Answer | None:
    """What the writer makes of it; None where that is not to be had in time."""
    writing = asyncio.create_task(_ordered(desk, work, composed, under_way, stream))
    stopped = asyncio.create_task(under_way.stop.wait())
    try:
        await asyncio.wait(
            {writing, stopped}, timeout=_LONGEST_SECONDS, return_when=asyncio.FIRST_COMPLETED
        )
        if stopped.done() and not writing.done():
            await asyncio.wait({writing}, timeout=_STOP_SECONDS)
        if not writing.done():
            log.warning("the writer did not keep its time")
            return None
        return writing.result()
    except Exception as error:  # noqa: BLE001 (a model may cost better words, never an answer)
        log.error("writing failed: %s", type(error).__name__)
        return None
    finally:
        writing.cancel()
        stopped.cancel()


async def _ordered(
    desk: Desk,
    work: Asked,
    composed: tuple[Answer, Material],
    under_way: UnderWay,
    stream: Stream | None,
) -> Answer:
    # Loaded only where there is a model: it brings a library along.
    from bot.model.writer import Order

    assert desk.writer is not None
    answer, material = composed
    order = Order(
        answer=answer,
        material=material,
        level=await _level(desk, work),
        spender=_spender(work),
        thread=await _thread(desk, work),
        stop=under_way.stop,
    )
    return await desk.writer.write(order, stream.show if stream else None)


async def _level(desk: Desk, work: Asked) -> Level:
    """Who is to read it; who cannot be known reads as most do."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(1.0):
            if await desk.people.role(work.scope.team, work.speaker) == "staff":
                return "consultant"
    return "owner" if _OWNER.search(work.text) else "clerk"
