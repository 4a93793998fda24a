"""The files of the board: days as days, and nothing that a program would calculate (A40)."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile

import pytest

from bot.board import words
from bot.board.files import csv_file, xlsx_file
from tests.bot.board.test_board import NOW, in_days, line

EVIL = (
    '=HYPERLINK("http://evil.example")', "+cmd|' /C calc'!A0", "-1+1", "@SUM(1)", "\t=1",
    "\r=1", "＝1+1", "＋1", "－1", "＠x", " =1", "\u200b=1",
)  # fmt: skip


def parts(data: bytes) -> dict[str, str]:
    """The texts of a workbook's parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return {name: book.read(name).decode() for name in book.namelist()}


@pytest.mark.parametrize("evil", EVIL)
def test_no_cell_is_a_formula(evil: str) -> None:
    rows = [line(evil, label=evil, next=evil, programme=evil)]
    book = parts(xlsx_file(rows, {"U1": evil}, NOW))
    sheet = book["xl/worksheets/sheet1.xml"]
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    found = list(csv.reader(io.StringIO(csv_file(rows, {"U1": evil}).decode("utf-8-sig"))))
    for cell in (found[1][0], found[1][1], found[1][2], found[1][4], found[1][9]):
        assert cell.startswith("'"), cell


def test_a_formula_stays_text_when_its_cell_is_edited() -> None:
    styles = parts(xlsx_file([line("=1+1")], {}, NOW))["xl/styles.xml"]
    assert 'quotePrefix="1"' in styles
    assert 'quotePrefix="1"' not in parts(xlsx_file([line()], {}, NOW))["xl/worksheets/sheet1.xml"]


def test_excel_opens_the_csv_in_japanese() -> None:
    data = csv_file([line(deadline_on=in_days(-3), updated_at=NOW)], {"U1": "佐藤 花子"})
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == 2
    head, row = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    assert tuple(head) == words.HEAD
    told = dict(zip(head, row, strict=True))
    assert (told["担当"], told["締切"], told["残り日数"]) == ("佐藤 花子", "2026/11/20", "-3")
    assert (told["遅れ"], told["最後の動き"]) == ("締切を過ぎました", "2026/11/23")


def test_the_workbook_has_days_a_frozen_head_and_a_filter() -> None:
    at = dt.datetime.fromtimestamp(NOW + 86_400, dt.UTC)
    book = parts(xlsx_file([line(deadline_at=at), line(deadline_on=in_days(5))], {}, NOW))
    sheet = book["xl/worksheets/sheet1.xml"]
    assert '<pane xSplit="1" ySplit="1"' in sheet
    assert '<autoFilter ref="A1:N3"/>' in sheet
    # 2026-11-24 17:00 and 2026-11-28 as Excel counts days.
    values = re.findall(r'<c r="F\d" s="\d+"><v>([\d.]+)</v>', sheet)
    assert [float(value) for value in values] == [pytest.approx(46350 + 17 / 24), 46354]
    assert "お客様一覧 2026-11-23" in book["xl/workbook.xml"]


def test_names_nobody_can_write_still_make_files() -> None:
    rows = [line("髙﨑\ud800商店\x00\x1b" + "長" * 50_000, label="葛󠄀城")]
    assert "葛󠄀城" in parts(xlsx_file(rows, {}, NOW))["xl/sharedStrings.xml"]
    assert "髙﨑商店" in csv_file(rows, {}).decode("utf-8-sig")


def test_the_same_board_gives_the_same_workbook() -> None:
    assert parts(xlsx_file([line()], {}, NOW)) == parts(xlsx_file([line()], {}, NOW))
