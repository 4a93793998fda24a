from __future__ import annotations

import pytest

from indexer.documents.numbering import marked, numbering


@pytest.mark.parametrize(
    ("text", "style", "number"),
    [
        ("第2章 申請", "chapter", "第2章"),
        ("第３条（定義）", "article", "第３条"),
        ("２－１ 対象者", "decimal", "２－１"),
        ("２-１-１ 対象者", "decimal", "２-１-１"),
        ("1.2.3 手順", "decimal", "1.2.3"),
        ("1.1はじめに", "decimal", "1.1"),
        ("Chapter 2 Rules", "chapter", "Chapter 2"),
        ("１．目的", "number", "１．"),
        ("（１）定義", "paren_digit", "（１）"),
        ("(エ) 宣言", "paren_kana", "(エ)"),
        ("ア　法人", "kana", "ア"),
        ("① 加点", "circled", "①"),
        ("10）交付", "half_paren", "10）"),
        ("一 一年後", "kanji", "一"),
        ("【補足１】返還", "lenticular", "【補足１】"),
        ("＜法人の場合＞", "angle", "＜法人の場合＞"),
        ("別紙２：方針", "annex", "別紙２"),
        ("ケース１：未達", "case", "ケース１："),
    ],
)
def test_a_number_is_known_by_its_style(text: str, style: str, number: str) -> None:
    found = numbering(text)

    assert found is not None
    assert (found.style, found.number) == (style, number)


@pytest.mark.parametrize(
    "text",
    [
        "2025年4月1日",
        "1.5倍以上",
        "10-3万円",
        "アクセス",
        "一般社団法人",
        "第2章に定める",
        "イベント",
        "3時まで",
        "1.0と称した",
        "2.1は廃止する",
    ],
)
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert numbering(text) is None


@pytest.mark.parametrize("text", ["・一つ", "※ 注意", "□ 同意", "☑ 同意", "（※１）とは"])
def test_bullets_and_notes_are_marked(text: str) -> None:
    assert marked(text)
