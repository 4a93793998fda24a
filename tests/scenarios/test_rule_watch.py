"""What changed in the rules is told to staff once, with the clients touched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.advisor import Advisor
from bot.domain.scope import Scope, Speaker
from bot.domain.walkthrough import Given, Run
from bot.slack import watching
from bot.state import runs
from indexer.index import Index
from knowledge.catalog import Catalog
from knowledge.dates import JST
from tests.bot.subsidies.test_changes import PROGRAMME, edition_of, rounds_of, with_edition
from tests.fakes.slack import GENERAL, SHARED, FakeSlack
from tests.scenarios.acts import bind, everything, staff_notes
from tests.scenarios.bot_thread import BotThread
from tests.scenarios.walking import WalkingAdvisor

# A Monday morning, and the middle of the night.
MORNING = dt.datetime(2026, 11, 30, 10, 0, tzinfo=JST).timestamp()
NIGHT = dt.datetime(2026, 11, 30, 3, 0, tzinfo=JST).timestamp()


class Office:
    """A bot that is started again and again over one database.

    Args:
        slack: the fake.
        home: where the database lies.
        index: the small knowledge.
    """

    def __init__(self, slack: FakeSlack, home: Path, index: Index):
        self.slack, self._home, self._index = slack, home, index
        # How far the clock of the bot is ahead of Slack's.
        self.ahead = 0.0
        self._now = 0.0

    async def told(self) -> float:
        """What time Slack says it is."""
        return self._now - self.ahead

    def started(self, catalog: Catalog, at: float = NIGHT) -> BotThread:
        """A bot that serves a catalogue."""
        self._now = at
        opened: Callable[[], Advisor] = lambda: WalkingAdvisor(self._index, catalog)  # noqa: E731
        return BotThread(self.slack, self._home, opened, staff_channel=GENERAL, clock=lambda: at)

    def notes(self, word: str) -> list[str]:
        """What staff was told of a thing."""
        return [said for one in staff_notes(self.slack) if word in (said := everything(one))]


@pytest.fixture
def office(
    slack: FakeSlack, tmp_path: Path, tiny_index: Index, monkeypatch: pytest.MonkeyPatch
) -> Office:
    """The office."""
    made = Office(slack, tmp_path, tiny_index)
    monkeypatch.setattr(watching, "slack_time", lambda _: made.told)
    return made


def aim(bot: BotThread, catalog: Catalog, round_id: str) -> None:
    """The client aims at a round."""
    said = {
        "programme": PROGRAMME,
        "edition": edition_of(catalog),
        "frame": "unknown",
        "round": round_id,
    }
    by = Speaker(team="T0OFFICE", user="U0STAFF")
    given = tuple(Given(step=key, value=value, by=by, at=1.0) for key, value in said.items())
    run = Run(
        id="aaaaaaaaaaaaaaaaaaaaaaaa", scope=Scope(team="T0OFFICE", channel=SHARED),
        walkthrough="requirement", edition="v4", given=given, started_at=1.0, updated_at=1.0,
    )  # fmt: skip
    bot.call(lambda c: runs.add(c, run))


def looked(bot: BotThread, slack: FakeSlack) -> None:
    """Wait until the bot has compared."""
    slack.wait_for(lambda: bot.parts.pool._rules._seen is not None)
    bot.settled()


def test_a_moved_deadline_is_told_once_however_often_bots_start(
    office: Office, slack: FakeSlack, shipped_catalog: Catalog
) -> None:
    first, *more = rounds_of(shipped_catalog)
    moved = first.model_copy(update={"deadline": dt.date(2027, 1, 15)})
    changed = with_edition(shipped_catalog, rounds=(moved, *more))
    with office.started(shipped_catalog) as bot:
        looked(bot, slack)
        bind(bot)
        aim(bot, shipped_catalog, first.id)
    with office.started(shipped_catalog) as bot:
        looked(bot, slack)
    assert office.notes("変わったところ") == []
    with office.started(changed) as bot, office.started(changed) as other:
        looked(bot, slack)
        looked(other, slack)
    with office.started(changed) as bot:
        looked(bot, slack)
    (told,) = office.notes("変わったところ")
    assert "田中金属" in told
    assert "2027年1月15日" in told
    assert "関わる顧客は1社です" in told
    elsewhere = [
        one
        for channel, rows in slack.world.messages.items()
        if channel != GENERAL
        for one in rows.values()
    ]
    assert not any("変わったところ" in everything(one) for one in elsewhere)


def test_stale_facts_are_told_once_a_month_and_by_day(
    office: Office, slack: FakeSlack, shipped_catalog: Catalog
) -> None:
    with office.started(shipped_catalog) as bot:
        looked(bot, slack)
        bind(bot)
    with office.started(shipped_catalog) as bot:
        looked(bot, slack)
    assert office.notes("確かめ直す") == []
    for days in (0, 1, 20):
        with office.started(shipped_catalog, MORNING + days * 86_400) as bot:
            looked(bot, slack)
    (told,) = office.notes("確かめ直す")
    assert "python -m bot stale" in told
    assert "https://" in told


def test_a_clock_that_slack_does_not_confirm_lists_nothing_to_check(
    office: Office, slack: FakeSlack, shipped_catalog: Catalog
) -> None:
    with office.started(shipped_catalog) as bot:
        looked(bot, slack)
        bind(bot)
    office.ahead = 365 * 86_400.0
    with office.started(shipped_catalog, MORNING) as bot:
        looked(bot, slack)
    assert office.notes("確かめ直す") == []
    office.ahead = 0.0
    with office.started(shipped_catalog, MORNING) as bot:
        looked(bot, slack)
    assert len(office.notes("確かめ直す")) == 1
