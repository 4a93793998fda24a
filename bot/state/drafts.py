"""Answers being written: which message shows each, so that whoever comes next finds it again.

A row lives from before a draft is posted until the answer stands in its place. It holds nothing
anybody wrote.
"""

from __future__ import annotations

import hashlib
from typing import Any, Literal

from sqlalchemy import Connection, Row, delete, insert, select, update

from bot.domain.answer import Model
from bot.domain.scope import Scope
from bot.state.outbox import Letter
from bot.state.tables import drafts

# opening: posted perhaps; open: seen at `ts`; stopping: the asker wants no more; unsure: a change
# may still be under way; final: the answer waits in the outbox; lost: to be taken away.
State = Literal["opening", "open", "stopping", "unsure", "final", "lost"]
Via = Literal["stream", "message"]
_PREFIX = "draft-"
_LIVE = ("opening", "open", "stopping")


class Draft(Model):
    """A draft as it is kept.

    Attributes:
        id: also the key of the letter that takes its place.
        ts: the message; None when it is not known whether there is one.
        via: `stream` = by Slack's streaming methods, `message` = posted and changed.
    """

    id: str
    team: str
    channel: str
    thread: str | None
    ts: str | None
    via: Via
    state: State
    updated_at: float


def identifier(team: str, channel: str, row: int, received_at: float) -> str:
    """The id of the draft of a row of the inbox: the same at each attempt."""
    words = f"{team}|{channel}|{row}|{received_at!r}"
    return f"{_PREFIX}{hashlib.sha256(words.encode()).hexdigest()[:40]}"


def is_draft(key: str) -> bool:
    """Whether the key of a letter is the id of a draft."""
    return key.startswith(_PREFIX)


def find(connection: Connection, draft: str) -> Draft | None:
    """A draft by its id."""
    row = connection.execute(select(drafts).where(drafts.c.id == draft)).first()
    return None if row is None else _draft(row)


def begin(
    connection: Connection, draft: str, scope: Scope, thread: str | None, via: Via, now: float
) -> Draft | None:
    """Note that a draft is about to be posted; gives the one an earlier attempt left, if any."""
    before = find(connection, draft)
    if before is not None:
        return before
    connection.execute(
        insert(drafts).values(
            id=draft, team=scope.team, channel=scope.channel, thread=thread, ts=None,
            via=via, state="opening", updated_at=now,
        )
    )  # fmt: skip
    return None


def move(
    connection: Connection, draft: str, state: State, now: float, *, ts: str | None = None
) -> None:
    """Note what became of a draft, and where it stands once that is known.

    A wish to stop that came while it was being opened is kept.
    """
    values: dict[str, Any] = {"updated_at": now} | ({"ts": ts} if ts else {})
    if state == "open":
        _change(connection, draft, ("opening",), values | {"state": "open"})
        _change(connection, draft, ("stopping",), values)
    else:
        _change(connection, draft, None, values | {"state": state})


def forgo(connection: Connection, draft: str) -> None:
    """Forget a draft: it was never posted, or the answer stands in its place."""
    connection.execute(delete(drafts).where(drafts.c.id == draft, drafts.c.state != "lost"))


def stop(connection: Connection, team: str, channel: str, draft: str) -> bool:
    """Ask whoever writes a draft to stop; False where none of this place is being written."""
    result = connection.execute(
        update(drafts)
        .where(
            drafts.c.id == draft,
            drafts.c.team == team,
            drafts.c.channel == channel,
            drafts.c.state.in_(_LIVE),
        )
        .values(state="stopping")
    )
    return result.rowcount > 0


def stop_thread(connection: Connection, team: str, channel: str, thread: str) -> int:
    """The same for all that is being written in a thread; gives how many."""
    result = connection.execute(
        update(drafts)
        .where(
            drafts.c.team == team,
            drafts.c.channel == channel,
            drafts.c.thread == thread,
            drafts.c.state.in_(_LIVE),
        )
        .values(state="stopping")
    )
    return int(result.rowcount)


def replaced(
    connection: Connection, draft: str, letters: tuple[Letter, ...], now: float
) -> tuple[Letter, ...]:
    """The letters of a finished piece of work, the first of its thread in the draft's place.

    A draft nothing takes the place of is to be taken away.
    """
    found = find(connection, draft)
    if found is None:
        return letters
    place = (found.team, found.channel, found.thread)
    for at, letter in enumerate(letters):
        if (letter.team, letter.channel, letter.thread) == place and letter.key is None:
            _change(connection, draft, ("open", "stopping"), {"state": "final", "updated_at": now})
            keyed = letter.model_copy(update={"key": draft})
            return (*letters[:at], keyed, *letters[at + 1 :])
    move(connection, draft, "lost", now)
    return letters


def lost(connection: Connection, before: float) -> list[Draft]:
    """Drafts to be taken away, given up before a time."""
    rows = connection.execute(
        select(drafts).where(drafts.c.state == "lost", drafts.c.updated_at < before).limit(20)
    )
    return [_draft(row) for row in rows]


def remove(connection: Connection, draft: str) -> None:
    """Forget a draft that was taken away."""
    connection.execute(delete(drafts).where(drafts.c.id == draft))


def forget(connection: Connection, before: float) -> None:
    """Drop what nobody came back for since a time."""
    connection.execute(delete(drafts).where(drafts.c.updated_at < before))


def _change(
    connection: Connection, draft: str, states: tuple[str, ...] | None, values: dict[str, Any]
) -> None:
    wanted = [drafts.c.id == draft]
    if states is not None:
        wanted.append(drafts.c.state.in_(states))
    connection.execute(update(drafts).where(*wanted).values(**values))


def _draft(row: Row[Any]) -> Draft:
    return Draft.model_validate(dict(row._mapping))
