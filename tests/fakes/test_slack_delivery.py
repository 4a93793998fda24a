"""Payloads of the fake reach a real Bolt app, over signed HTTP and over Socket Mode."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import (
    APP_TOKEN,
    GENERAL,
    SECRET,
    STAFF,
    TOKEN,
    Delivery,
    FakeSlack,
    encoded,
    payloads,
    signed,
)

Json = dict[str, Any]

EVENTS: dict[str, Callable[[], Json]] = {
    "app_mention": payloads.mention,
    "message": payloads.dm_message,
    "message/channel": payloads.channel_message,
    "message/changed": payloads.message_changed,
    "message/deleted": payloads.message_deleted,
    "message/bot": payloads.bot_message,
    "member_joined_channel": payloads.member_joined_channel,
    "channel_shared": payloads.channel_shared,
    "channel_unshared": payloads.channel_unshared,
    "channel_rename": payloads.channel_rename,
    "channel_archive": payloads.channel_archive,
    "channel_left": payloads.channel_left,
    "app_home_opened": payloads.app_home_opened,
    "tokens_revoked": payloads.tokens_revoked,
    "app_uninstalled": payloads.app_uninstalled,
    "app_context_changed": payloads.app_context_changed,
    "agent_session_stopped": lambda: payloads.agent_session_stopped("1700000000.000001"),
    "agent_session_title_changed": lambda: payloads.agent_session_title_changed("1700000000.1"),
}


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack() as running:
        yield running


class Seen:
    """What the listeners of a small app were given, and how the app answers."""

    def __init__(self, slack: FakeSlack) -> None:
        client = AsyncWebClient(TOKEN, base_url=slack.api_url)
        self.app = AsyncApp(client=client, signing_secret=SECRET)
        self.kinds: list[str] = []
        self.contexts: list[Json] = []

        async def take(body: Json, context: Json, ack: Callable[..., Any]) -> None:
            event = body.get("event") or {}
            self.kinds.append(event.get("type") or body.get("type") or "command")
            self.contexts.append(dict(context))
            await ack()

        for kind in {name.split("/")[0] for name in EVENTS}:
            self.app.event(kind)(take)
        self.app.event({"type": "message", "subtype": "message_changed"})(take)
        self.app.command("/hoshi")(take)
        self.app.action("press")(take)
        self.app.shortcut("ask_hoshimichi")(take)
        self.app.view("setup")(take)
        self.app.view_closed("setup")(take)

    async def over_http(self, payload: Json) -> int:
        """Signed, through the whole of Bolt."""
        body, kind = encoded(payload)
        headers: dict[str, str | Sequence[str]] = {"content-type": kind, **signed(body)}
        request = AsyncBoltRequest(body=body.decode(), headers=headers)
        return int((await self.app.async_dispatch(request)).status)


@pytest.mark.parametrize("name", EVENTS)
def test_bolt_understands_every_event(slack: FakeSlack, name: str) -> None:
    seen = Seen(slack)

    async def deliver() -> int:
        status = await seen.over_http(EVENTS[name]())
        await slack.until(lambda: seen.kinds)
        return status

    assert asyncio.run(deliver()) == 200
    assert seen.kinds == [name.split("/")[0]]
    assert seen.contexts[0]["team_id"] == "T0OFFICE"


@pytest.mark.parametrize(
    "payload",
    [
        payloads.slash_command("setup"),
        payloads.block_actions("press"),
        payloads.block_actions("press", ephemeral=True),
        payloads.home_action("press"),
        payloads.message_shortcut(),
        payloads.view_submission("setup"),
        payloads.external_submission("setup"),
        payloads.view_closed("setup"),
    ],
    ids=lambda payload: payload.get("type", "command"),
)
def test_bolt_understands_every_interaction(slack: FakeSlack, payload: Json) -> None:
    seen = Seen(slack)
    assert asyncio.run(seen.over_http(payload)) == 200
    assert seen.contexts[0]["team_id"] == "T0OFFICE"


def test_an_external_speaker_is_not_the_installation(slack: FakeSlack) -> None:
    seen = Seen(slack)

    async def deliver() -> None:
        await seen.over_http(payloads.external_mention())
        await slack.until(lambda: seen.kinds)

    asyncio.run(deliver())
    assert seen.contexts[0]["team_id"] == "T0OFFICE"
    assert seen.contexts[0]["actor_team_id"] == "T0CLIENT"
    assert seen.contexts[0]["actor_user_id"] == "U0CLIENT"


def test_own_messages_are_ignored_by_bolt(slack: FakeSlack) -> None:
    seen = Seen(slack)
    assert asyncio.run(seen.over_http(payloads.own_message())) == 200
    assert seen.kinds == []


def test_a_wrong_secret_or_an_old_time_is_refused(slack: FakeSlack) -> None:
    seen = Seen(slack)
    body, kind = encoded(payloads.mention())
    for headers in (signed(body, "other"), signed(body, at=1_700_000_000)):
        request = AsyncBoltRequest(body=body.decode(), headers={"content-type": kind, **headers})
        assert asyncio.run(seen.app.async_dispatch(request)).status == 401


@asynccontextmanager
async def bot(answers: list[int]) -> AsyncIterator[tuple[str, list[web.BaseRequest]]]:
    """An address that answers the given codes in turn, then 200; 0 stands for no answer."""
    heard: list[web.BaseRequest] = []

    async def handle(request: web.BaseRequest) -> web.Response:
        await request.read()
        heard.append(request)
        status = answers.pop(0) if answers else 200
        if not status:
            await asyncio.sleep(0.3)
        return web.Response(status=status or 200)

    runner = web.ServerRunner(web.Server(handle))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events", heard
    finally:
        await runner.cleanup()


def test_a_failed_event_is_sent_again_with_number_and_reason() -> None:
    async def deliver() -> tuple[list[Any], list[web.BaseRequest]]:
        async with bot([500, 0]) as (url, heard), aiohttp.ClientSession() as session:
            delivery = Delivery(url, timeout=0.1, retries=(0, 0, 0))
            return await delivery.asend(payloads.mention(), session), heard

    receipts, heard = asyncio.run(deliver())
    assert [receipt.reason for receipt in receipts] == ["http_error", "http_timeout", None]
    told = [request.headers.get("X-Slack-Retry-Reason") for request in heard]
    assert told == [None, "http_error", "http_timeout"]
    assert heard[2].headers["X-Slack-Retry-Num"] == "2"


def test_commands_are_never_sent_again_and_threads_may_send() -> None:
    async def deliver() -> int:
        async with bot([500]) as (url, heard):
            delivery = Delivery(url, retries=(0, 0))
            receipts = await asyncio.to_thread(delivery.send, payloads.slash_command("help"))
            assert [receipt.status for receipt in receipts] == [500]
            return len(heard)

    assert asyncio.run(deliver()) == 1


def test_a_storm_delivers_every_copy_in_another_order() -> None:
    events = [payloads.mention(event_id=f"Ev{number}") for number in range(20)]

    async def deliver() -> tuple[int, int]:
        async with bot([]) as (url, heard):
            receipts = await Delivery(url).storm(events, copies=4, clients=10, shuffle=1)
            return sum(receipt[-1].ok for receipt in receipts), len(heard)

    assert asyncio.run(deliver()) == (80, 80)


@asynccontextmanager
async def connected(slack: FakeSlack, seen: Seen) -> AsyncIterator[AsyncSocketModeHandler]:
    handler = AsyncSocketModeHandler(
        seen.app, APP_TOKEN, web_client=AsyncWebClient(base_url=slack.api_url), ping_interval=0.2
    )
    await handler.client.connect()
    await slack.until(lambda: slack.connections == 1)
    try:
        yield handler
    finally:
        await handler.client.close()


def test_socket_mode_carries_events_and_acks(slack: FakeSlack) -> None:
    seen = Seen(slack)

    @seen.app.command("/answer")
    async def answer(ack: Callable[..., Any]) -> None:
        await ack("はい")

    async def deliver() -> list[Json | None]:
        async with connected(slack, seen):
            return [
                await slack.apush(payloads.mention()),
                await slack.apush(payloads.slash_command(command="/answer"), "slash_commands"),
                await slack.apush(payloads.view_submission("setup"), "interactive"),
                await slack.apush(payloads.block_actions("unknown"), "interactive", timeout=0.2),
            ]

    event, command, view, unknown = asyncio.run(deliver())
    assert (event, view, unknown) == ({}, {}, None)
    assert command == {"text": "はい"}


def test_socket_mode_comes_back_after_disconnect_and_drop(slack: FakeSlack) -> None:
    seen = Seen(slack)

    async def deliver() -> list[Json | None]:
        acks: list[Json | None] = []
        async with connected(slack, seen):
            for leave in (slack.disconnect, slack.drop):
                assert leave() == 1
                acks.append(await slack.apush(payloads.mention(), timeout=5))
        return acks

    assert asyncio.run(deliver()) == [{}, {}]
    assert len(slack.calls_of("apps.connections.open")) == 3


def test_nobody_connected_means_no_ack(slack: FakeSlack) -> None:
    assert slack.push(payloads.mention(), timeout=0.05) is None


def test_what_people_write_becomes_an_event(slack: FakeSlack) -> None:
    said = slack.say(GENERAL, STAFF, "<@U0BOT> ★とは", thread_ts="1700000000.000001")
    event = payloads.of_message(said, kind="app_mention")["event"]
    assert (event["ts"], event["thread_ts"]) == (said.ts, "1700000000.000001")
    assert event["client_msg_id"]


def test_the_server_leaves_no_thread_behind() -> None:
    before = threading.active_count()
    with FakeSlack() as slack:
        slack.push_nowait(payloads.mention(), timeout=30)
    assert threading.active_count() == before
