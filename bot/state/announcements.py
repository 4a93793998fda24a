"""That somebody named a secret in a place and did not tell it yet; never what it is (A29)."""

from __future__ import annotations

from typing import get_args

from sqlalchemy import Connection, select

from bot.domain.scope import Scope
from bot.state.tables import notices
from bot.state.upsert import upsert
from bot.walkthroughs.secret import Secret
from bot.walkthroughs.split_secret import Announced

# Who looks a password up, or waits for a code, is back by then.
SECONDS = 600.0


def note(connection: Connection, scope: Scope, named: Announced, now: float) -> None:
    """Keep that a secret was announced."""
    key = {"team": scope.team, "subject": _subject(scope, named)}
    upsert(connection, notices, key, {"told_at": now})


def lately(connection: Connection, scope: Scope, now: float) -> set[Announced]:
    """What was announced in a place within some minutes."""
    each = (Announced(kind, off) for kind in get_args(Secret) for off in (True, False))
    subjects = {_subject(scope, named): named for named in each}
    rows = connection.scalars(
        select(notices.c.subject).where(
            notices.c.team == scope.team,
            notices.c.subject.in_(subjects),
            notices.c.told_at.between(now - SECONDS, now),
        )
    )
    return {subjects[row] for row in rows}


def _subject(scope: Scope, named: Announced) -> str:
    return f"announced:{scope.channel}:{named.kind}:{int(named.broken_off)}"
