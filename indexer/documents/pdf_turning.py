"""Pages printed sideways, upside down or in vertical writing, turned so that their lines run across.

Everything after works on lines from left to right and from top to bottom. A column of vertical
writing, read from the right, is such a line once the page is turned by a quarter to the left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from indexer.documents.joining import narrow
from indexer.documents.pdf_page import Box, Fill, Glyph, Page

_LEFT = 3
_LEAST_STEPS = 12
# Digits side by side in a column of vertical writing (縦中横), not a line of their own.
_MOST_UPRIGHT = 4
_ASIDE_PITCH = 2.0


def upright(page: Page, angles: Sequence[int]) -> Page:
    """The page turned to the direction most of its text is printed in.

    Args:
        page: as it is stored, whatever its own rotation says.
        angles: of each glyph, in degrees clockwise.
    """
    counts = Counter(
        angle for angle, glyph in zip(angles, page.glyphs, strict=True) if not glyph.text.isspace()
    )
    if not counts:
        return page
    most = counts.most_common(1)[0][0]
    if most % 90:
        return page
    odd = {
        index for index, angle in enumerate(angles) if (angle != most if most else bool(angle % 90))
    }
    kept, others = _parted(page.glyphs, odd)
    return _beside(_turned(page, kept, (-most // 90) % 4), _runs(others))


def across(page: Page) -> Page:
    """A page of vertical writing turned so that its columns are lines; any other as it is."""
    glyphs = page.glyphs
    if not _vertical(glyphs):
        return page
    odd: set[int] = set()
    placed = list(glyphs)
    for run in _horizontal_runs(glyphs):
        if len(run) > _MOST_UPRIGHT:
            odd.update(run)
            continue
        for index, box in zip(run, _slots([glyphs[index].box for index in run]), strict=True):
            placed[index] = replace(glyphs[index], box=box)
    kept, others = _parted(placed, odd)
    return _beside(_turned(page, kept, _LEFT), _runs(others))


def _turned(page: Page, glyphs: Sequence[Glyph], quarters: int) -> Page:
    def turn(box: Box) -> Box:
        if quarters == 1:
            return Box(page.height - box.bottom, box.x0, page.height - box.top, box.x1)
        if quarters == 2:
            return Box(
                page.width - box.x1,
                page.height - box.bottom,
                page.width - box.x0,
                page.height - box.top,
            )
        return Box(box.top, page.width - box.x1, box.bottom, page.width - box.x0)

    if quarters == 0:
        return replace(page, glyphs=list(glyphs))
    boxes = [turn(glyph.box) for glyph in glyphs]
    lines = [turn(rule) for rule in page.across], [turn(rule) for rule in page.down]
    odd = quarters % 2
    return replace(
        page,
        width=page.height if odd else page.width,
        height=page.width if odd else page.height,
        glyphs=[
            replace(glyph, box=box, size=max(1.0, box.height))
            for glyph, box in zip(glyphs, boxes, strict=True)
        ],
        across=lines[odd],
        down=lines[1 - odd],
        fills=[Fill(turn(fill.box), fill.grey) for fill in page.fills],
    )


def _parted(glyphs: Sequence[Glyph], odd: set[int]) -> tuple[list[Glyph], list[Glyph]]:
    kept = [glyph for index, glyph in enumerate(glyphs) if index not in odd]
    return kept, [glyphs[index] for index in sorted(odd)]


def _beside(page: Page, runs: Sequence[Sequence[Glyph]]) -> Page:
    """The page with texts of another direction as lines of their own at its foot."""
    foot = page.height
    for run in runs:
        size = max(min(glyph.box.width, glyph.box.height) for glyph in run)
        at = 0.1 * page.width
        for glyph in run:
            step = size * (0.5 if narrow(glyph.text) else 1.0)
            box = Box(at, foot - size, at + step, foot)
            page.glyphs.append(replace(glyph, box=box, size=max(1.0, size)))
            at += step
        foot += _ASIDE_PITCH * size
    return page


def _runs(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Glyphs that follow each other closely, as texts."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        last = runs[-1][-1] if runs else None
        if last is not None and _distance(last, glyph) < 3 * max(_em(last), _em(glyph)):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return [run for run in runs if any(not glyph.text.isspace() for glyph in run)]


def _distance(first: Glyph, second: Glyph) -> float:
    (x0, y0), (x1, y1) = first.box.middle, second.box.middle
    return max(abs(x1 - x0), abs(y1 - y0))


def _em(glyph: Glyph) -> float:
    return max(glyph.box.width, glyph.box.height)


def _vertical(glyphs: Sequence[Glyph]) -> bool:
    """Whether most characters stand below the one before."""
    wide = [glyph for glyph in glyphs if not glyph.text.isspace() and not narrow(glyph.text)]
    down = along = 0
    for first, second in zip(wide, wide[1:], strict=False):
        (x0, y0), (x1, y1) = first.box.middle, second.box.middle
        em = max(_em(first), _em(second))
        down += abs(x1 - x0) < 0.35 * em and 0.4 * em < y1 - y0 < 1.8 * em
        along += abs(y1 - y0) < 0.35 * em and 0.4 * em < x1 - x0 < 1.8 * em
    return down >= _LEAST_STEPS and down > 2 * along


def _horizontal_runs(glyphs: Sequence[Glyph]) -> Iterator[list[int]]:
    """Indices of characters that stand side by side."""
    run: list[int] = []
    for index, glyph in enumerate(glyphs):
        if run and _side_by_side(glyphs[run[-1]], glyph):
            run.append(index)
            continue
        if len(run) > 1:
            yield run
        run = [index]
    if len(run) > 1:
        yield run


def _side_by_side(first: Glyph, second: Glyph) -> bool:
    (x0, y0), (x1, y1) = first.box.middle, second.box.middle
    em = max(_em(first), _em(second))
    return abs(y1 - y0) < 0.3 * em and 0 < x1 - x0 < 1.5 * em


def _slots(boxes: Sequence[Box]) -> Iterator[Box]:
    """The place of characters side by side, parted so that they follow each other downwards."""
    x0, x1 = min(box.x0 for box in boxes), max(box.x1 for box in boxes)
    top, bottom = min(box.top for box in boxes), max(box.bottom for box in boxes)
    step = (bottom - top) / len(boxes)
    for index in range(len(boxes)):
        yield Box(x0, top + index * step, x1, top + (index + 1) * step)
