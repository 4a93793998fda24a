"""The rows of a client's plan: set, moved and left, as the schedule wants them."""

from __future__ import annotations

from sqlalchemy import Connection

from bot.domain.scope import Scope
from bot.domain.walkthrough import Offer, Screen
from bot.guide import reminder_words as words
from bot.guide.reminder_screens import SET, STOP
from bot.state import reminders
from bot.state.reminders import PLAN, Reminder
from bot.subsidies import workdays
from bot.subsidies.occasions import Subject
from bot.subsidies.office_hours import morning
from bot.subsidies.schedule import Schedule

# Steps that show a schedule, and can be reminded of.
_SHOWING = frozenset({"schedule", "deadline/plan"})


def offered(connection: Connection, scope: Scope, screen: Screen) -> Screen:
    """A screen that shows a schedule, with the button to be reminded of it, or to stop that."""
    if screen.step not in _SHOWING or screen.run is None:
        return screen
    is_set = bool(waiting(connection, scope, PLAN))
    offer = (
        Offer(value=STOP, label=words.STOP)
        if is_set
        else Offer(value=f"{SET}{screen.run}", label=words.REMIND)
    )
    first, *rest = screen.offers or (offer,)
    offers = (first, offer, *rest) if screen.offers else (offer,)
    return screen.model_copy(update={"offers": offers})


def place(
    connection: Connection, scope: Scope, row: Reminder | None, subject: Subject, now: float,
    run: str | None,
) -> None:  # fmt: skip
    """Set, move or leave the row of a subject."""
    asked = run is not None
    if row is None:
        if first := subject.first(now):
            reminders.put(connection, scope, subject.name, **_values(subject, *first), run=run)
        return
    same = row.target == subject.target.isoformat()
    if row.state == "stopped" and not asked:
        return
    if same and row.state == "waiting":
        wanted = next((at for name, at in subject.times.items() if name == row.occasion), None)
        if wanted is not None and now < wanted != row.due_at:
            reminders.change(connection, row, due_at=wanted)
        return
    if same and row.state == "sent" and not asked:
        return
    said = same and row.times > 0
    at = subject.after(now) if said else subject.first(now)
    if at is None:
        if row.state == "waiting":
            reminders.change(connection, row, state="dropped")
        return
    # As it was read: somebody may say at this moment that it is done.
    reminders.change(
        connection, row, **_values(subject, *at), run=run or row.run, done_by=None, done_at=None
    )


def _values(subject: Subject, occasion: str, due_at: float) -> dict[str, object]:
    target = subject.target.isoformat()
    return {"state": "waiting", "occasion": occasion, "due_at": due_at, "target": target}


def move(
    connection: Connection, row: Reminder, subject: Subject, at: tuple[str, float] | None
) -> None:
    """A row whose day has changed, to its first time before the new one."""
    if at is None:
        unmark(connection, row, state="dropped")
        return
    unmark(connection, row, **_values(subject, *at))


def unmark(connection: Connection, row: Reminder, **values: object) -> None:
    """Change a row that was marked as said, but is not."""
    reminders.change(connection, row, times=row.times - 1, **values)


def is_done(row: Reminder, subject: Subject | None) -> bool:
    """A step stays done when the deadline moves; another deadline is another one."""
    return subject is None or subject.step is not None or row.target == subject.target.isoformat()


def waiting(connection: Connection, scope: Scope, prefix: str = "") -> list[Reminder]:
    """What is still to be said, the next first."""
    return [row for row in reminders.of_scope(connection, scope, prefix) if row.state == "waiting"]


def before_deadline(made: Schedule, at: float, now: float) -> float | None:
    """The time itself, but not after the deadline; None when no morning is left before it."""
    if made.goal.deadline is None:
        return at
    day = workdays.deadline_day(made.goal.deadline)
    last = morning(workdays.on_or_before(day))
    found = min(at, last)
    return found if found > now else None
