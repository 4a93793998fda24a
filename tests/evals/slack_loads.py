"""The loads of the Slack bench; each starts a fake Slack and the real bot as its own process."""

from __future__ import annotations

import asyncio
import contextlib
import random
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import aiohttp

from tests.bot_process import free_port
from tests.evals import golden
from tests.evals.pouring import pour
from tests.evals.slack_stage import (
    DATABASE,
    Counted,
    Timed,
    bot,
    channel,
    figures,
    mention,
    questions,
    settled,
    stage,
    timed,
)
from tests.fakes.slack import Delivery, FakeSlack, Fault, Receipt, User, payloads

_START_SECONDS = 60.0
_POUR_SECONDS = 300.0


@dataclass(frozen=True)
class Stopped(Counted):
    """The same, and how long the bot took to stop."""

    seconds: float


def intake(count: int) -> Timed:
    """Questions poured in: each stored before its acknowledgement."""
    with stage() as (slack, home), bot(slack, home) as process:
        found = asyncio.run(_poured(process.url, questions(slack, count)))
        with contextlib.closing(sqlite3.connect(home / DATABASE)) as database:
            (stored,) = database.execute("SELECT count(*) FROM inbox").fetchone()
        # An acknowledgement of what was not stored is worse than none.
        return replace(found, failed=found.failed + count - stored)


def bare_bolt(count: int) -> Timed:
    """The same on a Bolt app that acknowledges and stores nothing."""
    port = free_port()
    with stage() as (slack, _):
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "tests.evals.bare_bolt", str(port)]
        )
        try:
            _wait_port(port)
            url = f"http://127.0.0.1:{port}/slack/events"
            return asyncio.run(_poured(url, questions(slack, count)))
        finally:
            process.kill()
            process.wait(10)


def acks(count: int) -> Timed:
    """Interactions one after the other while a hundred questions wait or are worked on."""
    with stage() as (slack, home), bot(slack, home) as process:
        asked = questions(slack, 100)
        interactions = []
        for number in range(count):
            kind = number % 3
            if kind == 0:
                interactions.append(payloads.slash_command(text="使い方", command="/hoshi"))
            elif kind == 1:
                interactions.append(payloads.block_actions("feedback:good", value="none"))
            else:
                interactions.append(
                    payloads.view_submission("client_setup", values={"company": {}})
                )
        return asyncio.run(_beside(process.url, asked, interactions))


def repeats(count: int) -> Counted:
    """Each question four times, in another order, to two processes on one database."""
    with stage() as (slack, home), bot(slack, home) as first, bot(slack, home) as second:
        asked = questions(slack, count)
        asyncio.run(_both(asked, first.url, second.url))
        return settled(slack, asked)


def unsure(count: int) -> Counted:
    """One post in three is accepted and its answer lost."""
    with stage() as (slack, home), bot(slack, home) as process:
        slack.inject("chat.postMessage", Fault.timeout_after_acceptance(), times=None, every=3)
        asked = questions(slack, count)
        asyncio.run(timed(process.url, asked, clients=8))
        return settled(slack, asked)


def crowd(seconds: float, people: int = 50) -> Timed:
    """People who ask, wait for the answer, read for about two seconds, and ask again."""
    with stage() as (slack, home), bot(slack, home) as process:
        return asyncio.run(_crowd(slack, process.url, seconds, people))


def stop(count: int) -> Stopped:
    """SIGTERM while questions are coming in and being answered, then a new process."""
    with stage() as (slack, home):
        asked = questions(slack, count)
        with bot(slack, home) as process:
            asyncio.run(timed(process.url, asked, clients=20))
            seconds = process.terminate()
        with bot(slack, home):
            found = settled(slack, asked)
    return Stopped(found.count, found.missing, found.double, seconds)


async def _poured(url: str, bodies: Sequence[dict[str, Any]]) -> Timed:
    async with asyncio.timeout(_POUR_SECONDS):
        receipts, seconds = await pour(url, bodies, clients=50)
    return figures(receipts, seconds)


async def _beside(
    url: str, questions: Sequence[dict[str, Any]], interactions: Sequence[dict[str, Any]]
) -> Timed:
    delivery = Delivery(url)
    started = time.monotonic()
    async with aiohttp.ClientSession() as session:
        storm = asyncio.create_task(delivery.storm(questions, clients=50))
        receipts = [(await delivery.asend(row, session))[-1] for row in interactions]
        await storm
    return figures(receipts, time.monotonic() - started)


async def _both(asked: Sequence[dict[str, Any]], first: str, second: str) -> None:
    """Four copies of each event: a mention and its message event, to both processes."""
    pairs = []
    for event in asked:
        message = {**event, "event_id": f"{event['event_id']}M"}
        message["event"] = {**event["event"], "type": "message", "channel_type": "channel"}
        pairs += [event, message]
    await asyncio.gather(
        Delivery(first).storm(pairs, clients=25, shuffle=1),
        Delivery(second).storm(pairs, clients=25, shuffle=2),
    )


async def _crowd(slack: FakeSlack, url: str, seconds: float, people: int) -> Timed:
    end, generator = time.monotonic() + seconds, random.Random(1)  # noqa: S311
    texts = [row.question for row in golden.read()]
    seen: list[Receipt] = []
    slack.add(*(User(f"U0P{number:06d}") for number in range(people)))
    delivery = Delivery(url)

    async def person(number: int, session: aiohttp.ClientSession) -> None:
        await asyncio.sleep(generator.uniform(0, 2))
        turn = 0
        while time.monotonic() < end:
            text = f"{generator.choice(texts)} {number}-{turn}"
            event = mention(slack, number, f"U0P{number:06d}", text)
            started, turn = time.monotonic(), turn + 1
            await delivery.asend(event, session)
            found = await _visible(slack, channel(number), event["event"]["ts"])
            seen.append(Receipt(200 if found else None, b"", time.monotonic() - started))
            await asyncio.sleep(generator.uniform(2.5, 4.5))

    async with aiohttp.ClientSession() as session:
        await asyncio.gather(*(person(number, session) for number in range(people)))
    return figures(seen, seconds)


async def _visible(slack: FakeSlack, place: str, ts: str, timeout: float = 15.0) -> bool:
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        if slack.replies(place, ts):
            return True
        await asyncio.sleep(0.02)
    return False


def _wait_port(port: int) -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise RuntimeError("the peer did not start")
