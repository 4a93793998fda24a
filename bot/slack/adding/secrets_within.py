"""Passwords and numbers in a document that staff adds: they would be quoted to clients (A29)."""

from __future__ import annotations

from bot.slack.adding import words
from bot.walkthroughs.secret import masked, secret_in
from indexer.documents.model import ReadDocument

_MOST_PAGES = 5


def secrets_within(document: ReadDocument) -> tuple[str, ...]:
    """What to look at, in one sentence that quotes nothing; empty where there is nothing."""
    found = [block for block in document.blocks if secret_in(block.text)]
    if not found:
        return ()
    pages = sorted({block.page for block in found if block.page is not None})[:_MOST_PAGES]
    where = (
        words.SECRETS_PAGES.format(pages="、".join(map(str, pages)))
        if pages
        else words.SECRETS_PLACES.format(count=len(found))
    )
    return (words.SECRETS_WITHIN.format(where=where),)


def without(line: str) -> str:
    """A line of a document as it may be shown."""
    return masked(line) if secret_in(line) else line
