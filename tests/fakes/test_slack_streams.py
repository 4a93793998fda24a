"""The fake streams as Slack does: in threads, to somebody, until it is ended or stopped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.fakes.slack import DIRECT, GENERAL, OFFICE, STAFF, TOKEN, FakeSlack


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    """A fake."""
    with FakeSlack() as fake:
        yield fake


@pytest.fixture
def client(slack: FakeSlack) -> WebClient:
    """The office's client."""
    return WebClient(TOKEN, base_url=slack.api_url)


def refused(call: object) -> str:
    """The code of a refusal."""
    assert callable(call)
    with pytest.raises(SlackApiError) as error:
        call()
    return str(error.value.response["error"])


def test_a_stream_grows_and_ends(slack: FakeSlack, client: WebClient) -> None:
    root = slack.say(DIRECT, STAFF, "?")
    ts = client.chat_startStream(channel=DIRECT, thread_ts=root.ts, markdown_text="一")["ts"]
    client.chat_appendStream(channel=DIRECT, ts=ts, markdown_text="二")
    change = lambda: client.chat_update(channel=DIRECT, ts=ts, text="三")  # noqa: E731
    assert refused(change) == "streaming_state_conflict"
    assert refused(lambda: client.chat_delete(channel=DIRECT, ts=ts)) == "cant_delete_message"
    client.chat_stopStream(channel=DIRECT, ts=ts, markdown_text="。")
    assert [one.text for one in slack.replies(DIRECT, root.ts)] == ["一二。"]
    again = lambda: client.chat_appendStream(channel=DIRECT, ts=ts, markdown_text="x")  # noqa: E731
    assert refused(again) == "message_not_in_streaming_state"
    change()
    assert [one.text for one in slack.replies(DIRECT, root.ts)] == ["三"]


def test_a_channel_wants_to_know_for_whom(slack: FakeSlack, client: WebClient) -> None:
    root = slack.say(GENERAL, STAFF, "?")
    start = lambda **more: client.chat_startStream(channel=GENERAL, thread_ts=root.ts, **more)  # noqa: E731
    assert refused(start) == "missing_recipient_team_id"
    assert start(recipient_team_id=OFFICE.team_id, recipient_user_id=STAFF)["ok"]
    wrong = lambda: start(recipient_team_id="T0OTHER", recipient_user_id=STAFF)  # noqa: E731
    assert refused(wrong) == "invalid_recipient"


def test_what_a_person_stopped_takes_no_more(slack: FakeSlack, client: WebClient) -> None:
    root = slack.say(DIRECT, STAFF, "?")
    ts = client.chat_startStream(channel=DIRECT, thread_ts=root.ts, markdown_text="一")["ts"]
    assert slack.stop_streams(DIRECT, root.ts) == (ts,)
    more = lambda: client.chat_appendStream(channel=DIRECT, ts=ts, markdown_text="二")  # noqa: E731
    assert refused(more) == "stopped_by_user"


def test_a_workspace_without_streams_knows_no_such_method(
    slack: FakeSlack, client: WebClient
) -> None:
    slack.tokens[TOKEN] = replace(OFFICE, can_stream=False)
    root = slack.say(DIRECT, STAFF, "?")
    start = lambda: client.chat_startStream(channel=DIRECT, thread_ts=root.ts)  # noqa: E731
    assert refused(start) == "unknown_method"
