"""What a reminder says, the list of them, and what follows on a press. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from bot import wording
from bot.domain.walkthrough import Offer, Screen
from bot.guide import reminder_words as words
from bot.state.reminders import Reminder
from bot.subsidies import schedule_words, workdays
from bot.subsidies.occasions import DEADLINE, PLAN, Subject, name_of
from bot.subsidies.office_hours import next_opening
from bot.subsidies.schedule import Schedule, Step
from bot.walkthroughs import screens
from bot.walkthroughs import words as walk_words
from knowledge.catalog import Catalog
from knowledge.dates import JST
from knowledge.sentences import moment

SET, STOP, LIST = screens.REMIND, screens.UNREMIND, screens.REMINDERS
REMINDED = screens.REMINDED
_CHECK = f"{screens.START}self-check"
_MOST_LISTED = 8
LISTED = Offer(value=LIST, label=words.LIST)
_WHERE = Offer(value=screens.WHERE, label=walk_words.WHERE)


def reminder(
    row: Reminder, subject: Subject | None, made: Schedule | None, catalog: Catalog,
    done: Collection[str], now: float,
) -> Screen:  # fmt: skip
    """A reminder that is due: what to do, by when, how many days are left.

    Args:
        row: as it was marked.
        subject: of the schedule; None for a text that stands by itself.
        made: the client's schedule now.
        catalog: names the walkthroughs.
        done: subjects somebody said are done.
        now: seconds since the epoch.
    """
    buttons = _buttons(row)
    if subject is None or made is None:
        go = Offer(value=_CHECK, label=wording.REVIEW_BUTTON, primary=True)
        return Screen(title=wording.REVIEW_TITLE, text=row.text, offers=(go, *buttons))
    today, title = day_of(now), title_of(subject)
    text = _deadline_text(made, done, today) if subject.step is None else _step_text(subject, today)
    return Screen(
        title=words.TITLE.format(title=title),
        text=f"{text}\n{_until(made, today)}",
        offers=(*buttons, *_way_on(made, catalog), LISTED),
    )


def after_done(
    said: str, made: Schedule | None, catalog: Catalog, done: Collection[str], now: float
) -> Screen:
    """What comes next once something is done."""
    left = open_steps(made, done) if made else ()
    if made is None or made.late:
        return Screen(text=said, offers=(LISTED, _WHERE))
    if not left:
        return Screen(said=said, text=words.ALL_DONE, offers=(LISTED, _WHERE))
    step, today = left[0], day_of(now)
    title, day = schedule_words.title(step), schedule_words.short(step.start)
    if step.start is None:
        text = words.NEXT.format(title=title)
    elif step.start < today:
        text = words.NEXT_PAST.format(title=title, day=day)
    else:
        text = words.NEXT_BY.format(title=title, day=day, left=_left(step.start, today))
    return Screen(
        said=said, title=words.NEXT_TITLE, text=f"{text}\n{_until(made, today)}",
        offers=(*_way_on(made, catalog), LISTED, _WHERE),
    )  # fmt: skip


def put_off(row: Reminder, subject: Subject | None, at: float | None) -> Screen:
    """When it is said again; `at` None: no more before the deadline."""
    if at is None:
        return Screen(text=words.LAST, offers=(_done(row), LISTED))
    day = shown_day(at)
    text = words.PUT_OFF.format(day=day)
    if subject and subject.step and subject.target < day_of(at):
        start = schedule_words.short(subject.target)
        text = words.PUT_OFF_PAST.format(day=day, start=start)
    return Screen(text=text, offers=(_done(row), LISTED))


def listed(
    rows: Sequence[Reminder], subjects: Mapping[str, Subject], said: str, run: str | None
) -> Screen:
    """What is set, the next first; `run`: whose schedule could be reminded of."""
    few = rows[:_MOST_LISTED]
    lines = [_line(row, subjects.get(row.subject)) for row in few]
    offers = [
        Offer(
            value=f"{REMINDED}{row.id}.{row.times}:done",
            label=_done_label(row, title_in(row, subjects)),
        )
        for row in few
    ]
    if len(rows) > len(few):
        lines.append(words.MORE.format(count=len(rows) - len(few)))
    if any(row.subject.startswith(PLAN) for row in rows):
        offers.append(Offer(value=STOP, label=words.STOP))
    elif run is not None and subjects:
        offers.append(Offer(value=f"{SET}{run}", label=words.REMIND))
    head = words.LISTED.format(count=len(rows)) if rows else words.NONE_SET
    if not rows and not subjects:
        lines.append(words.HOW_TO_SET)
    return Screen(
        said=said, title=words.LIST, text="\n".join([head, *lines]), offers=(*offers, _WHERE)
    )


def open_steps(made: Schedule, done: Collection[str]) -> tuple[Step, ...]:
    """What is left of a schedule; nothing once it is declared."""
    star = made.goal.star
    if name_of("declaration", star) in done:
        return ()
    return tuple(step for step in made.open_steps if name_of(step.id, star) not in done)


def title_of(subject: Subject) -> str:
    """What a subject is called."""
    return schedule_words.title(subject.step) if subject.step else words.DEADLINE


def title_in(row: Reminder, subjects: Mapping[str, Subject]) -> str:
    """What a row is about, also when the schedule does not hold it any more."""
    if found := subjects.get(row.subject):
        return title_of(found)
    if not row.subject.startswith(PLAN):
        return words.REVIEW
    step = row.subject.removeprefix(PLAN).removesuffix("-one").removesuffix("-two")
    titles: dict[str, str] = {str(name): title for name, title in schedule_words.TITLES.items()}
    return titles.get(step, words.DEADLINE)


def day_of(now: float) -> dt.date:
    """The day in Japan."""
    return dt.datetime.fromtimestamp(now, JST).date()


def shown_day(at: float) -> str:
    """The day a reminder is said on: that of the office's next opening."""
    return schedule_words.short(day_of(next_opening(at)))


