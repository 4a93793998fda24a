"""The board as files for Excel: a workbook, and a CSV file.

What people typed is text in both: a cell that begins like a formula is never calculated (A40).
"""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from bot.board import telling, words
from bot.board.rows import Row
from bot.documents.tables import is_formula, table
from bot.documents.text import clean
from bot.domain.columns import columns
from knowledge.dates import JST

Cell = str | int | dt.date | dt.datetime | None

_WIDTHS = (26, 14, 34, 38, 40, 17, 14, 10, 24, 36, 12, 12, 12, 15)
_HEIGHT, _MOST_LINES = 16, 6
_LONGEST = 32_000
_LATE_COLUMN = words.HEAD.index("遅れ")


def cells(row: Row, names: Mapping[str, str]) -> tuple[Cell, ...]:
    """A line of the board; days and numbers as such.

    Args:
        row: the line.
        names: what consultants are called, by id.
    """
    here, who = row.here, row.client.consultant
    due = here.deadline
    at = here.updated_at
    return (
        row.client.company,
        names.get(who, who),
        telling.stage(row),
        telling.blockers(row),
        here.programme,
        due.astimezone(JST).replace(tzinfo=None) if isinstance(due, dt.datetime) else due,
        telling.mark(row),
        row.days_left,
        telling.late(row),
        here.next,
        here.score,
        here.todos if row.standing else None,
        None if at is None else dt.datetime.fromtimestamp(at, JST).date(),
        row.client.scope.channel,
    )


def csv_file(rows: Sequence[Row], names: Mapping[str, str]) -> bytes:
    """The lines as CSV that Excel opens in Japanese: UTF-8 with a byte order mark, CRLF."""
    return table(words.HEAD, [[_plain(cell) for cell in cells(row, names)] for row in rows])


def xlsx_file(rows: Sequence[Row], names: Mapping[str, str], now: float) -> bytes:
    """The lines as a workbook: head frozen and filterable, days as days, late lines marked."""
    out, at = io.BytesIO(), dt.datetime.fromtimestamp(now, JST)
    options = {
        "in_memory": True,
        # Every text goes through write_string; these are for the day somebody adds write().
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(out, options)
    # Its own moment, so that the same board gives the same file.
    book.set_properties(
        {"title": words.FILE_TITLE.format(day=at.date()), "created": at.replace(tzinfo=None)}
    )
    sheet = book.add_worksheet(words.SHEET.format(day=at.date()))
    _lay_out(book, sheet, len(rows))
    kinds = _Kinds(book)
    for number, row in enumerate(rows, start=1):
        line = cells(row, names)
        sheet.set_row(number, _HEIGHT * _most_lines(line))
        for column, cell in enumerate(line):
            _write(sheet, number, column, cell, kinds.of(cell, row.late))
    book.close()
    return out.getvalue()


class _Kinds:
    """The formats of the cells, plain and late."""

    def __init__(self, book: Any):
        looks: dict[str, dict[str, Any]] = {
            "text": {"text_wrap": True},
            # Stays text when somebody edits the cell, too.
            "formula": {"text_wrap": True, "quote_prefix": True},
            "number": {"align": "center"},
            "day": {"num_format": "yyyy/mm/dd", "align": "left"},
            "moment": {"num_format": "yyyy/mm/dd hh:mm", "align": "left"},
        }
        self._known = {
            (kind, late): book.add_format(
                {"valign": "top", **look, **({"bg_color": "#FDE9D9"} if late else {})}
            )
            for kind, look in looks.items()
            for late in (False, True)
        }

    def of(self, cell: Cell, late: bool) -> Any:
        """The format of a cell."""
        if isinstance(cell, dt.datetime):
            return self._known["moment", late]
        if isinstance(cell, dt.date):
            return self._known["day", late]
        if isinstance(cell, int):
            return self._known["number", late]
        return self._known["formula" if is_formula(cell or "") else "text", late]


def _lay_out(book: Any, sheet: Any, count: int) -> None:
    look = {"bold": True, "bg_color": "#DCE6F1", "bottom": 1, "valign": "vcenter"}
    head = book.add_format({**look, "text_wrap": True})
    for column, (name, width) in enumerate(zip(words.HEAD, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, head)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(count, 1), len(words.HEAD) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write(sheet: Any, row: int, column: int, cell: Cell, kind: Any) -> None:
    if isinstance(cell, str) and cell:
        sheet.write_string(row, column, clean(cell)[:_LONGEST], kind)
    elif isinstance(cell, dt.date):
        sheet.write_datetime(row, column, cell, kind)
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell, kind)
    else:
        sheet.write_blank(row, column, None, kind)


def _most_lines(line: Sequence[Cell]) -> int:
    """How many lines the fullest cell of a row takes: not every program finds out by itself."""
    texts = ((cell, width) for cell, width in zip(line, _WIDTHS, strict=True) if cell)
    needed = (math.ceil(columns(cell) / width) for cell, width in texts if isinstance(cell, str))
    return min(max(needed, default=1), _MOST_LINES)


def _plain(cell: Cell) -> str | int:
    if isinstance(cell, dt.datetime):
        return cell.strftime("%Y/%m/%d %H:%M")
    if isinstance(cell, dt.date):
        return cell.strftime("%Y/%m/%d")
    return "" if cell is None else cell
