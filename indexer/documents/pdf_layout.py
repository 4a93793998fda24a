"""A PDF page as paragraphs and tables in reading order, without what runs along its edges."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from indexer.documents.numbering import is_note
from indexer.documents.pdf_aligned import aligned_tables
from indexer.documents.pdf_lines import Line, fragments, reading_order
from indexer.documents.pdf_page import Box, Glyph, Page
from indexer.documents.pdf_paragraphs import Paragraph, paragraphs
from indexer.documents.pdf_running import page_numbers, running
from indexer.documents.pdf_tables import Table, tables
from indexer.documents.pdf_turning import across

_LEAST_MARGIN, _USUAL_MARGIN = 0.7, 0.88
_MARK_SLOT = "\x00"


@dataclass
class Sheet:
    """A page on its way to drafts."""

    page: Page
    glyphs: list[Glyph]
    tables: list[Table] = field(default_factory=list)
    items: list[Paragraph | Table] = field(default_factory=list)
    notes: list[Paragraph] = field(default_factory=list)
    printed: str | None = None


def drop_running(sheets: Sequence[Sheet]) -> None:
    rows = [fragments(sheet.glyphs) for sheet in sheets]
    heights = [sheet.page.height for sheet in sheets]
    numbers = page_numbers(rows, heights)
    repeated: dict[int, list[Box]] = {}
    for index, line in running(rows, heights):
        repeated.setdefault(index, []).append(line.box)
    for index, sheet in enumerate(sheets):
        drop = repeated.get(index, [])
        number = numbers[index]
        if number is not None:
            sheet.printed = number[0]
            drop = [*drop, number[1].box]
        if drop:
            sheet.glyphs = [
                glyph
                for glyph in sheet.glyphs
                if not any(box.holds(*glyph.box.middle, slack=0.1) for box in drop)
            ]


def stand_up(sheets: Sequence[Sheet]) -> None:
    """Turn pages of vertical writing, after what runs along their edges is gone."""
    for sheet in sheets:
        turned = across(replace(sheet.page, glyphs=sheet.glyphs))
        sheet.page, sheet.glyphs = turned, turned.glyphs


def lay_out(sheets: Sequence[Sheet]) -> None:
    """Tables and paragraphs of every page in reading order."""
    margin = _margin_of(sheets)
    for sheet in sheets:
        _lay_out(sheet, margin)
    column = _first_column(sheets, margin)
    for sheet in sheets if column is not None else ():
        ends = [glyph.box.x1 for glyph in sheet.glyphs if not glyph.text.isspace()]
        # The last page of a paper in columns may have text in the first one only.
        if column is not None and ends and max(ends) < column + sheet.glyphs[0].size:
            _lay_out(sheet, column)


def _first_column(sheets: Sequence[Sheet], margin: float) -> float | None:
    """The right edge of the first of several columns, where pages have them."""
    rights = [
        round(item.first.right)
        for sheet in sheets
        for item in sheet.items
        if isinstance(item, Paragraph) and item.lines > 2 and item.first.right < 0.6 * margin
    ]
    return float(Counter(rights).most_common(1)[0][0]) if rights else None


def _margin_of(sheets: Sequence[Sheet]) -> float:
    """Where full lines of the body end: the same on most pages."""
    ends = [
        max(glyph.box.x1 for glyph in sheet.glyphs if not glyph.text.isspace())
        for sheet in sheets
        if any(not glyph.text.isspace() for glyph in sheet.glyphs)
    ]
    usual = statistics.median(ends) if ends else 0.0
    width = statistics.median(sheet.page.width for sheet in sheets)
    # Nothing but short lines tells nothing: then as wide as pages usually are.
    return usual if usual > _LEAST_MARGIN * width else _USUAL_MARGIN * width


def _lay_out(sheet: Sheet, margin: float) -> None:
    """Tables and paragraphs of a page in reading order."""
    sheet.tables, frames = tables(sheet.page, sheet.glyphs)
    taken = {index for table in sheet.tables for index in table.glyphs}
    free = [glyph for index, glyph in enumerate(sheet.glyphs) if index not in taken]
    frames = [box for box in frames if _frames_text(box, free, sheet)]
    frames.sort(key=lambda box: box.width * box.height)
    whole = Box(0, 0, sheet.page.width, sheet.page.height)
    sheet.items = _items(sheet.page.number, whole, free, sheet.tables, frames, margin)


def _frames_text(box: Box, glyphs: Sequence[Glyph], sheet: Sheet) -> bool:
    """Whether a frame parts its text from what is round it: several lines, or one beside others."""
    inside = [
        glyph for glyph in glyphs if box.holds(*glyph.box.middle) and not glyph.text.isspace()
    ]
    if not inside or box.width * box.height > 0.9 * sheet.page.width * sheet.page.height:
        return False
    if (
        max(glyph.box.bottom for glyph in inside) - min(glyph.box.top for glyph in inside)
        > 2.2 * inside[0].size
    ):
        return True
    middle = inside[0].box.middle[1]
    return any(
        abs(glyph.box.middle[1] - middle) < 0.6 * glyph.size
        and not box.holds(*glyph.box.middle)
        and not glyph.text.isspace()
        for glyph in glyphs
    )


def _items(
    number: int,
    area: Box,
    glyphs: Sequence[Glyph],
    tables: Sequence[Table],
    frames: Sequence[Box],
    margin: float,
) -> list[Paragraph | Table]:
    """What stands in an area, in reading order; what is in a frame is read together."""
    inner = [
        box for box in frames if box != area and area.holds(*box.middle) and _within(box, area)
    ]
    outermost = [
        box for box in inner if not any(_within(box, other) for other in inner if other != box)
    ]
    places: list[list[Paragraph | Table]] = []
    rows: list[list[Line]] = []

    def place(box: Box, items: list[Paragraph | Table]) -> None:
        rows.append([Line(f"{_MARK_SLOT}{len(places)}", box, 0.0, False, (box.x0,))])
        places.append(items)

    rest = list(glyphs)
    for box in outermost:
        inside = [glyph for glyph in rest if box.holds(*glyph.box.middle)]
        rest = [glyph for glyph in rest if not box.holds(*glyph.box.middle)]
        held = [table for table in tables if _within(table.box, box)]
        edge = max((glyph.box.x1 for glyph in inside), default=0.0)
        place(box, _items(number, box, inside, held, inner, edge))
    for table in tables:
        if not any(_within(table.box, box) for box in outermost):
            place(table.box, [table])
    aligned, rest = aligned_tables(number, rest, area.width)
    for table in aligned:
        place(table.box, [table])
    rows += fragments(rest)
    rows.sort(key=lambda row: min(line.box.top for line in row))
    found: list[Paragraph | Table] = []
    part: list[Line] = []
    for line in reading_order(rows, area.width, margin):
        if line.text.startswith(_MARK_SLOT):
            found += [*paragraphs(part), *places[int(line.text[1:])]]
            part = []
        else:
            part.append(line)
    return [*found, *paragraphs(part)]


def _within(inner: Box, outer: Box) -> bool:
    return (
        inner.x0 >= outer.x0 - 3
        and inner.x1 <= outer.x1 + 3
        and inner.top >= outer.top - 3
        and inner.bottom <= outer.bottom + 3
        and (inner.width < outer.width - 1 or inner.height < outer.height - 1)
    )


def part_footnotes(sheet: Sheet, body: float) -> None:
    """Small notes at the foot of a page stand apart from the text that runs on."""
    foot = len(sheet.items)
    while foot > 0:
        item = sheet.items[foot - 1]
        if not isinstance(item, Paragraph) or item.size > 0.93 * body:
            break
        foot -= 1
    notes = [item for item in sheet.items[foot:] if isinstance(item, Paragraph)]
    if not notes or foot == 0:
        return
    starts = _is_footnote(notes[0].text)
    below = notes[0].box.top > 0.5 * sheet.page.height
    ruled = any(
        60 < rule.width < 0.5 * sheet.page.width
        and -2 < notes[0].box.top - rule.middle[1] < 2.5 * notes[0].size
        for rule in sheet.page.across
    )
    if below and starts and (ruled or notes[0].size < 0.88 * body):
        sheet.items, sheet.notes = sheet.items[:foot], notes


def _is_footnote(text: str) -> bool:
    return is_note(text) or bool(re.match(r"[0-9０-９*＊]{1,2}[)）\s　]?\S|[¹²³⁴-⁹†]", text))


def body_size(sheets: Sequence[Sheet]) -> float:
    weights: Counter[float] = Counter()
    for sheet in sheets:
        for item in sheet.items:
            if isinstance(item, Paragraph):
                weights[round(item.size * 2) / 2] += len(item.text)
    return weights.most_common(1)[0][0] if weights else 10.5
