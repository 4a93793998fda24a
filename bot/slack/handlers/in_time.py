"""「A社、来月の締切に間に合う？」: to staff about any client, to a client about itself.

A client's schedule is told to the office's own people only, in their DM with the bot or in the
staff channel; who asks is asked of Slack at that moment (A18 to A23). In a client's channel no
name is looked up, so that it does not show who else is a client.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from sqlalchemy import Connection

from bot import wording
from bot.domain import company
from bot.domain.client import Client
from bot.domain.scope import Scope, Speaker
from bot.domain.walkthrough import Screen
from bot.guide import Guide
from bot.guide.deadline_question import DeadlineQuestion, Heard, may_be_a_name, unpacked
from bot.slack.api import CALL_ERRORS
from bot.slack.buttons import fitting
from bot.slack.desk import Desk, Handled, letters
from bot.slack.entitlement import closed, is_direct, is_there, why_not
from bot.slack.escaping import clean
from bot.slack.handlers.saying import letter, told
from bot.slack.handlers.showing import order, shown_to
from bot.slack.handlers.staff import watch
from bot.slack.naming import channel_mention
from bot.slack.pages import section
from bot.slack.render import SlackMessage, notice
from bot.slack.screens import screen_message
from bot.slack.work import Asked, Pressed
from bot.state import clients
from bot.state.outbox import Letter

WISH, ACTION = "in_time", "intime"
_MOST_OFFERED, _ROW = 20, 5
_IN_TIME = re.compile("間に合|まにあ|逆算")
_SOMEBODY = "a社"
_VALUE = re.compile(r"([CDG][A-Z0-9]{1,30})\|(.{5,400})", re.DOTALL)


def may_ask(text: str) -> bool:
    """Whether a text may be such a question, once the name of a client in it is known."""
    return _IN_TIME.search(unicodedata.normalize("NFKC", text)) is not None


async def asked(desk: Desk, work: Asked, *, sure: bool) -> Handled | None:
    """The answer; None where it is a question like any other.

    Args:
        desk: reaches Slack and the database.
        work: the question.
        sure: it reads as one; else only with a client's name taken out.
    """
    guide = await desk.asking.guide()
    if work.direct or work.scope.channel == desk.staff_channel:
        if not await _is_office(desk, work.scope, work.speaker, spoke=work.via == "post"):
            return None
        return await _for_staff(desk, guide, work, sure=sure)
    return await _for_the_client(desk, guide, work) if sure else None


async def picked(desk: Desk, work: Pressed) -> Handled:
    """A client picked where several could be meant; what the button says is believed of nobody."""
    match = _VALUE.fullmatch(work.value)
    question = unpacked(match[2]) if match else None
    office = is_direct(work.scope) or work.scope.channel == desk.staff_channel
    if match is None or question is None or not office:
        return told(work, wording.OLD_BUTTON)
    if not await _is_office(desk, work.scope, work.speaker, spoke=False):
        return told(work, wording.OLD_BUTTON)
    scope = Scope(team=work.scope.team, channel=match[1])
    client = await desk.database.run(lambda c: clients.client(c, scope))
    if client is None:
        return told(work, wording.OLD_BUTTON)
    return _answered(desk, await desk.asking.guide(), work, client, question)


async def _is_office(desk: Desk, scope: Scope, speaker: Speaker, *, spoke: bool) -> bool:
    """Whether one of the office's own people speaks where no other company reads along."""
    if await desk.people.role(scope.team, speaker, fresh=True) != "staff":
        return False
    if is_direct(scope):
        return spoke or await is_there(desk, scope, speaker)
    try:
        client = await desk.api.client(scope.team, patient=True)
        channel: Any = (await client.conversations_info(channel=scope.channel))["channel"]
    except (*CALL_ERRORS, KeyError):
        return False
    shared = ("is_ext_shared", "is_pending_ext_shared", "is_org_shared")
    return not any(channel.get(flag) for flag in shared)


async def _for_staff(desk: Desk, guide: Guide, work: Asked, *, sure: bool) -> Handled | None:
    bound = await desk.database.run(lambda c: clients.all_clients(c, work.scope.team))
    named = company.within(work.text, bound, _name)
    if not sure and not _is_wish(guide, work.text, named):
        return None
    now = desk.clock()
    heard = guide.deadlines.heard(work.text, now, [client.company for client in named])
    if not named:
        found = [one for name in heard.names for one in company.matching(name, bound, _name)]
        named = list({client.scope.channel: client for client in found}.values())
    if not named and (not sure or not all(map(may_be_a_name, heard.names))):
        return None
    if heard.problem:
        return letters(letter(work, notice(heard.problem)))
    if len(named) == 1:
        return _answered(desk, guide, work, named[0], heard.question, heard.warning or "")
    if named:
        said = wording.IN_TIME_SEVERAL.format(count=len(named))
        return letters(letter(work, _which(said, named, heard.question)))
    return await _unnamed(desk, guide, work, heard, bound)


