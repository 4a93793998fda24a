"""The fake Slack as a bot meets it: through Slack's own clients."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator

import aiohttp
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.fakes.slack import (
    CLIENT,
    DIRECT,
    GENERAL,
    OUTSIDE,
    SHARED,
    STAFF,
    TOKEN,
    Channel,
    FakeSlack,
    Team,
    User,
)

PLAIN = {"type": "plain_text", "text": "設定"}
HOME = {"type": "home", "blocks": [{"type": "section", "text": PLAIN}]}
MODAL = {"type": "modal", "title": PLAIN, "blocks": [{"type": "section", "text": PLAIN}]}


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack() as running:
        yield running


@pytest.fixture
def client(slack: FakeSlack) -> WebClient:
    return WebClient(TOKEN, base_url=slack.api_url, timeout=3, retry_handlers=[])


def refused(error: pytest.ExceptionInfo[SlackApiError]) -> str:
    return str(error.value.response["error"])


def test_each_token_is_its_own_workspace(slack: FakeSlack) -> None:
    slack.tokens["xoxb-other"] = Team("T0OTHER", "U0OTHERBOT", "B0OTHERBOT", name="別の事務所")
    slack.add(Channel("C0OTHER", team_id="T0OTHER", members=("U0OTHERBOT",)))
    other = WebClient("xoxb-other", base_url=slack.api_url)
    assert other.auth_test()["team_id"] == "T0OTHER"
    assert other.chat_postMessage(channel="C0OTHER", text="はい")["ok"]
    with pytest.raises(SlackApiError) as error:
        other.chat_postMessage(channel=GENERAL, text="漏れ")
    assert refused(error) == "channel_not_found"


@pytest.mark.parametrize("token", ["xoxb-unknown", "", TOKEN])
def test_bad_tokens_are_refused(slack: FakeSlack, token: str) -> None:
    slack.revoke(TOKEN)
    with pytest.raises(SlackApiError) as error:
        WebClient(token, base_url=slack.api_url).auth_test()
    assert refused(error) in {"invalid_auth", "not_authed", "token_revoked"}


def test_form_bodies_and_tokens_in_them_work_as_json_does(slack: FakeSlack) -> None:
    async def post() -> dict[str, object]:
        form = {"token": TOKEN, "channel": GENERAL, "text": "a", "blocks": '[{"type":"divider"}]'}
        url = f"{slack.api_url}chat.postMessage"
        async with aiohttp.ClientSession() as session, session.post(url, data=form) as answer:
            return dict(await answer.json())

    assert asyncio.run(post())["ok"]
    assert slack.messages(GENERAL)[0].blocks == [{"type": "divider"}]
    assert "token" not in slack.calls[0].body


def test_unknown_methods_are_refused(client: WebClient) -> None:
    with pytest.raises(SlackApiError) as error:
        client.chat_scheduleMessage(channel=GENERAL, post_at=1, text="a")
    assert refused(error) == "unknown_method"


def test_a_thread_is_read_back_with_its_metadata(slack: FakeSlack, client: WebClient) -> None:
    question = slack.say(GENERAL, STAFF, "★の条件は？")
    metadata = {"event_type": "answer", "event_payload": {"id": "1"}}
    for number in range(3):
        client.chat_postMessage(
            channel=GENERAL, thread_ts=question.ts, text=f"答え{number}", metadata=metadata
        )
    plain = client.conversations_replies(channel=GENERAL, ts=question.ts)["messages"]
    assert [one["text"] for one in plain] == ["★の条件は？", "答え0", "答え1", "答え2"]
    assert plain[0]["reply_count"] == 3
    assert all("metadata" not in one for one in plain)
    full = client.conversations_replies(channel=GENERAL, ts=question.ts, include_all_metadata=True)
    assert full["messages"][3]["metadata"] == metadata
    assert [one.text for one in slack.replies(GENERAL, question.ts)] == ["答え0", "答え1", "答え2"]


def test_history_pages_and_respects_times(slack: FakeSlack, client: WebClient) -> None:
    said = [slack.say(GENERAL, STAFF, str(number)) for number in range(5)]
    slack.say(GENERAL, STAFF, "返事", thread_ts=said[0].ts)
    pages = [page["messages"] for page in client.conversations_history(channel=GENERAL, limit=2)]
    assert [one["text"] for page in pages for one in page] == ["4", "3", "2", "1", "0"]
    inner = client.conversations_history(channel=GENERAL, oldest=said[1].ts, latest=said[3].ts)
    assert [one["text"] for one in inner["messages"]] == ["2"]
    whole = client.conversations_history(
        channel=GENERAL, oldest=said[1].ts, latest=said[3].ts, inclusive=True
    )
    assert len(whole["messages"]) == 3


def test_update_changes_only_what_it_names(slack: FakeSlack, client: WebClient) -> None:
    blocks = [{"type": "divider"}]
    ts = client.chat_postMessage(channel=GENERAL, text="前", blocks=blocks)["ts"]
    client.chat_update(channel=GENERAL, ts=ts, text="後")
    (message,) = slack.messages(GENERAL)
    assert (message.text, message.blocks, bool(message.edited)) == ("後", blocks, True)
    client.chat_update(channel=GENERAL, ts=ts, text="後", blocks=[])
    assert slack.messages(GENERAL)[0].blocks == []
    client.chat_delete(channel=GENERAL, ts=ts)
    assert slack.messages(GENERAL) == []


def test_messages_of_others_and_of_nobody_cannot_be_updated(
    slack: FakeSlack, client: WebClient
) -> None:
    said = slack.say(GENERAL, STAFF, "人の文")
    for ts, code in ((said.ts, "cant_update_message"), ("1700000000.000001", "message_not_found")):
        with pytest.raises(SlackApiError) as error:
            client.chat_update(channel=GENERAL, ts=ts, text="a")
        assert refused(error) == code


def test_channels_are_refused_as_slack_refuses_them(slack: FakeSlack, client: WebClient) -> None:
    slack.change_channel(SHARED, is_archived=True)
    for channel, text, code in (
        ("C0NONE", "a", "channel_not_found"),
        (OUTSIDE, "a", "not_in_channel"),
        (SHARED, "a", "is_archived"),
        (GENERAL, "", "no_text"),
    ):
        with pytest.raises(SlackApiError) as error:
            client.api_call("chat.postMessage", json={"channel": channel, "text": text})
        assert refused(error) == code
    assert slack.calls_of("chat.postMessage")[-1].outcome == "no_text"


def test_broken_limits_are_refused_and_recorded(slack: FakeSlack, client: WebClient) -> None:
    section = {"type": "section", "text": {"type": "mrkdwn", "text": ""}}
    with pytest.raises(SlackApiError) as error:
        client.chat_postMessage(channel=GENERAL, text="a", blocks=[section])
    assert refused(error) == "invalid_blocks"
    assert "/blocks/0/text" in error.value.response["response_metadata"]["messages"][0]
    assert len(slack.violations) == 1
    assert slack.messages(GENERAL) == []


def test_direct_messages_open_once(slack: FakeSlack, client: WebClient) -> None:
    assert client.conversations_open(users=STAFF)["channel"]["id"] == DIRECT
    opened = client.conversations_open(users=CLIENT)["channel"]["id"]
    assert client.chat_postMessage(channel=CLIENT, text="通知")["channel"] == opened
    with pytest.raises(SlackApiError) as error:
        client.conversations_open(users="U0NOBODY")
    assert refused(error) == "user_not_found"


def test_shared_channels_and_strangers_show_as_such(client: WebClient) -> None:
    channel = client.conversations_info(channel=SHARED)["channel"]
    assert channel["is_ext_shared"]
    assert channel["connected_team_ids"] == ["T0CLIENT"]
    user = client.users_info(user=CLIENT)["user"]
    assert (user["team_id"], user["is_stranger"]) == ("T0CLIENT", True)


def test_home_is_published_with_a_hash(slack: FakeSlack, client: WebClient) -> None:
    first = client.views_publish(user_id=STAFF, view=HOME)["view"]
    client.views_publish(user_id=STAFF, view=HOME, hash=first["hash"])
    assert slack.home(STAFF) == HOME
    with pytest.raises(SlackApiError) as error:
        client.views_publish(user_id=STAFF, view=HOME, hash=first["hash"])
    assert refused(error) == "hash_conflict"


def test_a_trigger_opens_one_modal_within_three_seconds(
    slack: FakeSlack, client: WebClient
) -> None:
    trigger = slack.trigger(STAFF)
    opened = client.views_open(trigger_id=trigger, view=MODAL)["view"]
    for old, code in (
        (trigger, "exchanged_trigger_id"),
        (slack.trigger(STAFF, age=3.1), "expired_trigger_id"),
        ("1.2.3", "invalid_trigger_id"),
    ):
        with pytest.raises(SlackApiError) as error:
            client.views_open(trigger_id=old, view=MODAL)
        assert refused(error) == code
    client.views_update(view_id=opened["id"], hash=opened["hash"], view=MODAL)
    with pytest.raises(SlackApiError) as error:
        client.views_update(view_id=opened["id"], hash=opened["hash"], view=MODAL)
    assert refused(error) == "hash_conflict"


def test_modals_stack_three_high(slack: FakeSlack, client: WebClient) -> None:
    top = client.views_open(trigger_id=slack.trigger(STAFF), view=MODAL)["view"]["id"]
    for _ in range(2):
        trigger = slack.trigger(STAFF, view_id=top)
        top = client.views_push(trigger_id=trigger, view=MODAL)["view"]["id"]
    with pytest.raises(SlackApiError) as error:
        client.views_push(trigger_id=slack.trigger(STAFF, view_id=top), view=MODAL)
    assert refused(error) == "push_limit_reached"
    assert len(slack.modals) == 3


def test_files_arrive_in_the_thread(slack: FakeSlack, client: WebClient) -> None:
    root = slack.say(GENERAL, STAFF, "様式をください")
    client.files_upload_v2(
        content="本文", filename="kihon.md", channel=GENERAL, thread_ts=root.ts, title="基本方針"
    )
    (shared,) = slack.replies(GENERAL, root.ts)
    assert shared.files[0]["title"] == "基本方針"
    assert slack.world.files[shared.files[0]["id"]]["content"] == "本文".encode()


def test_reactions_status_prompts_and_links(slack: FakeSlack, client: WebClient) -> None:
    said = slack.say(DIRECT, STAFF, "質問")
    client.reactions_add(channel=DIRECT, timestamp=said.ts, name="eyes")
    assert slack.messages(DIRECT)[0].reactions == (("eyes", "U0BOT"),)
    client.reactions_remove(channel=DIRECT, timestamp=said.ts, name="eyes")
    client.assistant_threads_setStatus(channel_id=DIRECT, thread_ts=said.ts, status="調べています")
    assert slack.world.statuses[DIRECT, said.ts]["status"] == "調べています"
    prompts = [{"title": "★とは", "message": "★とは何ですか"}] * 5
    with pytest.raises(SlackApiError):
        client.assistant_threads_setSuggestedPrompts(
            channel_id=DIRECT, thread_ts=said.ts, prompts=prompts
        )
    assert said.ts.replace(".", "") in client.chat_getPermalink(
        channel=DIRECT, message_ts=said.ts
    )["permalink"]  # fmt: skip


def test_response_urls_replace_and_run_out(slack: FakeSlack, client: WebClient) -> None:
    ts = client.chat_postMessage(channel=GENERAL, text="前")["ts"]
    url = slack.response_url(GENERAL, STAFF, ts)

    async def respond() -> list[int]:
        async with aiohttp.ClientSession() as session:
            replies = []
            for _ in range(6):
                body = {"text": "後", "replace_original": True}
                async with session.post(url, json=body) as answer:
                    replies.append(answer.status)
            return replies

    assert asyncio.run(respond()) == [200] * 5 + [404]
    assert slack.messages(GENERAL)[0].text == "後"


def test_an_installation_is_granted_and_refreshed(slack: FakeSlack) -> None:
    slack.grant("code", Team("T0NEW", name="新しい事務所"), "xoxb-new", expires_in=43_200)
    given = WebClient(base_url=slack.api_url).oauth_v2_access(
        client_id="1", client_secret="s", code="code"
    )
    assert (given["team"]["id"], given["access_token"]) == ("T0NEW", "xoxb-new")
    again = WebClient(base_url=slack.api_url).oauth_v2_access(
        client_id="1", client_secret="s", grant_type="refresh_token",
        refresh_token=given["refresh_token"],
    )  # fmt: skip
    assert WebClient(again["access_token"], base_url=slack.api_url).auth_test()["ok"]


def test_another_process_posts_and_dies(slack: FakeSlack) -> None:
    program = (
        "import sys, time; from slack_sdk import WebClient;"
        f"WebClient({TOKEN!r}, base_url=sys.argv[1]).chat_postMessage(channel='C0GENERAL', text='x');"
        "time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", program, slack.api_url])
    try:
        assert slack.wait_for(lambda: slack.messages(GENERAL), 20)
    finally:
        process.kill()
        process.wait()


def test_thousands_of_calls_are_served_quickly(slack: FakeSlack) -> None:
    async def rush(count: int) -> float:
        body = {"channel": GENERAL, "text": "はい", "thread_ts": "1700000000.000001"}
        headers = {"Authorization": f"Bearer {TOKEN}"}
        started = time.monotonic()
        async with aiohttp.ClientSession(headers=headers) as session:

            async def client() -> None:
                for _ in range(count // 20):
                    url = f"{slack.api_url}chat.postMessage"
                    async with session.post(url, json=body) as answer:
                        assert answer.status == 200

            await asyncio.gather(*(client() for _ in range(20)))
        return count / (time.monotonic() - started)

    rate = asyncio.run(rush(2000))
    messages = slack.messages(GENERAL)
    assert len({message.ts for message in messages}) == len(messages) == 2000
    assert rate > 300


def test_people_of_the_workspace_can_be_added(slack: FakeSlack, client: WebClient) -> None:
    slack.add(User("U0LEFT", deleted=True))
    assert client.users_info(user="U0LEFT")["user"]["deleted"]
    with pytest.raises(SlackApiError) as error:
        client.conversations_open(users="U0LEFT")
    assert refused(error) == "user_disabled"
