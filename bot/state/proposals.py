"""A choice proposed for a step, until somebody says yes or no to it; one for each run.

Kept as a conversation of its own, under the run instead of a thread: it goes when those do, and
outlives a restart, after which a 「はい」 must not be taken for the first choice of the step.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, select

from bot.domain.answer import Model
from bot.domain.scope import Scope
from bot.state.tables import conversations
from bot.state.upsert import upsert


class Proposal(Model):
    """What was proposed: the press it stands for, and the thread it was shown in."""

    run: str
    thread: str
    revision: int
    step: str
    choice: str


def keep(connection: Connection, scope: Scope, proposal: Proposal, now: float) -> None:
    """Keep a proposal instead of the one before."""
    upsert(
        connection,
        conversations,
        {"team": scope.team, "channel": scope.channel, "thread": _key(proposal.run)},
        {"state": proposal.model_dump(mode="json"), "updated_at": now},
    )


def of_run(connection: Connection, scope: Scope, run: str) -> Proposal | None:
    """What is proposed for a run of this scope; another scope's does not exist here (A19)."""
    state = connection.scalar(
        select(conversations.c.state).where(
            conversations.c.team == scope.team,
            conversations.c.channel == scope.channel,
            conversations.c.thread == _key(run),
        )
    )
    return None if state is None else Proposal.model_validate(state)


def drop(connection: Connection, scope: Scope, run: str) -> None:
    """Forget what is proposed for a run."""
    connection.execute(
        delete(conversations).where(
            conversations.c.team == scope.team,
            conversations.c.channel == scope.channel,
            conversations.c.thread == _key(run),
        )
    )


def _key(run: str) -> str:
    # No thread of Slack has a colon in its id.
    return f"run:{run}"[:64]
