from __future__ import annotations

from pathlib import Path

import pytest

from indexer.documents import ReadDocument, read
from indexer.documents.model import Rows
from tests.indexer.documents.making import LEFT, PITCH, SIZE, Paper

SENTENCE = "補助事業者は交付決定を受けた後でなければ、契約や発注をすることができない。"
PLACES = (LEFT, LEFT + 80, LEFT + 280)


@pytest.fixture
def paper(tmp_path: Path) -> Paper:
    return Paper(tmp_path / "made.pdf")


def columns(paper: Paper, *rows: tuple[str, ...], places: tuple[float, ...] = PLACES) -> None:
    for row in rows:
        for text, x in zip(row, places, strict=False):
            paper.text(text, x, paper.y)
        paper.y += PITCH


def tables(document: ReadDocument) -> list[Rows]:
    return [block.rows for block in document.blocks if block.kind == "table"]


def test_texts_in_columns_without_lines_are_a_table(paper: Paper) -> None:
    paper.text(SENTENCE)
    rows = (
        ("回", "申請期間", "交付決定日"),
        ("第１回", "４月10日～５月12日", "６月18日"),
        ("第２回", "５月13日～６月16日", "７月24日"),
    )
    columns(paper, *rows)
    paper.text(SENTENCE)

    document = read(paper.save(), "pdf")

    assert tables(document) == [rows]
    assert document.blocks[1].header_rows == 1
    assert [block.text for block in document.blocks if block.kind != "table"] == [SENTENCE] * 2


def test_a_cell_of_two_lines_stays_one_beside_its_neighbours(paper: Paper) -> None:
    columns(
        paper,
        ("第１回", "令和８年４月10日から令和", "６月18日"),
        ("", "８年５月12日まで", ""),
        ("第２回", "令和８年５月13日から令和", "７月24日"),
        ("", "８年６月16日まで", ""),
        ("第３回", "未定", "８月31日"),
    )

    assert tables(read(paper.save(), "pdf")) == [
        (
            ("第１回", "令和８年４月10日から令和８年５月12日まで", "６月18日"),
            ("第２回", "令和８年５月13日から令和８年６月16日まで", "７月24日"),
            ("第３回", "未定", "８月31日"),
        )
    ]


def test_a_row_without_a_name_of_its_own_is_still_a_row(paper: Paper) -> None:
    rows = (
        ("通常枠", "Ａ類型", "150万円"),
        ("", "Ｂ類型", "450万円"),
        ("特別枠", "一律", "100万円"),
    )
    columns(paper, *rows)

    assert tables(read(paper.save(), "pdf")) == [rows]


def test_names_and_their_values_are_a_table_of_two_columns(paper: Paper) -> None:
    rows = (
        ("名称", "地域デジタル化推進事務局"),
        ("電話", "03-0000-0000"),
        ("受付時間", "平日の午前と午後"),
    )
    columns(paper, *rows, places=(LEFT, LEFT + 120))

    assert tables(read(paper.save(), "pdf")) == [rows]


def test_a_list_set_off_from_its_numbers_is_no_table(paper: Paper) -> None:
    items = [
        ("（１）", "法人であること"),
        ("（２）", "宣言を行うこと"),
        ("（３）", "納税していること"),
    ]
    columns(paper, *items, places=(LEFT, LEFT + 80))

    assert tables(read(paper.save(), "pdf")) == []


def test_two_columns_of_running_text_are_no_table(paper: Paper) -> None:
    text = ("左と右の段にはそれぞれ別の話題が書いてありどちらも読むべき順に置かれている" * 6)[:160]
    lines = [(text[start : start + 20], text[start : start + 20]) for start in range(0, 160, 20)]
    columns(paper, *lines, places=(LEFT, LEFT + 20 * SIZE + 25))

    assert tables(read(paper.save(), "pdf")) == []


def test_a_table_of_contents_without_dots_is_no_table(paper: Paper) -> None:
    paper.text("目次")
    columns(
        paper,
        ("はじめに", "3"),
        ("事業の目的", "4"),
        ("補助対象", "6"),
        ("手続", "9"),
        places=(LEFT, 500.0),
    )
    paper.turn()
    paper.text(SENTENCE)

    assert [block.text for block in read(paper.save(), "pdf").blocks] == [SENTENCE]


def test_entries_without_dots_among_those_with_are_left_out_too(paper: Paper) -> None:
    paper.text("目次")
    for chapter in "１２":
        paper.text(f"第{chapter}章　手続", LEFT, paper.y)
        paper.text(chapter, LEFT + 37 * SIZE)
        for entry in ("申請", "報告"):
            paper.text(f"{entry}のしかたについて{'．' * 27}{chapter}")
    paper.turn()
    paper.text(SENTENCE)

    assert [block.text for block in read(paper.save(), "pdf").blocks] == [SENTENCE]


def test_the_last_page_of_a_paper_in_columns_is_read_as_a_column(paper: Paper) -> None:
    text = ("二段組みの紙面では文章が段の端まで続いてから次の行へと折り返されてゆく" * 9)[
        :299
    ] + "。"
    lines = [text[start : start + 20] for start in range(0, 300, 20)]
    for line in lines:
        paper.text(line, LEFT, paper.y)
        paper.text(line, LEFT + 20 * SIZE + 25)
    paper.turn()
    for line in lines:
        paper.text(line)

    document = read(paper.save(), "pdf")

    assert [block.text for block in document.blocks if block.page == 2] == [text]
