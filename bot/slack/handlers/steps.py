"""Talk in a thread where a walkthrough is shown: an answer to its step, or a question between."""

from __future__ import annotations

import contextlib

from sqlalchemy import Connection

from bot.domain.conversation import Conversation
from bot.domain.courtesy import is_courtesy
from bot.domain.scope import Scope
from bot.domain.spending import Spender
from bot.guide import Guide
from bot.guide.proposing import OpenStep
from bot.slack.api import CALL_ERRORS
from bot.slack.desk import Desk, Handled
from bot.slack.entitlement import closed, why_not
from bot.slack.handlers import in_time, summing
from bot.slack.handlers.saying import letter, who
from bot.slack.handlers.showing import shown_to
from bot.slack.handlers.staff import watch
from bot.slack.handlers.walking import wished
from bot.slack.proposals import proposal_message
from bot.slack.render import notice
from bot.slack.screens import run_shown, screen_message
from bot.slack.words import command, to_a_person
from bot.slack.work import Asked
from bot.state import memory
from bot.state.outbox import Letter
from indexer.errors import IndexProblem

_SAY_WHY_EVERY = 3600.0


async def before_search(desk: Desk, work: Asked, before: Conversation | None) -> Handled | None:
    """Talk that begins a walkthrough, or asks for a summary; None for everything else."""
    run = before.run if before else None
    if not _meant(work):
        return None
    if handled := await summing.summed(desk, work, before):
        return handled
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

    Which of the two is known when the step is read, in the transaction that keeps the answer. What
    only a model can read is proposed: nothing is kept before somebody says yes to it.
    """
    if not _meant(work):
        return otherwise
    reason = await why_not(desk, work.scope, work.speaker, spoke=True)
    guide = await desk.asking.guide()
    meant = None if reason else await _meant_choice(desk, guide, work, run)
    now = desk.clock()

    def commit(connection: Connection) -> tuple[Letter, ...]:
        warned = watch(connection, desk, work.scope, work.speaker)
        barred = reason or closed(connection, work.scope)
        if barred is not None:
            said = otherwise.commit(connection) or _why(connection, work, barred, now)
            return (*said, *warned)
        answered = _as_answer(guide, connection, work, run, meant, now)
        if answered is not None:
            return (answered, *warned)
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
        guide.proposing.drop(connection, work.scope, run)
        return _and_again(guide, connection, work, run, said, now)

    return Handled(commit, answered.effects, answered.after)


def _as_answer(
    guide: Guide,
    connection: Connection,
    work: Asked,
    run: str,
    meant: tuple[OpenStep, str] | None,
    now: float,
) -> Letter | None:
    """What becomes of talk that says something to a proposal or to the step; None for neither."""
    scope, thread = work.scope, work.thread or ""
    current = guide.current(connection, scope, run, now)
    if current is None:
        return None
    screen = guide.proposing.heard(connection, scope, thread, run, work.text, work.speaker, now)
    if screen is not None:
        return shown_to(connection, work, screen, now)
    if meant is not None and (
        asked := guide.proposing.propose(connection, scope, thread, *meant, now)
    ):
        if (message := proposal_message(asked, current)) is not None:
            return letter(work, message)
        guide.proposing.drop(connection, scope, run)
    if is_courtesy(work.text) and current.wants == "text":
        return None
    screen = guide.write(connection, scope, run, work.text, work.speaker, now)
    return None if screen is None else shown_to(connection, work, screen, now)


async def _meant_choice(
    desk: Desk, guide: Guide, work: Asked, run: str
) -> tuple[OpenStep, str] | None:
    """The step and the choice that a text may mean by a model's reading; None without one."""
    if desk.writer is None or work.secret or command(work.text):
        return None
    scope, thread, now = work.scope, work.thread or "", desk.clock()

    def seen(connection: Connection) -> OpenStep | None:
        if closed(connection, scope) is not None:
            return None
        return guide.proposable(connection, scope, thread, run, work.text, now)

    step = await desk.database.run(seen)
    if step is None:
        return None
    # Loaded only where there is a model.
    from bot.model.mapping import choice_meant

    spender = Spender(team=scope.team, user=who(work.speaker))
    choice = await choice_meant(desk.writer, step.item, work.text, spender)
    return None if choice is None else (step, choice)


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
