"""The board on the Home: shown, narrowed, paged; a client's next step sent; the list handed over.

Only the office's own people reach any of it: who presses is asked of Slack at every press, and
what the button says is looked up in the presser's own workspace (A19, A22, A24).
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection

from bot import wording
from bot.board import words
from bot.board.choosing import Choice, chosen, page
from bot.board.files import csv_file, xlsx_file
from bot.domain.client import Client
from bot.domain.scope import Scope
from bot.domain.walkthrough import Screen
from bot.guide import Guide
from bot.guide.records import day
from bot.slack import board_view
from bot.slack.api import CALL_ERRORS, failure
from bot.slack.board_lines import Lines, lines
from bot.slack.desk import Desk, Effect, Handled
from bot.slack.entitlement import closed, why_not
from bot.slack.escaping import inert, user_mention
from bot.slack.handlers.saying import letter_to, number
from bot.slack.handlers.showing import keep
from bot.slack.home import Office, staff_home
from bot.slack.render import SlackMessage
from bot.slack.screens import screen_message
from bot.slack.work import Pressed
from bot.state import clients, memory, runs, standings
from bot.state.outbox import Letter
from bot.walkthroughs.screens import GO
from indexer.errors import IndexProblem

log = logging.getLogger(__name__)

# Enough to count what waits; nobody has more.
_MOST = 2000
# How long reading may keep the Home waiting; the rest is read behind it.
_READ_SECONDS = 0.25
_SENT_SECONDS = 60.0
_CHANNEL = re.compile(r"[CG][A-Z0-9]{1,30}")
_USER = re.compile(r"[UW][A-Z0-9]{1,30}")


async def shown(desk: Desk, team: str, viewer: str, note: str = "") -> Handled:
    """Publish the Home of one of the office's people; what is not read yet follows later."""
    guide = await guide_of(desk)
    found = await lines(desk, guide, team, _READ_SECONDS)
    first = await _published(desk, team, viewer, found, note)
    if not found.unread:
        return Handled(effects=(first,))

    async def rest() -> Handled:
        whole = await lines(desk, guide, team, None)
        return Handled(effects=(await _published(desk, team, viewer, whole, note),))

    return Handled(effects=(first,), after=rest)


async def pressed(desk: Desk, work: Pressed) -> Handled:
    """Anything of the board. Whoever is not of the office gets nothing, nor who forges it."""
    name = work.action.partition(":")[2]
    act = _ACTS.get(name)
    if work.scope.channel or (act is None and name not in _CHOICES):
        return Handled()
    if await desk.people.role(work.scope.team, work.speaker, fresh=True) != "staff":
        return Handled()
    return await act(desk, work) if act else _narrowed(desk, work, name)


async def guide_of(desk: Desk) -> Guide | None:
    """The guide; None while there is no index, for the Home shows what waits all the same."""
    with contextlib.suppress(IndexProblem):
        return await desk.asking.guide()
    return None


def _narrowed(desk: Desk, work: Pressed, name: str) -> Handled:
    """Show other lines, and remember that for this person."""
    team, viewer = work.scope.team, work.speaker.user

    def commit(connection: Connection) -> tuple[Letter, ...]:
        before = standings.choice(connection, team, viewer)
        after = _choice(before, name, work.value, viewer)
        if after is not None and after != before:
            standings.choose(connection, team, viewer, after)
        return ()

    return Handled(commit, after=lambda: shown(desk, team, viewer))


def _choice(before: Choice, name: str, value: str, viewer: str) -> Choice | None:
    """The choice after a press; None for a value we never wrote."""
    if name == board_view.CLEAR:
        return Choice()
    if name == board_view.MINE:
        name, value = board_view.CONSULTANT, viewer
    if name == board_view.CONSULTANT:
        if not _USER.fullmatch(value):
            return None
        return before.model_copy(update={"consultant": value, "page": 1})
    if name in {board_view.STAGE, board_view.DEADLINE}:
        picked = None if value == board_view.ALL else value
        try:
            return Choice.model_validate({**before.model_dump(), name: picked, "page": 1})
        except ValidationError:
            return None
    at = number(value)
    return None if at is None else before.model_copy(update={"page": at})


async def _sent(desk: Desk, work: Pressed) -> Handled:
    """Put a client's next step into its channel, as the office's own person asks."""
    team, viewer = work.scope.team, work.speaker.user
    if not _CHANNEL.fullmatch(work.value):
        return Handled()
    scope = Scope(team=team, channel=work.value)
    client = await desk.database.run(lambda c: clients.client(c, scope))
    if client is None:
        return Handled()
    if reason := await why_not(desk, scope, work.speaker):
        return await shown(desk, team, viewer, wording.BOARD_NOT_SENT.format(reason=reason))
    guide, now = await desk.asking.guide(), desk.clock()
    sending = _Sending(desk, work, client, guide, now)
    return Handled(sending.commit, after=lambda: shown(desk, team, viewer, sending.note))


