"""A PDF page read with PDFium."""

from __future__ import annotations

import ctypes
import math
from dataclasses import replace

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from indexer.documents.pdf_drawing import Drawing
from indexer.documents.pdf_page import Box, Glyph, Page
from indexer.documents.pdf_turning import upright

_INVISIBLE_MODES = {raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP}
_BOLD_MODES = {raw.FPDF_TEXTRENDERMODE_FILL_STROKE}
_BOLD_WEIGHT = 600
# Least step of grey between two pixels that a person sees as ink on paper.
_CONTRAST = 12
_INK_SCALE = 1.5
_TINY = 2.0
_WHITE = 246
# Wingdings and Symbol have no characters of their own in Unicode: what they look like.
_SYMBOLS = {
    0xF0B7: "•", 0xF06C: "●", 0xF06E: "■", 0xF06F: "□", 0xF0A8: "□", 0xF071: "□", 0xF072: "□",
    0xF0FE: "☑", 0xF052: "☑", 0xF0FD: "☒", 0xF0FC: "✓", 0xF0D8: "➢", 0xF0E8: "⇒", 0xF0E0: "→",
    0xF0AB: "★", 0xF0B2: "☆",
}  # fmt: skip


def read_page(document: pdfium.PdfDocument, index: int) -> Page:
    """The page at an index from 0.

    Raises:
        pypdfium2.PdfiumError: the page cannot be loaded.
    """
    page = document[index]
    try:
        left, bottom, right, top = page.get_bbox()
        content = Page(index + 1, right - left, top - bottom)
        text = page.get_textpage()
        try:
            Drawing(content, left, top).add_page(page)
            ink = _ink(page)
            angles = _Text(content, text, left, top, ink).read()
        finally:
            text.close()
    finally:
        page.close()
    return upright(content, angles)


def _ink(page: pdfium.PdfPage) -> NDArray[np.uint8]:
    """The page as printed, in grey: what a person sees decides what is hidden."""
    # Unrotated, so that pixels and text share one system.
    turned = page.get_rotation()
    page.set_rotation(0)
    try:
        bitmap = page.render(scale=_INK_SCALE, grayscale=True, may_draw_forms=False)
        pixels = np.array(bitmap.to_numpy(), copy=True)
        bitmap.close()
    finally:
        page.set_rotation(turned)
    return pixels[:, :, 0] if pixels.ndim == 3 else pixels


