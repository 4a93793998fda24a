"""The self-check as a picture: the score, the three parts, the items, and the run before."""

from __future__ import annotations

from bot.documents import canvas, words
from bot.documents.canvas import WIDTH, Canvas
from bot.documents.errors import reporting
from bot.documents.results import change, points, run_date, short_edition, state, verdict
from bot.documents.text import clean
from bot.domain.walkthrough import SheetResult
from knowledge.schema import CheckItem, CheckPart, SelfCheck

_LEFT, _RIGHT = 56, WIDTH - 56
_ROW, _PART_ROW, _PART_HEAD = 46, 112, 76
_LABEL, _ZERO, _UNIT, _STATE = 124, 628, 49, 852
_BAR = 26
# Fill, edge and hatch of a state: told apart by colour, by grey and by pattern.
_LOOKS: dict[str, tuple[str, str, str | None]] = {
    "full": (canvas.BLUE, canvas.BLUE, None),
    "partly": (canvas.SKY, canvas.BLUE, "//"),
    "no": (canvas.VERMILION, canvas.VERMILION, None),
    "unknown": (canvas.PAPER, canvas.PURPLE, "xxx"),
    "open": (canvas.PAPER, canvas.GREY, None),
}


def draw(result: SheetResult, previous: SheetResult | None, check: SelfCheck, title: str) -> bytes:
    """The result as a PNG, 1080 pixels wide, for reading on a phone.

    Args:
        result: what is shown.
        previous: the run before, laid over it.
        check: the self-check of the edition of the result.
        title: stands at the top; cut to one line.

    Raises:
        DocumentError: it cannot be drawn; the message says why in Japanese.
    """
    with reporting(words.CHART_FAILED):
        return drawn(result, previous, check, title).png()


def drawn(
    result: SheetResult, previous: SheetResult | None, check: SelfCheck, title: str
) -> Canvas:
    """The page with everything on it."""
    page = Canvas()
    page.write(_LEFT, 72, title, 16, bold=True, room=_RIGHT - _LEFT)
    dated = words.CHART_DATE.format(date=run_date(result), edition=short_edition(check.edition))
    page.write(_LEFT, 130, dated, 12, ink=canvas.GREY)
    y = _score(page, 172, result, previous, check)
    y = _parts(page, y + 68, result, previous, check)
    y = _legend(page, y + 20, check, previous is not None)
    for part in check.parts:
        y = _items(page, y, part, result, previous, check)
    page.end(_last_line(page, y + 36, result, check) + 20)
    return page


def alt_text(
    result: SheetResult, previous: SheetResult | None, check: SelfCheck, title: str
) -> str:
    """The picture in words, for who cannot see it: scores, and what is not done or not known."""
    said = [
        words.ALT.format(
            title=clean(title),
            total=result.total,
            highest=result.highest,
            band=verdict(result, check)[0],
        )
    ]
    if previous:
        said.append(words.ALT_PREVIOUS.format(points=previous.total))
    named = []
    for part in check.parts:
        got, highest = result.parts.get(part.no, (0, 0))
        named.append(words.ALT_PART.format(title=part.title, points=got, highest=highest))
    said.append("、".join(named))
    for name in ("unknown", "no", "partly", "open"):
        items = [f"{i.no} {i.label}" for i in check.items if state(result, i.no) == name]
        if items:
            said.append(words.ALT_STATE.format(state=words.STATES[name], items="、".join(items)))
    return "。".join(text.rstrip("。") for text in said) + "。"


def _score(
    page: Canvas, y: float, result: SheetResult, previous: SheetResult | None, check: SelfCheck
) -> float:
    left, room = _LEFT + 28, _RIGHT - _LEFT - 56
    wide = page.write(left, y + 96, str(result.total), 50, ink=canvas.BLUE, bold=True)
    page.write(
        left + wide + 14, y + 128, words.OUT_OF.format(highest=result.highest), 16, ink=canvas.GREY
    )
    compared = words.NO_PREVIOUS
    if previous and result.complete:
        page.write(_RIGHT - 28, y + 74, change(result, previous), 14, to="right", bold=True)
    if previous:
        compared = words.PREVIOUS_TOTAL.format(points=previous.total, date=run_date(previous))
    page.write(_RIGHT - 28, y + 130, compared, 12, ink=canvas.GREY, to="right")
    band, following = verdict(result, check)
    after = page.paragraph(left, y + 212, band, 15, room)
    end = page.paragraph(left, after + 2, following, 12, room, canvas.GREY)
    page.card(_LEFT - 12, y, _RIGHT - _LEFT + 24, end - y + 4)
    return end + 4


