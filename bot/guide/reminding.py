"""Reminders of a client's schedule: set, kept in step with it, said when due, put off, done.

What a row says is written when it is due, from the answers and the knowledge of that moment: a
step that is done is not said, one whose dates moved is said at its new time, and a run that was
left takes its reminders along. `bot.state.reminders` says why they are rows.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.scope import Scope, Speaker
from bot.domain.walkthrough import Run, Screen
from bot.guide import reminder_rows, reminder_screens, schedules, telling
from bot.guide import reminder_words as words
from bot.guide.records import Records
from bot.state import reminders
from bot.state.reminders import PLAN, Reminder
from bot.subsidies.occasions import DEADLINE, Subject, name_of, subjects
from bot.subsidies.office_hours import in_a_week, tomorrow
from bot.subsidies.schedule import Schedule
from bot.walkthroughs import said
from bot.walkthroughs.plan import Plan
from knowledge.catalog import Catalog
from knowledge.walkthrough import Done

log = logging.getLogger(__name__)

Scheduled = Callable[[Sequence[tuple[Run, Plan]], Catalog, float], Schedule | None]
_ABOUT = re.compile(r"([0-9]{1,15})\.([0-9]{1,6}):(done|open|day|week)", re.ASCII)
_DAY = 86_400.0
# A time that has just been reached is not in the future because a clock counts in fractions.
_SOON = 1.0


@dataclass(frozen=True)
class _Standing:
    """A client's schedule at a moment, and what there is to say of it.

    Attributes:
        done: subjects somebody said are done.
        run: the run worked on last.
        missing: what answers are still missing where somebody said it is done.
    """

    made: Schedule | None
    subjects: Mapping[str, Subject]
    done: frozenset[str]
    run: str | None
    missing: frozenset[Done] = frozenset()


class Reminding:
    """Keeps the reminders of clients.

    Args:
        records: reads the runs.
        scheduled: gives the schedule of a client's runs.
    """

    def __init__(self, records: Records, scheduled: Scheduled = schedules.schedule):
        self._records = records
        self._scheduled = scheduled

    def due(
        self, connection: Connection, now: float, most: int, scope: Scope | None = None
    ) -> list[tuple[Scope, Screen]]:
        """What is to be said now, marked as said: store it in the same transaction.

        Args:
            connection: in a transaction.
            now: seconds since the epoch.
            most: how many rows to look at; fewer may be left to say.
            scope: of one client only, bound or not; else of all that may be written to.
        """
        if scope is None and not reminders.alone(connection):
            return []
        taken = reminders.take_due(connection, now, most, bound=scope is None, scope=scope)
        seen: dict[Scope, _Standing] = {}
        said = []
        for row in taken:
            try:
                screen = self._said(connection, row, seen, now)
            except SQLAlchemyError:
                raise
            except Exception as error:  # noqa: BLE001 (one client's must not hold up the others')
                log.error("reminder %s failed: %s", row.id, type(error).__name__)
                reminder_rows.unmark(connection, row, state="waiting", due_at=now + _DAY)
                continue
            if screen is not None:
                said.append((row.scope, screen))
        return said

    def due_here(self, connection: Connection, scope: Scope, now: float, most: int) -> list[Screen]:
        """What is to be said to who sits before us now, marked as said."""
        self._refreshed(connection, scope, now)
        return [screen for _, screen in self.due(connection, now, most, scope)]

    def refresh(self, connection: Connection, now: float, most: int) -> int:
        """Move the reminders of clients whose answers or dates may have changed; gives how many."""
        if not reminders.alone(connection):
            return 0
        scopes = reminders.to_check(connection, now, most)
        for scope in scopes:
            try:
                self._refreshed(connection, scope, now)
            except SQLAlchemyError:
                raise
            except Exception as error:  # noqa: BLE001 (one client's must not hold up the others')
                log.error("plan not compared: %s", type(error).__name__)
                reminders.checked(connection, scope, now)
        return len(scopes)

    def set(self, connection: Connection, scope: Scope, run: Run, now: float) -> Screen:
        """Remind of the schedule from now on; set again, nothing doubles."""
        here = self._standing(connection, scope, now)
        before = reminder_rows.waiting(connection, scope, PLAN)
        self._place_all(connection, scope, here, now, run=run.id)
        rows = reminder_rows.waiting(connection, scope, PLAN)
        said = _why_none(here) if not rows else words.SET if not before else words.ALREADY_SET
        day = reminder_screens.shown_day(rows[0].due_at) if rows else ""
        return self._records.show(connection, run, now, said.format(day=day))

    def stop(self, connection: Connection, scope: Scope, now: float) -> Screen:
        """Remind of the schedule no more."""
        said = words.STOPPED if reminders.stop(connection, scope) else words.NOT_SET
        return self.listed(connection, scope, now, said)

    def listed(self, connection: Connection, scope: Scope, now: float, said: str = "") -> Screen:
        """What is set, the next first."""
        here = self._refreshed(connection, scope, now)
        rows = reminder_rows.waiting(connection, scope)
        return reminder_screens.listed(rows, here.subjects, said, here.run)

    def is_any(self, connection: Connection, scope: Scope) -> bool:
        """Whether anything is set."""
        return bool(reminder_rows.waiting(connection, scope))

    def pressed(
        self, connection: Connection, scope: Scope, about: str, by: Speaker, now: float
    ) -> Screen | None:
        """A button below a reminder, `<id>.<times said>:<what>`; None for a forged one."""
        match = _ABOUT.fullmatch(about)
        row = reminders.one(connection, scope, int(match[1])) if match else None
        if match is None or row is None:
            return None
        here = self._standing(connection, scope, now)
        if match[3] == "open":
            return self._reopened(connection, row, here, by, now)
        if row.state == "done":
            title = reminder_screens.title_in(row, here.subjects)
            said = words.KNOWN_DONE.format(title=title)
            return self._after(said, row, here, now)
        if match[3] == "done":
            return self._closed(connection, row, by, now)
        if row.state in {"stopped", "dropped"} or row.times != int(match[2]):
            return self.listed(connection, scope, now, words.STALE)
        return self._put_off(connection, row, here, match[3] == "day", now)

    def _said(
        self, connection: Connection, row: Reminder, seen: dict[Scope, _Standing], now: float
    ) -> Screen | None:
        """The reminder that was marked; None when it is not to be said, and then it is moved."""
        catalog = self._records.catalog
        if not row.subject.startswith(PLAN):
            return reminder_screens.reminder(row, None, None, catalog, (), now)
        here = seen.get(row.scope) or self._standing(connection, row.scope, now)
        seen[row.scope] = here
        subject = here.subjects.get(row.subject)
        if subject is None:
            reminder_rows.unmark(connection, row, state="dropped")
            return None
        if row.target != subject.target.isoformat():
            reminder_rows.move(connection, row, subject, subject.first(now))
            return None
        wanted = next((at for name, at in subject.times.items() if name == row.occasion), None)
        if wanted is not None and wanted > now + _SOON:
            reminder_rows.unmark(connection, row, state="waiting", due_at=wanted)
            return None
        if following := subject.after(now):
            name, at = following
            reminders.change(connection, row, state="waiting", occasion=name, due_at=at)
        return reminder_screens.reminder(row, subject, here.made, catalog, here.done, now)

    def _refreshed(self, connection: Connection, scope: Scope, now: float) -> _Standing:
        here = self._standing(connection, scope, now)
        rows = reminders.of_scope(connection, scope, PLAN)
        if any(row.state != "stopped" for row in rows):
            self._place_all(connection, scope, here, now)
        return here

    def _standing(self, connection: Connection, scope: Scope, now: float) -> _Standing:
        planned = self._records.planned(connection, scope, now)
        planned = [row for row in planned if row[0].state != "left"]
        made = self._scheduled(planned, self._records.catalog, now) if planned else None
        found = {one.name: one for one in subjects(made)} if made else {}
        taken_back = said.taken_back(run for run, _ in planned)
        done = frozenset(
            row.subject
            for row in reminders.of_scope(connection, scope, PLAN)
            if row.state == "done"
            and telling.about(row.subject) not in taken_back
            and reminder_rows.is_done(row, found.get(row.subject))
        )
        declared = made is not None and name_of("declaration", made.goal.star) in done
        over = declared or DEADLINE in done
        left = {} if over else {name: one for name, one in found.items() if name not in done}
        if made is not None and not reminder_screens.open_steps(made, done):
            left = {}
        newest = next((run.id for run, _ in planned if run.walkthrough != said.SAID), None)
        return _Standing(made, left, done, newest, telling.unanswered(planned))

    def _place_all(
        self, connection: Connection, scope: Scope, here: _Standing, now: float,
        run: str | None = None,
    ) -> None:  # fmt: skip
        """Bring the rows in step with the schedule; `run`: somebody asks for them anew."""
        rows = {row.subject: row for row in reminders.of_scope(connection, scope, PLAN)}
        for name, subject in here.subjects.items():
            reminder_rows.place(connection, scope, rows.get(name), subject, now, run)
        for name, row in rows.items():
            if name not in here.subjects and row.state == "waiting":
                reminders.change(connection, row, state="dropped")
        reminders.checked(connection, scope, now)

    def _closed(self, connection: Connection, row: Reminder, by: Speaker, now: float) -> Screen:
        who = f"{by.team or '?'}:{by.user}"
        reminders.close(connection, row, who, now)
        what = self._told(connection, row, True, by, now)
        here = self._refreshed(connection, row.scope, now)
        told = words.RECORDED.format(title=reminder_screens.title_in(row, here.subjects))
        if what in here.missing:
            told = f"{told}\n{words.MISSING[what]}"
        return self._after(told, row, here, now)

    def _reopened(
        self, connection: Connection, row: Reminder, here: _Standing, by: Speaker, now: float
    ) -> Screen:
        """It was not done after all: to be said again, and open in the schedule."""
        if row.state != "done":
            return self.listed(connection, row.scope, now, words.STALE)
        self._told(connection, row, False, by, now)
        reminders.change(connection, row, state="dropped", done_by=None, done_at=None)
        here = self._refreshed(connection, row.scope, now)
        fresh = reminders.one(connection, row.scope, row.id)
        if fresh and fresh.state == "dropped" and here.made and row.subject in here.subjects:
            # Its times are over, but it is to be done all the same.
            at = reminder_rows.before_deadline(here.made, tomorrow(now), now)
            if at is not None:
                reminders.change(connection, fresh, state="waiting", occasion="again", due_at=at)
        title = reminder_screens.title_in(row, here.subjects)
        return self.listed(connection, row.scope, now, words.REOPENED.format(title=title))

    def _told(
        self, connection: Connection, row: Reminder, done: bool, by: Speaker, now: float
    ) -> Done | None:
        """Keep what the step means where stage, schedule and board read it."""
        what = telling.about(row.subject)
        if what is not None:
            edition = self._records.catalog.guideline_on(reminder_screens.day_of(now)).id
            telling.tell(connection, row.scope, what, done, by, now, edition)
        return what

    def _after(self, told: str, row: Reminder, here: _Standing, now: float) -> Screen:
        leads_on = row.subject.startswith(PLAN) and row.subject != DEADLINE
        made = here.made if leads_on else None
        shown = reminder_screens.after_done(told, made, self._records.catalog, here.done, now)
        not_yet = (reminder_screens.not_yet(row),) if row.subject.startswith(PLAN) else ()
        return shown.model_copy(update={"offers": (*shown.offers, *not_yet)})

    def _put_off(
        self, connection: Connection, row: Reminder, here: _Standing, day: bool, now: float
    ) -> Screen:
        wanted = tomorrow(now) if day else in_a_week(now)
        at: float | None = wanted
        subject = here.subjects.get(row.subject)
        if row.subject.startswith(PLAN):
            if subject is None or here.made is None:
                return self.listed(connection, row.scope, now, words.STALE)
            at = reminder_rows.before_deadline(here.made, wanted, now)
        if at is not None and (row.state, row.due_at) != ("waiting", at):
            reminders.change(connection, row, state="waiting", occasion="again", due_at=at)
        return reminder_screens.put_off(row, subject, at)


def _why_none(here: _Standing) -> str:
    made = here.made
    if made is None or made.goal.deadline is None:
        return words.NO_DATE
    if made.late:
        return words.PASSED
    return words.NO_TIME_LEFT if here.subjects else words.NOTHING_LEFT
