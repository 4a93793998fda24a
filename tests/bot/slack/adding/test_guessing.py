"""What a document says of itself, and the short name nobody has to think of."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.slack.adding.guessing import dates, guessed, proposed_id
from indexer.documents.model import Block, ReadDocument

TODAY = dt.date(2026, 11, 23)


def document(*lines: str, title: str = "") -> ReadDocument:
    """A document whose first page has these lines."""
    blocks = tuple(Block(kind="paragraph", text=line, page=1) for line in lines)
    return ReadDocument(kind="pdf", title=title, pages=1, blocks=blocks)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和8年3月30日", "2026-03-30"),
        ("令和元年5月1日", "2019-05-01"),
        ("２０２６年３月３０日改訂", "2026-03-30"),
        ("平成 30 年 4 月 1 日", "2018-04-01"),
        ("2026/3/30", "2026-03-30"),
        ("2026.03.30", "2026-03-30"),
    ],
)
def test_days_are_read_in_every_notation(text: str, day: str) -> None:
    assert [one.isoformat() for one in dates(text)] == [day]


def test_a_day_that_is_none_is_left_out() -> None:
    assert list(dates("令和8年2月30日と2026年13月1日")) == []


def test_a_guideline_tells_title_edition_publisher_and_day() -> None:
    found = guessed(
        document(
            "第4.0 版",
            "初版 平成21年3月25日",
            "令和8年3月30日",
            "独立行政法人情報処理推進機構",
            "2030年3月31日まで",
            title="中小企業の情報セキュリティ対策ガイドライン",
        ),
        "guideline.pdf",
        TODAY,
    )
    assert found == {
        "title": "中小企業の情報セキュリティ対策ガイドライン",
        "edition": "第4.0版",
        "publisher": "独立行政法人情報処理推進機構",
        "published": "2026-03-30",
        "use": "guideline",
    }


def test_what_is_not_said_is_not_guessed() -> None:
    assert guessed(document("こんにちは"), "memo.txt", TODAY) == {"title": "memo"}


def test_a_sentence_that_names_a_body_is_no_publisher() -> None:
    said = "不正があった場合は、補助金事務局に届け出ます。"
    assert "publisher" not in guessed(document(said), "a.pdf", TODAY)


@pytest.mark.parametrize(
    ("name", "taken", "wanted"),
    [
        ("it2026_koubo_tsujyo.pdf", set(), "it2026-koubo-tsujyo"),
        ("IT2026 Koubo (1).PDF", set(), "it2026-koubo-1"),
        ("公募要領.pdf", set(), "rules-2026"),
        ("公募要領.pdf", {"rules-2026", "rules-2026-2"}, "rules-2026-3"),
        ("..pdf", set(), "rules-2026"),
    ],
)
def test_a_short_name_is_proposed(name: str, taken: set[str], wanted: str) -> None:
    assert proposed_id("公募要領", "2026年版", "rules", name, taken) == wanted
