"""What the tests of rendered answers share: answers to render, and how a reader sees messages."""

from __future__ import annotations

import datetime as dt
import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from bot.domain.answer import Answer, Citation
from bot.slack.render import SlackMessage, answer_messages

TODAY = dt.date(2026, 11, 22)
TURN = "turn-1"

LINK = re.compile(r"<(https?://[^|<>\s]+)\|([^|<>\s]+)>")
_BOLD = re.compile(r"^\*(.+?)\*(?=\s|$)", re.MULTILINE)
# Bullets, numbers and bold are written in other ways than they were typed.
_REWRITTEN = frozenset("・•-.)、*: ")


def an_answer(text: str = "答えです。 [1]", **more: object) -> Answer:
    return Answer.model_validate({"kind": "answered", "text": text, "certainty": "確定"} | more)


def a_citation(**more: object) -> Citation:
    return Citation.model_validate({"title": "手引き", "as_of": "2024-03", "quote": "鍵"} | more)


def rendered(answer: Answer, *, consult: bool = True) -> tuple[SlackMessage, ...]:
    return answer_messages(answer, turn=TURN, as_of=TODAY, consult=consult)


def only(answer: Answer) -> SlackMessage:
    (message,) = rendered(answer)
    return message


def of_type(message: SlackMessage, kind: str) -> list[dict[str, Any]]:
    return [block for block in message.blocks if block["type"] == kind]


def sections(message: SlackMessage) -> list[str]:
    """The body of a message, block by block."""
    return [block["text"]["text"] for block in of_type(message, "section")]


def contexts(message: SlackMessage) -> list[str]:
    """The small print of a message, block by block."""
    return [
        element["text"] for block in of_type(message, "context") for element in block["elements"]
    ]


def buttons(message: SlackMessage) -> list[dict[str, Any]]:
    return [button for block in of_type(message, "actions") for button in block["elements"]]


def markup(message: SlackMessage) -> list[str]:
    """Every text of a message that Slack reads as markup."""
    return [message.text, *sections(message), *contexts(message)]


def read(said: str) -> str:
    """What a reader sees of a text in Slack's markup; a link is its address."""
    return html.unescape(_BOLD.sub(r"\1", LINK.sub(r"\1", said)))


def letters(text: str) -> str:
    """A text but for how it is laid out and what cannot be seen."""
    shown = "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in text)
    return "".join(
        sign
        for sign in unicodedata.normalize("NFKC", shown).casefold()
        if not sign.isspace()
        and sign not in _REWRITTEN
        and unicodedata.category(sign) not in ("Cc", "Cf")
    )


def body(messages: Iterable[SlackMessage]) -> str:
    """The text of all sections of messages, read."""
    return "".join(read(said) for message in messages for said in sections(message))


def live(message: SlackMessage) -> Iterator[str]:
    """What Slack would make a mention, a link or a code block, but for honest links."""
    for said in markup(message):
        for url, label in LINK.findall(said):
            if url.split("/")[2] != label:
                yield url
        if found := re.search("[<>]|```|&(?!amp;|lt;|gt;)", LINK.sub("", said)):
            yield said[found.start() : found.start() + 20]
