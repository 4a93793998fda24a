"""Clients belong to a team and a channel; a question is handed over once."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine

from bot.domain.client import Client
from bot.domain.scope import Scope
from bot.state import clients
from tests.bot.state.test_memory import ABROAD, HERE, NOW, THERE, add


def bound(scope: Scope = HERE, **more: Any) -> Client:
    values = {"company": "田中商店", "consultant": "U1", "state": "active", "teams": ("T9",)}
    return Client.model_validate({"scope": scope, **values, **more})


def bind(connection: Connection, *wanted: Client) -> None:
    for client in wanted:
        clients.bind(connection, client, "T:U", NOW)


def test_a_channel_has_one_client_bound_anew_at_will(engine: Engine) -> None:
    with engine.begin() as connection:
        bind(connection, bound(), bound(company="鈴木商店"), bound(THERE), bound(ABROAD))
        assert clients.client(connection, HERE) == bound(company="鈴木商店")
        assert clients.client(connection, Scope(team="T", channel="C9")) is None
        assert [one.company for one in clients.all_clients(connection, "T")] == [
            "田中商店",
            "鈴木商店",
        ]


def test_a_frozen_client_is_only_thawed_by_binding_it_again(engine: Engine) -> None:
    with engine.begin() as connection:
        bind(connection, bound())
        assert clients.set_state(connection, HERE, "paused", "shared")
        assert not clients.set_state(connection, HERE, "paused", "shared")
        assert clients.set_state(connection, HERE, "frozen", "left")
        assert not clients.set_state(connection, HERE, "paused", "shared")
        bind(connection, bound())
        assert clients.client(connection, HERE) == bound()
        clients.freeze_team(connection, "T2", "uninstalled")
        assert clients.client(connection, HERE) == bound()


def test_a_client_follows_its_channel_paused(engine: Engine) -> None:
    with engine.begin() as connection:
        bind(connection, bound())
        clients.move(connection, "T", "C1", "C7")
        assert clients.client(connection, HERE) is None
        moved = clients.client(connection, Scope(team="T", channel="C7"))
        assert moved is not None
        assert (moved.state, moved.company) == ("paused", "田中商店")


def test_a_question_is_handed_over_once_and_solved_once(engine: Engine) -> None:
    with engine.begin() as connection:
        turn = add(connection, 1)
        number = clients.open_consultation(connection, turn, "U1", "T:U", NOW)
        assert number is not None
        assert clients.open_consultation(connection, turn, "U1", "T:U", NOW) is None
        assert clients.in_hands(connection, HERE, "1.0")
        assert not clients.in_hands(connection, THERE, "1.0")
        assert not clients.solve(connection, THERE, number, "T:U", NOW)
        assert clients.consultation(connection, "T2", number) is None
        assert len(clients.open_consultations(connection, "T", 9)) == 1
        assert clients.solve(connection, HERE, number, "T:U", NOW)
        assert not clients.solve(connection, HERE, number, "T:U", NOW)
        assert not clients.in_hands(connection, HERE, "1.0")
        assert clients.open_consultations(connection, "T", 9) == []
