"""The messages that hand a question to a person."""

from __future__ import annotations

from typing import Any

from bot import wording
from bot.domain.client import Consultation, Turn
from bot.slack import pages
from bot.slack.escaping import clean, escape, inert, user_mention
from bot.slack.naming import channel_mention
from bot.slack.render import SlackMessage
from bot.slack.splitting import pieces

# Escaped, a character can take five of the 3,000 a section holds.
_SHOWN = 500


def for_consultant(
    turn: Turn, consultant: str | None, number: int, link: str | None, head: str = ""
) -> SlackMessage:
    """In the thread: who is asked, the question, the answer so far, the button that closes it.

    Args:
        turn: what was asked and answered.
        consultant: the one person to notify; None when there is nobody to name.
        number: of the consultation.
        link: leads to the answer.
        head: what to say when there is nobody to name.
    """
    if consultant:
        head = wording.CONSULT_ASKED.format(consultant=user_mention(consultant))
    button = {
        "type": "button",
        "action_id": "solve",
        "value": str(number),
        "text": {"type": "plain_text", "text": wording.SOLVE},
        "style": "primary",
    }
    return _message(head, turn, link, {"type": "actions", "elements": [button]})


def for_staff(
    turn: Turn, company: str | None, channel: str, asker: str, link: str | None
) -> SlackMessage:
    """In the staff channel, where no client's consultant can be named: who asked, and where.

    The asker of a DM is named, since staff cannot follow the link there.
    """
    if channel.startswith("D"):
        place = user_mention(asker)
        return _message(wording.CONSULT_NOTE_DIRECT.format(who=place), turn, None)
    where = channel_mention(channel)
    name = inert(company) if company else wording.UNBOUND
    return _message(wording.CONSULT_NOTE.format(company=name, channel=where), turn, link)


def solved_message(consultation: Consultation) -> SlackMessage:
    """The message in the thread once it is closed."""
    blocks = (
        {"type": "section", "text": {"type": "plain_text", "text": wording.SOLVED_MARK}},
        _quote(wording.CONSULT_QUESTION, consultation.question),
    )
    return SlackMessage(text=wording.SOLVED_MARK, blocks=blocks)


def _message(head: str, turn: Turn, link: str | None, *more: dict[str, Any]) -> SlackMessage:
    blocks: list[dict[str, Any]] = [
        pages.section(head),
        _quote(wording.CONSULT_QUESTION, turn.question),
        _quote(wording.CONSULT_ANSWER, turn.text),
    ]
    if link:
        text = f"<{escape(link)}|{wording.OPEN_ANSWER}>"
        blocks.append({"type": "context", "elements": [{"type": "mrkdwn", "text": text}]})
    text = f"{head}\n{wording.CONSULT_QUESTION}：{inert(_short(turn.question))}"
    return SlackMessage(text=text, blocks=(*blocks, *more))


def _quote(title: str, text: str) -> dict[str, Any]:
    # Not rich_text: some clients, and the stand-in, do not show it.
    rows = _short(clean(text)).split("\n")
    said = "\n".join(f"> {inert(row)}" for row in rows)
    return pages.section(f"*{title}*\n{said}")


def _short(text: str) -> str:
    first, *rest = pieces(text, _SHOWN)
    return f"{first}…" if rest else first
