from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from indexer.documents import ReadDocument, read
from tests.indexer.documents.making import FONT, HEIGHT, WIDTH, registered

SENTENCE = "補助事業者は交付決定を受けた後でなければ契約や発注をすることができない。"
PARAGRAPH = f"{SENTENCE}{SENTENCE}申請の期限は令和8年12月31日までとし、{SENTENCE * 2}"
COLUMNS = ("第１章総則", *(PARAGRAPH[start : start + 60] for start in range(0, len(PARAGRAPH), 60)))


@pytest.fixture
def canvas(tmp_path: Path) -> Canvas:
    registered()
    return Canvas(str(tmp_path / "made.pdf"), pagesize=(WIDTH, HEIGHT))


def finished(canvas: Canvas) -> ReadDocument:
    canvas.save()
    return read(Path(canvas._filename), "pdf")


def sheet(canvas: Canvas, width: float) -> None:
    """Text and a table as on a landscape sheet."""
    canvas.setFont(FONT, 10.5)
    canvas.drawString(60, 460, SENTENCE)
    for row, cells in enumerate((("区分", "補助率"), ("中小企業", "1/2以内"))):
        for column, text in enumerate(cells):
            canvas.rect(60 + 120 * column, 400 - 18 * row, 120, 18)
            canvas.drawString(64 + 120 * column, 405 - 18 * row, text)
    canvas.setFont(FONT, 9)
    canvas.drawString(width / 2, 20, f"- {canvas.getPageNumber()} -")


def turned_left(canvas: Canvas) -> None:
    canvas.translate(WIDTH, 0)
    canvas.rotate(90)


def turned_right(canvas: Canvas) -> None:
    canvas.translate(0, HEIGHT)
    canvas.rotate(-90)


def upside_down(canvas: Canvas) -> None:
    canvas.translate(WIDTH, HEIGHT)
    canvas.rotate(180)


@pytest.mark.parametrize("turn", [turned_left, turned_right, upside_down])
@pytest.mark.parametrize("said", [True, False])
def test_a_page_printed_another_way_up_is_read_as_it_stands(
    canvas: Canvas, turn: Callable[[Canvas], None], said: bool
) -> None:
    """Whether the file tells a viewer to turn the page back, or leaves that to the reader."""
    for _ in range(3):
        if said and turn is not upside_down:
            canvas.setPageRotation(90 if turn is turned_left else 270)
            canvas.setPageSize((HEIGHT, WIDTH))
        elif said:
            canvas.setPageRotation(180)
        turn(canvas)
        sheet(canvas, WIDTH if turn is upside_down else HEIGHT)
        canvas.showPage()

    document = finished(canvas)

    assert [block.text for block in document.blocks if block.kind == "paragraph"] == [SENTENCE] * 3
    [table] = [block for block in document.blocks if block.kind == "table" and block.page == 1]
    assert table.rows[:2] == (("区分", "補助率"), ("中小企業", "1/2以内"))
    assert [block.printed_page for block in document.blocks if block.kind == "paragraph"] == [
        "1",
        "2",
        "3",
    ]


def test_an_upright_page_number_on_a_sideways_page_is_no_text(canvas: Canvas) -> None:
    for page in range(3):
        canvas.saveState()
        turned_left(canvas)
        canvas.setFont(FONT, 10.5)
        canvas.drawString(60, 460, SENTENCE)
        canvas.restoreState()
        canvas.setFont(FONT, 9)
        canvas.drawString(WIDTH / 2, 20, f"- {page + 1} -")
        canvas.showPage()

    document = finished(canvas)

    assert [block.text for block in document.blocks] == [SENTENCE] * 3
    assert [block.printed_page for block in document.blocks] == ["1", "2", "3"]


def test_a_mark_across_the_page_does_not_scatter_among_the_lines(canvas: Canvas) -> None:
    canvas.setFont(FONT, 10.5)
    for line in range(8):
        canvas.drawString(60, 600 - 18 * line, SENTENCE)
    canvas.saveState()
    canvas.translate(150, 430)
    canvas.rotate(45)
    canvas.setFont(FONT, 40)
    canvas.setFillGray(0.8)
    canvas.drawString(0, 0, "見本です")
    canvas.restoreState()

    texts = [block.text for block in finished(canvas).blocks]

    assert "".join(texts).count(SENTENCE) == 8
    assert texts[-1] == "見本です"


def written_down(canvas: Canvas, columns: tuple[str, ...], size: float = 10.5) -> None:
    """Columns from the right; digits stand side by side in one place."""
    canvas.setFont(FONT, size)
    for column, text in enumerate(columns):
        x, y = WIDTH - 80 - 20 * column, HEIGHT - 120.0
        digits = ""
        for character, following in zip(text, f"{text[1:]} ", strict=True):
            if character.isascii() and character.isdigit():
                digits += character
                if following.isascii() and following.isdigit():
                    continue
            canvas.drawString(x, y, digits or character)
            digits = ""
            y -= size


def test_vertical_writing_is_read_down_the_columns_from_the_right(canvas: Canvas) -> None:
    written_down(canvas, COLUMNS)
    canvas.setFont(FONT, 9)
    canvas.drawString(WIDTH / 2, 20, "- 1 -")

    document = finished(canvas)

    assert [block.text for block in document.blocks] == [COLUMNS[0], PARAGRAPH]
    assert document.blocks[0].kind == "heading"
    assert document.blocks[1].printed_page == "1"


def test_a_horizontal_line_on_a_page_of_vertical_writing_is_kept_whole(canvas: Canvas) -> None:
    written_down(canvas, COLUMNS * 3)
    canvas.setFont(FONT, 10.5)
    canvas.drawString(200, 200, "問合せ先は事務局です")

    texts = [block.text for block in finished(canvas).blocks]

    assert texts[-1] == "問合せ先は事務局です"


def test_a_form_at_the_top_of_each_page_is_a_heading_however_alike(canvas: Canvas) -> None:
    for number in "１２３４":
        canvas.setFont(FONT, 10.5)
        canvas.drawString(60, HEIGHT - 50, f"様式第{number}号　申請書")
        canvas.drawString(60, HEIGHT - 120, SENTENCE)
        canvas.showPage()

    sections = [block.section for block in finished(canvas).blocks if block.kind == "paragraph"]

    assert sections == [(f"様式第{number}号　申請書",) for number in "１２３４"]
