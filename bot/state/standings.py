"""Where clients stand, kept from one look at the board to the next.

A kept row counts only while the runs it was read from, the knowledge and the time are those it
was read with; whoever reads compares, so that nothing stale is ever shown.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pydantic import ValidationError
from sqlalchemy import Connection, func, select

from bot.board.choosing import Choice
from bot.board.rows import Standing
from bot.domain.answer import Model
from bot.domain.scope import Scope
from bot.state.tables import board_choices, clients, consultations, runs, standings
from bot.state.upsert import upsert

# A channel without runs.
NO_RUNS = "0:0:None"


class Basis(Model):
    """What a standing was read with: the knowledge, and from when to when it reads the same."""

    knowledge: str
    good_from: float
    good_until: float


class Kept(Model):
    """A standing with the mark of the runs it was read from."""

    channel: str
    mark: str
    standing: Standing


def marks(
    connection: Connection, team: str, channels: Collection[str] | None = None
) -> dict[str, str]:
    """What the runs of each channel of a workspace come to: any change of a run changes it.

    A run's revision grows with each change, so their number and sum never come back.
    """
    wanted = [runs.c.team == team]
    if channels is not None:
        wanted.append(runs.c.channel.in_(channels))
    found = connection.execute(
        select(runs.c.channel, func.count(), func.sum(runs.c.revision), func.max(runs.c.updated_at))
        .where(*wanted)
        .group_by(runs.c.channel)
    )
    return {channel: f"{count}:{int(total)}:{last!r}" for channel, count, total, last in found}


def kept(connection: Connection, team: str, basis: Basis) -> dict[str, Standing]:
    """The standings of a workspace's channels that still hold."""
    now = marks(connection, team)
    rows = connection.execute(
        select(standings.c.channel, standings.c.mark, standings.c.standing).where(
            standings.c.team == team,
            standings.c.knowledge == basis.knowledge,
            standings.c.good_from == basis.good_from,
            standings.c.good_until == basis.good_until,
        )
    )
    found: dict[str, Standing] = {}
    for channel, mark, standing in rows:
        if now.get(channel, NO_RUNS) != mark:
            continue
        try:
            found[channel] = Standing.model_validate_json(standing)
        except ValidationError:
            # Not as we write it: read anew.
            continue
    return found


def keep(connection: Connection, team: str, rows: Sequence[Kept], basis: Basis) -> None:
    """Keep standings in place of those before."""
    # In one order, so that two processes never wait for each other.
    for row in sorted(rows, key=lambda row: row.channel):
        values = {
            "mark": row.mark,
            "knowledge": basis.knowledge,
            "good_from": basis.good_from,
            "good_until": basis.good_until,
            "standing": row.standing.model_dump_json(),
        }
        upsert(connection, standings, {"team": team, "channel": row.channel}, values)


def questions(connection: Connection, team: str) -> dict[str, int]:
    """How many questions wait for a person, by channel."""
    found = connection.execute(
        select(consultations.c.channel, func.count())
        .where(consultations.c.team == team, consultations.c.state == "open")
        .group_by(consultations.c.channel)
    )
    return {row.channel: int(row[1]) for row in found}


def teams(connection: Connection) -> list[str]:
    """Every workspace with a client."""
    return sorted(connection.scalars(select(clients.c.team).distinct()))


def scopes(connection: Connection) -> list[Scope]:
    """Every place with a run."""
    found = connection.execute(select(runs.c.team, runs.c.channel).distinct())
    return [Scope(team=team, channel=channel) for team, channel in found]


def choice(connection: Connection, team: str, viewer: str) -> Choice:
    """What somebody chose to see; everything before they chose."""
    found = connection.scalar(
        select(board_choices.c.choice).where(
            board_choices.c.team == team, board_choices.c.viewer == viewer
        )
    )
    try:
        return Choice.model_validate_json(found) if found else Choice()
    except ValidationError:
        return Choice()


def choose(connection: Connection, team: str, viewer: str, chosen: Choice) -> None:
    """Remember what somebody chose to see."""
    key = {"team": team, "viewer": viewer}
    upsert(connection, board_choices, key, {"choice": chosen.model_dump_json()})
