"""Fifty clerks in the middle of their self-checks, each pressing an answer every few seconds (R26)."""

from __future__ import annotations

import asyncio
import random
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from bot.domain.client import Client
from bot.domain.scope import Scope
from bot.state import clients, migrate
from bot.state.database import engine_for
from tests.evals.slack_stage import CHANNELS, DATABASE, Timed, bot, channel, figures, mention, stage
from tests.fakes.slack import (
    CLIENT_TEAM,
    STAFF,
    Channel,
    Delivery,
    FakeSlack,
    Message,
    Receipt,
    User,
)
from tests.scenarios.acts import pressed

_TEAM = "T0OFFICE"
_WAIT_SECONDS = 15.0


@dataclass(frozen=True)
class Walked:
    """Presses: until the acknowledgement, and until the next step is seen; answers kept."""

    acks: Timed
    ack_p99: float
    steps: Timed
    kept: int


def walks(seconds: float, people: int = CHANNELS) -> Walked:
    """People press the answers of the self-check in their own channels."""
    with stage() as (slack, home):
        _bind(slack, home)
        with bot(slack, home) as process:
            acks, steps = asyncio.run(_walk(slack, process.url, seconds, people))
        with closing(sqlite3.connect(home / DATABASE)) as database:
            (kept,) = database.execute(
                "SELECT count(*) FROM run_answers WHERE step LIKE 'check/_%' AND ended_at IS NULL"
            ).fetchone()
    taken = sorted(receipt.seconds * 1000 for receipt in acks)
    p99 = taken[int(len(taken) * 0.99)]
    return Walked(figures(acks, seconds), p99, figures(steps, seconds), kept)


def _bind(slack: FakeSlack, home: Path) -> None:
    """Every channel belongs to a client, and a clerk of it is there."""
    engine = engine_for(f"sqlite:///{home / DATABASE}")
    migrate.upgrade(engine)
    with engine.begin() as connection:
        for number in range(CHANNELS):
            name, user = channel(number), _clerk(number)
            slack.add(User(user, CLIENT_TEAM, is_stranger=True))
            slack.add(
                Channel(
                    name,
                    is_ext_shared=True,
                    members=("U0BOT", STAFF, user),
                    connected_team_ids=(CLIENT_TEAM,),
                )
            )
            client = Client(
                scope=Scope(team=_TEAM, channel=name),
                company=f"会社{number}",
                consultant=STAFF,
                state="active",
                teams=(CLIENT_TEAM,),
            )
            clients.bind(connection, client, STAFF, time.time())
    engine.dispose()


def _clerk(number: int) -> str:
    return f"U0CLERK{number:02d}"


async def _walk(
    slack: FakeSlack, url: str, seconds: float, people: int
) -> tuple[list[Receipt], list[Receipt]]:
    end, generator = time.monotonic() + seconds, random.Random(1)  # noqa: S311
    acks: list[Receipt] = []
    steps: list[Receipt] = []
    delivery = Delivery(url)

    async def person(number: int, session: aiohttp.ClientSession) -> None:
        await asyncio.sleep(generator.uniform(0, 2))
        event = mention(slack, number, _clerk(number), "自社診断を始める")
        await delivery.asend(event, session)
        root = event["event"]["ts"]
        seen = await _changed(slack, channel(number), root, "")
        while time.monotonic() < end and seen is not None:
            button = _first(seen)
            if button is None:
                return
            user = _clerk(number)
            payload = pressed(slack, seen, button["action_id"], button["value"], user)
            started = time.monotonic()
            acks.append((await delivery.asend(payload, session))[-1])
            seen = await _changed(slack, channel(number), root, _state(seen))
            took = time.monotonic() - started
            steps.append(Receipt(200 if seen else None, b"", took))
            await asyncio.sleep(generator.uniform(1.5, 3.5))

    async with aiohttp.ClientSession() as session:
        await asyncio.gather(*(person(number, session) for number in range(people)))
    return acks, steps


async def _changed(slack: FakeSlack, place: str, root: str, before: str) -> Message | None:
    """The walkthrough's message once it shows something else than before."""
    end = time.monotonic() + _WAIT_SECONDS
    while time.monotonic() < end:
        found = [row for row in slack.replies(place, root) if row.bot_id and _first(row)]
        if found and _state(found[-1]) != before:
            return found[-1]
        await asyncio.sleep(0.02)
    return None


def _state(message: Message) -> str:
    button = _first(message)
    return f"{message.ts}|{button['value'].rpartition('|')[0]}" if button else ""


def _first(message: Message) -> dict[str, Any] | None:
    """The first answer a step offers; nothing to write is asked for: 「書かずに進む」 comes first."""
    rows = [block for block in message.blocks or () if block.get("type") == "actions"]
    return rows[0]["elements"][0] if rows else None
