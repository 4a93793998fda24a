"""The Home tab as Slack shows it; at most 100 blocks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from bot import wording
from bot.board.choosing import Choice, Page
from bot.domain.answer import Model
from bot.domain.client import Client, Consultation, OpenQuestion
from bot.domain.scope import Scope
from bot.domain.walkthrough import Stage
from bot.slack.adding import form as document_form
from bot.slack.adding import words as adding_words
from bot.slack.board_view import board_blocks
from bot.slack.escaping import escape, inert, length, user_mention
from bot.slack.naming import channel_mention
from bot.slack.welcome import beginnings, starters
from knowledge.dates import JST

_MOST = {"consultations": 20, "unanswered": 20}
_LINE = 120
_SECTION = 2900


class Office(Model):
    """What staff sees, whole; the view shows the beginning of it and how many more there are.

    Attributes:
        page: the lines of the board to show, of those that `choice` leaves.
        reading: how many clients are still being read.
        late: how many are late, of all.
        note: what just happened.
    """

    consultations: tuple[Consultation, ...]
    unanswered: tuple[OpenQuestion, ...]
    clients: tuple[Client, ...]
    page: Page
    choice: Choice = Choice()
    reading: int = 0
    late: int = 0
    note: str = ""


def guest_home(own: tuple[Client, Stage] | None = None) -> dict[str, Any]:
    """For clients and strangers: what the bot can do, and where to begin.

    Args:
        own: where the viewer's own company stands, when we know which one that is.
    """
    stands = [] if own is None else [_section(_own(*own))]
    return _view(
        _section(escape(wording.HOME_HELLO)),
        *stands,
        {"type": "actions", "elements": beginnings()},
        {"type": "actions", "elements": starters()},
    )


def staff_home(office: Office, viewer: str, now: float) -> dict[str, Any]:
    """For staff: who waits (one's own first), the board, and what could not be answered."""
    waiting = sorted(office.consultations, key=lambda row: row.consultant != viewer)
    late = [wording.BOARD_LATE.format(count=office.late)] if office.late else []
    reading = [wording.BOARD_READING.format(count=office.reading)] if office.reading else []
    return _view(
        *([_section(office.note)] if office.note else []),
        _header(wording.HOME_CONSULTATIONS, len(waiting)),
        *_consultations(waiting, office.clients),
        {"type": "divider"},
        _header(wording.HOME_CLIENTS, len(office.clients)),
        *(_context(said) for said in (*late, *reading)),
        *board_blocks(office.page, office.choice, viewer, now),
        {"type": "divider"},
        _header(wording.HOME_UNANSWERED, len(office.unanswered)),
        *_lines([_question(row) for row in office.unanswered], _MOST["unanswered"]),
        {"type": "divider"},
        *_adding(),
        {"type": "divider"},
        {"type": "actions", "elements": starters()},
    )


def _adding() -> list[dict[str, Any]]:
    """Where a new document is added from."""
    button = {
        "type": "button",
        "action_id": document_form.OPEN,
        "value": "new",
        "text": {"type": "plain_text", "text": adding_words.HOME},
    }
    text = _section(escape(adding_words.HOME_TEXT))
    return [_header(adding_words.HOME_HEADER, 0), {**text, "accessory": button}]


def _consultations(
    waiting: Sequence[Consultation], bound: Sequence[Client]
) -> list[dict[str, Any]]:
    companies = {client.scope: client.company for client in bound}
    blocks: list[dict[str, Any]] = []
    for row in waiting[: _MOST["consultations"]]:
        company = inert(companies.get(row.scope, wording.UNBOUND))
        who = user_mention(row.consultant) if row.consultant else wording.HOME_NOBODY
        text = (
            f"{company}　{_place(row.scope)}\n{inert(_short(row.question))}\n"
            f"{_day(row.opened_at)}　{who}"
        )
        button = {
            "type": "button",
            "action_id": "solve",
            "value": str(row.id),
            "text": {"type": "plain_text", "text": wording.SOLVE},
        }
        blocks.append({**_section(text), "accessory": button})
    return [*blocks, *_rest(len(waiting), _MOST["consultations"])]


def _own(client: Client, stage: Stage) -> str:
    # What the office calls its client is its own.
    said = wording.HOME_OWN.format(channel=_place(client.scope), stage=inert(stage.stage))
    return f"{said}{_counted(stage)}"


def _counted(stage: Stage) -> str:
    score = "" if stage.score is None else wording.HOME_SCORE.format(score=stage.score)
    return score + (wording.HOME_TODOS.format(count=stage.todos) if stage.todos else "")


def _question(row: OpenQuestion) -> str:
    return f"{_day(row.asked_at)}　{inert(_short(row.question))}　{_place(row.scope)}"


def _place(scope: Scope) -> str:
    is_direct = scope.channel.startswith("D")
    return wording.HOME_DIRECT if is_direct else channel_mention(scope.channel)


def _lines(rows: Sequence[str], most: int) -> list[dict[str, Any]]:
    """Rows in as few sections as hold them: a Home has room for 100 blocks only."""
    said: list[str] = []
    for row in rows[:most]:
        line = f"• {row}"
        if said and length(said[-1]) + 1 + length(line) <= _SECTION:
            said[-1] += f"\n{line}"
        else:
            said.append(line)
    return [*map(_section, said), *_rest(len(rows), most)]


def _rest(count: int, most: int) -> list[dict[str, Any]]:
    if count == 0:
        return [_context(wording.HOME_NONE)]
    return [_context(wording.HOME_MORE.format(count=count - most))] if count > most else []


def _view(*blocks: dict[str, Any]) -> dict[str, Any]:
    return {"type": "home", "blocks": list(blocks)}


def _header(text: str, count: int) -> dict[str, Any]:
    said = wording.HOME_COUNT.format(title=text, count=count) if count else text
    return {"type": "header", "text": {"type": "plain_text", "text": said}}


def _section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def _context(text: str) -> dict[str, Any]:
    return {"type": "context", "elements": [{"type": "plain_text", "text": text}]}


def _day(seconds: float) -> str:
    day = dt.datetime.fromtimestamp(seconds, JST)
    return f"{day.month}/{day.day}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LINE else f"{line[:_LINE]}…"
