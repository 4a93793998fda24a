"""Messages about a document being added. What it and its file say is shown inert."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from bot.slack import pages
from bot.slack.adding import words
from bot.slack.adding.form import OPEN
from bot.slack.adding.orders import Built, Checked, Look, Read
from bot.slack.escaping import inert, length
from bot.slack.render import SlackMessage, notice
from bot.state.additions import Addition, State

ACTION = "adding"
# Nothing more happens to these: their files are let go.
ENDED: frozenset[State] = frozenset({"refused", "dropped", "active", "rolled_back"})
_LONGEST_NAME, _LONGEST_SECTION, _LONGEST_CONFIRM = 80, 2800, 290
Json = dict[str, Any]


def short(name: str) -> str:
    """A name that fits a line, shown as it stands."""
    line = " ".join(name.split())
    return inert(line if len(line) <= _LONGEST_NAME else f"{line[:_LONGEST_NAME]}…")


def line(name: str, step: str | None) -> SlackMessage:
    """How far it is, or what it waits for."""
    received = words.RECEIVED.format(name=short(name))
    said = f"{received}\n{words.QUEUED}"
    if step is not None:
        said = words.AT_WORK.format(received=received, step=words.STEPS[step])
    return _message(pages.section(said), text=said)


def last_word(addition: Addition) -> SlackMessage | None:
    """What the message that said how far it is says in the end; None while somebody works on it."""
    said = words.LAST.get(addition.state)
    if said is None:
        return None
    text = said.format(name=short(addition.name))
    return _message(pages.section(text), text=text)


def shut(addition: Addition) -> SlackMessage | None:
    """What stands in place of buttons that were pressed; None while there is no decision."""
    if addition.state == "dropped":
        who, unchanged = addition.decided_by or "", words.NOTHING_CHANGED
        return told(words.DROPPED, name=addition.name, who=who, unchanged=unchanged)
    chosen = words.CHOSEN.get(addition.state)
    return told(chosen) if chosen else None


def offer(addition: str, name: str, found: Read, held_as: str | None) -> SlackMessage:
    """Whether this is to be added, with what was read of it."""
    head = words.OFFER.format(name=short(name))
    held = words.ALREADY_HELD.format(title=short(held_as)) if held_as else None
    blocks = [
        pages.section(head),
        *_lines(words.OUTLINE, found.outline),
        *_lines(words.ATTENTION, found.attention),
        *([_small(held)] if held else []),
        _small(words.GUESSED),
        _actions(_button(OPEN, addition, words.OPEN, "primary"), _drop(addition)),
    ]
    return _message(*blocks, text=head)


def refused(name: str, reason: str) -> SlackMessage:
    """Why a file is not taken; what is served stays."""
    said = words.REFUSED.format(name=short(name), reason=inert(reason))
    return _message(pages.section(said), _small(words.NOTHING_CHANGED), text=said)


def failed(addition: str, name: str, reason: str) -> SlackMessage:
    """Why there is no candidate, with the way to try again."""
    said = words.FAILED.format(name=short(name), reason=inert(reason))
    again = _button(OPEN, addition, words.TRY_AGAIN, "primary")
    return _message(
        pages.section(said),
        _small(words.NOTHING_CHANGED),
        _actions(again, _drop(addition)),
        text=said,
    )


def report(built: Built) -> SlackMessage:
    """What was built, for a person to look over; it stays when the decision is made."""
    head = words.BUILT_TITLE.format(name=short(built.title))
    about = [*built.about, *([words.REPLACES] if built.replaces else [])]
    blocks = [
        pages.section("\n".join([head, *map(inert, about)])[:_LONGEST_SECTION]),
        *_lines(words.OUTLINE, built.outline),
    ]
    if built.difference:
        compared = words.DIFFERENCE.format(old=short(built.earlier))
        rows = (inert(built.difference), words.DIFFERENCE_FILE)
        blocks.append(pages.section("\n".join((compared, *rows))))
    return _message(*blocks, *_checks(built.checked), text=head)


def checked_again(found: Checked) -> SlackMessage:
    """The checks once more."""
    return _message(*_checks(found), text=words.GATE)


def decision(addition: str, name: str, found: Checked, notes: Sequence[str] = ()) -> SlackMessage:
    """What may be decided now."""
    head = words.CANDIDATE if found.passed else words.NOT_PASSED
    said = head.format(name=short(name))
    small = notes or ((words.ANYBODY,) if found.passed else ())
    blocks = (pages.section(said), *map(_small, small), _decisions(addition, name, found))
    return _message(*blocks, text=said)


def activated(addition: str, name: str, who: str) -> SlackMessage:
    """Who activated it, and the way back."""
    said = words.ACTIVE.format(name=short(name), who=inert(who))
    back = _confirmed(
        _button(f"{ACTION}:back", addition, words.ROLL_BACK),
        words.ROLL_BACK_TITLE,
        words.ROLL_BACK_CONFIRM.format(name=_plain_name(name)),
        words.ROLL_BACK_YES,
    )
    return _message(pages.section(said), _actions(back), text=said)


def told(text: str, **values: str) -> SlackMessage:
    """A sentence about a document or a person, both shown as they stand."""
    said = text.format(**{key: short(value) for key, value in values.items()})
    return _message(pages.section(said), text=said)


def staff_only() -> SlackMessage:
    """To whoever is not of the office."""
    return notice(words.STAFF_ONLY)


def _checks(found: Checked) -> list[Json]:
    rows = [row for look in found.looks for row in _look(look)]
    return _lines(words.GATE, (found.outcome, *rows))


def _look(look: Look) -> Iterable[str]:
    yield look.head
    yield from (f"　{row}" for row in look.lines)
    if look.todo:
        yield f"　→ {look.todo}"


def _decisions(addition: str, name: str, found: Checked) -> Json:
    buttons = []
    if found.passed:
        buttons.append(
            _confirmed(
                _button(f"{ACTION}:activate", addition, words.ACTIVATE, "primary"),
                words.CONFIRM_TITLE,
                words.CONFIRM.format(name=_plain_name(name)),
                words.CONFIRM_YES,
            )
        )
    if found.confirmable:
        buttons.append(
            _confirmed(
                _button(f"{ACTION}:read", addition, words.READ_SUSPICIOUS),
                words.SUSPICIOUS_TITLE,
                words.SUSPICIOUS_CONFIRM,
                words.SUSPICIOUS_YES,
            )
        )
    return _actions(*buttons, _button(OPEN, addition, words.TRY_AGAIN), _drop(addition))


def _lines(title: str, rows: Sequence[str]) -> list[Json]:
    """Rows below a title, as long as a section takes them."""
    if not rows:
        return []
    said = title
    for number, row in enumerate(rows):
        shown = inert(row)
        if length(said) + length(shown) + 20 > _LONGEST_SECTION:
            said += f"\n{words.MORE_ROWS.format(count=len(rows) - number)}"
            break
        said += f"\n{shown}"
    return [pages.section(said)]


def _message(*blocks: Json, text: str) -> SlackMessage:
    return SlackMessage(text=text, blocks=blocks)


def _small(text: str) -> Json:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text, "verbatim": True}]}


def _actions(*buttons: Json) -> Json:
    return {"type": "actions", "elements": list(buttons)}


def _drop(addition: str) -> Json:
    return _button(f"{ACTION}:drop", addition, words.DROP)


def _button(action: str, value: str, label: str, style: str | None = None) -> Json:
    button: Json = {
        "type": "button",
        "action_id": action,
        "value": value,
        "text": {"type": "plain_text", "text": label, "emoji": False},
    }
    return {**button, "style": style} if style else button


def _confirmed(button: Json, title: str, text: str, yes: str) -> Json:
    dialog = {
        "title": {"type": "plain_text", "text": title},
        "text": {"type": "plain_text", "text": text[:_LONGEST_CONFIRM]},
        "confirm": {"type": "plain_text", "text": yes},
        "deny": {"type": "plain_text", "text": words.CONFIRM_NO},
    }
    return {**button, "confirm": dialog}


def _plain_name(name: str) -> str:
    line = " ".join(name.split())
    return line if len(line) <= _LONGEST_NAME else f"{line[:_LONGEST_NAME]}…"
