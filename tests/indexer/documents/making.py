"""Small documents like official ones, made for the tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import matplotlib_fontja
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONT = "IPAexGothic"
WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP = 60.0, WIDTH - 60.0, 60.0
SIZE = 10.5
PITCH = 18.0


@cache
def registered() -> None:
    """Make the font known to reportlab."""
    folder = Path(matplotlib_fontja.__file__).parent / "fonts"
    pdfmetrics.registerFont(TTFont(FONT, str(folder / "ipaexg.ttf")))


class Paper:
    """A PDF written line by line; y is counted from the top.

    Args:
        path: where it is written by `save`.
        head: printed at the top of every page.
        number: prints what stands at the foot of a page, given its number.
    """

    def __init__(self, path: Path, head: str = "", number: Callable[[int], str] = lambda page: ""):
        registered()
        self.path, self.head, self.number = path, head, number
        self.canvas = Canvas(str(path), pagesize=A4)
        self.page = 1
        self.y = TOP + 30

    def text(
        self, text: str, x: float = LEFT, y: float | None = None, size: float = SIZE, **look: object
    ) -> None:
        """One line; `white` paints it white, `mode` is the PDF's text render mode."""
        at = self.y if y is None else y
        piece = self.canvas.beginText(x, HEIGHT - at)
        piece.setFont(str(look.get("font", FONT)), size)
        piece.setTextRenderMode(int(str(look.get("mode", 0))))
        piece.setFillColorRGB(*((1, 1, 1) if look.get("white") else (0, 0, 0)))
        piece.textOut(text)
        self.canvas.drawText(piece)
        if y is None:
            self.y += PITCH * max(1, size / SIZE)

    def paragraph(
        self, text: str, x: float = LEFT, right: float = RIGHT, size: float = SIZE
    ) -> None:
        """A text broken where the column ends, wherever that is."""
        count = int((right - x) / size)
        for start in range(0, len(text), count):
            self.text(text[start : start + count], x, size=size)

    def table(
        self,
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        x: float = LEFT,
        shaded: int = 1,
    ) -> None:
        """A ruled table with a grey header."""
        self.y += 4
        for index, row in enumerate(rows):
            at = x
            for text, width in zip(row, widths, strict=True):
                bottom = HEIGHT - self.y - PITCH + 12
                self.canvas.setFillGray(0.85)
                self.canvas.rect(at, bottom, width, PITCH, stroke=1, fill=int(index < shaded))
                self.canvas.setFillGray(0)
                self.text(text, at + 3, self.y, 9)
                at += width
            self.y += PITCH
        self.y += 8

    def blank(self, lines: float = 1) -> None:
        """White space."""
        self.y += lines * PITCH

    def turn(self) -> None:
        """The next page."""
        if self.head:
            self.text(self.head, LEFT, 40, 8)
        if self.number(self.page):
            self.text(self.number(self.page), WIDTH / 2 - 6, HEIGHT - 40, 9)
        self.canvas.showPage()
        self.page += 1
        self.y = TOP + 30

    def save(self) -> Path:
        """The file, finished."""
        self.turn()
        self.canvas.save()
        return self.path
