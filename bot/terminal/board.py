"""`python -m bot board`: every client of the database in two or three lines, or as files."""

from __future__ import annotations

import argparse
import contextlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot import wording
from bot.board import telling, words
from bot.board.choosing import Choice, chosen
from bot.board.rows import Row, row
from bot.documents.text import clean
from bot.domain.client import Client
from bot.domain.columns import columns
from bot.domain.scope import Scope
from bot.errors import BadInput
from bot.guide.records import day
from bot.guide.standings import BATCH, Standings
from bot.state import clients, migrate, standings
from bot.state.database import Database, engine_for
from bot.terminal.naming import NO_CLIENT, TEAM
from bot.terminal.render import wrap
from bot.terminal.saying import say
from knowledge.catalog import Catalog

_NAME, _STAGE = 30, 34
_MOST_ROUNDS = 100


def board(catalog: Catalog, url: str, options: argparse.Namespace, now: float) -> None:
    """Print the lines that fit, and write the files asked for.

    Args:
        catalog: the knowledge.
        url: of the database.
        options: from `boarding.arguments`.
        now: seconds since the epoch.

    Raises:
        BadInput: the database cannot be read, or a file not be written.
        BadSetting: the database was written by a newer version of the bot.
    """
    choice = Choice(
        consultant=options.consultant or None, stage=options.stage, deadline=options.deadline
    )
    try:
        rows = _rows(catalog, url, now)
    except (SQLAlchemyError, OSError) as error:
        raise BadInput(wording.NO_DATABASE) from error
    found = chosen(rows, choice)
    for line in lines(found, len(rows), choice, now):
        say(line)
    for path in _written(options, found, now):
        say(words.WRITTEN.format(path=path))


def lines(found: Sequence[Row], count: int, choice: Choice, now: float) -> Iterator[str]:
    """The board in lines of at most 80 columns."""
    if not count:
        yield from wrap(words.EMPTY)
        return
    head = words.CHOSEN if choice.narrows else words.COUNT
    late = sum(one.late for one in found)
    said = head.format(count=len(found), all=count, day=day(now))
    yield said + (f"　{words.LATE_COUNT.format(count=late)}" if late else "")
    if not found:
        yield from wrap(words.NONE_CHOSEN)
    for one in found:
        yield ""
        yield from _line(one, now)


def _line(one: Row, now: float) -> Iterator[str]:
    """Who and where they stand; by when; what is in the way; what is next, by whom, seen when."""
    here = one.here
    name = _padded(clean(one.client.company), _NAME)
    yield f"{name} {_cut(telling.stage(one), _STAGE)}".rstrip()
    if here.deadline:
        late = telling.late_mark(one)
        left = telling.left(one)
        said = (
            f"{late}{words.DEADLINE}{telling.deadline(one, now)}（{left}）〔{telling.mark(one)}〕"
        )
        yield from wrap(f"  {said} {here.programme}".rstrip(), "    ")
    elif here.programme:
        yield from wrap(f"  {here.programme}", "    ")
    if one.blockers:
        yield from wrap(f"  {words.IN_THE_WAY}{telling.blockers(one)}", "    ")
    last = telling.last(one, now)
    rest = [
        f"{words.NEXT}{here.next}" if here.next else "",
        f"{words.LAST}{last}" if last else "",
        f"{words.OF}{one.client.consultant}" if one.client.consultant else "",
    ]
    if any(rest):
        yield from wrap("  " + "　".join(part for part in rest if part), "    ")


def _rows(catalog: Catalog, url: str, now: float) -> list[Row]:
    engine = engine_for(url)
    migrate.upgrade(engine)
    database = Database(engine)
    try:
        reader = Standings(catalog)
        places = database.call(_clients)
        teams = sorted({client.scope.team for client in places})
        return [
            one
            for team in teams
            for one in _of_team(
                database, reader, team, [c for c in places if c.scope.team == team], now
            )
        ]
    finally:
        database.close()


def _clients(connection: Connection) -> list[Client]:
    """Everybody bound in Slack, and whoever walks in the terminal."""
    places = standings.scopes(connection)
    # Nobody binds a client in the terminal: a name given to `chat --client` is one.
    typed = [_typed(scope) for scope in places if scope.team == TEAM]
    bound = [
        one for team in standings.teams(connection) for one in clients.all_clients(connection, team)
    ]
    return [*bound, *sorted(typed, key=lambda one: one.company)]


def _typed(scope: Scope) -> Client:
    name = words.THIS_MACHINE if scope.channel == NO_CLIENT else scope.channel
    return Client(scope=scope, company=name, consultant="", state="active")


def _of_team(
    database: Database, reader: Standings, team: str, places: list[Client], now: float
) -> list[Row]:
    active = [one.scope.channel for one in places if one.state == "active"]
    for _ in range(_MOST_ROUNDS):
        kept = database.call(lambda c: reader.kept(c, team, now))
        unread = [channel for channel in active if channel not in kept]
        if not unread:
            break
        for at in range(0, len(unread), BATCH):
            some = unread[at : at + BATCH]
            read = reader.read(database.call(lambda c: reader.load(c, team, some)), now)  # noqa: B023
            database.call(lambda c: reader.keep(c, team, read, now))  # noqa: B023
    asked = database.call(lambda c: standings.questions(c, team))
    return [
        row(one, kept.get(one.scope.channel), asked.get(one.scope.channel, 0), now)
        for one in places
    ]


def _written(options: argparse.Namespace, rows: Sequence[Row], now: float) -> Iterator[Path]:
    # Writing workbooks takes a moment to load: only who wants one waits for it.
    from bot.board.files import csv_file, xlsx_file

    if options.xlsx:
        yield _write(options.xlsx, xlsx_file(rows, {}, now))
    if options.csv:
        yield _write(options.csv, csv_file(rows, {}))


def _write(path: Path, data: bytes) -> Path:
    """Write a file whole or not at all."""
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary is not None:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
        raise BadInput(wording.NOT_WRITTEN.format(path=path)) from error
    return path


def _padded(text: str, width: int) -> str:
    cut = _cut(text, width)
    return cut + " " * (width - columns(cut))


def _cut(text: str, width: int) -> str:
    if columns(text) <= width:
        return text
    while text and columns(text) > width - 2:
        text = text[:-1]
    return f"{text}…"
