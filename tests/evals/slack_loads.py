"""The loads of the Slack bench; each starts a fake Slack and the real bot as its own process."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import aiohttp

from tests.evals import golden
from tests.evals.pouring import pour
from tests.fakes.slack import (
    SECRET,
    STAFF,
    TOKEN,
    Channel,
    Delivery,
    FakeSlack,
    Fault,
    Receipt,
    payloads,
)

_CHANNELS = 50
_DATABASE = "bench.sqlite3"
_START_SECONDS = 60.0
_DRAIN_SECONDS = 300.0


@dataclass(frozen=True)
class Timed:
    """Acknowledgements: how many a second, milliseconds, and how many were not a 200."""

    count: int
    rate: float
    p50: float
    p95: float
    failed: int


@dataclass(frozen=True)
class Counted:
    """Questions without an answer and with more than one."""

    count: int
    missing: int
    double: int
    kills: int = 0
    seconds: float = 0.0


class BotProcess:
    """`python -m bot serve` or `work` against a fake Slack, on a database of its own."""

    def __init__(self, slack: FakeSlack, home: Path, command: str = "serve", **more: str):
        self._slack, self._home, self._command, self._more = slack, home, command, more
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}/slack/events"

    def start(self) -> BotProcess:
        """Start, and wait until it is ready."""
        environment = os.environ | {
            "SLACK_BOT_TOKEN": TOKEN,
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_URL": self._slack.api_url,
            "DATABASE_URL": f"sqlite:///{self._home / _DATABASE}",
            "PORT": str(self.port),
            **self._more,
        }
        log = (self._home / "bot.log").open("ab")
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "bot", self._command],
            env=environment, stderr=log, stdout=log,
        )  # fmt: skip
        if self._command == "serve":
            self._wait_ready()
        return self

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()
        self._process.wait()

    def terminate(self) -> float:
        """Ask it to stop; gives the seconds until it had."""
        started = time.monotonic()
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(30)
        return time.monotonic() - started

    @property
    def dead(self) -> bool:
        """Whether it has ended."""
        return self._process.poll() is not None

    def _wait_ready(self) -> None:
        end = time.monotonic() + _START_SECONDS
        while time.monotonic() < end and not self.dead:
            with contextlib.suppress(urllib.error.URLError, ConnectionError):
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz")  # noqa: S310
                return
            time.sleep(0.1)
        raise RuntimeError((self._home / "bot.log").read_text(encoding="utf-8")[-2000:])


def intake(count: int) -> Timed:
    """Questions poured in: each stored before its acknowledgement."""
    with _stage() as (slack, home), _running(slack, home) as bot:
        timed = asyncio.run(_poured(bot.url, _questions(count)))
        with contextlib.closing(sqlite3.connect(home / _DATABASE)) as database:
            (stored,) = database.execute("SELECT count(*) FROM inbox").fetchone()
        # An acknowledgement of what was not stored is worse than none.
        return replace(timed, failed=timed.failed + count - stored)


def bare_bolt(count: int) -> Timed:
    """The same on a Bolt app that acknowledges and stores nothing."""
    port = _free_port()
    with _stage():
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "tests.evals.bare_bolt", str(port)]
        )
        try:
            _wait_port(port)
            url = f"http://127.0.0.1:{port}/slack/events"
            return asyncio.run(_poured(url, _questions(count)))
        finally:
            process.terminate()
            process.wait()


def acks(count: int) -> Timed:
    """Interactions one after the other while a hundred questions wait or are worked on."""
    with _stage() as (slack, home), _running(slack, home) as bot:
        questions = _questions(100)
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
        return asyncio.run(_beside(bot.url, questions, interactions))


def repeats(count: int) -> Counted:
    """Each question four times, in another order, to two processes on one database."""
    with _stage() as (slack, home):
        first, second = BotProcess(slack, home).start(), BotProcess(slack, home).start()
        try:
            asked = _questions(count)
            asyncio.run(_both(asked, first.url, second.url))
            return _settled(slack, asked)
        finally:
            first.terminate()
            second.terminate()


def unsure(count: int) -> Counted:
    """One post in three is accepted and its answer lost."""
    with _stage() as (slack, home), _running(slack, home) as bot:
        slack.inject("chat.postMessage", Fault.timeout_after_acceptance(), times=None, every=3)
        asked = _questions(count)
        asyncio.run(_timed(bot.url, asked, clients=8))
        return _settled(slack, asked)


def kills(rounds: int, each: int = 50) -> Counted:
    """Kill the process just after Slack has accepted a post, again and again."""
    asked, generator = _questions(rounds * each), random.Random(1)  # noqa: S311
    with _stage() as (slack, home):
        for number in range(rounds):
            bot = BotProcess(slack, home).start()
            before = len(slack.calls_of("chat.postMessage"))
            wanted = before + generator.randint(1, each - 5)
            batch = asked[number * each : (number + 1) * each]
            asyncio.run(_timed(bot.url, batch, clients=8))
            while len(slack.calls_of("chat.postMessage")) < wanted and not bot.dead:
                time.sleep(0.001)
            bot.kill()
        bot = BotProcess(slack, home).start()
        try:
            counted = _settled(slack, asked)
        finally:
            bot.terminate()
    return Counted(counted.count, counted.missing, counted.double, kills=rounds)


def crowd(seconds: float, people: int = 50) -> Timed:
    """People who ask, wait for the answer, read for about two seconds, and ask again."""
    with _stage() as (slack, home), _running(slack, home) as bot:
        return asyncio.run(_crowd(slack, bot.url, seconds, people))


def stop(count: int) -> Counted:
    """SIGTERM while questions are coming in and being answered, then a new process."""
    with _stage() as (slack, home):
        asked = _questions(count)
        bot = BotProcess(slack, home).start()
        asyncio.run(_timed(bot.url, asked, clients=20))
        seconds = bot.terminate()
        bot = BotProcess(slack, home).start()
        try:
            counted = _settled(slack, asked)
        finally:
            bot.terminate()
    return Counted(counted.count, counted.missing, counted.double, seconds=seconds)


@contextlib.contextmanager
def _stage() -> Iterator[tuple[FakeSlack, Path]]:
    with tempfile.TemporaryDirectory() as folder, FakeSlack() as slack:
        for number in range(_CHANNELS):
            slack.add(Channel(_channel(number), members=("U0BOT", STAFF)))
        yield slack, Path(folder)


@contextlib.contextmanager
def _running(slack: FakeSlack, home: Path) -> Iterator[BotProcess]:
    bot = BotProcess(slack, home).start()
    try:
        yield bot
    finally:
        bot.terminate()


def _channel(number: int) -> str:
    return f"C0BENCH{number % _CHANNELS:02d}"


def _questions(count: int) -> list[dict[str, Any]]:
    """Mentions with the golden questions, each by a person of its own so that none is a flood."""
    texts = [row.question for row in golden.read()]
    return [
        payloads.mention(f"{texts[n % len(texts)]} {n}", channel=_channel(n), user=f"U0P{n:06d}")
        for n in range(count)
    ]


async def _timed(url: str, bodies: Sequence[dict[str, Any]], clients: int = 50) -> Timed:
    started = time.monotonic()
    receipts = await Delivery(url).storm(bodies, clients=clients)
    return _figures([row[-1] for row in receipts], time.monotonic() - started)


async def _poured(url: str, bodies: Sequence[dict[str, Any]]) -> Timed:
    receipts, seconds = await pour(url, bodies, clients=50)
    return _figures(receipts, seconds)


def _figures(receipts: Sequence[Receipt], seconds: float) -> Timed:
    taken = sorted(receipt.seconds * 1000 for receipt in receipts)
    return Timed(
        count=len(taken),
        rate=len(taken) / seconds,
        p50=statistics.median(taken),
        p95=taken[int(len(taken) * 0.95)],
        failed=sum(receipt.status != 200 for receipt in receipts),
    )


async def _beside(
    url: str, questions: Sequence[dict[str, Any]], interactions: Sequence[dict[str, Any]]
) -> Timed:
    delivery = Delivery(url)
    started = time.monotonic()
    async with aiohttp.ClientSession() as session:
        storm = asyncio.create_task(delivery.storm(questions, clients=50))
        receipts = [(await delivery.asend(row, session))[-1] for row in interactions]
        await storm
    return _figures(receipts, time.monotonic() - started)


async def _both(asked: Sequence[dict[str, Any]], first: str, second: str) -> None:
    """Four copies of each event: a mention and its message event, to both processes."""
    pairs = []
    for mention in asked:
        message = {**mention, "event_id": f"{mention['event_id']}M"}
        message["event"] = {**mention["event"], "type": "message", "channel_type": "channel"}
        pairs += [mention, message]
    await asyncio.gather(
        Delivery(first).storm(pairs, clients=25, shuffle=1),
        Delivery(second).storm(pairs, clients=25, shuffle=2),
    )


async def _crowd(slack: FakeSlack, url: str, seconds: float, people: int) -> Timed:
    end, generator = time.monotonic() + seconds, random.Random(1)  # noqa: S311
    texts = [row.question for row in golden.read()]
    seen: list[Receipt] = []
    delivery = Delivery(url)

    async def person(number: int, session: aiohttp.ClientSession) -> None:
        await asyncio.sleep(generator.uniform(0, 2))
        turn = 0
        while time.monotonic() < end:
            text = f"{generator.choice(texts)} {number}-{turn}"
            mention = payloads.mention(text, channel=_channel(number), user=f"U0P{number:06d}")
            started, turn = time.monotonic(), turn + 1
            await delivery.asend(mention, session)
            ts = mention["event"]["ts"]
            found = await _visible(slack, _channel(number), ts)
            seen.append(Receipt(200 if found else None, b"", time.monotonic() - started))
            await asyncio.sleep(generator.uniform(2.5, 4.5))

    async with aiohttp.ClientSession() as session:
        await asyncio.gather(*(person(number, session) for number in range(people)))
    return _figures(seen, seconds)


async def _visible(slack: FakeSlack, channel: str, ts: str, timeout: float = 15.0) -> bool:
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        if any(message.thread_ts == ts for message in reversed(slack.messages(channel))):
            return True
        await asyncio.sleep(0.02)
    return False


def _settled(slack: FakeSlack, asked: Sequence[dict[str, Any]]) -> Counted:
    """Wait until every question has an answer and nothing more comes, then count.

    A question of several parts counts once: parts of one answer differ in their text.
    """
    threads = {(row["event"]["channel"], row["event"]["ts"]) for row in asked}
    end = time.monotonic() + _DRAIN_SECONDS
    answered: Counter[tuple[str, str]] = Counter()
    quiet_since, last = time.monotonic(), -1
    while time.monotonic() < end:
        answered = _answers(slack)
        total = sum(answered.values())
        if total != last:
            quiet_since, last = time.monotonic(), total
        complete = all(thread in answered for thread in threads)
        if complete and time.monotonic() - quiet_since > 4:
            break
        time.sleep(0.2)
    missing = sum(thread not in answered for thread in threads)
    double = sum(answered[thread] > 1 for thread in threads)
    return Counted(len(threads), missing, double)


def _answers(slack: FakeSlack) -> Counter[tuple[str, str]]:
    """How often each thread got the same text, or several first parts: 1 is right."""
    found: Counter[tuple[str, str]] = Counter()
    for number in range(_CHANNELS):
        channel = _channel(number)
        texts: dict[str, Counter[str]] = {}
        for message in slack.messages(channel):
            if message.thread_ts and message.bot_id:
                texts.setdefault(message.thread_ts, Counter())[message.text] += 1
        for thread, counted in texts.items():
            found[(channel, thread)] = max(counted.values(), default=0)
    return found


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def _wait_port(port: int) -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise RuntimeError("the peer did not start")
