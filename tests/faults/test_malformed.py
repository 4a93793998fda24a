"""Payloads nobody documented: acknowledged or refused, never a crash, never a hang."""

from __future__ import annotations

import json
import logging
import random
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.state import inbox
from tests.fakes.slack import GENERAL, SECRET, STAFF, FakeSlack, encoded, payloads, signed
from tests.faults.asking import QUESTION, asked, events, reply_counts, scaled
from tests.scenarios.bot_thread import BotThread

FORM = "application/x-www-form-urlencoded"
_WORDS = st.text(max_size=20)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_WORDS, inner, max_size=3),
    max_leaves=8,
)


def view_submission() -> dict[str, Any]:
    picked = {
        "company": {"company": {"type": "plain_text_input", "value": "田中商店"}},
        "consultant": {"consultant": {"type": "users_select", "selected_user": STAFF}},
        "channel": {"channel": {"type": "conversations_select", "selected_conversation": GENERAL}},
    }
    return {
        "type": "view_submission",
        "team": {"id": "T0OFFICE"},
        "user": {"id": STAFF, "team_id": "T0OFFICE"},
        "view": {
            "id": "V1", "type": "modal", "hash": "1.2", "callback_id": "client_setup",
            "app_installed_team_id": "T0OFFICE", "state": {"values": picked},
        },
    }  # fmt: skip


GOOD: list[Callable[[], dict[str, Any]]] = [
    payloads.mention,
    payloads.dm_message,
    payloads.channel_message,
    lambda: payloads.block_actions("choice:0"),
    lambda: payloads.block_actions("solve", value="1"),
    lambda: payloads.block_actions("setup:open"),
    lambda: payloads.message_shortcut("ask_message"),
    lambda: payloads.slash_command(QUESTION),
    lambda: payloads.slash_command("setup"),
    payloads.tokens_revoked,
    payloads.url_verification,
    view_submission,
]


def post(bot: BotThread, body: bytes, kind: str) -> requests.Response:
    started = time.monotonic()
    headers = {"Content-Type": kind, **signed(body, SECRET)}
    answer = _SESSION.post(bot.url, data=body, headers=headers, timeout=10)
    assert time.monotonic() - started < 2, "too slow"
    # The signature is one of text: what is none cannot be signed.
    wanted = 200 if is_text(body) else 401
    assert answer.status_code == wanted, body[:300]
    return answer


