"""The lines and fills of a PDF page."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from indexer.documents.pdf_page import Box, Fill, Page

# A page with more drawn paths than this is a map or a plan: its lines rule no table.
MOST_PATHS = 20_000
_DEEPEST_FORM = 8
_THIN = 2.6
Matrix = tuple[float, float, float, float, float, float]


class Drawing:
    """Collects the lines and fills of one page, forms within forms included."""

    def __init__(self, page: Page, left: float, top: float):
        self.page, self.left, self.top = page, left, top
        self.paths = 0

    def add_page(self, page: pdfium.PdfPage) -> None:
        for index in range(raw.FPDFPage_CountObjects(page)):
            self._add(raw.FPDFPage_GetObject(page, index), (1, 0, 0, 1, 0, 0), 0)
        if self.paths > MOST_PATHS:
            self.page.across, self.page.down, self.page.fills = [], [], []

    def _add(self, handle: Any, outer: Matrix, depth: int) -> None:
        kind = raw.FPDFPageObj_GetType(handle)
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
            inner = _times(_matrix(handle), outer)
            for index in range(raw.FPDFFormObj_CountObjects(handle)):
                self._add(raw.FPDFFormObj_GetObject(handle, index), inner, depth + 1)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            self.page.images += 1
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            self.paths += 1
            if self.paths <= MOST_PATHS:
                self._path(handle, _times(_matrix(handle), outer))

    def _path(self, handle: Any, matrix: Matrix) -> None:
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(handle, mode, stroke)
        if not mode.value and not stroke.value:
            return
        for shape in self._shapes(handle, matrix):
            if mode.value:
                self._filled(handle, shape)
            if stroke.value:
                self._stroked(shape)

    def _shapes(self, handle: Any, matrix: Matrix) -> list[list[tuple[float, float]]]:
        shapes: list[list[tuple[float, float]]] = []
        x, y = ctypes.c_float(), ctypes.c_float()
        for index in range(min(raw.FPDFPath_CountSegments(handle), 400)):
            segment = raw.FPDFPath_GetPathSegment(handle, index)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            a, b, c, d, e, f = matrix
            point = (
                a * x.value + c * y.value + e - self.left,
                self.top - (b * x.value + d * y.value + f),
            )
            if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO or not shapes:
                shapes.append([point])
            else:
                shapes[-1].append(point)
            if raw.FPDFPathSegment_GetClose(segment):
                shapes[-1].append(shapes[-1][0])
        return shapes

    def _filled(self, handle: Any, shape: list[tuple[float, float]]) -> None:
        box = _bounds(shape)
        if box.height <= _THIN and box.width > 3 * box.height:
            self.page.across.append(box)
        elif box.width <= _THIN and box.height > 3 * box.width:
            self.page.down.append(box)
        elif _rectangular(shape, box):
            red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
            raw.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha)
            grey = (299 * red.value + 587 * green.value + 114 * blue.value) // 1000
            if alpha.value > 20:
                self.page.fills.append(Fill(box, grey))

    def _stroked(self, shape: list[tuple[float, float]]) -> None:
        for (x0, y0), (x1, y1) in zip(shape, shape[1:], strict=False):
            box = Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
            if box.height <= 1 and box.width > 2:
                self.page.across.append(box)
            elif box.width <= 1 and box.height > 2:
                self.page.down.append(box)


def _matrix(handle: Any) -> Matrix:
    found = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(handle, found)
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _bounds(shape: list[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in shape], [y for _, y in shape]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _rectangular(shape: list[tuple[float, float]], box: Box) -> bool:
    return len(shape) >= 4 and all(
        min(abs(x - box.x0), abs(x - box.x1)) < 0.5
        and min(abs(y - box.top), abs(y - box.bottom)) < 0.5
        for x, y in shape
    )
