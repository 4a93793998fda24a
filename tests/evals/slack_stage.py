"""Where the Slack bench plays: a fake Slack with channels, people who ask, and what they got."""

from __future__ import annotations

import contextlib
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.settings import IndexSettings
from tests.bot_process import BotProcess, Start, spawned
from tests.evals import golden
from tests.fakes.slack import (
    STAFF,
    Channel,
    Delivery,
    FakeSlack,
    Receipt,
    User,
    payloads,
)

CHANNELS = 50
DATABASE = "bench.sqlite3"
_DRAIN_SECONDS = 300.0
# The longest a letter waits for another try is a minute.
_QUIET_SECONDS = 75.0
_DONE_SECONDS = 3.0


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


@contextlib.contextmanager
def stage() -> Iterator[tuple[FakeSlack, Path]]:
    """A fake Slack, and a folder for the bot's database and log."""
    with tempfile.TemporaryDirectory() as folder, FakeSlack() as slack:
        for number in range(CHANNELS):
            slack.add(Channel(channel(number), members=("U0BOT", STAFF)))
        yield slack, Path(folder)


def bot(slack: FakeSlack, home: Path, start: Start = spawned) -> BotProcess:
    """The bot on a database of its own, with the index in use."""
    return BotProcess(
        slack, home, start=start,
        HOSHIMICHI_HOME=str(IndexSettings().home.absolute()), HOSHIMICHI_STAFF_CHANNEL="",
        DATABASE_URL=f"sqlite:///{home / DATABASE}",
    )  # fmt: skip


def channel(number: int) -> str:
    """One of the channels, in turn."""
    return f"C0BENCH{number % CHANNELS:02d}"


def questions(slack: FakeSlack, count: int) -> list[dict[str, Any]]:
    """Posts with the golden questions, each by a person of its own so that none is a flood.

    Posts that Slack has: a letter that may have arrived is looked for in the thread below.
    """
    texts = [row.question for row in golden.read()]
    slack.add(*(User(f"U0P{number:06d}") for number in range(count)))
    return [
        mention(slack, number, f"U0P{number:06d}", f"{texts[number % len(texts)]} {number}")
        for number in range(count)
    ]


def mention(slack: FakeSlack, number: int, user: str, text: str) -> dict[str, Any]:
    """One post that mentions the bot, as the event that tells of it."""
    post = slack.say(channel(number), user, f"<@U0BOT> {text}")
    return payloads.of_message(post, kind="app_mention")


async def timed(url: str, bodies: Sequence[dict[str, Any]], clients: int = 50) -> Timed:
    """Deliver all of them; no delivery takes longer than Slack waits."""
    started = time.monotonic()
    receipts = await Delivery(url).storm(bodies, clients=clients)
    return figures([row[-1] for row in receipts], time.monotonic() - started)


def figures(receipts: Sequence[Receipt], seconds: float) -> Timed:
    """What receipts amount to."""
    taken = sorted(receipt.seconds * 1000 for receipt in receipts)
    return Timed(
        count=len(taken),
        rate=len(taken) / seconds,
        p50=statistics.median(taken),
        p95=taken[int(len(taken) * 0.95)],
        failed=sum(receipt.status != 200 for receipt in receipts),
    )


def settled(slack: FakeSlack, asked: Sequence[dict[str, Any]]) -> Counted:
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
        if time.monotonic() - quiet_since > (_DONE_SECONDS if complete else _QUIET_SECONDS):
            break
        time.sleep(0.2)
    missing = sum(thread not in answered for thread in threads)
    double = sum(answered[thread] > 1 for thread in threads)
    return Counted(len(threads), missing, double)


def _answers(slack: FakeSlack) -> Counter[tuple[str, str]]:
    """How often each thread got the same text: 1 is right."""
    found: Counter[tuple[str, str]] = Counter()
    for number in range(CHANNELS):
        texts: dict[str, Counter[str]] = {}
        for message in slack.messages(channel(number)):
            if message.thread_ts and message.bot_id:
                texts.setdefault(message.thread_ts, Counter())[message.text] += 1
        for thread, counted in texts.items():
            found[(channel(number), thread)] = max(counted.values(), default=0)
    return found
