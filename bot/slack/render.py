"""An answer as Slack messages: the answer first, how sure it is, sources, what to do next."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Any

from bot import wording
from bot.domain.answer import Answer, Citation, Model
from bot.slack import buttons, pages
from bot.slack.escaping import clean, escape, hosts
from bot.slack.lines import Line, lines, small, with_lead
from bot.slack.splitting import pieces
from bot.source_line import source_line
from knowledge.dates import japanese

_LONGEST_NOTICE = 2900
_MARK = re.compile(r"\s*〔((?:確定|未確認情報|不明)・[^〔〕]*)〕$")
_MARKED_WITHIN = 3


class SlackMessage(Model):
    """A message.

    Attributes:
        text: escaped; what notifications show, and all there is when blocks are refused.
        blocks: empty when the text is all.
    """

    text: str
    blocks: tuple[dict[str, Any], ...] = ()


def answer_messages(
    answer: Answer, *, turn: str, as_of: dt.date, consult: bool
) -> tuple[SlackMessage, ...]:
    """The messages of an answer; sources and buttons are on the last.

    Args:
        answer: what to show.
        turn: the id that the buttons carry.
        as_of: the day the answer is about.
        consult: whether there is somebody to consult.
    """
    trusted = hosts(citation.url for citation in answer.citations)
    body = with_lead(lines(answer.text) or lines(wording.UNKNOWN))
    first_aid = _is_first_aid(answer, body)
    if not first_aid and answer.kind in ("answered", "unknown"):
        body = list(_with_certainty(body, answer, as_of))
    found = list(pages.pages(body, trusted))
    tail = [*_sources(answer.citations), *_choices(answer)]
    together = list(pages.pages([*found[-1], *tail], trusted))
    # Sources stay in one piece, with the end of the answer where there is room.
    found = (
        found[:-1] + together if len(together) == 1 else found + list(pages.pages(tail, trusted))
    )
    rows = buttons.rows(answer, turn=turn, consult=consult, first_aid=first_aid)
    return tuple(
        _message(page, trusted, (number, len(found)), rows if number == len(found) else [])
        for number, page in enumerate(found, 1)
    )


def plain(message: SlackMessage) -> SlackMessage:
    """The message without blocks, for when Slack refuses them."""
    return SlackMessage(text=message.text)


def notice(text: str) -> SlackMessage:
    """A message of a sentence or two, with code in backticks; too long a text ends in …"""
    first, *rest = pieces(clean(text).strip() or "…", _LONGEST_NOTICE)
    said = escape(f"{first}…" if rest else first)
    return SlackMessage(text=said, blocks=(pages.section(said),))


def _is_first_aid(answer: Answer, body: Sequence[Line]) -> bool:
    """Whether the answer is steps for an emergency: they come unmarked and lead nowhere else."""
    steps = any(line.kind == "number" for line in body)
    return answer.kind == "answered" and steps and "〔" not in answer.text and not answer.choices


def _with_certainty(body: Sequence[Line], answer: Answer, as_of: dt.date) -> Iterator[Line]:
    """The lines, with how sure the answer is below the line marked so, else below all."""
    is_open = True
    for number, line in enumerate(body):
        mark = _MARK.search(line.text) if is_open and number < _MARKED_WITHIN else None
        if mark is None or line.kind != "text":
            yield line
            continue
        is_open = False
        if kept := line.text[: mark.start()]:
            bold = min(line.bold, len(kept))
            yield line.model_copy(update={"text": kept, "bold": bold})
        yield from _certainty(mark.group(1), as_of)
    if is_open and answer.citations and "〔" not in answer.text:
        checked = wording.CHECKED.format(date=japanese(answer.citations[0].as_of))
        yield from _certainty(f"{answer.certainty}・{checked}", as_of)


def _certainty(mark: str, as_of: dt.date) -> list[Line]:
    return small(wording.HOW_SURE.format(mark=mark, as_of=japanese(as_of)))


def _sources(citations: Sequence[Citation]) -> Iterator[Line]:
    if citations:
        yield Line(kind="small", text=wording.SOURCES, gap=True)
    for number, citation in enumerate(citations, 1):
        *before, last = small(f"[{number}] {source_line(citation)}")
        yield from before
        yield last.model_copy(update={"url": citation.url})


def _choices(answer: Answer) -> Iterator[Line]:
    """What can be asked next, in words: seen where the buttons do not say all of it."""
    shown = not buttons.say_all(answer.choices)
    if answer.choices and answer.kind in ("answered", "declined"):
        yield Line(kind="small", text=wording.FOLLOW_UPS, gap=True, closing=True)
    for choice in answer.choices:
        for line in lines(f"・{buttons.label(choice)}"):
            yield line.model_copy(update={"shown": shown, "closing": True})


def _message(
    page: Sequence[Line], trusted: frozenset[str], part: tuple[int, int], rows: list[dict[str, Any]]
) -> SlackMessage:
    found = list(page)
    number, count = part
    if count > 1:
        at = next((at for at, line in enumerate(found) if line.closing), len(found))
        mark = wording.PART.format(number=number, count=count)
        found.insert(at, Line(kind="small", text=mark, gap=True))
    blocks = (*pages.blocks(found, trusted), *rows)
    return SlackMessage(text=pages.text(found, trusted), blocks=blocks)
