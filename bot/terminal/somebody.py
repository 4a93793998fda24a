"""「A社、来月の締切に間に合う？」 where no client is known: said plainly, with what to ask instead."""

from __future__ import annotations

import re
import unicodedata

from bot import wording
from bot.advisor import Advisor
from bot.domain import company
from bot.domain.answer import Answer
from bot.terminal.naming import scope_of
from bot.walkthroughs.wishes import Wishes

_WISH = "in_time"
_HONORIFIC = re.compile(r"(?<=.)(?:さん|さま|様|殿|御中)$")
_MIGHT = re.compile("間に合|まにあ|逆算")


def unknown_client(advisor: Advisor, question: str, now: float) -> Answer | None:
    """What to say where a question asks whether a client is in time; None for any other."""
    if not _MIGHT.search(question):
        return None
    catalog, normalise = advisor.knowledge()
    if Wishes(catalog, normalise).wanted(question) != _WISH:
        return None
    # Loaded only here: it brings the database behind the guide.
    from bot.guide import Guide

    heard = Guide(catalog, normalise).deadlines.heard(question, now)
    name = client_named(heard.names, question)
    if name is None or heard.own or heard.question.programme:
        return None
    text = wording.SOMEBODY_UNKNOWN.format(name=name)
    return Answer(kind="clarify", text=text, certainty="不明")


def client_named(names: tuple[str, ...], text: str) -> str | None:
    """The name of a client among what is left of a question, as written; None for none."""
    from bot.guide.deadline_question import may_be_a_name

    if not names or not all(map(may_be_a_name, names)):
        return None
    written = unicodedata.normalize("NFKC", text)
    found = re.search(re.escape(names[0]), written, re.IGNORECASE)
    return _HONORIFIC.sub("", found.group() if found else names[0])


def is_of(name: str, client: str) -> bool:
    """Whether a written name means the client whose place it is, by the name of its scope."""
    said = unicodedata.normalize("NFKC", name)
    return scope_of(said).channel == client or bool(company.keys(said) & company.keys(client))
