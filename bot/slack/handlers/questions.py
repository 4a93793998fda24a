"""A question in words, to an answer in its thread."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

from sqlalchemy import Connection

from bot import wording
from bot.domain.conversation import Conversation
from bot.domain.courtesy import is_courtesy, is_greeting
from bot.slack.api import CALL_ERRORS
from bot.slack.desk import Desk, Handled, letters
from bot.slack.handlers import flooding, secrets
from bot.slack.handlers.answering import answered
from bot.slack.handlers.saying import letter
from bot.slack.handlers.steps import before_search, below_a_screen, or_answer
from bot.slack.handlers.wording_check import checked
from bot.slack.handlers.writing import asked_of_both
from bot.slack.render import SlackMessage, notice
from bot.slack.typed import readable
from bot.slack.welcome import setup_message, welcome
from bot.slack.words import asks, command, excerpt, to_a_person
from bot.slack.work import Asked
from bot.state import clients, memory
from bot.walkthroughs.secret import secret_in
from indexer.errors import IndexProblem

_STATUS_AFTER = 0.7


async def asked(desk: Desk, work: Asked) -> Handled:
    """Answer a question; talk among people only where the bot takes part and is asked."""
    before, in_hands = await desk.database.run(lambda c: _thread(c, work))
    if not work.addressed and not _takes_part(desk, work, before):
        return Handled()
    if not work.addressed and in_hands and not work.secret:
        return Handled()
    # First of all: neither the wording check nor a search may see, quote or keep it (A29).
    if work.secret or secret_in(work.text):
        return await secrets.refused(desk, work)
    before = before or await below_a_screen(desk, work)
    if handled := await checked(desk, work, before):
        return handled
    if handled := await before_search(desk, work, before):
        return handled
    handled = await _as_question(desk, work, before)
    run = before.run if before else None
    return await or_answer(desk, work, run, handled) if run else handled


async def _as_question(desk: Desk, work: Asked, before: Conversation | None) -> Handled:
    is_talk = not work.addressed or work.aside
    unasked = is_talk and not _to_be_answered(work.text, before)
    # 「代わりにログインして」 asks nothing, but at a step it is meant for us (A30).
    at_a_step = not work.aside and before is not None and before.run is not None
    if unasked and not (at_a_step and await _is_refused(desk, work.text)):
        return Handled()
    if before is None:
        work = await _of_the_thread(desk, work)
        if secret_in(work.text):
            return await secrets.refused(desk, work)
    if not is_talk and (said := await _without_search(desk, work)):
        return letters(letter(work, said))
    if await flooding.too_many(desk, work):
        return flooding.halted(desk, work)
    if work.via == "shortcut":
        work = work.model_copy(update={"text": excerpt(work.text)})
    async with _status(desk, work):
        answer, after, version = await asked_of_both(desk, work, before)
    if work.aside and answer.kind == "unknown":
        return Handled()
    return answered(desk, work, answer, after, version)


async def _is_refused(desk: Desk, text: str) -> bool:
    """Whether a text typed at a step is one to be refused, or tells of an emergency."""
    try:
        return (await desk.asking.guide()).refuses(text)
    except IndexProblem:
        return False


def _takes_part(desk: Desk, work: Asked, before: Conversation | None) -> bool:
    """Whether a thread is one of the bot's; what people say below notes to staff is theirs."""
    return before is not None or (work.below_us and work.scope.channel != desk.staff_channel)


def _to_be_answered(text: str, before: Conversation | None) -> bool:
    """Whether talk nobody addressed to the bot wants an answer of it."""
    if is_courtesy(text) or to_a_person(text):
        return False
    choices = before.choices if before else ()
    return asks(text) or any(text in (choice.label, choice.question) for choice in choices)


async def _of_the_thread(desk: Desk, work: Asked) -> Asked:
    """A bare mention below somebody's post asks what that post asks."""
    if work.text or work.via != "post" or work.thread in {None, work.ts}:
        return work
    with contextlib.suppress(*CALL_ERRORS, KeyError, IndexError):
        client = await desk.api.client(work.scope.team, patient=True)
        page = await client.conversations_replies(
            channel=work.scope.channel, ts=str(work.thread), limit=1
        )
        root = page["messages"][0]
        if not root.get("bot_id"):
            text = readable(str(root.get("text") or ""))
            return work.model_copy(update={"text": text, "via": "shortcut" if text else "post"})
    return work


async def _without_search(desk: Desk, work: Asked) -> SlackMessage | None:
    """What is said at once to commands, greetings and thanks."""
    if work.via != "post":
        return None
    word = command(work.text)
    if word == "setup":
        role = await desk.people.role(work.scope.team, work.speaker)
        return setup_message() if role == "staff" else notice(wording.SETUP_STAFF_ONLY)
    if word == "help" or (is_courtesy(work.text) and is_greeting(work.text)):
        return welcome(wording.WELCOME_DIRECT if work.direct else wording.WELCOME)
    return notice(wording.YOU_ARE_WELCOME) if is_courtesy(work.text) else None


def _thread(connection: Connection, work: Asked) -> tuple[Conversation | None, bool]:
    """Where the conversation stands, and whether a person has taken it over."""
    if work.thread is None:
        return None, False
    return (
        memory.conversation(connection, work.scope, work.thread),
        clients.in_hands(connection, work.scope, work.thread),
    )


@contextlib.asynccontextmanager
async def _status(desk: Desk, work: Asked) -> AsyncIterator[None]:
    """Show that we are at work in a DM, when it takes long enough to be noticed."""
    task = asyncio.create_task(_show_status(desk, work)) if work.direct else None
    try:
        yield
    finally:
        if task is not None:
            task.cancel()


async def _show_status(desk: Desk, work: Asked) -> None:
    await asyncio.sleep(_STATUS_AFTER)
    # A workspace or a stand-in without the agent view refuses: then there is no status.
    with contextlib.suppress(*CALL_ERRORS):
        client = await desk.api.client(work.scope.team)
        await client.assistant_threads_setStatus(
            channel_id=work.scope.channel, thread_ts=work.thread or "", status=wording.WORKING
        )
