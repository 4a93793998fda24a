"""A screen of a walkthrough as one Slack message, and what its buttons carry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import TypeAdapter

from bot import wording
from bot.domain.answer import Model
from bot.domain.walkthrough import DocumentKind, Offer, Screen
from bot.slack import pages, parts
from bot.slack.buttons import fitting
from bot.slack.escaping import clean, hosts
from bot.slack.lines import Line, lines, small
from bot.slack.render import SlackMessage, notice
from bot.slack.splitting import pieces
from bot.slack.tables import table
from bot.source_line import source_line
from bot.walkthroughs.screens import HELP, LATER, MAKE, TODOS, UNDO, WHERE

ACTION = "walk"
LONGEST_VALUE = 2000
_ROW, _MOST_BUTTONS = 5, 25
_BAR = 10
_BULLET = "・"
_LONGEST_TITLE = 200
# Around a step, whatever it asks; other values that begin with ! answer it.
_AROUND = frozenset({UNDO, HELP, WHERE, LATER, TODOS})
_KIND: TypeAdapter[DocumentKind] = TypeAdapter(DocumentKind)
_VALUE = re.compile(r"([A-Za-z0-9_-]{0,64})\|([0-9]{1,9})\|([^|]{0,128})\|(.{1,1500})", re.DOTALL)


class Press(Model):
    """What a button of a screen says about itself; nothing of it is believed."""

    run: str
    revision: int
    step: str
    value: str


def screen_message(screen: Screen) -> SlackMessage:
    """The message: what was recorded small on top, then the question, then the buttons."""
    trusted = hosts(citation.url for citation in screen.citations)
    page, *rest = pages.pages(_lines(screen), trusted)
    if rest:
        page = [*page, *small(wording.WALK_CUT)]
    blocks = (*_tabled(screen, page, trusted), *_buttons(screen))
    return SlackMessage(text=pages.text(page, trusted), blocks=blocks)


def again_message(text: str, run: str, kind: DocumentKind) -> SlackMessage:
    """Says that a document was not handed over, with a button to try again."""
    said = notice(text)
    offer = Offer(value=f"{MAKE}{kind}", label=wording.WALK_PAPER_AGAIN)
    row = {
        "type": "actions",
        "elements": [_button(f"{ACTION}:0", _value(run, 0, "", offer), offer)],
    }
    return SlackMessage(text=said.text, blocks=(*said.blocks, row))


def made_again(press: Press) -> DocumentKind | None:
    """The document a press of `again_message` asks for; None for a button of a step."""
    kind = press.value.removeprefix(MAKE)
    if press.step or kind == press.value or kind not in wording.WALK_PAPERS:
        return None
    found: DocumentKind = _KIND.validate_python(kind)
    return found


def pressed(value: str) -> Press | None:
    """What a button's value says; None for what we never wrote."""
    match = _VALUE.fullmatch(value)
    if match is None:
        return None
    run, revision, step, offer = match.groups()
    return Press(run=run, revision=int(revision), step=step, value=offer)


def run_shown(blocks: Sequence[dict[str, Any]]) -> str | None:
    """The run whose screen a message of ours shows."""
    elements = [one for block in blocks for one in block.get("elements", ())]
    ours = [one for one in elements if str(one.get("action_id", "")).startswith(f"{ACTION}:")]
    read = (pressed(str(one.get("value", ""))) for one in ours)
    return next((press.run for press in read if press and press.run), None)


def opened_form(value: str) -> tuple[str, int] | None:
    """The run and the part whose form a button opens; None for what we never wrote."""
    press = pressed(value)
    if press is None or not press.run or not re.fullmatch("[0-9]{1,3}", press.value):
        return None
    return press.run, int(press.value)


def _tabled(screen: Screen, page: Sequence[Line], trusted: frozenset[str]) -> list[dict[str, Any]]:
    """The page in blocks, with its table in place of the lines that say the same."""
    wanted = set(screen.table.instead_of) if screen.table else set()
    places = [at for at, line in enumerate(page) if f"{_BULLET}{line.text}" in wanted]
    block = table(screen.table.rows) if screen.table and len(places) == len(wanted) else None
    if block is None or places != list(range(places[0], places[-1] + 1)):
        return pages.blocks(page, trusted)
    before, after = page[: places[0]], page[places[-1] + 1 :]
    return [*pages.blocks(before, trusted), block, *pages.blocks(after, trusted)]


def _lines(screen: Screen) -> Iterator[Line]:
    yield from _small(screen.said)
    if title := next(pieces(" ".join(clean(screen.title).split()), _LONGEST_TITLE), ""):
        yield Line(kind="text", text=title, bold=len(title), gap=True)
    if screen.progress is not None:
        yield from small(_progress(*screen.progress))
    body = lines(screen.text)
    yield from [line.model_copy(update={"gap": line.gap or not at}) for at, line in enumerate(body)]
    yield from _small(screen.help)
    if screen.wants == "text":
        yield from small(wording.WALK_TYPE)
    if screen.citations:
        yield Line(kind="small", text=wording.SOURCES, gap=True)
    for number, citation in enumerate(screen.citations, 1):
        *before, last = small(f"[{number}] {source_line(citation)}")
        yield from before
        yield last.model_copy(update={"url": citation.url})


def _small(text: str) -> Iterator[Line]:
    for row in clean(text).split("\n"):
        if row.strip():
            yield from small(row)


def _progress(done: int, count: int) -> str:
    filled = round(_BAR * done / count) if count else 0
    bar = wording.WALK_BAR_DONE * filled + wording.WALK_BAR_OPEN * (_BAR - filled)
    return wording.WALK_PROGRESS.format(bar=bar, done=done, count=count)


def _buttons(screen: Screen) -> list[dict[str, Any]]:
    """Rows of the answers, then a row of ours: back, where, later, the form."""
    ours = [offer for offer in screen.offers if offer.value in _AROUND]
    answers = [offer for offer in screen.offers if offer.value not in _AROUND]
    form = screen.form is not None and screen.run is not None
    answers = answers[: max(_MOST_BUTTONS - len(ours) - form, 0)]
    ours = ours[: _MOST_BUTTONS - len(answers) - form]
    made = [_of(screen, number, offer) for number, offer in enumerate([*answers, *ours])]
    first, last = made[: len(answers)], made[len(answers) :]
    if form:
        offer = Offer(value=str(screen.form), label=wording.WALK_FORM)
        value = _value(screen.run or "", screen.revision, screen.step or "", offer)
        last.append(_button(parts.OPEN, value, offer))
    return [*_rows(first), *_rows(last)]


def _of(screen: Screen, number: int, offer: Offer) -> dict[str, Any]:
    value = _value(screen.run or "", screen.revision, screen.step or "", offer)
    return _button(f"{ACTION}:{number}", value, offer)


def _rows(buttons: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"type": "actions", "elements": list(buttons[first : first + _ROW])}
        for first in range(0, len(buttons), _ROW)
    ]


def _value(run: str, revision: int, step: str, offer: Offer) -> str:
    return f"{run}|{revision}|{step}|{offer.value}"


def _button(action: str, value: str, offer: Offer) -> dict[str, Any]:
    label = fitting(" ".join(clean(offer.label).split()) or "…")
    button: dict[str, Any] = {
        "type": "button",
        "action_id": action,
        "value": value[:LONGEST_VALUE],
        "text": {"type": "plain_text", "text": label, "emoji": False},
    }
    return {**button, "style": "primary"} if offer.primary else button
