"""An answer while it is being written, as Slack shows it: what is verified so far, and a stop."""

from __future__ import annotations

import re
from typing import Any

from bot import wording
from bot.slack import pages
from bot.slack.escaping import clean
from bot.slack.lines import lines
from bot.slack.render import SlackMessage

STOP = "stop"
# Streamed text is Markdown: what could mean something there is shown as its wide twin. Each
# letter by itself, so that a longer text begins as the shorter one did.
_INERT = str.maketrans("*_~`<>&[]#|!\\@", "＊＿～｀＜＞＆［］＃｜！＼＠")
_SOURCE = re.compile(r"［(\d{1,2})］")
_LONGEST_STREAM = 11_000


def message(text: str, draft: str, asker: str) -> SlackMessage:
    """A draft with its button; text beyond one message is left to the answer.

    Args:
        text: what is verified so far; nobody vouches for its letters.
        draft: its id.
        asker: who asked, as `handlers.saying.who` writes them.
    """
    nobody: frozenset[str] = frozenset()
    page = next(pages.pages(lines(text) or lines(wording.DRAFTING), nobody))
    button: dict[str, Any] = {
        "type": "button",
        "action_id": STOP,
        "value": f"{draft}|{asker}",
        "text": {"type": "plain_text", "text": wording.STOP, "emoji": False},
    }
    note = {"type": "context", "elements": [{"type": "plain_text", "text": wording.DRAFTING}]}
    actions = {"type": "actions", "elements": [button]}
    return SlackMessage(
        text=pages.text(page, nobody), blocks=(*pages.blocks(page, nobody), note, actions)
    )


def streamed(text: str) -> str:
    """A draft as Markdown in which nothing is markup but the numbers of sources."""
    said = clean(text).replace("://", "：／／").translate(_INERT)
    return _SOURCE.sub(r"[\1]", said)[:_LONGEST_STREAM]
