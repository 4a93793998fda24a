from __future__ import annotations

from indexer.documents import Block, ReadDocument
from indexer.documents.chunks import LONGEST, chunks


def document(*blocks: Block) -> ReadDocument:
    return ReadDocument(kind="pdf", title="公募要領", pages=9, blocks=blocks)


def paragraph(text: str, page: int = 1, section: tuple[str, ...] = ("1. 目的",)) -> Block:
    return Block(kind="paragraph", text=text, page=page, page_end=page, section=section)


def test_a_passage_has_its_path_for_search_and_only_its_words_to_quote() -> None:
    heading = Block(kind="heading", text="1. 目的", page=1, page_end=1, section=("1. 目的",))

    [chunk] = chunks(document(heading, paragraph("手続きを定める。")))

    assert chunk.text == "手続きを定める。"
    assert chunk.heading == "1. 目的"
    assert "目的" in chunk.searchable


def test_a_heading_with_nothing_under_it_is_a_passage() -> None:
    headings = [
        Block(kind="heading", text=text, page=1, page_end=1, section=(text,))
        for text in ("甲", "乙")
    ]

    assert [chunk.text for chunk in chunks(document(*headings))] == ["甲", "乙"]


def test_long_paragraphs_are_cut_at_sentences_and_nothing_is_lost() -> None:
    sentence = "補助事業者は交付決定の後に契約を行うものとする。"

    parts = chunks(document(paragraph(sentence * 60)))

    assert "".join(part.text for part in parts) == sentence * 60
    assert all(len(part.text) <= LONGEST and part.text.endswith("。") for part in parts)


def test_passages_of_different_pages_stay_apart() -> None:
    found = chunks(document(paragraph("一枚目。", 1), paragraph("二枚目。", 2)))

    assert [chunk.page for chunk in found] == [1, 2]


def test_every_part_of_a_long_table_has_its_header() -> None:
    rows = (("区分", "内容"), *((f"第{n}区分", "説明の文章" * 12) for n in range(20)))
    table = Block(kind="table", text="", page=3, page_end=3, rows=rows, header_rows=1)

    parts = chunks(document(table))

    assert len(parts) > 3
    assert all(
        part.text.startswith("区分｜内容\n") and len(part.text) <= LONGEST + 80 for part in parts
    )
    assert sum(part.text.count("区分｜説明") for part in parts) == 20


def table(page: int = 1) -> Block:
    rows = (("期間",), ("3月31日から",))
    return Block(
        kind="table",
        text="",
        page=page,
        page_end=page,
        rows=rows,
        header_rows=1,
        section=("1. 目的",),
    )


def test_a_sentence_that_leads_in_to_a_table_stands_before_it() -> None:
    told, lead = paragraph("申請者は電子申請を行う。" * 8), paragraph("日程は以下のとおり。")

    first, second = chunks(document(told, lead, table()))

    assert first.text == told.text
    assert second.text == "日程は以下のとおり。\n期間\n3月31日から"
    assert second.kind == "table"


def test_other_sentences_and_those_of_another_page_stay_apart_from_a_table() -> None:
    assert len(chunks(document(paragraph("日程は別に定める。"), table()))) == 2
    assert len(chunks(document(paragraph("日程は以下のとおり。", 1), table(2)))) == 2
