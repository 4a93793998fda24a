"""Who cannot sign is refused, and nothing they sent is kept or logged."""

from __future__ import annotations

import logging
import time

import pytest
import requests

from bot.slack import server
from bot.state import inbox
from tests.fakes.slack import SECRET, FakeSlack, json_body, payloads, signed
from tests.scenarios.bot_thread import BotThread

BODY = json_body(payloads.mention("内緒の相談 SEIKYU-12345"))
NOW = time.time()


def header(timestamp: str | None, signature: str | None = None) -> dict[str, str]:
    good = signed(BODY, SECRET)
    wanted = {
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature or good["X-Slack-Signature"],
    }
    return {key: value for key, value in wanted.items() if value is not None}


REFUSED = {
    "another secret": signed(BODY, "another"),
    "another body": signed(BODY + b" ", SECRET),
    "five minutes old": signed(BODY, SECRET, at=NOW - 4000),
    "from the future": signed(BODY, SECRET, at=NOW + 4000),
    "no headers": {},
    "no timestamp": header(None),
    "no signature": {"X-Slack-Request-Timestamp": str(int(NOW))},
    "words for a timestamp": header("yesterday"),
    "a negative timestamp": header("-1"),
    "a fraction": header(f"{NOW:.3f}"),
    "an infinite timestamp": header("inf"),
    "a huge timestamp": header("9" * 400),
    "a far timestamp": header("9" * 18),
    "digits of another script": header("１７００００００００".encode().decode("latin-1")),
    "an empty signature": header(str(int(NOW)), "v0="),
    "another version": header(str(int(NOW)), "v1=" + "0" * 64),
    "a signature with umlauts": header(str(int(NOW)), "v0=\xe4"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_an_unsigned_request_is_refused_and_leaves_no_trace(
    slack: FakeSlack, bot: BotThread, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    """Bad, stale, non-numeric, missing: 401, nothing logged of the body."""
    caplog.set_level(logging.DEBUG)
    headers = {"Content-Type": "application/json", **REFUSED[name]}
    raw = {key: value.encode("latin-1") for key, value in headers.items()}
    answer = requests.post(bot.url, data=BODY, headers=raw, timeout=5)
    assert (answer.status_code, answer.content) == (401, b"")
    assert bot.call(inbox.backlog) == {}
    logged = " ".join(record.getMessage() for record in caplog.records)
    assert "SEIKYU" not in logged
    assert "内緒" not in logged


def test_a_body_beyond_any_of_slacks_is_refused_unread(bot: BotThread) -> None:
    body = b" " * (server._LARGEST + 1)  # noqa: SLF001
    headers = {"Content-Type": "application/json", **signed(body, SECRET)}
    assert requests.post(bot.url, data=body, headers=headers, timeout=10).status_code == 413


def test_the_largest_body_that_slack_sends_is_read(bot: BotThread) -> None:
    payload = payloads.mention() | {"padding": "x" * 1_400_000}
    assert bot.send(payload).status == 200
    bot.settled()
    assert bot.call(inbox.backlog) == {"done": 1}


def test_only_the_documented_methods_and_paths_answer(bot: BotThread) -> None:
    assert requests.get(bot.url, timeout=5).status_code in {404, 405}
    assert requests.post(f"{bot.root}/nothing", timeout=5).status_code == 404
    for path in ("/healthz", "/readyz", "/metrics"):
        assert requests.get(f"{bot.root}{path}", timeout=5).status_code == 200
