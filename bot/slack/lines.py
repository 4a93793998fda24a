"""The text of an answer in lines: what each is, and how it reads in Slack's markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Literal

from bot.domain.answer import Model
from bot.slack.escaping import Link, clean, inert, link, runs
from bot.slack.splitting import pieces
from indexer.text import sentences

LONGEST_LINE = 1500
_LONGEST_LEAD = 200
_LONGEST_HEADING = 40

_BULLET = re.compile(r"(?:[・•]\s*|-\s+)(?=\S)")
_NUMBER = re.compile(r"([1-9][0-9]?)[.．)）]\s+(?=\S)")
_NUMBERED_BULLET = re.compile(r"([1-9][0-9]?)[ .．、]\s*(?=\S)")

Kind = Literal["text", "bullet", "number", "small"]


class Line(Model):
    """A line of a message.

    Attributes:
        kind: `small` is small print.
        text: without the bullet or number before it.
        bold: how many characters from the start are bold; after them comes a space or nothing,
            for Slack does not see the end of bold next to kana.
        gap: whether some room is left before it.
        url: an address to link to behind it.
        shown: whether it is seen where there are blocks.
        closing: whether it belongs to the buttons, behind the part mark.
    """

    kind: Kind
    text: str
    number: int = 0
    bold: int = 0
    gap: bool = False
    url: str | None = None
    shown: bool = True
    closing: bool = False

    def plain(self, trusted: frozenset[str]) -> str:
        """The line in Slack's markup, without bold: a text of its own."""
        # Small print has its link at its end.
        said = inert(self.text) if self.kind == "small" else _linked(self.text, trusted)
        return self._head() + said + self._link()

    def styled(self, trusted: frozenset[str]) -> str:
        """The line in Slack's markup."""
        if not self.bold:
            return self.plain(trusted)
        strong = _linked(self.text[: self.bold].replace("*", "＊"), trusted)
        return f"{self._head()}*{strong}*{_linked(self.text[self.bold :], trusted)}"

    def _head(self) -> str:
        return {"bullet": "・", "number": f"{self.number}. "}.get(self.kind, "")

    def _link(self) -> str:
        found = link(self.url) if self.url else None
        return f" {found.mrkdwn}" if found else ""


def lines(text: str) -> list[Line]:
    """The lines of a text, none too long; headings are bold."""
    found: list[Line] = []
    gap = False
    for row in clean(text).split("\n"):
        if row.strip():
            found += _line(row.strip(), gap)
        gap = not row.strip()
    return list(_with_numbers(found))


def small(text: str) -> list[Line]:
    """Small print, in as many lines as it takes."""
    words = " ".join(clean(text).split())
    return [Line(kind="small", text=piece) for piece in pieces(words, LONGEST_LINE)]


def with_lead(found: Sequence[Line]) -> list[Line]:
    """The lines with the first sentence bold, for it is the answer, on a line of its own."""
    if not found or found[0].kind != "text":
        return list(found)
    row = found[0].text
    first = next(iter(sentences(row)), "")
    if not first or len(first) > _LONGEST_LEAD or not row.startswith(first):
        return list(found)
    rest = row[len(first) :]
    if not rest or rest[0].isspace():
        return [found[0].model_copy(update={"bold": len(first)}), *found[1:]]
    lead = found[0].model_copy(update={"text": first, "bold": len(first)})
    return [lead, Line(kind="text", text=rest), *found[1:]]


def _linked(text: str, trusted: frozenset[str]) -> str:
    return "".join(
        run.mrkdwn if isinstance(run, Link) else inert(run) for run in runs(text, trusted)
    )


def _line(row: str, gap: bool) -> Iterator[Line]:
    kind: Kind = "text"
    number = 0
    match = _BULLET.match(row)
    if match:
        kind = "bullet"
    elif match := _NUMBER.match(row):
        kind, number = "number", int(match.group(1))
    body = row[match.end() :] if match else row
    is_heading = kind == "text" and body[-1] in ":：" and len(body) <= _LONGEST_HEADING
    first, *rest = pieces(body, LONGEST_LINE)
    bold = len(first) if is_heading else 0
    yield Line(kind=kind, text=first, number=number, bold=bold, gap=gap or is_heading)
    for piece in rest:
        yield Line(kind="text", text=piece)


def _with_numbers(found: Iterable[Line]) -> Iterator[Line]:
    """「・1 …」「・2 …」 are the steps of a numbered list."""
    for kind, group in groupby(found, lambda line: line.kind):
        rows = list(group)
        matches = [_NUMBERED_BULLET.match(row.text) for row in rows]
        numbers = [int(match.group(1)) for match in matches if match]
        if kind != "bullet" or len(rows) < 2 or numbers != list(range(1, len(rows) + 1)):
            yield from rows
            continue
        for number, (row, match) in enumerate(zip(rows, matches, strict=True), 1):
            text = row.text[match.end() if match else 0 :]
            yield row.model_copy(update={"kind": "number", "number": number, "text": text})