def _line(row: Reminder, subject: Subject | None) -> str:
    day = shown_day(row.due_at)
    if subject is None:
        return words.LINE.format(day=day, title=title_in(row, {}))
    form = words.LINE_DEADLINE if subject.name == DEADLINE else words.LINE_BY
    start = schedule_words.short(subject.target)
    return form.format(day=day, title=title_of(subject), start=start)


def _step_text(subject: Subject, today: dt.date) -> str:
    assert subject.step is not None
    title, days = schedule_words.title(subject.step), (subject.target - today).days
    day = schedule_words.short(subject.target)
    if days == 0:
        return words.START_TODAY.format(title=title)
    form = words.START_BY if days > 0 else words.START_PAST
    return form.format(title=title, day=day, days=abs(days))


def _deadline_text(made: Schedule, done: Collection[str], today: dt.date) -> str:
    left = "、".join(schedule_words.title(step) for step in open_steps(made, done))
    return f"{words.DEADLINE_NEAR}\n{words.STILL_OPEN.format(steps=left)}"


def _until(made: Schedule, today: dt.date) -> str:
    goal = made.goal
    assert goal.deadline is not None
    said = words.UNTIL.format(
        label=f"{goal.label} " if goal.label else "",
        deadline=moment(goal.deadline),
        mark=schedule_words.MARKS[goal.deadline_status],
        left=_left(workdays.deadline_day(goal.deadline), today),
    )
    return f"{said}\n{words.CHECK_FORECAST}" if goal.deadline_status == "forecast" else said


def _left(day: dt.date, today: dt.date) -> str:
    days = (day - today).days
    return words.IN_DAYS.format(days=days) if days > 0 else words.TODAY


def _buttons(row: Reminder) -> tuple[Offer, ...]:
    here = f"{REMINDED}{row.id}.{row.times}"
    return (
        _done(row),
        Offer(value=f"{here}:day", label=words.DAY),
        Offer(value=f"{here}:week", label=words.WEEK),
    )


def _done(row: Reminder) -> Offer:
    return Offer(value=f"{REMINDED}{row.id}.{row.times}:done", label=_done_label(row))


def not_yet(row: Reminder) -> Offer:
    """It was not done after all."""
    return Offer(value=f"{REMINDED}{row.id}.{row.times}:open", label=words.NOT_YET)


def _done_label(row: Reminder, title: str = "") -> str:
    if row.subject == DEADLINE:
        return words.APPLIED
    return words.DONE_ONE.format(title=title) if title else words.DONE


def _way_on(made: Schedule, catalog: Catalog) -> tuple[Offer, ...]:
    found = next((one for one in catalog.walkthroughs if one.star == made.goal.star), None)
    if found is None:
        return ()
    label = words.GO.format(title=found.heading)
    return (Offer(value=f"{screens.START}{found.id}", label=label, primary=True),)