def is_text(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


_SESSION = requests.Session()
_SESSION.trust_env = False


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path to every value inside a payload."""
    found = [path] if path else []
    items = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, inner in items:
        found += places(inner, (*path, key))
    return found


def spoilt(payload: Any, path: tuple[Any, ...], value: Any, *, gone: bool) -> Any:
    """The payload with one value replaced or removed."""
    *above, last = path
    place = payload
    for key in above:
        place = place[key]
    if gone:
        del place[last]
    else:
        place[last] = value
    return payload


def survived(bot: BotThread, slack: FakeSlack, caplog: pytest.LogCaptureFixture) -> None:
    """The bot is well: nothing crashed, and a question is answered."""
    posts = asked(slack, 1, start=99)
    assert bot.send(events(posts)[0]).status == 200
    slack.wait_for(lambda: reply_counts(slack, posts)[1], 30)
    # A letter to a channel that is none is given up, and Bolt says what it cannot read.
    expected = ("bot.slack.postman", "slack_bolt.AsyncApp")
    crashes = [
        record
        for record in caplog.records
        if record.levelno >= logging.ERROR
        and not (record.name in expected and "listener" not in record.getMessage())
    ]
    assert [record.getMessage() for record in crashes] == []


def test_payloads_with_one_value_spoilt(
    slack: FakeSlack, bot: BotThread, caplog: pytest.LogCaptureFixture
) -> None:
    """R24: by type and by absence, at events, actions, views and commands."""
    slack.world.strict = False

    @settings(max_examples=scaled(300, 5000), suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(GOOD), st.data(), JSON, st.booleans())
    def check(make: Callable[[], dict[str, Any]], data: Any, value: Any, gone: bool) -> None:
        payload = make()
        path = data.draw(st.sampled_from(places(payload)))
        body, kind = encoded(spoilt(payload, path, value, gone=gone))
        post(bot, body, kind)

    check()
    survived(bot, slack, caplog)


def test_bodies_with_bytes_changed(
    slack: FakeSlack, bot: BotThread, caplog: pytest.LogCaptureFixture
) -> None:
    """R24: flipped, cut, doubled, and sent as what they are not."""
    chance = random.Random(7)
    for _ in range(scaled(200, 5000)):
        body, kind = encoded(chance.choice(GOOD)())
        changed = bytearray(body)
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(changed))
            match chance.randrange(4):
                case 0:
                    changed[at] ^= 1 << chance.randrange(8)
                case 1:
                    del changed[at : at + chance.randint(1, 40)]
                case 2:
                    changed[at:at] = changed[at : at + chance.randint(1, 40)]
                case _:
                    changed[at] = chance.randrange(256)
            changed = changed or bytearray(b"{")
        kinds = (kind, kind, kind, "application/json", FORM, "text/plain", "")
        post(bot, bytes(changed), chance.choice(kinds))
    survived(bot, slack, caplog)


ODD_BODIES = {
    "empty": (b"", "application/json"),
    "a list": (b"[]", "application/json"),
    "a number": (b"1", "application/json"),
    "deep": (b'{"type":"event_callback","event":' + b"[" * 100_000, "application/json"),
    "deep but whole": (
        b'{"type":"event_callback","event":{"type":"message","text":' + b"[" * 900 + b"]" * 900 + b"}}",
        "application/json",
    ),
    "not utf-8": (b'{"type":"\xff\xfe"}', "application/json"),
    "a huge number": (b'{"type":' + b"9" * 5000 + b"}", "application/json"),
    "a challenge that is no text": (
        b'{"type":"url_verification","challenge":"\\ud800"}', "application/json",
    ),
    "a form of nothing": (b"payload=", FORM),
    "a form twice": (b"payload={}&payload=[]", FORM),
    "a command alone": (b"command=%2Fhoshi", FORM),
    "another command": (b"command=%2Fother&text=x", FORM),
    "setup without a person": (b"command=%2Fhoshi&text=setup", FORM),
}  # fmt: skip


def test_odd_bodies(slack: FakeSlack, bot: BotThread, caplog: pytest.LogCaptureFixture) -> None:
    """R24."""
    for body, kind in ODD_BODIES.values():
        post(bot, body, kind)
    survived(bot, slack, caplog)


EXTREMES = {
    "40,000 characters": "★とは何ですか " + "長" * 39_900,
    "joined": "★とは👨‍👩‍👧‍👦何ですか",
    "both directions": "★とは\u202e何\u202cですか\u2066？",
    "variants": "★葛\U000e0100とは何ですか",
    "half width": "ｾｷｭﾘﾃｨｱｸｼｮﾝとは何ですか",
    "circled": "①★とは②何ですか",
    "NUL": "★とは\0何ですか",
    "lone surrogates": "★とは\ud800何\udfffですか",
    "controls": "★とは" + "".join(map(chr, range(1, 32))) + "何ですか",
    "open marks": "<!" * 9_000 + "★とは何ですか",
    "open links": "<tel:" * 6_000 + "★とは何ですか",
    "only spaces": "　 \n\t",
    "combining": "★" + "\u0301" * 5_000 + "とは何ですか",
}


@pytest.mark.parametrize("name", EXTREMES)
def test_texts_at_the_edge_are_answered(slack: FakeSlack, bot: BotThread, name: str) -> None:
    """R25: with exactly one visible reply, and nothing stored that cannot be read again."""
    root = slack.say(GENERAL, STAFF, "<@U0BOT> …")
    payload = payloads.mention(EXTREMES[name], ts=root.ts)
    body = json.dumps(payload).encode()
    post(bot, body, "application/json")
    bot.settled()
    replies = [message for message in slack.replies(GENERAL, root.ts) if message.bot_id]
    assert len(replies) >= 1
    assert set(bot.call(inbox.backlog)) == {"done"}


@pytest.mark.parametrize("name", EXTREMES)
def test_commands_at_the_edge_are_answered(slack: FakeSlack, bot: BotThread, name: str) -> None:
    """R25: a command repeats the question it answers."""
    text = EXTREMES[name].encode("utf-8", "replace")
    body = urlencode({**payloads.slash_command(""), "text": text}).encode()
    answer = post(bot, body, FORM)
    bot.settled()
    assert slack.messages(GENERAL) or answer.text
