"""The basic policy (情報セキュリティ基本方針): its text filled in, and as a Word file."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from bot.documents import words
from bot.documents.errors import reporting
from bot.documents.text import clean, day, lines
from bot.documents.word_file import LINE, blank, saved
from bot.domain.answer import Model
from bot.domain.walkthrough import Policy
from knowledge.walkthrough import PolicyText

_SENTENCE = re.compile(r"[^。]*。|[^。]+$")
# Type sizes to try, largest first, in points.
_ORDINARY = (11, 10.5, 10, 9.5, 9)
_LARGE = (18, 17, 16, 15, 14, 13, 12, 11, 10.5, 10)
_PAGE_WIDTH, _PAGE_HEIGHT = 210 / 25.4 * 72, 297 / 25.4 * 72


class WrittenParagraph(Model):
    """A heading and what stands under it."""

    heading: str
    text: str


class WrittenPolicy(Model):
    """A policy with its blanks filled.

    Attributes:
        company: as typed, cleaned.
        closing: date, firm, representative …: one line each.
        established: the day it was set up, when it is a date.
    """

    title: str
    company: str
    preamble: str
    paragraphs: tuple[WrittenParagraph, ...]
    closing: tuple[str, ...]
    established: dt.date | None = None


def written(policy: Policy, text: PolicyText) -> WrittenPolicy:
    """The policy of a firm.

    Blanks are filled in one pass: what somebody typed is never read for blanks again. A sentence
    or closing line whose blanks are all empty is left out.
    """
    given = {name: clean(value) for name, value in policy.model_dump().items()}
    given["assets"] = clean(text.assets.get(policy.assets, policy.assets))
    given["established_on"] = day(policy.established_on)
    given["revised_on"] = day(policy.revised_on)
    given |= {name: default for name, default in text.defaults.items() if not given.get(name)}
    fill = _Filler(given)
    return WrittenPolicy(
        title=fill.line(text.title),
        company=given["company"],
        preamble=fill.prose(text.preamble),
        paragraphs=tuple(
            WrittenParagraph(heading=fill.line(row.heading), text=fill.prose(row.text))
            for row in text.paragraphs
        ),
        closing=tuple(line for row in text.closing if (line := fill.line(row))),
        established=_date(policy.established_on),
    )


def docx(policy: WrittenPolicy) -> bytes:
    """The policy as a Word file: A4, one page for a policy of ordinary length.

    Raises:
        DocumentError: it cannot be made.
    """
    with reporting(words.DOCUMENT_FAILED):
        return _document(policy, _ORDINARY, 25)


def printed(policy: WrittenPolicy) -> bytes:
    """The policy for the wall of the office: one A4 page in type as large as fits.

    Raises:
        DocumentError: it cannot be made.
    """
    with reporting(words.DOCUMENT_FAILED):
        return _document(policy, _LARGE, 20)


class _Filler:
    def __init__(self, given: dict[str, str]):
        self._given = given
        self._blank = re.compile("{(" + "|".join(map(re.escape, given)) + ")}")

    def line(self, template: str) -> str:
        """A line with its blanks filled; empty when it has blanks and none is known."""
        names = self._blank.findall(template)
        if names and not any(self._given[name] for name in names):
            return ""
        return self._blank.sub(lambda blank: self._given[blank[1]], template).strip()

    def prose(self, template: str) -> str:
        """Sentences with their blanks filled; line ends of the template are no breaks."""
        joined = "".join(lines(template))
        return "".join(self.line(sentence) for sentence in _SENTENCE.findall(joined))


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(clean(text))
    except ValueError:
        return None


def _document(policy: WrittenPolicy, sizes: tuple[float, ...], margin: float) -> bytes:
    size = next((s for s in sizes if _height(policy, s, margin) <= 1), sizes[-1])
    document = blank(policy.title, policy.company, size=size, day=policy.established, margin=margin)
    document.add_paragraph(policy.title, style="Title")
    _body(document.add_paragraph(policy.preamble), size)
    for paragraph in policy.paragraphs:
        document.add_paragraph(paragraph.heading, style="Heading 1")
        _body(document.add_paragraph(paragraph.text), size)
    for number, line in enumerate(policy.closing):
        closing = document.add_paragraph(line)
        closing.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        closing.paragraph_format.space_before = Pt(size * 1.2 if number == 0 else 0)
        closing.paragraph_format.space_after = Pt(0)
    return saved(document)


def _body(paragraph: object, size: float) -> None:
    paragraph.paragraph_format.first_line_indent = Pt(size)  # type: ignore[attr-defined]


def _height(policy: WrittenPolicy, size: float, margin: float) -> float:
    """How much of the page the text takes, estimated on the safe side."""
    edge = margin / 25.4 * 72 * 2
    room = (_PAGE_WIDTH - edge) / size
    step = size * LINE
    rows = _rows(policy.title, room / 1.75) * 1.75 + _rows(policy.preamble, room)
    rows += sum(_rows(row.heading, room / 1.12) * 1.12 for row in policy.paragraphs)
    rows += sum(_rows(row.text, room) for row in policy.paragraphs)
    rows += sum(_rows(line, room) for line in policy.closing)
    gaps = size * (1.1 + 0.35 + len(policy.paragraphs) * 1.3 + 1.2)
    return (rows * step + gaps) / (_PAGE_HEIGHT - edge)


def _rows(text: str, room: float) -> int:
    wide = sum(1 if unicodedata.east_asian_width(c) in "WFA" else 0.6 for c in text) + 1
    return math.ceil(wide / (room - 1))
