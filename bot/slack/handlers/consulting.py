"""「担当者に相談」: a question handed to a person, and marked solved."""

from __future__ import annotations

import contextlib
from typing import Any

from sqlalchemy import Connection

from bot import wording
from bot.domain.client import Client, Consultation, Turn
from bot.domain.scope import Speaker
from bot.slack.api import CALL_ERRORS
from bot.slack.consultation_message import for_consultant, for_staff, solved_message
from bot.slack.desk import Desk, Effect, Handled
from bot.slack.handlers import home
from bot.slack.handlers.saying import letter, letter_to, number, told, who
from bot.slack.handlers.staff import watch
from bot.slack.render import notice
from bot.slack.work import HomeOpened, Pressed
from bot.state import clients, memory
from bot.state.outbox import Letter


async def consulted(desk: Desk, work: Pressed) -> Handled:
    """Hand a question to the client's consultant, in the thread, and keep it open."""
    turn, client = await desk.database.run(
        lambda c: (memory.turn(c, work.scope, work.value), clients.client(c, work.scope))
    )
    if turn is None:
        return told(work, wording.OLD_BUTTON)
    # Who left, and whom Slack does not name, may ask but not call people (A21, A22).
    if await desk.people.role(work.scope.team, work.speaker, fresh=True) == "unknown":
        return told(work, wording.NOT_NOW)
    there = await _is_there(desk, client)
    link = await _permalink(desk, work)
    now, again = desk.clock(), False

    def commit(connection: Connection) -> tuple[Letter, ...]:
        nonlocal again
        warned = watch(connection, desk, work.scope, work.speaker)
        client = clients.client(connection, work.scope)
        consultant = client.consultant if client and client.state == "active" and there else None
        placed = turn.model_copy(update={"thread": work.thread or ""})
        opened = clients.open_consultation(connection, placed, consultant, who(work.speaker), now)
        if opened is None:
            again = True
            return warned
        return (*_asked(desk, work, turn, client, consultant, opened, link), *warned)

    async def after() -> Handled:
        return told(work, wording.ALREADY_CONSULTED) if again else Handled()

    return Handled(commit, after=after)


async def solved(desk: Desk, work: Pressed) -> Handled:
    """Mark a consultation solved and say so on its message.

    On the Home only staff may; in the channel both sides may, since both see the thread.
    """
    at = number(work.value)
    if at is None:
        return Handled()
    found = await desk.database.run(lambda c: clients.consultation(c, work.scope.team, at))
    at_home = not work.scope.channel
    # Another scope's consultation reads like none (A18, A19).
    if found is None or not (at_home or work.scope == found.scope):
        return Handled()
    role = await desk.people.role(work.scope.team, work.speaker, fresh=True)
    if role == "unknown" or (at_home and role != "staff"):
        return Handled()
    now = desk.clock()
    # Told only to who could see it; a second press changes nothing.
    done = letter_to(found.scope, notice(wording.SOLVED), found.thread or None)

    def commit(connection: Connection) -> tuple[Letter, ...]:
        by = who(work.speaker)
        return (done,) if clients.solve(connection, found.scope, at, by, now) else ()

    if at_home:
        opened = HomeOpened(team=work.scope.team, speaker=work.speaker)
        return Handled(commit, after=lambda: home.opened(desk, opened))
    return Handled(commit, _without_button(work, found))


async def _is_there(desk: Desk, client: Client | None) -> bool:
    """Whether a client's consultant still works at the office."""
    if client is None or not desk.staff_channel:
        return True
    consultant = Speaker(team=client.scope.team, user=client.consultant)
    return await desk.people.role(client.scope.team, consultant, fresh=True) == "staff"


def _asked(
    desk: Desk,
    work: Pressed,
    turn: Turn,
    client: Client | None,
    consultant: str | None,
    opened: int,
    link: str | None,
) -> tuple[Letter, ...]:
    if consultant is not None:
        return (letter(work, for_consultant(turn, consultant, opened, link)),)
    direct = work.scope.channel.startswith("D")
    head = wording.CONSULT_TAKEN_DIRECT if direct else wording.CONSULT_TAKEN
    if not desk.staff_channel:
        return (letter(work, for_consultant(turn, None, opened, link, wording.CONSULT_KEPT)),)
    company = client.company if client else None
    note = for_staff(turn, company, work.scope.channel, work.speaker.user, link)
    to = work.scope.model_copy(update={"channel": desk.staff_channel})
    return (
        letter(work, for_consultant(turn, None, opened, link, head)),
        letter_to(to, note),
    )


def _without_button(work: Pressed, found: Consultation) -> tuple[Effect, ...]:
    if work.ts is None:
        return ()
    message = solved_message(found)
    arguments: dict[str, Any] = {
        "channel": work.scope.channel,
        "ts": work.ts,
        "text": message.text,
        "blocks": list(message.blocks),
    }
    return (Effect(work.scope.team, "chat_update", arguments),)


async def _permalink(desk: Desk, work: Pressed) -> str | None:
    if work.ts is None:
        return None
    with contextlib.suppress(*CALL_ERRORS, KeyError):
        client = await desk.api.client(work.scope.team, patient=True)
        found = await client.chat_getPermalink(channel=work.scope.channel, message_ts=work.ts)
        return str(found["permalink"])
    return None
