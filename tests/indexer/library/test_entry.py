"""What staff says of a document is kept whole, or refused where it cannot be right."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from pydantic import ValidationError

from tests.indexer.library.made import PUBLISHED, details, entry, file


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("id", "公募要領"),
        ("id", "../etc"),
        ("id", ".hidden"),
        ("id", ""),
        ("title", " "),
        ("title", "題\x00名"),
        ("title", "長" * 201),
        ("url", "javascript:alert(1)"),
        ("url", "https://example.jp/|<!channel>"),
        ("published", "3月30日"),
        ("use", "要領"),
        ("trust", "たぶん公式"),
        ("valid_to", dt.date(2025, 1, 1)),
    ],
)
def test_what_cannot_be_right_is_refused(name: str, value: object) -> None:
    said = {"valid_from": dt.date(2026, 1, 1), name: value}
    with pytest.raises(ValidationError):
        details(**said)


def test_a_title_is_brought_to_one_line() -> None:
    assert details(title="公募\n要領　通常枠").title == "公募 要領 通常枠"


def test_without_a_day_to_begin_it_holds_from_its_publication() -> None:
    assert details().valid_from is None


def test_the_name_says_the_edition_once(tmp_path: Path) -> None:
    original = file(tmp_path)
    assert entry(original).name == "公募要領 2026年版"
    assert entry(original, details(title="公募要領 2026年版")).name == "公募要領 2026年版"
    assert entry(original).holds_from == PUBLISHED


def test_the_same_file_said_the_same_is_the_same_revision(tmp_path: Path) -> None:
    one, same = file(tmp_path), file(tmp_path, name="copy.pdf")
    other = file(tmp_path, b"%PDF-1.7 other", "other.pdf")
    assert entry(one).revision == entry(same, added_by="佐藤").revision
    assert entry(one).revision != entry(other).revision
    assert entry(one).revision != entry(one, details(edition="2027年版")).revision
