"""The board on the Home tab: what narrows it, its lines, and the way from page to page."""

from __future__ import annotations

from typing import Any

from bot import wording
from bot.board import telling, words
from bot.board.choosing import Choice, Page
from bot.board.rows import Row
from bot.slack.escaping import inert, user_mention
from bot.slack.naming import channel_mention
from bot.slack.splitting import pieces
from bot.slack.welcome import setup_button

# Lines on a page: enough to scroll on a phone, and far from the 100 blocks of a Home.
SIZE = 20
ACTION = "board"
CONSULTANT, MINE, STAGE, DEADLINE, CLEAR = "consultant", "mine", "stage", "deadline", "clear"
BACK, ON, PAGE, NEXT, EXPORT = "back", "on", "page", "next", "export"
ALL = "all"
_MOST_OPTIONS = 100
_LONGEST_COMPANY = 80

Json = dict[str, Any]


def board_blocks(page: Page, choice: Choice, viewer: str, now: float) -> list[Json]:
    """What narrows the board, the lines of a page, and the ways on."""
    return [
        {"type": "actions", "elements": _filters(choice, viewer)},
        *([_context(_summary(page, choice))] if choice.narrows or page.pages > 1 else []),
        *([_context(_nothing(choice))] if not page.count else []),
        *(_line(row, now) for row in page.rows),
        *_paging(page),
        {"type": "actions", "elements": _below(page)},
    ]


def action(name: str) -> str:
    """The action id of one of the board's elements."""
    return f"{ACTION}:{name}"


def _filters(choice: Choice, viewer: str) -> list[Json]:
    picked: Json = {
        "type": "users_select",
        "action_id": action(CONSULTANT),
        "placeholder": _plain(wording.BOARD_CONSULTANT),
    }
    if choice.consultant:
        picked["initial_user"] = choice.consultant
    found = [
        picked,
        _select(STAGE, wording.BOARD_STAGE, words.STAGES, choice.stage),
        _select(DEADLINE, wording.BOARD_DEADLINE, words.DEADLINES, choice.deadline),
    ]
    if choice.consultant != viewer:
        found.append(_button(MINE, wording.BOARD_MINE))
    if choice.narrows:
        found.append(_button(CLEAR, wording.BOARD_CLEAR))
    return found


def _select(name: str, label: str, known: dict[str, str], chosen: str | None) -> Json:
    options = [
        _option(ALL, wording.BOARD_ALL.format(of=label)),
        *(_option(key, said) for key, said in known.items()),
    ]
    found: Json = {
        "type": "static_select",
        "action_id": action(name),
        "placeholder": _plain(label),
        "options": options,
    }
    if chosen in known:
        found["initial_option"] = _option(str(chosen), known[str(chosen)])
    return found


def _summary(page: Page, choice: Choice) -> str:
    if page.pages == 1:
        return wording.BOARD_CHOSEN.format(count=page.count)
    first = (page.number - 1) * SIZE + 1
    last = first + len(page.rows) - 1
    said = wording.BOARD_RANGE_CHOSEN if choice.narrows else wording.BOARD_RANGE
    return said.format(first=first, last=last, count=page.count)


def _nothing(choice: Choice) -> str:
    return words.NONE_CHOSEN if choice.narrows else wording.HOME_NONE


def _line(row: Row, now: float) -> Json:
    found: Json = {
        "type": "section",
        "text": {"type": "mrkdwn", "text": _said(row, now), "verbatim": True},
    }
    if row.client.state == "paused":
        found["accessory"] = setup_button(row.client.scope.channel)
    elif row.here.run or row.here.begin:
        found["accessory"] = _next_button(row)
    return found


def _next_button(row: Row) -> Json:
    company = _cut(row.client.company, _LONGEST_COMPANY)
    label = wording.BOARD_NEXT if row.here.run else wording.BOARD_BEGIN
    return {
        **_button(NEXT, label, row.client.scope.channel),
        "confirm": {
            "title": _plain(wording.BOARD_CONFIRM_TITLE),
            "text": _plain(
                wording.BOARD_CONFIRM.format(company=company, next=_cut(row.here.next, 100))
            ),
            "confirm": _plain(wording.BOARD_CONFIRM_YES),
            "deny": _plain(wording.BOARD_CONFIRM_NO),
        },
    }


def _said(row: Row, now: float) -> str:
    """Who, by when, where they stand and what is in the way, what is next: a line each."""
    client, here = row.client, row.here
    state = wording.HOME_STATES[client.state]
    who = user_mention(client.consultant)
    company = inert(_cut(client.company, _LONGEST_COMPANY))
    rows = [f"{company}{state}　{channel_mention(client.scope.channel)}　{who}"]
    if here.deadline:
        rows.append(inert(_due(row, now)))
    elif here.programme:
        rows.append(inert(_cut(here.programme, 80)))
    stands = " ／ ".join(
        part
        for part in (
            telling.stage(row),
            wording.BOARD_SCORE.format(score=here.score) if _says_score(row) else "",
            wording.BOARD_TODOS.format(count=here.todos) if here.todos else "",
        )
        if part
    )
    if stands:
        rows.append(inert(stands))
    if row.blockers:
        rows.append(inert(f"{words.IN_THE_WAY}{telling.blockers(row)}"))
    if here.next:
        last = telling.last(row, now)
        seen = f"（{words.LAST}{last}）" if last else ""
        rows.append(inert(f"{words.NEXT}{_cut(here.next, 80)}{seen}"))
    return "\n".join(rows)


def _says_score(row: Row) -> bool:
    return row.here.score is not None and row.here.stage != "check"


def _due(row: Row, now: float) -> str:
    late = telling.late_mark(row)
    day = telling.deadline(row, now)
    mark = telling.mark(row)
    programme = f"　{_cut(row.here.programme, 80)}" if row.here.programme else ""
    return f"{late}{words.DEADLINE}{day}（{telling.left(row)}）〔{mark}〕{programme}"


def _paging(page: Page) -> list[Json]:
    if page.pages == 1:
        return []
    elements = []
    if page.number > 1:
        elements.append(_button(BACK, wording.BOARD_BACK, str(page.number - 1)))
    if page.number < page.pages:
        elements.append(_button(ON, wording.BOARD_ON, str(page.number + 1)))
    # A menu has room for a hundred: those around the page shown.
    first = max(1, min(page.number - _MOST_OPTIONS // 2, page.pages - _MOST_OPTIONS + 1))
    options = [
        _option(str(at), wording.BOARD_PAGE.format(number=at, pages=page.pages))
        for at in range(first, min(first + _MOST_OPTIONS, page.pages + 1))
    ]
    elements.append(
        {
            "type": "static_select",
            "action_id": action(PAGE),
            "options": options,
            "initial_option": options[page.number - first],
        }
    )
    return [{"type": "actions", "elements": elements}]


def _below(page: Page) -> list[Json]:
    export = [_button(EXPORT, wording.BOARD_EXPORT)] if page.count else []
    return [setup_button(), *export]


def _button(name: str, label: str, value: str = "-") -> Json:
    return {
        "type": "button",
        "action_id": action(name),
        "value": value,
        "text": {**_plain(label), "emoji": False},
    }


def _option(value: str, label: str) -> Json:
    return {"text": _plain(label), "value": value}


def _plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def _context(text: str) -> Json:
    return {"type": "context", "elements": [_plain(text)]}


def _cut(text: str, most: int) -> str:
    line = " ".join(text.split())
    first = next(pieces(line, most), "")
    return line if first == line else f"{next(pieces(first, most - 1), '')}…"
