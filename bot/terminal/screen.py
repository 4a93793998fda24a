"""A step of a walkthrough as lines of an 80-column terminal."""

from __future__ import annotations

from collections.abc import Iterator

from bot import wording
from bot.domain.columns import columns
from bot.domain.walkthrough import Offer, Screen
from bot.source_line import source_line
from bot.terminal.render import WIDTH, text_lines, wrap
from bot.walkthroughs.engine import NEXT
from bot.walkthroughs.screens import (
    HELP,
    KEEP,
    LATER,
    MAKE,
    REMIND,
    REMINDERS,
    RENEW,
    TODOS,
    UNDO,
    UNREMIND,
    WHERE,
)

_ELSEWHERE = (HELP, LATER, MAKE, RENEW, UNDO, WHERE, TODOS, REMIND, UNREMIND, REMINDERS)
_BAR = 10


def screen_lines(screen: Screen, offers: tuple[Offer, ...], brief: bool = False) -> Iterator[str]:
    """The lines of a step, its offers numbered; brief = as a reminder after a question."""
    if screen.said and screen.said != screen.text and not brief:
        yield from text_lines(screen.said)
        yield ""
    if screen.title or screen.progress:
        yield _heading(screen)
    yield from text_lines(screen.text)
    if screen.help and not brief:
        yield ""
        yield from text_lines(screen.help)
    if screen.citations and not brief:
        yield ""
        yield from _sources(screen)
    yield from _numbered(offers)
    yield from _hint(screen, offers)


def reminder_lines(screen: Screen) -> Iterator[str]:
    """A reminder in short: what is to be done by when; the list has its buttons."""
    yield f"── {screen.title}"
    yield from text_lines(screen.text)


def in_order(screen: Screen) -> tuple[Offer, ...]:
    """The offers as they are numbered: answers first, then what leads elsewhere."""
    answers = tuple(offer for offer in screen.offers if not leads_elsewhere(offer))
    return answers + tuple(offer for offer in screen.offers if leads_elsewhere(offer))


def leads_elsewhere(offer: Offer) -> bool:
    """Whether an offer is no answer to what is asked."""
    return offer.value.startswith(_ELSEWHERE)


def enter(screen: Screen) -> Offer | None:
    """What Enter alone stands for: what was given before, or going on.

    Never a choice, even the only one: 「宣言した」 must not come from a key held down.
    """
    return next((offer for offer in screen.offers if offer.value in (KEEP, NEXT)), None)


def _heading(screen: Screen) -> str:
    title = f"── {screen.title}" if screen.title else "──"
    if screen.progress is None:
        return title
    done, total = screen.progress
    filled = _BAR * done // total if total else 0
    bar = "▮" * filled + "▯" * (_BAR - filled)
    return f"{title}  {done}/{total} {bar}"


def _sources(screen: Screen) -> Iterator[str]:
    """In full beside the help; else by name: four lines of sources at each of fifty steps bury
    what is asked."""
    if not screen.help:
        names = "／".join(citation.title for citation in screen.citations)
        yield from wrap(f"{wording.SOURCES}: {names}", "      ")
        return
    yield wording.SOURCES
    for number, citation in enumerate(screen.citations, 1):
        yield from wrap(f"[{number}] {source_line(citation)}", "    ")
        if citation.url:
            yield f"    {citation.url}"


def _numbered(offers: tuple[Offer, ...]) -> Iterator[str]:
    answers = [offer for offer in offers if not leads_elsewhere(offer)]
    if answers:
        yield ""
    for number, offer in enumerate(answers, 1):
        hanging = " " * columns(f"  {number}) ")
        yield from wrap(f"  {number}) {offer.label}", hanging)
    elsewhere = [
        f"{number}) {offer.label}"
        for number, offer in enumerate(offers[len(answers) :], len(answers) + 1)
    ]
    if elsewhere:
        yield ""
        yield from _packed(wording.ELSEWHERE, elsewhere)


def _packed(head: str, pieces: list[str]) -> Iterator[str]:
    """Pieces side by side, none of them torn apart."""
    row, indent = head, " " * columns(head)
    for piece in pieces:
        if columns(row) + 2 + columns(piece) > WIDTH and row.strip() != head.strip():
            yield row
            row = indent
        row += "  " + piece
    yield from wrap(row, indent + "  ")


def _hint(screen: Screen, offers: tuple[Offer, ...]) -> Iterator[str]:
    if screen.step is None:
        return
    if found := enter(screen):
        yield wording.ENTER_TAKES.format(label=found.label)
    elif screen.wants == "nothing":
        yield wording.TYPE_NUMBER
    elif all(leads_elsewhere(offer) for offer in offers):
        yield wording.TYPE_TEXT
    else:
        yield wording.TYPE_OR_NUMBER