@dataclass
class _Sending:
    """A client's next step on its way; `note` is what the presser is told of it."""

    desk: Desk
    work: Pressed
    client: Client
    guide: Guide
    now: float
    note: str = ""

    def commit(self, connection: Connection) -> tuple[Letter, ...]:
        """Write the letter, unless the client was closed or just written to."""
        scope, company = self.client.scope, self.client.company
        if barred := closed(connection, scope):
            self.note = wording.BOARD_NOT_SENT.format(reason=barred)
            return ()
        subject = f"board-next:{scope.channel}"
        if not memory.tell_once(connection, scope.team, subject, self.now, _SENT_SECONDS):
            self.note = wording.BOARD_SENT_ALREADY.format(company=company)
            return ()
        screen = self._screen(connection)
        if screen is None:
            self.note = wording.BOARD_NOTHING_NEXT.format(company=company)
            return ()
        keep(connection, scope, None, screen, self.now)
        self.note = wording.BOARD_SENT.format(company=company)
        return (letter_to(scope, _introduced(screen_message(screen), self.work.speaker.user)),)

    def _screen(self, connection: Connection) -> Screen | None:
        """The step as the runs have it now, whatever the board showed when it was pressed."""
        scope, by = self.client.scope, self.work.speaker
        here = self.guide.standings.standing(runs.of_scope(connection, scope), self.now)
        if here.run:
            go = f"{GO}{here.run}"
            return self.guide.press(connection, scope, "", 0, "", go, by, self.now)
        if here.begin:
            return self.guide.start(connection, scope, here.begin, by, self.now)
        return None


async def _exported(desk: Desk, work: Pressed) -> Handled:
    """Hand the lines somebody sees over as files, in their own DM and nowhere else."""
    team, viewer = work.scope.team, work.speaker.user
    found = await lines(desk, await guide_of(desk), team, None)
    choice = await desk.database.run(lambda c: standings.choice(c, team, viewer))
    rows, now = chosen(found.rows, choice), desk.clock()
    names = await _names(desk, team, {row.client.consultant for row in rows})
    book = await asyncio.to_thread(xlsx_file, rows, names, now)
    text = await asyncio.to_thread(csv_file, rows, names)
    today = day(now)
    name, title = words.FILE.format(day=today), words.FILE_TITLE.format(day=today)
    said = wording.BOARD_EXPORTED.format(count=len(rows))
    try:
        client = await desk.api.client(team)
        opened = await client.conversations_open(users=viewer)
        direct = str(opened["channel"]["id"])
        if not direct.startswith("D"):
            raise KeyError("no DM")
        await client.files_upload_v2(
            file_uploads=[
                {"filename": f"{name}.xlsx", "file": book, "title": title},
                {"filename": f"{name}.csv", "file": text, "title": f"{title} CSV"},
            ],
            channel=direct,
            initial_comment=wording.BOARD_EXPORT_COMMENT.format(count=len(rows), day=today),
        )
    except KeyError:
        said = wording.BOARD_NOT_EXPORTED
    except CALL_ERRORS as error:
        log.warning("board not handed over: %s", type(error).__name__)
        unsure = failure(error).outcome == "unsure"
        said = wording.BOARD_EXPORT_UNSURE if unsure else wording.BOARD_NOT_EXPORTED
    return await shown(desk, team, viewer, said)


async def _names(desk: Desk, team: str, users: set[str]) -> dict[str, str]:
    """What consultants are called; who cannot be asked about keeps their id."""
    found = await asyncio.gather(*(desk.people.named(team, [user]) for user in sorted(users)))
    return {user: name for one in found for user, name in one.items()}


def _introduced(message: SlackMessage, by: str) -> SlackMessage:
    """A step that nobody here asked for says who sends it."""
    said = wording.BOARD_FROM.format(who=user_mention(by))
    block = {"type": "context", "elements": [{"type": "mrkdwn", "text": said, "verbatim": True}]}
    return SlackMessage(text=message.text, blocks=(block, *message.blocks))


async def _published(desk: Desk, team: str, viewer: str, found: Lines, note: str) -> Effect:
    now = desk.clock()

    def office(connection: Connection) -> Office:
        choice = standings.choice(connection, team, viewer)
        return Office(
            consultations=tuple(clients.open_consultations(connection, team, _MOST)),
            unanswered=tuple(memory.open_questions(connection, team, _MOST)),
            clients=tuple(row.client for row in found.rows),
            page=page(chosen(found.rows, choice), choice.page, board_view.SIZE),
            choice=choice,
            reading=len(found.unread),
            late=sum(row.late for row in found.rows),
            note=inert(note),
        )

    view = staff_home(await desk.database.run(office), viewer, now)
    arguments: dict[str, Any] = {"user_id": viewer, "view": view}
    return Effect(team, "views_publish", arguments)


_ACTS = {board_view.NEXT: _sent, board_view.EXPORT: _exported}
_CHOICES = frozenset(
    {
        board_view.CONSULTANT,
        board_view.MINE,
        board_view.STAGE,
        board_view.DEADLINE,
        board_view.CLEAR,
        board_view.BACK,
        board_view.ON,
        board_view.PAGE,
    }
)
