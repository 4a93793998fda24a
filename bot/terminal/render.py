"""An answer as lines of an 80-column terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot import wording
from bot.domain.answer import Answer
from bot.domain.columns import columns
from bot.source_line import source_line

WIDTH = 80
# Marks that may not begin a line in Japanese typesetting.
# Latin words and numbers stay in one piece.
_PIECES = re.compile(r"[0-9A-Za-z.,%+-]+|.", re.DOTALL)
_NO_START = "、。，．）」』】〕！？・ー々%"


def lines(answer: Answer) -> Iterator[str]:
    """The lines of an answer: text, numbered sources, numbered choices."""
    yield from text_lines(answer.text)
    if answer.citations:
        yield ""
        yield wording.SOURCES
        for number, citation in enumerate(answer.citations, 1):
            yield from wrap(f"[{number}] {source_line(citation)}", "    ")
            if citation.url:
                yield f"    {citation.url}"
    if answer.choices:
        yield ""
        yield wording.CHOICES_HEAD
        for number, choice in enumerate(answer.choices, 1):
            yield from wrap(f"  {number}) {choice.label}", "     ")


def text_lines(text: str) -> Iterator[str]:
    """The lines of a text of several, list items hanging."""
    for line in text.splitlines():
        hanging = "  " if line.startswith(("・", "※")) else ""
        yield from wrap(line, hanging)


def wrap(text: str, hanging: str = "") -> list[str]:
    """The text in lines of at most WIDTH columns; a full-width character takes two."""
    rows, row, used = [], "", 0
    for piece in _PIECES.findall(text):
        size = columns(piece)
        # Two columns are left for a mark that may not begin a line.
        if used + size > (WIDTH if piece in _NO_START else WIDTH - 2) and row.strip():
            rows.append(row)
            row, used = hanging, columns(hanging)
            if piece == " ":
                continue
        while used + columns(piece) > WIDTH:
            head = piece[: max(1, (WIDTH - used) // 2)]
            rows.append(row + head)
            row, used, piece = hanging, columns(hanging), piece[len(head) :]
        row += piece
        used += columns(piece)
    return [*rows, row]
