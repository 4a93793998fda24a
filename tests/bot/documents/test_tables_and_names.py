"""CSV files and file names, whatever people type."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re

from hypothesis import example, given
from hypothesis import strategies as st

from bot.documents.archive import file_name, safe
from bot.documents.tables import cell, table
from bot.documents.text import clean
from bot.documents.todos import todo_csv, todo_lines
from bot.domain.walkthrough import Todo
from tests.bot.documents.dossiers import HARD_NAMES

_ANY = st.text(max_size=400) | st.sampled_from(sorted(HARD_NAMES.values()))
_DAY = dt.date(2026, 11, 22)


@given(_ANY)
@example("\t=1+1")
@example("\u202e=1+1")
@example("\r\n@SUM(A1)")
@example("＝1+1")
def test_no_cell_is_a_formula(text: str) -> None:
    assert not cell(text).startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))


def test_formula_letters_get_a_mark_in_front() -> None:
    for text in ("=1", "+1", "-1", "@a"):
        assert cell(text) == f"'{text}"
    assert cell("\t=1") == "'=1"
    assert cell(-1) == "-1"
    assert cell("09012345678") == "09012345678"


@given(st.lists(st.tuples(_ANY, _ANY), max_size=5))
def test_a_table_comes_back_as_it_was_written(rows: list[tuple[str, str]]) -> None:
    data = table(("名", "値"), rows)
    assert data.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert read == [["名", "値"], *([cell(a), cell(b)] for a, b in rows)]


@given(_ANY)
@example("CON")
@example("...")
@example("🍣" * 50)
@example("\u0301")
@example("𠮷" * 200)
def test_a_file_name_is_safe_everywhere(company: str) -> None:
    name = file_name(company, "記録一式", _DAY, ".zip")
    assert name.endswith("_記録一式_20261122.zip")
    assert len(name) <= 100
    assert len(name.encode()) <= 240
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]', name)
    assert not name.startswith((".", "-", "_", " ", "=", "~")) or safe(company).startswith("_")


def test_reserved_and_empty_names_are_replaced() -> None:
    assert safe("con") == "_con"
    assert safe("LPT9") == "_LPT9"
    assert safe("//") == "会社名未記入"
    assert safe("株式会社髙﨑 製作所") == "株式会社髙﨑_製作所"


@given(_ANY)
def test_cleaned_text_has_nothing_that_acts(text: str) -> None:
    found = clean(text)
    assert not re.search("[\x00-\x1f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]", found)
    assert clean(found) == found


def test_todos_are_told_in_lines_and_in_a_table() -> None:
    todos = [
        Todo(run="r", step="a", title="=SUM()", measures=("聞く", "直す"), unknown=True),
        Todo(run="r", step="b", title="更新する\n今日", measures=(), unknown=False),
    ]
    assert todo_lines(todos) == (
        "1. =SUM()（わからない。まず知っている人に聞く）",
        "　→ 聞く",
        "2. 更新する 今日",
    )
    assert "'=SUM()" in todo_csv(todos).decode("utf-8-sig")
    assert todo_lines([]) == ("いま残っていることはありません。",)