def _parts(
    page: Canvas, y: float, result: SheetResult, previous: SheetResult | None, check: SelfCheck
) -> float:
    page.write(_LEFT, y, words.PARTS, 15, bold=True)
    y += 62
    for part in check.parts:
        got, highest = result.parts.get(part.no, (0, 0))
        page.write(_LEFT, y, part.title, 13, room=560)
        wide = page.write(
            _RIGHT, y, words.OUT_OF.format(highest=highest), 12, ink=canvas.GREY, to="right"
        )
        page.write(_RIGHT - wide - 4, y, str(got), 16, to="right", bold=True)
        room = _RIGHT - _LEFT
        page.box(_LEFT, y + 32, room, 34, canvas.TRACK)
        page.box(_LEFT, y + 32, room * _share(got, highest), 34, canvas.BLUE)
        if previous and part.no in previous.parts:
            page.diamond(_LEFT + room * _share(*previous.parts[part.no]), y + 49)
        y += _PART_ROW
    return y


def _share(got: int, highest: int) -> float:
    return min(1.0, max(0, got) / highest) if highest else 0.0


def _legend(page: Canvas, y: float, check: SelfCheck, overlaid: bool) -> float:
    heading = words.ITEMS_OF.format(count=len(check.items))
    page.write(_LEFT, y, heading, 15, bold=True)
    x: float = _LEFT
    for name in ("full", "partly", "no", "unknown"):
        fill, edge, hatch = _LOOKS[name]
        page.box(x, y + 50, 34, _BAR, fill, edge=edge, hatch=hatch)
        x += 46 + page.write(x + 46, y + 63, words.STATES[name], 12) + 30
    if overlaid:
        page.diamond(x + 12, y + 63)
        page.write(x + 34, y + 63, words.LEGEND_PREVIOUS, 12)
    return y + 96


def _items(
    page: Canvas,
    y: float,
    part: CheckPart,
    result: SheetResult,
    previous: SheetResult | None,
    check: SelfCheck,
) -> float:
    page.write(_LEFT, y + 32, part.title, 13, ink=canvas.BLUE, bold=True, room=_RIGHT - _LEFT)
    y += _PART_HEAD - 16
    items = [item for item in check.items if item.part == part.no]
    for number, item in enumerate(items):
        if number % 2 == 0:
            page.box(_LEFT - 12, y, _RIGHT - _LEFT + 24, _ROW, canvas.PALE)
        _item(page, y + _ROW / 2, item, result, previous, check)
        y += _ROW
    page.line(_ZERO, y - _ROW * len(items), _ZERO, y, canvas.GREY)
    return y + 16


def _item(
    page: Canvas,
    middle: float,
    item: CheckItem,
    result: SheetResult,
    previous: SheetResult | None,
    check: SelfCheck,
) -> None:
    name = state(result, item.no)
    fill, edge, hatch = _LOOKS[name]
    page.write(_LABEL - 20, middle, str(item.no), 12, ink=canvas.GREY, to="right")
    page.write(_LABEL, middle, item.label, 12, room=_ZERO - _UNIT - _LABEL - 8)
    got = points(check, name)
    top = middle - _BAR / 2
    if got:
        page.box(
            _ZERO + min(0, got) * _UNIT, top, abs(got) * _UNIT, _BAR, fill, edge=edge, hatch=hatch
        )
    elif name == "no":
        page.box(_ZERO - 7, top, 14, _BAR, fill, edge=edge)
    weak = name in ("no", "unknown")
    page.write(
        _STATE, middle, words.STATES[name], 12, ink=canvas.INK if weak else canvas.GREY, bold=weak
    )
    before = points(check, state(previous, item.no)) if previous else None
    if before is not None and before != got:
        page.diamond(_ZERO + before * _UNIT, middle)


def _last_line(page: Canvas, y: float, result: SheetResult, check: SelfCheck) -> float:
    unknown = sum(state(result, item.no) == "unknown" for item in check.items)
    text = words.UNKNOWN_COUNT.format(count=unknown) if unknown else words.NONE_UNKNOWN
    return page.paragraph(_LEFT, y, text, 12, _RIGHT - _LEFT, canvas.GREY)
