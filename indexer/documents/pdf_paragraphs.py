"""Lines → paragraphs: what belongs to one sentence or item, with its look."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.documents.joining import join
from indexer.documents.numbering import marked, numbering
from indexer.documents.pdf_lines import Line
from indexer.documents.pdf_page import Box

_ENDS = re.compile(r"[。．！？!?]$|[。．][)）」』】]$")
_LEADER = re.compile(r"(?:[.．・…‥·]\s?){4,}\s*[0-9０-９ivxIVX\-－ 　]+$")
# Set off at the right: lines of a table of contents.
_PAGE_NUMBER = re.compile(r"\S　[0-9０-９]{1,3}$")
_BULLET_ITEM = re.compile(r"[・•□☐☑☒■◆●]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines put together. `full`: the last line goes to the edge, so that more may follow."""

    text: str
    box: Box
    size: float
    bold: bool
    lines: int
    full: bool
    first: Line
    last: Line
    column: int


def paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """The paragraphs of lines in reading order."""
    if not lines:
        return []
    pitch = _pitch(lines)
    found: list[list[Line]] = []
    for line in lines:
        if found and _continues(found[-1], line, pitch):
            found[-1].append(line)
        else:
            found.append([line])
    return [_paragraph(group) for group in found]


def continues_over_page(before: Paragraph, after: Paragraph) -> bool:
    """Whether a page's first paragraph goes on with the last one of the page before."""
    if abs(before.size - after.size) > 0.6 or _ENDS.search(before.text):
        return False
    found = numbering(after.text)
    if marked(after.text) or (found is not None and found.style != "digits"):
        return False
    return before.full or before.text.endswith(("、", "，"))


def _pitch(lines: Sequence[Line]) -> float:
    steps = [
        second.box.top - first.box.top
        for first, second in zip(lines, lines[1:], strict=False)
        if 0 < second.box.top - first.box.top < 4 * first.size
    ]
    return statistics.median_low(steps) if steps else 1.8 * lines[0].size


def _continues(group: list[Line], line: Line, pitch: float) -> bool:
    last, first = group[-1], group[0]
    if line.column != last.column or _LEADER.search(last.text) or _LEADER.search(line.text):
        return False
    if _PAGE_NUMBER.search(last.text) and _PAGE_NUMBER.search(line.text):
        return False
    if abs(line.size - last.size) > 0.15 * max(line.size, last.size):
        return False
    step = line.box.top - last.box.top
    local = last.box.top - group[-2].box.top if len(group) > 1 else min(pitch, 2.2 * line.size)
    if step <= 0 or step > max(1.35 * local, 1.3 * line.size):
        return False
    hanging = (
        _hangs(first, line) if len(group) == 1 else abs(line.box.x0 - last.box.x0) < 0.9 * line.size
    )
    if not _is_full(last, line):
        return False
    if _starts_item(line.text):
        # 「①～③に該当する…」 may begin a line in the middle of a sentence.
        aligned = hanging and line.box.x0 > first.box.x0 + 0.8 * line.size
        return aligned and not _ENDS.search(last.text) and not _clear_item(line.text)
    if _ENDS.search(last.text):
        return hanging and not _indented(group, line)
    heads = first.bold and not line.bold and len(group) == 1 and len(last.text) < 30
    return not heads


def _hangs(first: Line, line: Line) -> bool:
    """Whether a second line stands where the first one's text begins, or left of it."""
    return line.box.x0 <= first.box.x0 + 0.6 * line.size or any(
        abs(line.box.x0 - start) < 0.75 * line.size for start in first.starts
    )


def _indented(group: list[Line], line: Line) -> bool:
    """Whether a line after a full stop is indented like the start of a new paragraph."""
    body = min(other.box.x0 for other in (group[1:] or [line]))
    if len(group) == 1:
        return (
            line.box.x0 > group[0].box.x0 - 0.3 * line.size
            and not _starts_item(group[0].text)
            and line.box.x0 >= group[0].box.x0 - 1
            and _paragraph_indent(group[0], line)
        )
    return line.box.x0 > body + 0.6 * line.size


def _paragraph_indent(first: Line, line: Line) -> bool:
    return first.box.x0 > first.left + 0.6 * first.size and abs(line.box.x0 - first.box.x0) < 0.5


def _is_full(last: Line, line: Line) -> bool:
    """Whether a line goes to the edge of its column, a kinsoku character or two left out."""
    missing = last.right - last.box.x1
    if missing < 2.2 * last.size:
        return True
    wide = last.box.width > 0.75 * (last.right - last.left)
    open_ended = not _ENDS.search(last.text) and not last.text.endswith(("：", ":", "）", ")"))
    return (
        wide
        and open_ended
        and missing < 7 * last.size
        and len(last.text) > 12
        and not _starts_item(line.text)
    )


def _starts_item(text: str) -> bool:
    found = numbering(text)
    if found is not None and (found.bare or found.style in {"caption", "digits", "annex"}):
        return False
    return found is not None or marked(text)


def _clear_item(text: str) -> bool:
    """Whether a start can hardly be the middle of a sentence."""
    found = numbering(text)
    if found is None:
        return bool(_BULLET_ITEM.match(text)) or text.startswith("※")
    return found.style not in {"circled", "lenticular", "decimal", "paren_digit", "kana", "example"}


def _paragraph(group: list[Line]) -> Paragraph:
    text = ""
    for line in group:
        text = join(text, line.text)
    last = group[-1]
    return Paragraph(
        text,
        Box(
            min(line.box.x0 for line in group),
            group[0].box.top,
            max(line.box.x1 for line in group),
            last.box.bottom,
        ),
        statistics.median(line.size for line in group),
        all(line.bold for line in group),
        len(group),
        last.right - last.box.x1 < 2.2 * last.size,
        group[0],
        last,
        last.column,
    )