class _Text:
    """Reads the characters of one page."""

    def __init__(
        self,
        page: Page,
        source: pdfium.PdfTextPage,
        left: float,
        top: float,
        ink: NDArray[np.uint8],
    ):
        self.page, self.source, self.left, self.top, self.ink = page, source, left, top, ink
        self._objects: dict[int, tuple[bool, bool, bool, int]] = {}
        self._foreign: set[int] = set()
        self._angles: list[int] = []

    def read(self) -> list[int]:
        """Add the characters to the page; the angle of each is returned."""
        count = self.source.count_chars()
        rectangle = raw.FS_RECTF()
        seen: dict[tuple[str, int, int], None] = {}
        pending = 0
        for index in range(count):
            code = raw.FPDFText_GetUnicode(self.source, index)
            if raw.FPDFText_IsGenerated(self.source, index) == 1 or code in (13, 10):
                continue
            if 0xD800 <= code < 0xDC00:
                pending = code
                continue
            if 0xDC00 <= code < 0xE000:
                code = 0x10000 + ((pending - 0xD800) << 10) + (code - 0xDC00) if pending else 0xFFFD
                pending = 0
            if not raw.FPDFText_GetLooseCharBox(self.source, index, rectangle):
                continue
            box = Box(
                rectangle.left - self.left,
                self.top - rectangle.top,
                rectangle.right - self.left,
                self.top - rectangle.bottom,
            )
            self._add(index, code, box, seen)
        self._hide_inkless()
        return self._angles

    def _add(self, index: int, code: int, box: Box, seen: dict[tuple[str, int, int], None]) -> None:
        unreadable = (code < 32 and code != 9) or code in (0xFFFD, 0xFFFE, 0xFFFF)
        private = 0xE000 <= code < 0xF900 and not 0xF020 <= code <= 0xF0FF
        if unreadable or (private and raw.FPDFText_HasUnicodeMapError(self.source, index) == 1):
            self.page.unmapped += 1
            return
        text = _SYMBOLS.get(code, "・" if 0xF020 <= code <= 0xF0FF else chr(code))
        # Printed twice, a hair apart, to look bold: one character.
        place = (text, round(box.x0 / 2), round(box.top / 2))
        if place in seen and not text.isspace():
            return
        seen[place] = None
        bold, invisible, embedded, angle = self._style(index)
        hidden = None if text.isspace() else self._hidden(box, invisible)
        if not embedded:
            self._foreign.add(len(self.page.glyphs))
            if hidden is None and not text.isspace() and self._pale(index, box):
                hidden = "background_colour"
        self.page.glyphs.append(Glyph(text, box, max(1.0, box.height), bold, hidden))
        self._angles.append(angle)

    def _pale(self, index: int, box: Box) -> bool:
        """Whether a character in a font we may not have, so cannot look at, is white on white."""
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        raw.FPDFText_GetFillColor(self.source, index, red, green, blue, alpha)
        if alpha.value < 10:
            return True
        if min(red.value, green.value, blue.value) < _WHITE:
            return False
        x, y = box.middle
        return not any(fill.grey < _WHITE and fill.box.holds(x, y) for fill in self.page.fills)

    def _style(self, index: int) -> tuple[bool, bool, bool, int]:
        handle = raw.FPDFText_GetTextObject(self.source, index)
        key = ctypes.addressof(handle.contents) if handle else 0
        known = self._objects.get(key)
        if known is None:
            mode = raw.FPDFTextObj_GetTextRenderMode(handle) if key else 0
            weight = raw.FPDFText_GetFontWeight(self.source, index)
            name = ctypes.create_string_buffer(128)
            flags = ctypes.c_int()
            raw.FPDFText_GetFontInfo(self.source, index, name, 128, flags)
            heavy = any(
                word in name.value.lower() for word in (b"bold", b"heavy", b"black", b"-w6")
            )
            bold = mode in _BOLD_MODES or weight >= _BOLD_WEIGHT or heavy
            font = raw.FPDFTextObj_GetFont(handle) if key else None
            embedded = bool(font) and raw.FPDFFont_GetIsEmbedded(font) == 1
            angle = round(math.degrees(raw.FPDFText_GetCharAngle(self.source, index)))
            known = self._objects[key] = (bold, mode in _INVISIBLE_MODES, embedded, _whole(angle))
        return known

    def _hidden(self, box: Box, invisible: bool) -> str | None:
        x, y = box.middle
        if not (0 <= x <= self.page.width and 0 <= y <= self.page.height):
            return "off_page"
        if invisible:
            return "invisible"
        return "tiny" if max(box.width, box.height) < _TINY else None

    def _hide_inkless(self) -> None:
        """Mark glyphs where nothing is printed: white on white, covered, in a layer that is off."""
        glyphs = self.page.glyphs
        if not glyphs:
            return
        rows, columns = self.ink.shape
        steps = np.zeros((rows, columns), dtype=bool)
        pixels = self.ink.astype(np.int16)
        steps[:, 1:] |= np.abs(np.diff(pixels, axis=1)) >= _CONTRAST
        steps[1:, :] |= np.abs(np.diff(pixels, axis=0)) >= _CONTRAST
        sums = np.zeros((rows + 1, columns + 1), dtype=np.int32)
        sums[1:, 1:] = steps.cumsum(axis=0, dtype=np.int32).cumsum(axis=1, dtype=np.int32)
        boxes = (
            np.array([(g.box.x0, g.box.top, g.box.x1, g.box.bottom) for g in glyphs]) * _INK_SCALE
        )
        x0 = np.clip(boxes[:, 0].astype(int), 0, columns)
        top = np.clip(boxes[:, 1].astype(int), 0, rows)
        x1 = np.clip(boxes[:, 2].astype(int) + 2, 0, columns)
        bottom = np.clip(boxes[:, 3].astype(int) + 2, 0, rows)
        ink = sums[bottom, x1] - sums[top, x1] - sums[bottom, x0] + sums[top, x0]
        for index in np.flatnonzero(ink == 0):
            glyph = glyphs[index]
            if index in self._foreign:
                continue
            if glyph.hidden is None and not glyph.text.isspace():
                glyphs[index] = replace(glyph, hidden="background_colour")


def _whole(angle: int) -> int:
    """An angle with the hair a scanner or a printer driver turned it by taken off."""
    nearest = round(angle / 90) * 90
    return (nearest if abs(angle - nearest) <= 3 else angle) % 360
