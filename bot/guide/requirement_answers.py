"""What is typed in a requirement check, and what an answer does to those given before. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable

from bot.domain.answer import Model
from bot.domain.scope import Speaker
from bot.domain.walkthrough import Event, Fill, Given, GoTo, Offer, Pick, Run, Write
from bot.guide.requirement_case import UNKNOWN
from bot.subsidies import words
from bot.subsidies.naming import Named, Naming, Several, Unnamed, key
from bot.subsidies.requirement import editions_on
from bot.walkthroughs import dates, engine, typed
from bot.walkthroughs.plan import Plan, PlannedStep
from bot.walkthroughs.standing import Planned, given_fields
from bot.walkthroughs.words import RECORDED
from knowledge.catalog import Catalog
from knowledge.schema import Programme
from knowledge.walkthrough import StepChoice

_LONGEST_SHOWN, _LONGEST_SHEET = 30, 60
_BRACKETS = re.compile(r"（[^（）]*）$")
_TAIL = ("result", "round", "deadline", "schedule")
# What belongs to one programme only.
_OF_PROGRAMME = ("edition", "frame", "earlier-grants", "exception")
_DATED = {
    "star2_declared_on": "two",
    "star2_id": "two",
    "declared_on": "one",
    "declaration_id": "one",
}
PlanOf = Callable[[Run], Plan]
_KINDS = {"4": "four", "5": "five"}


class Understood(Model):
    """A typed text that answers: what happens, one after the other, and what to say."""

    events: tuple[Event, ...]
    said: str


class AskedBack(Model):
    """A typed text that cannot be taken: what to say, and what to pick from instead."""

    sentence: str
    offers: tuple[Offer, ...] = ()


class RequirementAnswers:
    """Reads what is typed in a requirement check.

    Args:
        catalog: holds the programmes.
    """

    def __init__(self, catalog: Catalog):
        self._programmes = {one.id: one for one in catalog.programmes}
        self._naming = Naming(catalog.programmes)

    def read(self, text: str, at: PlannedStep, today: dt.date) -> Understood | AskedBack | None:
        """What a text does at a step; None to read it as at any other step."""
        match at.id:
            case "programme":
                return None if typed.is_question(text) else self.wished(text, at, today)
            case "frame" | "edition":
                return self._by_name(text, at)
            case "round" | "deadline" | "schedule":
                return _deadline(text, at, today)
        return None

    def named(self, text: str, today: dt.date) -> str | None:
        """The one programme a sentence names without doubt; None for anything else."""
        found = self._naming.read(text, today)
        sure = isinstance(found, Named) and found.guessed is None
        return found.programme if isinstance(found, Named) and sure else None

    def wished(self, text: str, at: PlannedStep, today: dt.date) -> Understood | AskedBack:
        """The programme a sentence is about, even one that ends in a question mark."""
        found = self._naming.read(text, today)
        cleaned = typed.read("name", text, today)
        if isinstance(cleaned, typed.Problem):
            return AskedBack(sentence=cleaned.sentence)
        match found:
            case Named():
                return self._taken(found, at, today)
            case Several():
                sentence = words.TWO_NAMED if found.together else words.COULD_BE
                return AskedBack(sentence=sentence, offers=self._offers(found.programmes))
            case Unnamed():
                form = words.UNNAMED_NEAR if found.near else words.UNNAMED
                shown = cleaned.value[:_LONGEST_SHOWN]
                return AskedBack(sentence=form.format(text=shown), offers=self._offers(found.near))

    def _taken(self, found: Named, at: PlannedStep, today: dt.date) -> Understood:
        programme = self._programmes[found.programme]
        said = [RECORDED.format(title=at.title, answer=programme.name)]
        events: list[Event] = [Write(step=at.id, value=programme.id)]
        if found.guessed:
            said.append(words.READ_AS.format(name=programme.name))
        if found.unknown_year:
            said.append(words.NO_SUCH_YEAR.format(year=found.unknown_year))
        held = editions_on(programme, None, None, today)
        named = next((one for one in programme.editions if one.id == found.edition), None)
        if named is not None and named not in held:
            events.append(Pick(step="edition", value=named.id))
            now = "」「".join(one.name for one in held)
            form = words.PAST_NAMED if held else words.PAST_ONLY
            said.append(form.format(name=named.name, now=now))
        elif named is not None and len(held) > 1:
            events.append(Pick(step="edition", value=named.id))
        frame = self._frame_held(found.frame, programme, held)
        if frame is not None:
            events.append(Pick(step="frame", value=frame))
        return Understood(events=tuple(events), said="\n".join(said))

    def _frame_held(
        self, frame: str | None, programme: Programme, held: Iterable[object]
    ) -> str | None:
        """The frame, or the one of the same name in what holds now."""
        every = [(one, row) for one in programme.editions for row in one.frames]
        named = next((row for _, row in every if row.id == frame), None)
        if named is None:
            return None
        same = [row.id for one, row in every if one in held and named.name == row.name]
        return next(iter(same), None)

    def _by_name(self, text: str, at: PlannedStep) -> Understood | None:
        choices = [(one.id, one.label) for one in at.choices]
        if typed.pick(text, choices) is not None or typed.is_question(text):
            return None
        found = _called(text, (*at.choices, *at.names))
        choice = at.choice(found) if found else None
        if found is None or choice is None:
            return None
        said = RECORDED.format(title=at.title, answer=choice.label)
        return Understood(events=(Pick(step=at.id, value=found),), said=said)

    def _offers(self, ids: Iterable[str]) -> tuple[Offer, ...]:
        return tuple(Offer(value=id, label=short_name(self._programmes[id].name)) for id in ids)

    def advance(
        self, run: Run, event: Event, by: Speaker, now: float, plan_of: PlanOf
    ) -> Run | engine.Problem:
        """What an event does to a run, as `engine.advance` tells it for fixed steps."""
        after = engine.advance(plan_of(run), run, event, by, now)
        if after == "stale" and isinstance(event, Pick) and self._names_edition(run, event):
            # Not asked for where one edition alone holds, but named all the same.
            given = Given(step=event.step, value=event.value, by=by, at=now)
            changes = {"given": (*run.given, given), "revision": run.revision + 1}
            after = run.model_copy(update=changes)
        return after if isinstance(after, str) else self.settled(run, after, event, plan_of)

    def _names_edition(self, run: Run, event: Pick) -> bool:
        programme = self._programmes.get(run.value("programme") or "")
        known = {one.id for one in programme.editions} if programme else set()
        return event.step == "edition" and event.value in known

    def settled(self, before: Run, after: Run, event: Event, plan_of: PlanOf) -> Run:
        """A run after an event, without the answers that no longer belong to it.

        Changing an answer shows the result again; changing the programme drops what was said of
        the one before. Whether it is done is told by the steps that follow from the answers now.
        """
        changed = _steps_of(event)
        given = after.given
        if changed and not changed <= set(_TAIL):
            given = tuple(
                row for row in given if row.step not in ("result", "schedule", "deadline")
            )
        if "round" in changed:
            given = tuple(row for row in given if row.step not in ("schedule", "deadline"))
        if "deadline" in changed:
            given = tuple(row for row in given if row.step != "schedule")
        if before.value("programme") != after.value("programme"):
            given = tuple(row for row in given if row.step.split("/")[0] not in _OF_PROGRAMME)
            given = tuple(row for row in given if row.step != "round")
        after = after.model_copy(update={"given": given})
        steps = plan_of(after)
        after = after.model_copy(update={"given": _fitting(given, steps)})
        name = self._programmes.get(after.value("programme") or "")
        sheet = short_name(name.name)[:_LONGEST_SHEET] if name else ""
        done = engine.current(plan_of(after), after) is None
        state = after.state if after.state == "left" else "done" if done else "active"
        return after.model_copy(update={"sheet": sheet, "state": state})


def derived(planned: Planned) -> dict[str, Given]:
    """What earlier answers say of the firm, by field: the star by what was declared, the ID's kind
    by its first digit. What somebody did not know then is asked again.
    """
    newest = {name: answer for name, (_, answer) in given_fields(planned).items()}
    found = {name: answer for name, answer in newest.items() if answer.value != UNKNOWN}
    declared = [
        found[name].model_copy(update={"value": star})
        for name, star in _DATED.items()
        if name in found
    ]
    held = found.get("star_held")
    if declared and not (held and held.value == "two"):
        found["star_held"] = declared[0]
    id = found.get("star2_id") or found.get("declaration_id")
    kind = _KINDS.get(id.value[:1]) if id else None
    if id and kind:
        found["id_kind"] = id.model_copy(update={"value": kind})
    return found


def _deadline(text: str, at: PlannedStep, today: dt.date) -> Understood | AskedBack | None:
    """A date, at the question for the round too: 「12月5日」 says 別の日. Below the schedule as well."""
    choices = [(one.id, one.label) for one in at.choices]
    if typed.is_question(text) or (choices and typed.pick(text, choices) is not None):
        return None
    read = typed.read("date", text, today)
    if isinstance(read, typed.Problem):
        return AskedBack(sentence=read.sentence) if at.id == "deadline" else None
    day = dt.date.fromisoformat(read.value)
    if day < today:
        example = dates.shown(today.replace(month=1, day=15, year=today.year + 1))
        said = words.DEADLINE_PAST.format(day=read.shown, example=example.split("（")[0])
        return AskedBack(sentence=said)
    other = Pick(step="round", value="other")
    before: dict[str, tuple[Event, ...]] = {
        "round": (other,), "schedule": (GoTo(step="round"), other),
    }  # fmt: skip
    first = before.get(at.id, ())
    said = RECORDED.format(title="間に合わせたい日", answer=read.shown)
    said = f"{said}\n{read.warning}" if read.warning else said
    return Understood(events=(*first, Write(step="deadline", value=read.value)), said=said)


def short_name(name: str) -> str:
    """A programme's name without what is in brackets behind it."""
    return _BRACKETS.sub("", name).strip() or name


def _called(text: str, names: Iterable[StepChoice]) -> str | None:
    """The one choice whose name is said, or which is said in one name only."""
    said = key(text)
    known = [(one.id, key(one.label)) for one in names]
    for fits in (
        [id for id, name in known if name == said],
        [id for id, name in known if len(name) > 2 and name in said],
        [id for id, name in known if len(said) > 2 and said in name],
    ):
        ids = set(fits)
        if ids:
            return ids.pop() if len(ids) == 1 else None
    return None


def _steps_of(event: Event) -> set[str]:
    match event:
        case Pick(step=step) | Write(step=step):
            return {step}
        case Fill(values=values):
            return set(values)
    return set()


def _fitting(given: tuple[Given, ...], steps: Plan) -> tuple[Given, ...]:
    """Without answers to steps that no longer offer them (a round of another frame)."""
    known = {step.id: step for step in steps.steps}
    return tuple(
        row for row in given if row.step not in known or engine.fits(known[row.step], row.value)
    )
