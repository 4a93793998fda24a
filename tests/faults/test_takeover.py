"""Leases and clocks: a worker that was away too long says nothing, and no clock decides."""

from __future__ import annotations

import asyncio
import functools
import random
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from bot.advisor import Advisor
from bot.slack import pool, postman
from bot.state.leases import Watch
from tests.fakes.slack import FakeSlack
from tests.faults.asking import asked, channels, events, reply_counts, scaled, storm
from tests.scenarios.bot_thread import BotThread


@pytest.fixture
def short_leases(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second instead of fifteen."""
    for module in (pool, postman):
        monkeypatch.setattr(module, "Watch", functools.partial(Watch, 1.0))
    monkeypatch.setattr(pool, "_RENEW_SECONDS", 0.25)


@pytest.mark.usefixtures("short_leases")
def test_a_worker_that_slept_through_its_lease_says_nothing(
    slack: FakeSlack, tmp_path: Path, open_advisor: Callable[[], Advisor]
) -> None:
    """R21: it wakes with an answer in its hands that another has given meanwhile."""
    loops: list[asyncio.AbstractEventLoop] = []
    slept = threading.Event()

    class Sleepy(Advisor):
        def ask(self, *arguments: Any, **more: Any) -> Any:
            answer = super().ask(*arguments, **more)
            if not slept.is_set():
                loops[0].call_soon_threadsafe(time.sleep, 4.0)
                slept.set()
            return answer

    def sleepy() -> Advisor:
        advisor = open_advisor()
        advisor.__class__ = Sleepy
        return advisor

    posts = asked(slack, 1)
    with BotThread(slack, tmp_path, sleepy) as asleep:
        loops.append(asleep._loop)  # noqa: SLF001
        asleep.send(events(posts)[0])
        assert slept.wait(5)
        with BotThread(slack, tmp_path, open_advisor) as awake:
            slack.wait_for(lambda: reply_counts(slack, posts)[1] == 1, 3.5)
            time.sleep(3.0)
            awake.settled()
            asleep.settled()
    assert reply_counts(slack, posts) == {1: 1}


@pytest.mark.usefixtures("short_leases")
def test_long_work_keeps_its_lease(
    slack: FakeSlack, tmp_path: Path, open_advisor: Callable[[], Advisor]
) -> None:
    """R21: three leases long, two bots, one answer and one try."""
    tries: list[str] = []

    class Slow(Advisor):
        def ask(self, *arguments: Any, **more: Any) -> Any:
            tries.append("x")
            time.sleep(3.0)
            return super().ask(*arguments, **more)

    def slow() -> Advisor:
        advisor = open_advisor()
        advisor.__class__ = Slow
        return advisor

    posts = asked(slack, 1)
    with BotThread(slack, tmp_path, slow) as one, BotThread(slack, tmp_path, slow):
        one.send(events(posts)[0])
        one.settled()
    assert reply_counts(slack, posts) == {1: 1}
    assert tries == ["x"]


@pytest.mark.usefixtures("short_leases")
def test_jumping_clocks_neither_double_nor_lose(
    slack: FakeSlack, tmp_path: Path, open_advisor: Callable[[], Advisor]
) -> None:
    """R22: two bots whose clocks are set an hour to and fro all the time."""
    chance = random.Random(7)

    def clock() -> float:
        return time.time() + chance.choice((-3600.0, 0.0, 3600.0))

    posts = [
        post
        for number, room in enumerate(channels(slack, 5))
        for post in asked(slack, scaled(8, 200), channel=room, start=1000 * number)
    ]
    with ExitStack() as stack:
        bots = [
            stack.enter_context(BotThread(slack, tmp_path, open_advisor, clock=clock, seconds=10))
            for _ in range(2)
        ]
        storm([bot.url for bot in bots], events(posts), shuffle=7)
        bots[0].settled(30 + len(posts) / 10)
    assert reply_counts(slack, posts) == {1: len(posts)}
