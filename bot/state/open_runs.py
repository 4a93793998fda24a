"""Where walkthroughs are under way."""

from __future__ import annotations

from sqlalchemy import Connection, select

from bot.domain.scope import Scope
from bot.state.tables import runs


def scopes(connection: Connection, team: str | None) -> list[Scope]:
    """The scopes with a run under way, of a workspace; of all and the terminal's for None."""
    wanted = select(runs.c.team, runs.c.channel).where(runs.c.state == "active").distinct()
    if team is not None:
        wanted = wanted.where(runs.c.team == team)
    rows = connection.execute(wanted.order_by(runs.c.team, runs.c.channel))
    return [Scope(team=row.team, channel=row.channel) for row in rows]
