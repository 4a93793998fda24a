"""The fake Slack, the bot in a thread, and a data directory for the bot as a process."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.scenarios.conftest import bot, open_advisor, slack

__all__ = ["bot", "open_advisor", "slack"]


@pytest.fixture
def process_home(tiny_home: Path, tmp_path: Path) -> Path:
    """A data directory of its own with the small knowledge active."""
    home = tmp_path / "home"
    shutil.copytree(tiny_home, home)
    return home
