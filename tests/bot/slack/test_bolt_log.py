"""What Bolt writes into the log: nothing at a start that works, one line when something fails."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, cast

import pytest

from bot.asking import Asking
from bot.slack.api import WebApi
from bot.slack.application import application
from bot.slack.desk import Desk
from bot.slack.intake import Intake
from bot.slack.people import People
from bot.slack.server import dispatch
from bot.state.database import Database
from tests.fakes.slack import TOKEN


class _Nowhere:
    async def token(self, _: str) -> None:
        return None


def made() -> Any:
    api, database = WebApi(_Nowhere(), "http://127.0.0.1:9/api/"), cast(Database, None)
    desk = Desk(database, cast(Asking, None), api, People(api), "", lambda: 0.0)
    return application(Intake(database, lambda: None, desk.clock), desk)


def test_a_start_with_a_token_in_the_environment_is_silent(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", TOKEN)
    made()
    assert caplog.records == []


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "event_callback", "event": ["秘密の相談"]},
        {"type": "block_actions", "actions": 5, "secret": "秘密の相談"},
        {"type": "block_actions", "actions": [{"action_id": "setup:open"}], "user": "秘密の相談"},
    ],
)
def test_a_payload_bolt_cannot_read_is_one_line_without_what_it_says(
    payload: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    answer = asyncio.run(dispatch(made(), payload))
    assert answer.status_code == 200
    written = [logging.Formatter().format(record) for record in caplog.records]
    assert written
    assert not any("\n" in line or "秘密" in line or "Traceback" in line for line in written)


def test_a_command_without_a_team_is_acknowledged(caplog: pytest.LogCaptureFixture) -> None:
    answer = asyncio.run(dispatch(made(), {"command": "/hoshi", "text": "setup"}))
    assert answer.status_code == 200
    assert [record.getMessage() for record in caplog.records] == ["unreadable command: KeyError"]
