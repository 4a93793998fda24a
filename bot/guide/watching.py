"""The rules as noted and the clients' aims, read from the database."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import Connection

from bot.domain.scope import Scope
from bot.guide.impact import Answered
from bot.state import clients, watched_rules
from bot.state.watched_rules import Noted
from bot.subsidies.changes import Row

WALKTHROUGH = "requirement"


def rows_of(noted: Noted) -> dict[str, Row]:
    """The rows noted, as they can still be read."""
    known = set(Row.model_fields)
    return {
        key: Row.model_validate({name: value for name, value in row.items() if name in known})
        for key, row in noted.rows.items()
    }


def clients_of(connection: Connection, team: str | None) -> list[Answered]:
    """Clients with a requirement check, active ones of a workspace; of all and the terminal's for None."""
    return [
        Answered(scope=scope, company=name, given=given)
        for scope, given in watched_rules.answered(connection, WALKTHROUGH, team).items()
        if (name := _name(connection, scope, everybody=team is None)) is not None
    ]


def counts(found: list[Answered]) -> Counter[str]:
    """How many clients aim at each programme."""
    return Counter(one.given["programme"] for one in found if one.given.get("programme"))


def _name(connection: Connection, scope: Scope, *, everybody: bool) -> str | None:
    client = clients.client(connection, scope)
    if client is None:
        # In the terminal the place is the client's name.
        return scope.channel if everybody else None
    return client.company if client.state != "frozen" else None
