"""Text as Slack sends it, read as its writer saw it."""

from __future__ import annotations

import html
import re

LONGEST = 40_000
# None reaches past the next <: a text of nothing but open marks is read in linear time (A44).
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
_SPECIAL = re.compile(r"<!(?:[^|<>]*)(?:\|([^<>]*))?>")
_CHANNEL = re.compile(r"<#[CG][A-Z0-9]+(?:\|([^<>]*))?>")
_LINK = re.compile(r"<((?:https?|mailto|tel):[^|<>]+)(?:\|([^<>]*))?>")
# 「@ほしみち に聞いたら…」 speaks of the bot, not to it.
_SPOKEN_OF = re.compile(r"\s*(さん)?\s*(に|が|は|も|の|を|へ|から|によると|って|と|でも?)")


def readable(text: str) -> str:
    """A message as its writer saw it, without mentions."""
    text = text[:LONGEST]
    if "<" in text:
        text = _unmarked(text)
    return html.unescape(text).strip()


def _unmarked(text: str) -> str:
    text = _MENTION.sub(" ", text)
    text = _SPECIAL.sub(lambda match: match.group(1) or " ", text)
    text = _CHANNEL.sub(lambda match: f"#{match.group(1)}" if match.group(1) else " ", text)
    return _LINK.sub(lambda match: match.group(2) or match.group(1), text)


def mentions(text: str, user: str | None) -> bool:
    """Whether a text mentions somebody."""
    return user is not None and any(found.group(1) == user for found in _MENTION.finditer(text))


def begins_with_a_mention(text: str) -> bool:
    """Whether a text calls somebody first."""
    return _MENTION.match(text.lstrip()) is not None


def is_aside(text: str, bot: str | None) -> bool:
    """Whether people talk about the bot rather than to it.

    Who begins with the mention talks to it; who mentions a person as well, or writes 「@ほしみち に」
    inside a sentence, talks to people, and the bot speaks only if it has something to say.
    """
    found = list(_MENTION.finditer(text))
    ours = [match for match in found if match.group(1) == bot]
    if not ours or _only_mentions(text[: ours[0].start()]):
        return False
    people = len(found) > len(ours)
    return people or all(_SPOKEN_OF.match(text, match.end()) for match in ours)


def _only_mentions(text: str) -> bool:
    return not _MENTION.sub("", text).replace("さん", "").strip(" 　、，,\n")
