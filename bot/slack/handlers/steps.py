"""Talk in a thread where a walkthrough is shown: an answer to its step, or a question between."""

from __future__ import annotations

import contextlib

from sqlalchemy import Connection

from bot.domain.conversation import Conversation
from bot.domain.courtesy import is_courtesy
from bot.domain.scope import Scope
from bot.guide import Guide
from bot.slack.api import CALL_ERRORS
from bot.slack.desk import Desk, Handled
from bot.slack.entitlement import closed, why_not
from bot.slack.handlers import in_time
from bot.slack.handlers.saying import letter
from bot.slack.handlers.showing import shown_to
from bot.slack.handlers.staff import watch
from bot.slack.handlers.walking import wished
from bot.slack.render import notice
from bot.slack.screens import run_shown, screen_message
from bot.slack.words import command, to_a_person
from bot.slack.work import Asked
from bot.state import memory
from bot.state.outbox import Letter
from indexer.errors import IndexProblem

_SAY_WHY_EVERY = 3600.0


async def before_search(desk: Desk, work: Asked, before: Conversation | None) -> Handled | None:
    """Talk that begins a walkthrough; None for everything else."""
    run = before.run if before else None
    if not _meant(work):
        return None
    if not run and (is_courtesy(work.text) or command(work.text)):
        return None
    try:
        wanted = (await desk.asking.guide()).wanted(work.text)
    except IndexProblem:
        # Whoever wants an answer is told so when it is looked for.
        return None
    if wanted == in_time.WISH or (wanted is None and in_time.may_ask(work.text)):
        return await in_time.asked(desk, work, sure=wanted is not None)
    return await wished(desk, work, wanted) if wanted else None


async def or_answer(desk: Desk, work: Asked, run: str, otherwise: Handled) -> Handled:
    """Take talk as the answer to the step shown; else let it be the question it is.

    Which of the two is known when the step is read, in the transaction that keeps the answer.
    """
    if not _meant(work):
        return otherwise
    reason = await why_not(desk, work.scope, work.speaker, spoke=True)
    guide, now = await desk.asking.guide(), desk.clock()

    def commit(connection: Connection) -> tuple[Letter, ...]:
        warned = watch(connection, desk, work.scope, work.speaker)
        barred = reason or closed(connection, work.scope)
        if barred is not None:
            said = otherwise.commit(connection) or _why(connection, work, barred, now)
            return (*said, *warned)
        current = guide.current(connection, work.scope, run, now)
        thanks = is_courtesy(work.text) and current is not None and current.wants == "text"
        screen = None
        if current is not None and not thanks:
            screen = guide.write(connection, work.scope, run, work.text, work.speaker, now)
        if screen is not None:
            return (shown_to(connection, work, screen, now), *warned)
        said = otherwise.commit(connection)
        again = (
            said if is_courtesy(work.text) else _and_again(guide, connection, work, run, said, now)
        )
        return (*again, *warned)

    return Handled(commit, otherwise.effects, otherwise.after)


async def and_again(desk: Desk, work: Asked, run: str, answered: Handled) -> Handled:
    """Show the step again below the answer to a question in the middle."""
    if await why_not(desk, work.scope, work.speaker):
        return answered
    guide, now = await desk.asking.guide(), desk.clock()

    def commit(connection: Connection) -> tuple[Letter, ...]:
        said = answered.commit(connection)
        if closed(connection, work.scope):
            return said
        return _and_again(guide, connection, work, run, said, now)

    return Handled(commit, answered.effects, answered.after)


def run_of(connection: Connection, scope: Scope, thread: str | None) -> str | None:
    """The walkthrough a thread shows."""
    before = memory.conversation(connection, scope, thread) if thread else None
    return before.run if before else None


async def below_a_screen(desk: Desk, work: Asked) -> Conversation | None:
    """The conversation below a screen that stands in no thread, as a command brings it.

    What it shows is asked of Slack: we do not keep what we said.
    """
    if not work.below_us or work.scope.channel == desk.staff_channel:
        return None
    with contextlib.suppress(*CALL_ERRORS, KeyError, IndexError, TypeError, AttributeError):
        client = await desk.api.client(work.scope.team, patient=True)
        page = await client.conversations_replies(
            channel=work.scope.channel, ts=str(work.thread), limit=1
        )
        run = run_shown(page["messages"][0].get("blocks") or ())
        return Conversation(run=run) if run else None
    return None


def _meant(work: Asked) -> bool:
    """Whether talk may be meant for a walkthrough: not what people say to each other."""
    if not work.text or work.aside or work.via == "shortcut":
        return False
    return work.addressed or not to_a_person(work.text)


def _and_again(
    guide: Guide,
    connection: Connection,
    work: Asked,
    run: str,
    said: tuple[Letter, ...],
    now: float,
) -> tuple[Letter, ...]:
    screen = guide.current(connection, work.scope, run, now) if said else None
    if screen is None or screen.step is None:
        return said
    return (*said, letter(work, screen_message(screen)))


def _why(connection: Connection, work: Asked, reason: str, now: float) -> tuple[Letter, ...]:
    """Say once why nothing is kept."""
    subject = f"barred:{work.scope.channel}:{work.thread}"
    first = memory.tell_once(connection, work.scope.team, subject, now, _SAY_WHY_EVERY)
    return (letter(work, notice(reason)),) if first else ()
