from __future__ import annotations

from indexer.documents.draft import Draft
from indexer.documents.headings import outlined
from indexer.documents.model import Block

BODY = 10.5


def text(text: str, *, size: float = BODY, bold: bool = False, indent: float = 60.0) -> Draft:
    return Draft("text", text, page=1, size=size, bold=bold, indent=indent)


def kinds(blocks: tuple[Block, ...]) -> list[str]:
    return [block.kind for block in blocks]


def test_the_number_of_a_chapter_and_its_title_on_the_next_line_are_one_heading() -> None:
    blocks = outlined(
        [
            text("第２章", size=16),
            text("補助対象", size=16),
            text("２－１　対象者", bold=True),
            text("中小企業者とする。"),
        ],
        BODY,
    )

    assert blocks[0].text == "第２章　補助対象"
    assert blocks[-1].section == ("第２章　補助対象", "２－１　対象者")


def test_a_chapter_named_in_a_sentence_takes_no_title() -> None:
    blocks = outlined([text("第２章"), text("補助対象は次のとおり")], BODY)

    assert [block.text for block in blocks] == ["第２章", "補助対象は次のとおり"]


def test_an_annex_does_not_stand_under_the_last_chapter() -> None:
    blocks = outlined(
        [
            text("第３章　手続", size=16),
            text("手続は次のとおり。"),
            text("別紙１　経費一覧", size=14),
            text("経費は次のとおり。"),
        ],
        BODY,
    )

    assert blocks[-1].section == ("別紙１　経費一覧",)


def test_the_last_of_short_items_is_no_heading_of_what_follows() -> None:
    blocks = outlined(
        [
            text("1. 登録"),
            text("2. 宣言"),
            text("3. 申請"),
            text("期間は次のとおり。"),
        ],
        BODY,
    )

    assert kinds(blocks) == ["list_item", "list_item", "list_item", "paragraph"]


def test_a_number_alone_opens_no_section() -> None:
    blocks = outlined([text("映画の名は次のとおり"), text("3."), text("次の文章です。")], BODY)

    assert kinds(blocks) == ["paragraph"] * 3
    assert {block.section for block in blocks} == {()}
