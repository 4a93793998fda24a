"""A proposal belongs to its run and scope, and goes when conversations do."""

from __future__ import annotations

from sqlalchemy import Engine

from bot.domain.scope import Scope
from bot.state import memory, proposals
from bot.state.proposals import Proposal

NOW = 1_000_000.0
HERE, THERE = Scope(team="T", channel="C1"), Scope(team="T", channel="C2")
ABROAD = Scope(team="T2", channel="C1")


def proposal(run: str = "r1", choice: str = "partly") -> Proposal:
    return Proposal(run=run, thread="1.0", revision=3, step="check/1", choice=choice)


def test_the_newest_proposal_of_a_run_stands_until_it_is_dropped(engine: Engine) -> None:
    with engine.begin() as connection:
        proposals.keep(connection, HERE, proposal(), NOW)
        proposals.keep(connection, HERE, proposal(choice="no"), NOW + 1)
        proposals.keep(connection, HERE, proposal("r2"), NOW)
        assert proposals.of_run(connection, HERE, "r1") == proposal(choice="no")
        proposals.drop(connection, HERE, "r1")
        assert proposals.of_run(connection, HERE, "r1") is None
        assert proposals.of_run(connection, HERE, "r2") == proposal("r2")


def test_another_scope_knows_and_drops_nothing_of_it(engine: Engine) -> None:
    with engine.begin() as connection:
        proposals.keep(connection, HERE, proposal(), NOW)
        for scope in (THERE, ABROAD):
            assert proposals.of_run(connection, scope, "r1") is None
            proposals.drop(connection, scope, "r1")
        assert proposals.of_run(connection, HERE, "r1") == proposal()


def test_it_is_no_conversation_and_is_forgotten_with_them(engine: Engine) -> None:
    with engine.begin() as connection:
        proposals.keep(connection, HERE, proposal(), NOW)
        assert memory.conversation(connection, HERE, "r1") is None
        memory.forget(connection, NOW + 1)
        assert proposals.of_run(connection, HERE, "r1") is None
