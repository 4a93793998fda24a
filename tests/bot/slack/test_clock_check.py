"""A clock is believed only while Slack agrees with it (R22)."""

from __future__ import annotations

import asyncio

import pytest

from bot.slack.clock_check import ClockCheck


class World:
    """Our clock, the monotonic one, and Slack's."""

    def __init__(self) -> None:
        self.ours, self.monotonic = 1000.0, 50.0
        self.slack: float | None = 1000.0
        self.asked = 0
        self.check = ClockCheck(lambda: self.ours, self.ask, lambda: self.monotonic)

    async def ask(self) -> float | None:
        self.asked += 1
        return self.slack

    def skew(self) -> float | None:
        return asyncio.run(self.check.skew())


def test_a_clock_that_is_right_is_asked_about_now_and_then() -> None:
    world = World()
    assert world.check.now() is None, "nobody has looked yet"
    assert world.skew() == 0.0 and world.check.now() == 1000.0
    world.ours, world.monotonic = 1500.0, 550.0
    assert world.skew() == 0.0 and world.asked == 1
    world.ours, world.monotonic, world.slack = 1700.0, 750.0, 1701.0
    assert world.skew() == 0.0 and world.asked == 2


@pytest.mark.parametrize("jump", [3600.0, -3600.0, 365 * 86_400.0, -600.0, 61.0])
def test_a_jump_is_seen_at_once_and_not_believed(jump: float) -> None:
    world = World()
    world.skew()
    world.ours += jump
    assert world.check.now() is None
    assert world.skew() == jump
    world.ours -= jump
    assert world.skew() == 0.0


def test_a_suspended_machine_goes_on_when_slack_agrees() -> None:
    world = World()
    world.skew()
    world.ours, world.slack = world.ours + 7200, 8200.0
    assert world.check.now() is None
    assert world.skew() == 0.0 and world.check.now() == world.ours


def test_without_slacks_time_nothing_is_known() -> None:
    world = World()
    world.slack = None
    assert world.skew() is None and world.check.now() is None