async def _unnamed(
    desk: Desk, guide: Guide, work: Asked, heard: Heard, bound: list[Client]
) -> Handled | None:
    """Nobody we know was named: say so, or ask who is meant."""
    if heard.names:
        said = wording.IN_TIME_NOBODY.format(name=heard.names[0])
        return letters(letter(work, notice(said)))
    if heard.own and work.direct:
        return await _for_the_client(desk, guide, work)
    if heard.question.programme:
        return None
    if not bound:
        return letters(letter(work, notice(wording.IN_TIME_NO_CLIENTS)))
    mine = [client for client in bound if client.consultant == work.speaker.user]
    return letters(letter(work, _which(wording.IN_TIME_WHICH, mine or bound, heard.question)))


async def _for_the_client(desk: Desk, guide: Guide, work: Asked) -> Handled | None:
    """The answer for the place's own client; None where there is none, or for another question."""
    now = desk.clock()
    barred = await desk.database.run(lambda c: closed(c, work.scope))
    if barred or await why_not(desk, work.scope, work.speaker, spoke=work.via == "post"):
        return None
    first = await desk.database.run(lambda c: guide.deadlines.own(c, work.scope, work.text, now))
    if first is None:
        return None
    packed = guide.deadlines.heard(work.text, now).question.packed()

    def commit(connection: Connection) -> tuple[Letter, ...]:
        warned = watch(connection, desk, work.scope, work.speaker)
        if barred := closed(connection, work.scope):
            return (letter(work, notice(barred)), *warned)
        screen = guide.deadlines.own(connection, work.scope, work.text, now) or first
        if screen.documents:
            order(connection, work.scope, work.thread, "", screen.documents, now, question=packed)
        shown = screen.model_copy(update={"documents": ()})
        return (shown_to(connection, work, shown, now), *warned)

    return Handled(commit)


def _answered(
    desk: Desk, guide: Guide, work: Asked | Pressed, client: Client, question: DeadlineQuestion,
    warning: str = "",
) -> Handled:  # fmt: skip
    """A client's schedule for staff, and its calendar in the thread."""
    now = desk.clock()

    def commit(connection: Connection) -> tuple[Letter, ...]:
        screen = guide.deadlines.screen(connection, client.scope, question, now, client.company)
        if warning:
            screen = screen.model_copy(update={"said": warning})
        if screen.documents:
            order(
                connection, work.scope, work.thread, "", screen.documents, now,
                about=client.scope, question=question.packed(),
            )  # fmt: skip
        return (letter(work, _message(screen, client)),)

    return Handled(commit)


def _message(screen: Screen, client: Client) -> SlackMessage:
    said = screen_message(screen)
    where = wording.IN_TIME_CHANNEL.format(channel=channel_mention(client.scope.channel))
    if not screen.documents:
        where = f"{where}\n{wording.IN_TIME_ASK_THERE}"
    link = {
        "type": "button",
        "action_id": f"{ACTION}:open",
        # Slack's own address of a place: https://docs.slack.dev/interactivity/deep-linking
        "url": f"https://slack.com/app_redirect?team={client.scope.team}&channel={client.scope.channel}",
        "text": {"type": "plain_text", "text": wording.IN_TIME_OPEN},
    }
    blocks = (*said.blocks, section(where), {"type": "actions", "elements": [link]})
    return SlackMessage(text=f"{said.text}\n{where}", blocks=blocks)


def _which(said: str, named: list[Client], question: DeadlineQuestion) -> SlackMessage:
    """Asks which client is meant, with a button for each."""
    few = named[:_MOST_OFFERED]
    buttons: list[dict[str, Any]] = [
        {
            "type": "button",
            "action_id": f"{ACTION}:{number}",
            "value": f"{client.scope.channel}|{question.packed()}",
            "text": {
                "type": "plain_text",
                "text": fitting(" ".join(clean(client.company).split()) or "…"),
                "emoji": False,
            },
        }
        for number, client in enumerate(few)
    ]
    rows = [
        {"type": "actions", "elements": buttons[at : at + _ROW]}
        for at in range(0, len(buttons), _ROW)
    ]
    text = f"{said}\n{wording.IN_TIME_MORE}" if len(named) > len(few) else said
    return SlackMessage(text=text, blocks=(*notice(text).blocks, *rows))


def _is_wish(guide: Guide, text: str, named: list[Client]) -> bool:
    """Whether a text asks this once the names in it are plain ones: 「宣言堂は間に合う？」."""
    said = unicodedata.normalize("NFKC", text)
    for client in named:
        said = said.replace(unicodedata.normalize("NFKC", client.company), _SOMEBODY)
    return bool(named) and guide.wanted(said) == WISH


def _name(client: Client) -> str:
    return client.company
