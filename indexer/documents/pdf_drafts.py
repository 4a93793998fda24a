"""Pages put together: what goes on over a page's end becomes one draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from indexer.documents import words
from indexer.documents.draft import Draft
from indexer.documents.joining import join
from indexer.documents.pdf_contents import Contents
from indexer.documents.pdf_layout import Sheet
from indexer.documents.pdf_page import Box, Page
from indexer.documents.pdf_paragraphs import Paragraph, continues_over_page
from indexer.documents.pdf_tables import Table
from indexer.documents.tables import continued, text_of


def drafts_of(sheets: Sequence[Sheet], toc: Contents, revisions: set[int]) -> list[Draft]:
    drafts: list[Draft] = []
    carried: Paragraph | Table | None = None
    for sheet in sheets:
        number = sheet.page.number
        items = [
            item
            for item in sheet.items
            if not (isinstance(item, Paragraph) and (number, item) in toc)
        ]
        for position, item in enumerate(items):
            if position == 0 and carried is not None and _carry_on(drafts, carried, item, number):
                continue
            drafts.append(_draft(sheet, item, number in revisions))
        carried = items[-1] if items else None
        _insert_notes(drafts, [_footnote(note, number) for note in sheet.notes])
    return drafts


def _insert_notes(drafts: list[Draft], notes: list[Draft]) -> None:
    """Footnotes go before the last text of their page, which may go on over the page."""
    if notes:
        drafts[-1:-1] = notes


def _carry_on(
    drafts: list[Draft], before: Paragraph | Table, item: Paragraph | Table, page: int
) -> bool:
    """Join a page's first item to the last of the page before, if it goes on with it."""
    last = drafts[-1]
    if last.section is not None:
        return False
    if isinstance(before, Table) and isinstance(item, Table):
        if last.kind != "table" or not continued(
            last.rows, last.header_rows, item.rows, item.header_rows, _same_columns(before, item)
        ):
            return False
        _extend(last, item, page)
        return True
    if isinstance(before, Paragraph) and isinstance(item, Paragraph) and last.kind == "text":
        if not continues_over_page(before, item):
            return False
        last.text = join(last.text, item.text)
        last.page_end = page
        last.lines += item.lines
        return True
    return False


def _same_columns(first: Table, second: Table) -> bool:
    width = first.box.width
    return abs(width - second.box.width) < 0.04 * width and all(
        any(abs((x - first.box.x0) - (y - second.box.x0)) < 6 for x in first.columns)
        for y in second.columns
    )


def _extend(last: Draft, table: Table, page: int) -> None:
    rows = list(table.rows)
    header = last.rows[: last.header_rows]
    if header and tuple(rows[: len(header)]) == header:
        rows = rows[len(header) :]
    row_pages = last.row_pages or (last.page or page,) * len(last.rows)
    # A row cut by the page's end: its first cell is empty on the next page.
    if rows and not rows[0][0] and last.rows[-1][0] and len(rows[0]) == len(last.rows[-1]):
        cut = tuple(
            "\n".join(part for part in pair if part)
            for pair in zip(last.rows[-1], rows.pop(0), strict=True)
        )
        last.rows = (*last.rows[:-1], cut)
    last.rows = (*last.rows, *rows)
    last.row_pages = (*row_pages, *([page] * len(rows)))
    last.text = text_of(last.rows)
    last.page_end = page


def _draft(sheet: Sheet, item: Paragraph | Table, revision: bool) -> Draft:
    number = sheet.page.number
    section = (words.REVISION_SECTION,) if revision else None
    if isinstance(item, Table):
        return Draft(
            "table",
            text_of(item.rows),
            number,
            section=section,
            rows=item.rows,
            header_rows=item.header_rows,
        )
    return Draft(
        "text",
        item.text,
        number,
        size=item.size,
        bold=item.bold,
        lines=item.lines,
        indent=item.first.box.x0,
        decorated=_decorated(sheet.page, item),
        section=section,
    )


def _footnote(note: Paragraph, page: int) -> Draft:
    return Draft("footnote", note.text, page, size=note.size)


def _decorated(page: Page, item: Paragraph) -> bool:
    """Whether a text of one line stands in a box, on a ground of its own, or is underlined."""
    if item.lines > 1:
        return False
    box, slack = item.box, 1.2 * item.size
    under = any(
        box.bottom - 0.35 * item.size <= rule.middle[1] <= box.bottom + 0.35 * item.size
        and rule.x0 <= box.x0 + slack
        and rule.x1 >= box.x1 - slack
        and rule.width <= box.width + 2 * slack
        for rule in _whole_rules(page, box)
    )
    ground = any(
        fill.grey < 250
        and fill.box.x0 <= box.x0 + 2
        and fill.box.x1 >= box.x1 - 2
        and fill.box.top <= box.middle[1] <= fill.box.bottom
        and fill.box.height < 2.6 * item.size
        for fill in page.fills
    )
    return under or ground


def _whole_rules(page: Page, near: Box) -> list[Box]:
    """The lines under a text, pieces put together."""
    pieces = sorted(
        (rule for rule in page.across if abs(rule.middle[1] - near.bottom) < 8),
        key=lambda rule: rule.x0,
    )
    whole: list[Box] = []
    for rule in pieces:
        for index, known in enumerate(whole):
            if abs(known.middle[1] - rule.middle[1]) < 1.5 and rule.x0 <= known.x1 + 2:
                whole[index] = replace(known, x1=max(known.x1, rule.x1))
                break
        else:
            whole.append(rule)
    return whole
