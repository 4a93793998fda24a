"""Injected faults fail the sender, and act on the right side of acceptance."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import aiohttp
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import GENERAL, TOKEN, FakeSlack, Fault


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack() as running:
        yield running


@pytest.fixture
def client(slack: FakeSlack) -> WebClient:
    return WebClient(TOKEN, base_url=slack.api_url, timeout=3, retry_handlers=[])


def test_429_is_retried_by_the_client_after_the_header(slack: FakeSlack) -> None:
    slack.inject("chat.postMessage", Fault.rate_limited("1"))
    client = WebClient(TOKEN, base_url=slack.api_url, retry_handlers=[RateLimitErrorRetryHandler()])
    client.chat_postMessage(channel=GENERAL, text="はい")
    first, second = slack.calls_of("chat.postMessage")
    assert (first.outcome, first.fault, second.outcome) == ("not applied", "rate_limited", "ok")
    assert second.at - first.at >= 1


@pytest.mark.parametrize(
    ("fault", "posted"),
    [
        (Fault.rate_limited(None), 0),
        (Fault.rate_limited("99999999"), 0),
        (Fault.status_code(500), 0),
        (Fault.status_code(503, applied=True), 1),
        (Fault.error("missing_scope", needed="chat:write", provided="im:read"), 0),
        (Fault.html(), 0),
        (Fault.truncated(), 1),
        (Fault.timeout_after_acceptance(), 1),
        (Fault.timeout_after_acceptance(hold=0.2), 1),
        (Fault.connection_reset(), 0),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_faults_fail_the_sender_on_the_right_side(
    slack: FakeSlack, fault: Fault, posted: int
) -> None:
    slack.inject("chat.postMessage", fault)

    async def post() -> None:
        client = AsyncWebClient(TOKEN, base_url=slack.api_url, retry_handlers=[], timeout=3)
        await client.chat_postMessage(channel=GENERAL, text="はい")

    with pytest.raises((SlackApiError, aiohttp.ClientError, TimeoutError)):
        asyncio.run(post())
    assert len(slack.messages(GENERAL)) == posted
    asyncio.run(post())
    assert len(slack.messages(GENERAL)) == posted + 1


def test_a_late_answer_is_carried_out_though_nobody_waits(slack: FakeSlack) -> None:
    slack.inject("chat.postMessage", Fault.latency(1.3))
    client = AsyncWebClient(TOKEN, base_url=slack.api_url, retry_handlers=[], timeout=1)
    with pytest.raises(TimeoutError):
        asyncio.run(client.chat_postMessage(channel=GENERAL, text="はい"))
    assert slack.wait_for(lambda: slack.messages(GENERAL))


def test_faults_come_by_turn_and_by_chance(slack: FakeSlack, client: WebClient) -> None:
    third = slack.inject("auth.test", Fault.error("internal_error"), times=None, every=3)
    chance = slack.inject("team.info", Fault.error("x"), times=None, probability=0.5, seed=7)
    outcomes = []
    for _ in range(6):
        for call in (client.auth_test, client.team_info):
            try:
                outcomes.append(call()["ok"])
            except SlackApiError:
                outcomes.append(False)
    assert outcomes[::2] == [True, True, False, True, True, False]
    assert third.fired == 2
    assert 0 < chance.fired < 6
