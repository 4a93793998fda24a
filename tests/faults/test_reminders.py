"""R21, R22: reminders under two workers, SIGKILLs and clocks set to and fro, each exactly once."""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest

from bot.advisor import Advisor
from bot.domain.client import Client
from bot.domain.scope import Scope
from bot.slack import reminding, watching
from bot.state import clients, reminders
from knowledge.catalog import Catalog
from knowledge.dates import JST
from tests.evals.reminders_bench import trial
from tests.evals.reminders_worker import Knowing
from tests.fakes.slack import GENERAL, OFFICE, STAFF, Channel, FakeSlack
from tests.faults.asking import scaled
from tests.scenarios.bot_thread import BotThread

NOON = dt.datetime(2026, 11, 24, 12, 0, tzinfo=JST).timestamp()
_YEAR = 365 * 86_400.0
ROOM = "C0REMIND"


class Clock:
    """A clock that can be set; `true` goes on as it was."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self.by = 0.0

    async def true(self) -> float:
        return NOON + time.monotonic() - self._began

    def __call__(self) -> float:
        return NOON + time.monotonic() - self._began + self.by


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A Tuesday noon, which Slack confirms."""
    made = Clock()
    monkeypatch.setattr(reminding, "slack_time", lambda _: made.true)
    monkeypatch.setattr(watching, "slack_time", lambda _: made.true)
    monkeypatch.setattr(reminding, "EVERY_SECONDS", 0.1)
    monkeypatch.setattr(reminding, "MOST_PER_SECOND", 1000.0)
    return made


@pytest.fixture
def open_advisor(shipped_catalog: Catalog) -> Callable[[], Advisor]:
    """Opens what knows the walkthroughs; no index is needed for reminders."""
    return lambda: cast(Advisor, Knowing(shipped_catalog))


@pytest.fixture
def reminded(
    slack: FakeSlack, tmp_path: Path, open_advisor: Callable[[], Advisor], clock: Clock
) -> Iterator[BotThread]:
    """A bot with one client."""
    slack.add(Channel(ROOM, members=("U0BOT", STAFF)))
    with BotThread(slack, tmp_path, open_advisor, staff_channel=GENERAL, clock=clock) as bot:
        bind(bot, ROOM)
        yield bot


def bind(bot: BotThread, channel: str, state: str = "active") -> None:
    client = Client.model_validate(
        {
            "scope": {"team": OFFICE.team_id, "channel": channel},
            "company": channel,
            "consultant": STAFF,
            "state": state,
            "reason": None,
            "teams": (OFFICE.team_id,),
        }
    )
    bot.call(lambda c: clients.bind(c, client, STAFF, NOON))


def remind(bot: BotThread, channel: str, subject: str, at: float) -> None:
    scope = Scope(team=OFFICE.team_id, channel=channel)
    bot.call(lambda c: reminders.remind(c, scope, subject, f"{subject}です。", at))


def said(slack: FakeSlack, channel: str = ROOM) -> list[str]:
    return [message.text for message in slack.messages(channel)]


@pytest.mark.timeout(1200)
def test_killed_workers_and_jumping_clocks_neither_double_nor_lose(tmp_path: Path) -> None:
    """R21, R22: with Slack telling the time, and with a Slack that is as wrong as we are."""
    due, kills = scaled(20, 1000), scaled(1, 20)
    for guarded in (True, False)[: scaled(1, 2)]:
        url = f"sqlite:///{tmp_path / str(guarded)}.sqlite3"
        found = trial(url, due, due // 10 if guarded else 0, kills, guarded=guarded)
        assert found.is_right, found


def test_a_clock_a_year_ahead_says_nothing_and_tells_staff(
    slack: FakeSlack, reminded: BotThread, clock: Clock
) -> None:
    clock.by = _YEAR
    remind(reminded, ROOM, "来年の見直し", NOON + _YEAR - 1)
    slack.wait_for(lambda: any("時計" in text for text in said(slack, GENERAL)))
    time.sleep(0.4)
    assert said(slack) == []
    assert len(said(slack, GENERAL)) == 1
    clock.by = 0.0
    remind(reminded, ROOM, "今日の見直し", NOON - 1)
    slack.wait_for(lambda: bool(said(slack)))
    assert ["今日の見直し" in text for text in said(slack)] == [True]


def test_a_clock_set_back_says_nothing_twice(
    slack: FakeSlack, reminded: BotThread, clock: Clock
) -> None:
    remind(reminded, ROOM, "見直し", NOON - 1)
    slack.wait_for(lambda: bool(said(slack)))
    for by in (-600.0, -3600.0, 0.0, 3600.0, 0.0):
        clock.by = by
        time.sleep(0.15)
    assert len(said(slack)) == 1


def test_frozen_and_paused_clients_are_in_nobodys_way_and_hear_of_it_when_bound_again(
    slack: FakeSlack, reminded: BotThread
) -> None:
    for number in range(60):
        channel = f"C0FROZEN{number:02d}"
        bind(reminded, channel, "frozen" if number % 2 else "paused")
        remind(reminded, channel, "見直し", NOON - 1000)
    slack.add(Channel("C0FROZEN00", members=("U0BOT", STAFF)))
    remind(reminded, ROOM, "見直し", NOON - 1)
    slack.wait_for(lambda: bool(said(slack)), 5)
    bind(reminded, "C0FROZEN00")
    slack.wait_for(lambda: bool(said(slack, "C0FROZEN00")), 5)


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Pacific/Kiritimati"])
def test_the_zone_of_the_host_changes_nothing(
    zone: str, slack: FakeSlack, reminded: BotThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R22: noon in Japan is in office hours, wherever the host thinks it is."""
    monkeypatch.setitem(os.environ, "TZ", zone)
    time.tzset()
    try:
        remind(reminded, ROOM, "見直し", NOON - 1)
        slack.wait_for(lambda: bool(said(slack)), 5)
    finally:
        monkeypatch.undo()
        time.tzset()
