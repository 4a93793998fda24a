"""A fake Slack and the real bot against it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.advisor import Advisor
from indexer.index import Index
from tests.fakes.slack import FakeSlack
from tests.scenarios.bot_thread import BotThread


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    """An office, its client in a shared channel, a DM."""
    with FakeSlack() as fake:
        yield fake
        assert fake.violations == []


@pytest.fixture
def open_advisor(tiny_index: Index) -> Callable[[], Advisor]:
    """Opens an advisor over the small knowledge."""
    return lambda: Advisor(lambda: tiny_index.version, lambda _: tiny_index)


@pytest.fixture
def bot(
    slack: FakeSlack, tmp_path: Path, open_advisor: Callable[[], Advisor]
) -> Iterator[BotThread]:
    """The running bot."""
    with BotThread(slack, tmp_path, open_advisor, staff_channel="C0GENERAL") as running:
        yield running
