"""Many questions by many people, and what they saw of the answers."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from tests.fakes.slack import (
    GENERAL,
    Channel,
    Delivery,
    FakeSlack,
    Message,
    Receipt,
    User,
    payloads,
)

QUESTION = "★一つ星とは何ですか"


def scaled(few: int, many: int) -> int:
    """`few` in every test run, `many` for the published figures (HOSHIMICHI_FAULTS=full)."""
    return many if os.environ.get("HOSHIMICHI_FAULTS") == "full" else few


def asked(
    slack: FakeSlack, count: int, *, channel: str = GENERAL, text: str = QUESTION, start: int = 0
) -> list[Message]:
    """Posts that mention the bot, each by another person."""
    slack.add(*(User(f"U1ASKER{number}") for number in range(start, start + count)))
    return [
        slack.say(channel, f"U1ASKER{number}", f"<@U0BOT> {text}")
        for number in range(start, start + count)
    ]


def channels(slack: FakeSlack, count: int) -> list[str]:
    """Channels the bot is in."""
    names = [f"C1ROOM{number}" for number in range(count)]
    slack.add(*(Channel(name, name=name.lower()) for name in names))
    return names


def events(posts: Iterable[Message], kind: str = "app_mention") -> list[dict[str, Any]]:
    """What Slack tells of posts."""
    return [payloads.of_message(post, kind=kind) for post in posts]


def storm(
    urls: str | Sequence[str],
    wanted: list[dict[str, Any]],
    retries: Sequence[float] = (),
    **how: Any,
) -> list[Receipt]:
    """Deliver to one bot, or to each of several, many at once; the last receipt of each."""

    async def all_of_them() -> list[list[list[Receipt]]]:
        places = [urls] if isinstance(urls, str) else urls
        return await asyncio.gather(
            *(Delivery(url, retries=retries).storm(wanted, **how) for url in places)
        )

    return [attempts[-1] for place in asyncio.run(all_of_them()) for attempts in place]


def reply_counts(slack: FakeSlack, posts: Iterable[Message]) -> Counter[int]:
    """How many posts got how many replies of the bot: `{1: n}` is what all want."""
    return Counter(len(replies(slack, post)) for post in posts)


def replies(slack: FakeSlack, post: Message) -> list[Message]:
    """What the bot said in the thread of a post."""
    return [message for message in slack.replies(post.channel, post.ts) if message.bot_id]
