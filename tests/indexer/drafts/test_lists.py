"""A guideline's lists are found in every layout, in order, and none where there is none."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from indexer.documents import read
from indexer.documents.model import Block, ReadDocument
from indexer.drafts.kinds import principles_wanted, self_check_wanted
from indexer.drafts.lists import find
from knowledge.catalog import Catalog, load
from tests.indexer.documents.making import Paper
from tests.indexer.drafts.guidelines import ITEMS, LAYOUTS, PRINCIPLES, contents, same

EDITION = "guideline-v4.0"


@cache
def catalog() -> Catalog:
    return load()


def document(path: Path) -> ReadDocument:
    return read(path, "docx" if path.suffix == ".docx" else "pdf")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_all_items_in_order(layout: str, tmp_path: Path) -> None:
    make, count = LAYOUTS[layout]
    guideline = document(make(tmp_path))
    principles = find(guideline, principles_wanted(catalog(), EDITION))
    checks = find(guideline, self_check_wanted(catalog(), EDITION))
    assert principles
    assert checks
    assert [row.no for row in principles.entries] == list(range(1, count + 1))
    assert all(same(r.text, t) for r, t in zip(principles.entries, PRINCIPLES, strict=False))
    assert [row.no for row in checks.entries] == list(range(1, 26))
    assert all(same(r.text, text) for r, text in zip(checks.entries, ITEMS, strict=True))
    if guideline.kind == "pdf" and layout not in ("wide_table", "overview_first"):
        # Page 1 is the table of contents.
        assert min(row.page or 0 for row in principles.entries) > 1


@pytest.mark.parametrize("leaders", [True, False])
def test_a_table_of_contents_alone_gives_nothing(leaders: bool, tmp_path: Path) -> None:
    paper = Paper(tmp_path / "toc.pdf")
    contents(paper, leaders)
    paper.paragraph(
        "情報セキュリティ６か条については、付録をご覧ください。自社診断も付録にあります。"
    )
    guideline = document(paper.save())
    assert find(guideline, principles_wanted(catalog(), EDITION)) is None
    assert find(guideline, self_check_wanted(catalog(), EDITION)) is None


def test_other_lists_are_not_taken_for_principles() -> None:
    rows = [f"({n}) 申請に必要な書類の{n}番目" for n in range(1, 9)]
    blocks = tuple(
        Block(kind="list_item", text=text, page=1, section=("必要書類",)) for text in rows
    )
    rules = ReadDocument(kind="pdf", title="公募要領", pages=1, blocks=blocks)
    assert find(rules, principles_wanted(catalog(), EDITION)) is None
    assert find(rules, self_check_wanted(catalog(), EDITION)) is None


def test_a_number_that_is_missing_is_named() -> None:
    rows = [f"{n}．{text}" for n, text in enumerate(PRINCIPLES, 1) if n != 4]
    section = ("情報セキュリティ6か条",)
    blocks = (
        Block(kind="heading", text=section[0], page=1, section=section),
        *(Block(kind="paragraph", text=text, page=2, section=section) for text in rows),
    )
    found = find(
        ReadDocument(kind="pdf", title="", pages=2, blocks=blocks),
        principles_wanted(catalog(), EDITION),
    )
    assert found
    assert (found.missing, found.sure) == ((4,), "medium")
    assert [row.no for row in found.entries] == [1, 2, 3, 5, 6]


def test_the_count_of_the_document_counts_more_than_what_is_known() -> None:
    section = ("情報セキュリティ５か条",)
    blocks = tuple(
        Block(kind="paragraph", text=f"({n}) {text}", page=1, section=section)
        for n, text in enumerate(PRINCIPLES[:5], 1)
    )
    heading = Block(kind="heading", text=section[0], page=1, section=section)
    old = ReadDocument(kind="pdf", title="", pages=1, blocks=(heading, *blocks))
    found = find(old, principles_wanted(catalog(), EDITION))
    assert found
    assert (found.expected, len(found.entries)) == (5, 5)


def test_conditions_of_a_subsidy_are_not_taken_for_principles() -> None:
    """Found in the 公募要領 of 2025: 一 to 五, ending like principles, name nowhere."""
    texts = (
        "給与支給総額の年平均成長率を1.5パーセント以上とすること。",
        "事業場内最低賃金を地域別最低賃金より高くすること。",
        "賃金引上げ計画を策定し従業員に表明すること。",
        "社会福祉法に基づく事業を行うこと。",
        "学校教育法に基づく学校を設けること。",
    )
    blocks = tuple(
        Block(kind="list_item", text=f"{number} {text}", page=9, section=("申請要件",))
        for number, text in zip("一二三四五", texts, strict=True)
    )
    rules = ReadDocument(kind="pdf", title="公募要領", pages=9, blocks=blocks)
    assert find(rules, principles_wanted(catalog(), EDITION)) is None
