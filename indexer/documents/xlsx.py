"""Excel workbooks → blocks, read with openpyxl: a sheet is a page, its cells are tables."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
from lxml import etree
from openpyxl.utils.exceptions import InvalidFileException

from indexer.documents import words
from indexer.documents.draft import Draft
from indexer.documents.errors import UnreadableDocument
from indexer.documents.headings import outlined
from indexer.documents.model import Hidden, ReadDocument, Rows
from indexer.documents.tables import headers_of, text_of
from indexer.documents.xlsx_shapes import shapes_of
from indexer.documents.xlsx_values import shown as _text
from indexer.text import has_words

MOST_ROWS = 20_000
_MOST_COLUMNS = 400
_DAMAGE = (
    InvalidFileException,
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    etree.XMLSyntaxError,
    SyntaxError,
)


def read_xlsx(path: Path) -> ReadDocument:
    """A workbook as blocks.

    Raises:
        UnreadableDocument: damaged, too large, or without text.
    """
    try:
        with path.open("rb") as file:
            shown = openpyxl.load_workbook(file, data_only=True)
        with path.open("rb") as file:
            written = openpyxl.load_workbook(file, data_only=False)
        shapes = shapes_of(path)
        return _read(shown, written, shapes, path)
    except _DAMAGE as error:
        raise UnreadableDocument(words.DAMAGED) from error


def _read(
    shown: Any, written: Any, shapes: dict[int, list[tuple[int, str]]], path: Path
) -> ReadDocument:
    drafts: list[Draft] = []
    hidden: list[Hidden] = []
    for number, sheet in enumerate(shown.worksheets, start=1):
        if sheet.sheet_state != "visible":
            text = "\n".join(
                " ".join(_text(cell.value) for cell in row if cell.value is not None)
                for row in _cells(sheet)
            )
            if has_words(text):
                hidden.append(Hidden(text=text[:5000], page=number, reason="hidden_part"))
            continue
        reader = _Sheet(sheet, written.worksheets[number - 1], number)
        drafts += reader.drafts(shapes.get(number, []), titled=len(shown.worksheets) > 1)
        hidden += reader.hidden
    if not any(has_words(draft.text) for draft in drafts):
        raise UnreadableDocument(words.EMPTY)
    title = next((draft.text for draft in drafts if draft.level == 1), None)
    return ReadDocument(
        kind="xlsx",
        title=(title or shown.properties.title or path.stem)[:120],
        pages=len(shown.worksheets),
        blocks=outlined(drafts, 11.0),
        hidden=tuple(hidden),
        notes=(words.HIDDEN_FOUND.format(count=len(hidden)),) if hidden else (),
    )


def _cells(sheet: Any) -> Iterator[tuple[Any, ...]]:
    if sheet.max_row > MOST_ROWS * 50:
        raise UnreadableDocument(words.TOO_LARGE_SHEET.format(rows=MOST_ROWS))
    for count, row in enumerate(
        sheet.iter_rows(max_col=min(sheet.max_column, _MOST_COLUMNS)), start=1
    ):
        if count > MOST_ROWS:
            raise UnreadableDocument(words.TOO_LARGE_SHEET.format(rows=MOST_ROWS))
        yield row


class _Sheet:
    """One sheet: runs of rows with several texts are tables, a text alone in its row stands alone."""

    def __init__(self, sheet: Any, formulas: Any, number: int):
        self.sheet, self.formulas, self.number = sheet, formulas, number
        self.hidden: list[Hidden] = []
        self._width = min(sheet.max_column, _MOST_COLUMNS)
        self.merged = {
            (row, column): (area.min_row, area.min_col, area.max_row, area.max_col)
            for area in sheet.merged_cells.ranges
            for row in range(area.min_row, min(area.max_row, area.min_row + 500) + 1)
            for column in range(area.min_col, min(area.max_col, _MOST_COLUMNS) + 1)
        }

    def drafts(self, shapes: list[tuple[int, str]], *, titled: bool) -> list[Draft]:
        found: list[Draft] = []
        if titled:
            found.append(Draft("text", self.sheet.title, self.number, level=1))
        waiting = sorted(shapes)
        table: list[tuple[int, dict[int, str]]] = []
        last = 0
        for row, texts, bold in self._rows():
            while waiting and waiting[0][0] <= row:
                self._close(found, table)
                table = []
                found.append(Draft("text", waiting.pop(0)[1], self.number))
            alone = len(texts) == 1 and self._wide(row, next(iter(texts)))
            if table and row <= last + 1 and alone:
                alone = not self._in_table(row, next(iter(texts)), table)
            if table and (row > last + 1 or alone):
                self._close(found, table)
                table = []
            if alone and not table:
                found.append(
                    self._alone(
                        next(iter(texts.values())),
                        bold and self._heads(row, next(iter(texts))),
                        first=not found or (titled and len(found) == 1),
                        titled=titled,
                    )
                )
            else:
                table.append((row, texts))
            last = max(last, self._bottom(row, texts)) if table else self._bottom(row, texts)
        self._close(found, table)
        found += [Draft("text", text, self.number) for _, text in waiting]
        return found

    def _alone(self, text: str, bold: bool, *, first: bool, titled: bool) -> Draft:
        level = (2 if titled else 1) if first and bold and len(text) <= 60 else None
        return Draft("text", text, self.number, size=11.0, bold=bold, level=level)

    def _rows(self) -> Iterator[tuple[int, dict[int, str], bool]]:
        """Rows with text, a merged cell once and at its top left."""
        concealed: list[str] = []
        for cells in _cells(self.sheet):
            texts: dict[int, str] = {}
            bold = False
            for cell in cells:
                text = self._value(cell)
                if not text:
                    continue
                if self._conceals(cell):
                    concealed.append(text)
                    continue
                texts[cell.column] = text
                bold = bold or bool(cell.font and cell.font.b)
            if texts:
                yield cells[0].row, texts, bold
        shown = "\n".join(concealed)
        if has_words(shown) and any(character.isalpha() for character in shown):
            self.hidden.append(Hidden(text=shown[:5000], page=self.number, reason="hidden_part"))

    def _value(self, cell: Any) -> str:
        text = _text(cell.value, cell.number_format)
        if not text:
            formula = self.formulas.cell(cell.row, cell.column).value
            # A formula never calculated shows nothing; what it would show is not known.
            return "" if isinstance(formula, str) and formula.startswith("=") else _text(formula)
        return text

    def _conceals(self, cell: Any) -> bool:
        row = self.sheet.row_dimensions.get(cell.row)
        if row is not None and row.hidden:
            return True
        return any(
            dimension.hidden and (dimension.min or 0) <= cell.column <= (dimension.max or 0)
            for dimension in self.sheet.column_dimensions.values()
        )

    def _bottom(self, row: int, texts: dict[int, str]) -> int:
        return max(int(bottom) for bottom in self._bottoms(row, texts))

    def _bottoms(self, row: int, texts: dict[int, str]) -> list[int]:
        return [self.merged.get((row, column), (0, 0, row, 0))[2] for column in texts]

    def _wide(self, row: int, column: int) -> bool:
        """Whether a lone text is a line of its own: at the left of the sheet or merged wide."""
        area = self.merged.get((row, column))
        return area is None or area[3] - area[1] >= 3

    def _heads(self, row: int, column: int) -> bool:
        """Whether a bold text may head a part: the label of a field is merged narrow."""
        area = self.merged.get((row, column))
        return area is None or 2 * (area[3] - area[1] + 1) >= self._width

    def _in_table(self, row: int, column: int, table: list[tuple[int, dict[int, str]]]) -> bool:
        """Whether a lone text is a cell of the table above: ruled, or beside a cell merged down."""
        if (row, column) in self.merged:
            return False
        columns = {column for _, texts in table for column in texts}
        beside = any(self.merged.get((row, other), (row,))[0] < row for other in columns - {column})
        return column in columns and (beside or _boxed(self.sheet.cell(row, column)))

    def _close(self, found: list[Draft], table: list[tuple[int, dict[int, str]]]) -> None:
        if not table:
            return
        columns = sorted({column for _, texts in table for column in texts})
        written = dict(table)
        rows: Rows = tuple(
            tuple(self._cell(row, column, written) for column in columns) for row, _ in table
        )
        if len(rows) == 1 and len(columns) == 1:
            found.append(Draft("text", rows[0][0], self.number))
            return
        headers = self._headers(rows, [row for row, _ in table], columns)
        found.append(Draft("table", text_of(rows), self.number, rows=rows, header_rows=headers))

    def _cell(self, row: int, column: int, written: dict[int, dict[int, str]]) -> str:
        """A cell's text; one merged over several rows stands in each of them."""
        top, left = self.merged.get((row, column), (row, column))[:2]
        return written.get(top, {}).get(column, "") if left == column else ""

    def _headers(self, rows: Rows, places: list[int], columns: list[int]) -> int:
        if len(rows) < 2:
            return 0
        areas = [self.merged.get((places[0], column)) for column in columns]
        across = {
            index
            for index, (column, area) in enumerate(zip(columns, areas, strict=True))
            if area is not None and area[1] < column
        }
        down = {
            index for index, area in enumerate(areas) if area is not None and area[2] >= places[1]
        }
        return headers_of(rows, across, down, lambda text: not _is_number(text))


def _is_number(text: str) -> bool:
    return text.strip("¥￥$%円△▲-").replace(",", "").replace(".", "").isdigit()


def _boxed(cell: Any) -> bool:
    """Whether lines are drawn round a cell."""
    border = cell.border
    sides = (border.left, border.right, border.top, border.bottom)
    return sum(bool(side is not None and side.style) for side in sides) >= 3
