"""What a press or a text does to a run, stored."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from sqlalchemy import Connection

from bot.domain.scope import Scope, Speaker
from bot.domain.walkthrough import (
    Became,
    Event,
    Fill,
    GoTo,
    Offer,
    Pick,
    Run,
    Screen,
    Undo,
    Write,
)
from bot.guide import in_time, mending
from bot.guide.records import Records, day
from bot.guide.requirement_answers import AskedBack, RequirementAnswers, Understood
from bot.state import reminders, runs
from bot.walkthroughs import backdating, engine, moves, reviews, screens, standing, typed, words
from bot.walkthroughs.plan import Plan, PlannedStep

_SAID = {
    "stale": words.STALE,
    "no_such_choice": words.NO_SUCH_CHOICE,
    "nothing_to_undo": words.NOTHING_TO_UNDO,
}


class Answers:
    """Takes answers in.

    Args:
        records: reads the runs.
    """

    def __init__(self, records: Records):
        self._records = records
        self._requirement = RequirementAnswers(records.catalog)

    def pressed(
        self, connection: Connection, run: Run, step: str, value: str, by: Speaker, now: float
    ) -> Screen:
        """A button of the step shown."""
        show = self._records.show
        if value == screens.UNDO:
            return self.advance(connection, run, Undo(), by, now)
        if value == screens.LATER:
            return Screen(text=words.LATER_SAID)
        if value == screens.RENEW:
            return self._renewed(connection, run, now)
        at = engine.current(self._records.plan(run, now), run)
        if at is None or at.id != step:
            return show(connection, run, now, words.STALE, "stale")
        if value == screens.HELP:
            return show(connection, run, now, helped=True)
        if value == in_time.CALENDAR.value:
            shown = show(connection, run, now, became="moved")
            return shown.model_copy(update={"documents": ("calendar",)})
        if value.startswith(screens.MAKE):
            return show(connection, run, now, became="moved")
        if value == screens.KEEP:
            known = self._records.known(connection, run.scope, now).get(at.step.field or "")
            if not known:
                return show(connection, run, now, words.KEPT_NOTHING, "refused")
            return self.advance(connection, run, Write(step=step, value=known), by, now)
        chosen = "" if value == screens.SKIP else value
        return self.advance(connection, run, Pick(step=step, value=chosen), by, now)

    def written(
        self, connection: Connection, run: Run, text: str, by: Speaker, now: float
    ) -> Screen | None:
        """A text typed at a step; None when it is a question rather than an answer."""
        steps = self._records.plan(run, now)
        at = engine.current(steps, run)
        if at is None:
            return None
        if (button := moves.move(text, at)) is not None:
            return self.pressed(connection, run, at.id, button, by, now)
        if (mended := mending.mended(text, steps, run)) is not None:
            said = _mended(steps, mended, run)
            return self.advance(connection, run, mended, by, now, said)
        text = mending.wanted(text)
        if steps.walkthrough.computed:
            understood = self._requirement.read(text, at, day(now))
            if understood is not None:
                return self._understood(connection, run, understood, by, now)
        if at.step.kind == "text":
            return (
                None if typed.is_question(text) else self._read(connection, run, at, text, by, now)
            )
        choices = [(one.id, one.label) for one in at.choices] or [(engine.NEXT, words.NEXT)]
        choice = typed.pick(text, choices)
        if choice is None:
            if moves.is_about_something(text):
                return None
            return self._records.show(connection, run, now, words.NOT_UNDERSTOOD, "refused")
        return self.advance(connection, run, Pick(step=at.id, value=choice), by, now)

    def unclear(self, run: Run, text: str, now: float) -> PlannedStep | None:
        """The step at which a text is neither an answer nor a move nor a question.

        None too where there is nothing to choose from. As `written` reads it, changing nothing.
        """
        steps = self._records.plan(run, now)
        at = engine.current(steps, run)
        if at is None or at.step.kind == "text" or not at.choices or typed.is_question(text):
            return None
        if moves.move(text, at) is not None:
            return None
        if steps.walkthrough.computed and self._requirement.read(text, at, day(now)) is not None:
            return None
        choices = [(one.id, one.label) for one in at.choices]
        return at if typed.pick(text, choices) is None else None

    def wished(
        self, connection: Connection, run: Run, text: str, by: Speaker, now: float
    ) -> Screen:
        """The sentence a requirement check was begun with: the programme it names."""
        first = self._records.plan(run, now).steps[0]
        understood = self._requirement.wished(text, first, day(now))
        return self._understood(connection, run, understood, by, now)

    def _understood(
        self, connection: Connection, run: Run, found: Understood | AskedBack, by: Speaker,
        now: float,
    ) -> Screen:  # fmt: skip
        if isinstance(found, AskedBack):
            shown = self._records.show(connection, run, now, found.sentence, "refused")
            return _offering(shown, found.offers)
        first, *more = found.events
        return self.advance(connection, run, first, by, now, found.said, more)

    def programme_named(self, text: str, now: float) -> str | None:
        """The programme a sentence names without doubt, by its id."""
        return self._requirement.named(text, day(now))

    def advance(
        self,
        connection: Connection,
        run: Run,
        event: Event,
        by: Speaker,
        now: float,
        said: str = "",
        more: Sequence[Event] = (),
    ) -> Screen:
        """Change a run and show where it stands then; nothing changes when it cannot be.

        Args:
            connection: in a transaction.
            run: as it was seen.
            event: what happens.
            by: who.
            now: seconds since the epoch.
            said: what to say about it, where not what was recorded.
            more: what happens then, as far as it can.
        """
        steps = self._records.plan(run, now)
        after = self._after(run, event, by, now)
        for one in more:
            then = self._after(after, one, by, now) if isinstance(after, Run) else after
            after = then if isinstance(then, Run) else after
        if isinstance(after, str):
            became: Became = "stale" if after == "stale" else "refused"
            return self._records.show(connection, run, now, _SAID[after], became)
        if isinstance(event, Write) and (at := steps.step(event.step)) and at.step.check == "sheet":
            after = after.model_copy(update={"sheet": event.value})
        if not runs.save(connection, run, after):
            fresh = self._records.run(connection, run.scope, run.id) or run
            return self._records.show(connection, fresh, now, words.STALE, "stale")
        self._set_reviews(connection, after, steps)
        said = said or _recorded(steps, event)
        return self._records.show(connection, after, now, said, "moved")

    def _after(self, run: Run, event: Event, by: Speaker, now: float) -> Run | engine.Problem:
        steps = self._records.plan(run, now)
        if not steps.walkthrough.computed:
            return engine.advance(steps, run, event, by, now)
        plan_of = partial(self._records.plan, now=now)
        return self._requirement.advance(run, event, by, now, plan_of)

    def todo_done(
        self, connection: Connection, scope: Scope, what: str, by: Speaker, now: float
    ) -> str | None:
        """Close a to-do, `run:step`, by its best answer; gives what to say, None when forged."""
        run_id, _, step_id = what.partition(":")
        run = self._records.run(connection, scope, run_id)
        if run is None:
            return None
        steps = self._records.plan(run, now)
        step = steps.step(step_id)
        choices = step.choices if step else ()
        best = next((one for one in choices if not (one.open or one.todo)), None)
        if step is None or best is None:
            return None
        if run.value(step_id) == best.id:
            return ""
        after = engine.advance(steps, run, Fill(values={step_id: best.id}), by, now)
        if isinstance(after, Run) and runs.save(connection, run, after):
            return words.RECORDED.format(title=step.title or step.ask, answer=best.label)
        return words.STALE

    def _read(
        self, connection: Connection, run: Run, at: PlannedStep, text: str, by: Speaker, now: float
    ) -> Screen:
        read = typed.read(at.step.check, text, day(now))
        if isinstance(read, typed.Problem):
            return self._records.show(connection, run, now, read.sentence, "refused")
        if question := backdating.doubt(at.step.field, read.value, text, day(now)):
            return self._records.show(connection, run, now, question, "refused")
        said = words.RECORDED.format(title=at.title or at.ask, answer=read.shown)
        if read.warning:
            said = f"{said}\n{read.warning}"
        return self.advance(connection, run, Write(step=at.id, value=read.value), by, now, said)

    def _renewed(self, connection: Connection, run: Run, now: float) -> Screen:
        """The same walkthrough in the edition in force, with the answers that still fit."""
        newest = self._records.catalog.guideline_on(day(now))
        changed = run.model_copy(
            update={"edition": newest.id, "revision": run.revision + 1, "updated_at": now}
        )
        old, new = self._records.plan(run, now), self._records.plan(changed, now)
        kept = tuple(given for given in run.given if _same(old, new, given.step))
        after = changed.model_copy(update={"given": kept, "position": None})
        if not runs.save(connection, run, after):
            return self._records.show(connection, run, now, words.STALE, "stale")
        said = words.CARRIED.format(version=newest.version)
        return self._records.show(connection, after, now, said, "moved")

    def _set_reviews(self, connection: Connection, run: Run, steps: Plan) -> None:
        for subject, text, due_at in reviews.due(standing.fields([(run, steps)])):
            reminders.remind(connection, run.scope, subject, text, due_at)


def _offering(screen: Screen, offers: Sequence[Offer]) -> Screen:
    """A screen that offers something else to pick from."""
    if not offers:
        return screen
    ours = tuple(one for one in screen.offers if one.value.startswith("!"))
    return screen.model_copy(update={"offers": (*offers, *ours)})


def _same(old: Plan, new: Plan, step: str) -> bool:
    before, after = old.step(step), new.step(step)
    return before is not None and after is not None and before.title == after.title


def _mended(steps: Plan, fill: Fill, run: Run) -> str:
    """What was changed; an answer that was given already is said to stand."""
    ((name, value),) = fill.values.items()
    step = steps.step(name)
    choice = step.choice(value) if step else None
    if step is None or choice is None:
        return ""
    form = words.AS_BEFORE if run.value(name) == value else words.MENDED
    said = form.format(title=step.title or step.ask, answer=choice.label)
    return f"{said}\n{choice.then}" if choice.then and form is words.MENDED else said


def _recorded(steps: Plan, event: Event) -> str:
    match event:
        case Undo() | GoTo():
            return words.UNDONE
        case Fill(values=values):
            return words.RECORDED_MANY.format(count=len(values))
        case Pick(step=step_id, value=value) if (step := steps.step(step_id)) is not None:
            choice = step.choice(value)
            if choice is None:
                return ""
            said = words.RECORDED.format(title=step.title or step.ask, answer=choice.label)
            return f"{said}\n{choice.then}" if choice.then else said
    return ""
