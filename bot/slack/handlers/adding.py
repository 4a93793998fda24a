"""Documents staff adds: files dropped, the form that describes them, what waits for the workshop.

Who is of the office is asked of Slack at every step (A24): what a name, a text or a form says of
that proves nothing (A25).
"""

from __future__ import annotations

import asyncio
import secrets

from sqlalchemy import Connection

from bot.domain.scope import Role, Scope, Speaker
from bot.slack.adding import messages, words
from bot.slack.adding.staging import Staging
from bot.slack.desk import Desk, Effect, Handled
from bot.slack.handlers.saying import letter_to
from bot.slack.payload import storable
from bot.slack.render import notice
from bot.slack.words import asks
from bot.slack.work import Asked, Described, Dropped, DroppedFile, Indexing
from bot.state import additions, inbox
from bot.state.additions import Addition, State
from bot.state.inbox import Delivery
from bot.state.outbox import Letter

# What is written with a file that is to be added asks nothing of us.
_WISHES = ("追加", "登録", "取り込", "資料に", "索引", "差し替", "許可", "お願い")
# One row of this name is worked on at a time, whoever's it is: the machine answers as well.
_QUEUE = "adding"
_LONG = {"read", "build", "check"}


async def dropped(desk: Desk, work: Dropped) -> Handled:
    """Take the files of the office's own people; tell others that theirs are not read."""
    role = await desk.people.role(work.scope.team, work.speaker, fresh=True)
    if role != "staff" or desk.workshop is None:
        return Handled(lambda c: _not_taken(c, desk, work, role))
    now = desk.clock()

    def commit(connection: Connection) -> tuple[Letter, ...]:
        _ask(connection, work, now)
        lines = [_begun(connection, desk, work, file, now) for file in work.files]
        if work.more:
            said = words.MORE_FILES.format(most=len(work.files), count=work.more)
            lines.append(letter_to(work.scope, notice(said), work.thread))
        return tuple(lines)

    return Handled(commit)


async def described(desk: Desk, work: Described) -> Handled:
    """Order the candidate that the form describes."""
    if await desk.people.role(work.team, work.speaker, fresh=True) != "staff":
        return _in_person(work, words.STAFF_ONLY_HERE)
    if work.file is not None:
        return await _chosen(desk, work, work.file)
    now, became = desk.clock(), ""

    def commit(connection: Connection) -> tuple[Letter, ...]:
        nonlocal became
        found = additions.find(connection, work.team, work.addition)
        if found is None:
            became = words.NOT_OPEN
        elif not additions.move(
            connection, found.id, additions.FILLABLE, "described", now, details=work.values,
        ):  # fmt: skip
            became = words.GOING_ON if found.state == "described" else words.NOT_OPEN
        else:
            order(connection, found.scope, found.id, "build", now)
        return ()

    async def after() -> Handled:
        return _in_person(work, became) if became else Handled()

    return Handled(commit, after=after)


async def _chosen(desk: Desk, work: Described, file: DroppedFile) -> Handled:
    """A file chosen in the form of the Home; what is said of it goes to the person's DM."""
    api = await desk.api.client(work.team, patient=True)
    opened = await api.conversations_open(users=work.speaker.user)
    scope = Scope(team=work.team, channel=str(opened["channel"]["id"]))
    now = desk.clock()

    def commit(connection: Connection) -> tuple[Letter, ...]:
        begun = _new(scope, None, work.speaker, file, "described", work.values)
        additions.add(connection, begun, now)
        order(connection, scope, begun.id, "build", now)
        return (_line(begun),)

    return Handled(commit)


def order(
    connection: Connection, scope: Scope, addition: str, step: str, now: float, **more: str | None
) -> None:
    """Order a step that takes long, through the inbox: done though the process may die first."""
    told = {"scope": scope, "addition": addition, "step": step, **more}
    work = Indexing.model_validate(told)
    # What only follows on a step waits for no other document, and keeps its order.
    queue = _QUEUE if step in _LONG else f"{_QUEUE}:{addition}"
    inbox.store(connection, [_row(scope, work, f"adding:{secrets.token_hex(12)}", queue)], now)


def staging(desk: Desk) -> Staging:
    """Where files wait."""
    assert desk.workshop is not None
    return Staging(desk.workshop.settings.home)


async def cleared(desk: Desk, addition: str) -> Handled:
    """Let the files of an addition go that came to an end."""
    await asyncio.to_thread(staging(desk).clear, addition)
    return Handled()


async def forget_additions(desk: Desk, before: float) -> None:
    """Forget additions nothing happened to since a time, with their files."""
    gone = await desk.database.run(lambda c: additions.forget(c, before))
    for addition in gone if desk.workshop else ():
        await cleared(desk, addition)


async def person(desk: Desk, team: str, speaker: Speaker) -> str:
    """A person as the trail names them: by what people know, and by the ids that prove it."""
    names = await desk.people.named(team, [speaker.user])
    ids = f"{speaker.team or '?'}:{speaker.user}"
    name = " ".join(names.get(speaker.user, "").split())[:100]
    return f"{name} ({ids})" if name else ids


def _begun(
    connection: Connection, desk: Desk, work: Dropped, file: DroppedFile, now: float
) -> Letter:
    begun = _new(work.scope, work.thread, work.speaker, file, "received", {})
    additions.add(connection, begun, now)
    order(connection, work.scope, begun.id, "read", now)
    return _line(begun)


def _new(
    scope: Scope, thread: str | None, by: Speaker, file: DroppedFile, state: State,
    details: dict[str, str],
) -> Addition:  # fmt: skip
    return Addition(
        id=secrets.token_hex(10), scope=scope, thread=thread, file=file.id,
        name=file.name or file.id, by=by, state=state, details=details,
    )  # fmt: skip


def _line(begun: Addition) -> Letter:
    """The message that says how far it is; it is found by its key once it was posted."""
    letter = letter_to(begun.scope, messages.line(begun.name, None), begun.thread)
    return letter.model_copy(update={"key": additions.line_key(begun.id)})


def _not_taken(connection: Connection, desk: Desk, work: Dropped, role: Role) -> tuple[Letter, ...]:
    _ask(connection, work, desk.clock())
    is_ours = work.speaker.team == work.scope.team
    said = words.UNKNOWN_PERSON if role == "unknown" and is_ours else words.STAFF_ONLY
    return (letter_to(work.scope, notice(said), work.thread),)


def _ask(connection: Connection, work: Dropped, now: float) -> None:
    """Let what was written with the files be answered, where it asks something."""
    asked = work.asked
    if asked is None or any(word in asked.text for word in _WISHES):
        return
    if asked.secret is None and not asks(asked.text):
        return
    key = f"with-files:{asked.scope.channel}:{asked.ts}"
    inbox.store(connection, [_row(asked.scope, asked, key, f"{asked.thread}")], now)


def _row(scope: Scope, work: Asked | Indexing, key: str, thread: str) -> Delivery:
    is_asked = isinstance(work, Asked)
    return Delivery(
        delivery=f"{scope.team}:{key}"[:255],
        post=None,
        kind=work.type,
        team=scope.team,
        # Channels take turns: a document waits in a place of its own, not before questions.
        channel=scope.channel if is_asked else _QUEUE,
        thread=f"{thread}:{scope.channel}"[:64] if is_asked else thread,
        payload=storable(work),
    )


def _in_person(work: Described, text: str) -> Handled:
    arguments = {"channel": work.speaker.user, "text": notice(text).text}
    return Handled(effects=(Effect(work.team, "chat_postMessage", arguments),))
