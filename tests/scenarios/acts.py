"""What people do in Slack, step by step: ask, press, bind a client."""

from __future__ import annotations

import re
from typing import Any

from tests.fakes.slack import (
    CLIENT_TEAM,
    OFFICE,
    SHARED,
    STAFF,
    FakeSlack,
    Message,
    Receipt,
    payloads,
)
from tests.scenarios.bot_thread import BotThread

Json = dict[str, Any]

QUESTION = "★一つ星とは何ですか"
UNKNOWN = "月の裏側の天気は？"
COMPANY = "田中金属"
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)>|<!(\w+)[^>]*>")


def tell(slack: FakeSlack, bot: BotThread, message: Message, **more: Any) -> None:
    """Deliver what somebody wrote, as a mention when it is one, and wait."""
    kind = "app_mention" if "<@U0BOT>" in message.text else "message"
    assert bot.send(payloads.of_message(message, kind=kind, **more)).status == 200
    bot.settled()


def write(
    slack: FakeSlack, bot: BotThread, channel: str, user: str, text: str, thread: str | None = None
) -> Message:
    """Somebody writes, and the bot is told."""
    post = slack.say(channel, user, text, thread_ts=thread)
    tell(slack, bot, post)
    return post


def asked(
    slack: FakeSlack, bot: BotThread, channel: str, user: str, text: str = QUESTION
) -> Message:
    """The answer to a mention."""
    post = write(slack, bot, channel, user, f"<@U0BOT> {text}")
    return slack.replies(channel, post.ts)[-1]


def elements(blocks: Any) -> list[Json]:
    """The buttons of a message or a view."""
    found = []
    for block in blocks or ():
        found += block.get("elements", []) if block["type"] == "actions" else []
        found += [block["accessory"]] if "accessory" in block else []
    return found


def button(message: Message | Json, action: str) -> Json:
    """The first button whose action begins so."""
    blocks = message.blocks if isinstance(message, Message) else message["blocks"]
    return next(one for one in elements(blocks) if one["action_id"].startswith(action))


def labels(message: Message) -> list[str]:
    """What the buttons of a message say."""
    return [one["text"]["text"] for one in elements(message.blocks)]


def press(
    slack: FakeSlack,
    bot: BotThread,
    message: Message,
    action: str,
    user: str = STAFF,
    **more: Any,
) -> Receipt:
    """Press a button of a message in a channel, and wait."""
    found = button(message, action)
    receipt = bot.send(
        pressed(slack, message, found["action_id"], found.get("value"), user, **more)
    )
    bot.settled()
    return receipt


def pressed(
    slack: FakeSlack,
    message: Message,
    action: str,
    value: str | None,
    user: str = STAFF,
    *,
    channel: str | None = None,
    **more: Any,
) -> Json:
    """The payload of a press, whatever its action and value are."""
    person = slack.world.users.get(user)
    shown = {
        "type": "message",
        "user": OFFICE.bot_user_id,
        "bot_id": OFFICE.bot_id,
        "app_id": OFFICE.app_id,
        "team": OFFICE.team_id,
        "ts": message.ts,
        "text": message.text,
        "blocks": message.blocks or [],
        **({"thread_ts": message.thread_ts} if message.thread_ts else {}),
    }
    given = {"user_team": person.team_id if person else CLIENT_TEAM, **more}
    where = channel or message.channel
    return payloads.block_actions(
        action, value=value, channel=where, user=user, message=shown, **given
    )


def form(company: str, consultant: str, channel: str) -> Json:
    """What the setup form sends."""
    return {
        "company": {"company": {"type": "plain_text_input", "value": company}},
        "consultant": {"consultant": {"type": "users_select", "selected_user": consultant}},
        "channel": {"channel": {"type": "conversations_select", "selected_conversation": channel}},
    }


def bind(
    bot: BotThread, company: str = COMPANY, consultant: str = STAFF, channel: str = SHARED
) -> None:
    """Staff binds a channel to a client."""
    values = form(company, consultant, channel)
    assert bot.send(payloads.view_submission("client_setup", values)).status == 200
    bot.settled()


def everything(message: Message) -> str:
    """All a message says, in its text and its blocks."""
    return f"{message.text}\n{_said(message.blocks)}"


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return "\n".join(_said(item) for item in value.values())
    if isinstance(value, list | tuple):
        return "\n".join(_said(item) for item in value)
    return value if isinstance(value, str) else ""


def notified(message: Message) -> set[str]:
    """Whom a message calls: mentions in the markup of its text and blocks."""
    found = {one.group(1) or one.group(2) for one in _MENTION.finditer(_marked(message))}
    return {one for one in found if one}


def _marked(message: Message) -> str:
    parts = [message.text]
    for block in message.blocks or ():
        texts = [block.get("text"), *block.get("fields", [])]
        texts += block.get("elements", []) if block["type"] == "context" else []
        parts += [
            text["text"]
            for text in texts
            if isinstance(text, dict) and text.get("type") == "mrkdwn"
        ]
        parts += [f"<@{one['user_id']}>" for one in _rich(block) if one.get("type") == "user"]
        parts += ["<!here>" for one in _rich(block) if one.get("type") == "broadcast"]
    return "\n".join(parts)


def _rich(block: Json) -> list[Json]:
    rows: list[Json] = block.get("elements", []) if block["type"] == "rich_text" else []
    return [one for row in rows for one in row.get("elements", [])]


def opened_home(slack: FakeSlack, bot: BotThread, user: str = STAFF) -> str:
    """What the Home of a person says, after they opened it."""
    before = len(slack.calls_of("views.publish"))
    assert bot.send(payloads.app_home_opened(user=user)).status == 200
    bot.settled()
    slack.wait_for(lambda: len(slack.calls_of("views.publish")) > before)
    view = slack.wait_for(lambda: slack.home(user))
    return _said(view["blocks"])


def staff_notes(slack: FakeSlack, since: int = 0) -> list[Message]:
    """What the bot told the staff channel by itself, outside of threads."""
    found = [one for one in slack.messages("C0GENERAL") if one.bot_id and not one.thread_ts]
    return found[since:]
