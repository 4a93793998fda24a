"""Slack cannot be reached when the bot starts: it is there, keeps what comes, and answers later."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import wording
from bot.advisor import Advisor
from bot.slack import run, workspaces
from bot.state import inbox
from tests.bot_process import BotProcess, free_port
from tests.fakes.slack import TOKEN, FakeSlack, payloads
from tests.faults.asking import asked, events, reply_counts
from tests.faults.test_socket_mode import SocketBot, push_until_acked
from tests.scenarios.bot_thread import BotThread


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tries again at once instead of every few seconds."""
    monkeypatch.setattr(workspaces, "ASK_AGAIN_SECONDS", 0.1)
    monkeypatch.setattr(run, "_CONNECT_AGAIN_SECONDS", 0.1)


@pytest.fixture
def away() -> FakeSlack:
    """A Slack whose address is known and which refuses connections until it is entered."""
    port = free_port()
    slack = FakeSlack(port=port)
    slack.world.url = f"http://127.0.0.1:{port}/"
    return slack


def test_what_comes_meanwhile_is_kept_and_answered_once_slack_is_there(
    away: FakeSlack, tmp_path: Path, open_advisor: Callable[[], Advisor],
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    caplog.set_level(logging.INFO)
    posts = asked(away, 5)
    with BotThread(away, tmp_path, open_advisor) as bot:
        assert {bot.send(payload).status for payload in events(posts)} == {200}
        helped = bot.send(payloads.slash_command(""))
        assert helped.status == 200
        assert wording.COMMAND_HELP[:5] in helped.body.decode("unicode_escape")
        away.wait_for(lambda: bot.call(inbox.backlog) == {"done": 5})
        assert reply_counts(away, posts) == {0: 5}
        with away:
            bot.settled(30)
            assert reply_counts(away, posts) == {1: 5}
            bot.stop()
    lines = [record.getMessage() for record in caplog.records]
    assert sum("Slackにまだつながりません（" in line for line in lines) == 1
    assert lines.count(wording.SLACK_REACHED) == 1


def test_a_token_slack_refuses_later_is_told_and_loses_nothing(
    away: FakeSlack, tmp_path: Path, open_advisor: Callable[[], Advisor],
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    away.revoke(TOKEN)
    (post,) = asked(away, 1)
    with BotThread(away, tmp_path, open_advisor) as bot:
        assert bot.send(events([post])[0]).status == 200
        with away:
            away.wait_for(lambda: len(away.calls_of("auth.test")) > 2)
            told = [one for one in caplog.messages if "取り消されて" in one]
            assert len(told) == 1
            away.world.revoked.clear()
            bot.settled(30)
            assert reply_counts(away, [post]) == {1: 1}
            bot.stop()


def test_a_wrong_token_stops_the_start(slack: FakeSlack, process_home: Path) -> None:
    slack.revoke(TOKEN)
    with pytest.raises(RuntimeError, match="取り消されて"), BotProcess(slack, process_home):
        pass


def test_over_a_socket_the_bot_connects_when_slack_is_there(
    away: FakeSlack, tmp_path: Path, open_advisor: Callable[[], Advisor]
) -> None:
    posts = asked(away, 1)
    with SocketBot(away, tmp_path, open_advisor) as bot, away:
        away.wait_for(lambda: away.connections, 10)
        push_until_acked(away, events(posts)[0])
        bot.settled(30)
        assert reply_counts(away, posts) == {1: 1}
        bot.stop()


def test_a_bot_without_a_socket_can_be_stopped(
    away: FakeSlack, tmp_path: Path, open_advisor: Callable[[], Advisor]
) -> None:
    with SocketBot(away, tmp_path, open_advisor) as bot:
        bot.stop()
        assert bot.stopped_in < 5


def test_an_app_token_slack_refuses_stops_the_bot_with_a_sentence(
    slack: FakeSlack, process_home: Path
) -> None:
    with BotProcess(slack, process_home, "slack", SLACK_APP_TOKEN="xapp-wrong") as bot:
        assert bot.process.wait(20) == 1
    assert "Socket Modeのトークン" in bot.log.read_text().splitlines()[-1]
    assert "Traceback" not in bot.log.read_text()
