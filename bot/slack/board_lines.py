"""The lines of the board as they are now: what is kept, and anew what is no longer true."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping

from sqlalchemy import Connection

from bot.board.rows import Row, row
from bot.domain.answer import Model
from bot.domain.client import Client
from bot.guide import Guide
from bot.guide.standings import BATCH
from bot.slack.desk import Desk
from bot.state import clients, standings

# More than this is not read while somebody waits; and so many at a time while they do.
_AT_ONCE, _SMALL = 40, 2


class Lines(Model):
    """All lines of a workspace at one moment.

    Attributes:
        unread: channels whose runs are still to be read; their lines say so.
    """

    rows: tuple[Row, ...]
    unread: tuple[str, ...] = ()


async def lines(desk: Desk, guide: Guide | None, team: str, seconds: float | None) -> Lines:
    """All lines; what takes longer than some seconds is left unread. None = however long.

    When much is to be read (an upgrade, new knowledge), nobody waits for a part of it.
    """
    # A stopped clock: what is read must hold for the moment it is shown.
    now = desk.clock()
    if guide is None:
        return await desk.database.run(lambda c: _lines(c, None, team, now))
    await asyncio.to_thread(guide.standings.basis, now)
    found = await desk.database.run(lambda c: _lines(c, guide, team, now))
    if seconds is not None and len(found.unread) > _AT_ONCE:
        return found
    until = None if seconds is None else time.monotonic() + seconds
    size = BATCH if seconds is None else _SMALL
    # Clients go on meanwhile; who works without a pause must not keep everybody waiting.
    rounds = 2 * (len(found.unread) // BATCH) + 4
    while found.unread and rounds and (until is None or time.monotonic() < until):
        for channels in _batches(found.unread, size):
            await _read(desk, guide, team, channels, now)
            if until is not None and time.monotonic() >= until:
                break
        rounds -= 1
        found = await desk.database.run(lambda c: _lines(c, guide, team, now))
    return found


def _batches(channels: tuple[str, ...], size: int) -> list[tuple[str, ...]]:
    return [channels[at : at + size] for at in range(0, len(channels), size)]


async def _read(desk: Desk, guide: Guide, team: str, channels: tuple[str, ...], now: float) -> None:
    loaded = await desk.database.run(lambda c: guide.standings.load(c, team, channels))
    # Reading takes its time, which the database's thread has for others.
    rows = await asyncio.to_thread(guide.standings.read, loaded, now)
    await desk.database.run(lambda c: guide.standings.keep(c, team, rows, now))


def _lines(connection: Connection, guide: Guide | None, team: str, now: float) -> Lines:
    bound = clients.all_clients(connection, team)
    asked = standings.questions(connection, team)
    kept = guide.standings.kept(connection, team, now) if guide else {}
    unread = tuple(one.scope.channel for one in bound if _is_unread(one, kept)) if guide else ()
    rows = tuple(
        row(one, kept.get(one.scope.channel), asked.get(one.scope.channel, 0), now) for one in bound
    )
    return Lines(rows=rows, unread=unread)


def _is_unread(client: Client, kept: Mapping[str, object]) -> bool:
    return client.state == "active" and client.scope.channel not in kept
