"""Lines in messages that Slack takes, and the blocks of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bot.slack.escaping import length
from bot.slack.lines import Line

LONGEST_TEXT = 3900
"""What a message may hold; Slack recommends 4,000."""
ROOM = LONGEST_TEXT - 300
"""What lines may take of it; the rest is for the part mark and the question."""
_MOST_LINES = 200
_MOST_BREAKS = 36
_LONGEST_SECTION = 2900
_LONGEST_CONTEXT = 1900


def pages(found: Iterable[Line], trusted: frozenset[str]) -> Iterator[list[Line]]:
    """The lines, as many to a message as it takes."""
    page: list[Line] = []
    used = breaks = 0
    for line in found:
        more = length(line.plain(trusted)) + 1 + line.gap
        after = _breaks(page[-1], line) if page else 0
        full = used + more > ROOM or breaks + after > _MOST_BREAKS or len(page) == _MOST_LINES
        if page and full:
            yield page
            page, used, breaks, after = [], 0, 0, 0
        page.append(line)
        used += more
        breaks += after
    if page:
        yield page


def text(page: Sequence[Line], trusted: frozenset[str]) -> str:
    """The message in words alone."""
    rows = (("\n" if line.gap else "") + line.plain(trusted) for line in page)
    return "\n".join(rows).strip()


def blocks(page: Sequence[Line], trusted: frozenset[str]) -> list[dict[str, Any]]:
    """The message in blocks: sections, and contexts for small print."""
    return [_block(is_small, said) for is_small, said in _groups(page, trusted)]


def section(said: str) -> dict[str, Any]:
    """A block of text in Slack's markup; nothing in it becomes a link by itself."""
    body = {"type": "mrkdwn", "text": said, "verbatim": True}
    return {"type": "section", "text": body, "expand": True}


def _breaks(before: Line, line: Line) -> bool:
    """Whether a line begins a block of its own."""
    return line.gap or (line.kind == "small") != (before.kind == "small")


def _groups(page: Sequence[Line], trusted: frozenset[str]) -> Iterator[tuple[bool, str]]:
    """Lines that stand in one block, as its text."""
    said = ""
    before: Line | None = None
    for line in page:
        if not line.shown:
            continue
        row = line.styled(trusted)
        if before is None:
            said = row
        elif _breaks(before, line) or length(said) + 1 + length(row) > _limit(before):
            yield before.kind == "small", said
            said = row
        else:
            said = f"{said}\n{row}"
        before = line
    if before:
        yield before.kind == "small", said


def _limit(line: Line) -> int:
    return _LONGEST_CONTEXT if line.kind == "small" else _LONGEST_SECTION


def _block(is_small: bool, said: str) -> dict[str, Any]:
    if not is_small:
        return section(said)
    element = {"type": "mrkdwn", "text": said, "verbatim": True}
    return {"type": "context", "elements": [element]}
