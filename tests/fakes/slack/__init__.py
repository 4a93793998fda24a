"""A fake Slack on loopback: Web API with Slack's limits, signed deliveries, Socket Mode, faults.

with FakeSlack() as slack:
    client = WebClient(TOKEN, base_url=slack.api_url)
    client.chat_postMessage(channel=GENERAL, text="はい")
    assert [message.text for message in slack.messages(GENERAL)] == ["はい"]
"""

from __future__ import annotations

from tests.fakes.slack import payloads
from tests.fakes.slack.calls import Call
from tests.fakes.slack.delivery import SLACK_DELAYS, Delivery, Receipt
from tests.fakes.slack.faults import Fault, Injection
from tests.fakes.slack.limits import problems
from tests.fakes.slack.office import (
    APP_TOKEN,
    CLIENT,
    CLIENT_TEAM,
    DIRECT,
    GENERAL,
    GUEST,
    OFFICE,
    OUTSIDE,
    SHARED,
    STAFF,
    TOKEN,
    office,
)
from tests.fakes.slack.server import FakeSlack
from tests.fakes.slack.signing import (
    SECRET,
    command_body,
    encoded,
    interaction_body,
    json_body,
    signed,
)
from tests.fakes.slack.state import Channel, Ephemeral, Message, Team, User, View, World

__all__ = [
    "APP_TOKEN",
    "CLIENT",
    "CLIENT_TEAM",
    "DIRECT",
    "GENERAL",
    "GUEST",
    "OFFICE",
    "OUTSIDE",
    "SECRET",
    "SHARED",
    "SLACK_DELAYS",
    "STAFF",
    "TOKEN",
    "Call",
    "Channel",
    "Delivery",
    "Ephemeral",
    "FakeSlack",
    "Fault",
    "Injection",
    "Message",
    "Receipt",
    "Team",
    "User",
    "View",
    "World",
    "command_body",
    "encoded",
    "interaction_body",
    "json_body",
    "office",
    "payloads",
    "problems",
    "signed",
]
