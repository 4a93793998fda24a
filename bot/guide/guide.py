"""The one door to the walkthroughs: start, press, write, fill; where one stands; what is left."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from sqlalchemy import Connection

from bot.domain.scope import Scope, Speaker
from bot.domain.walkthrough import Dossier, Fill, Form, FormItem, GoTo, Offer, Run, Screen, Stage
from bot.guide.answers import Answers
from bot.guide.deadline_question import DeadlineQuestion
from bot.guide.deadlines import Deadlines
from bot.guide.proposing import DIFFERS, OpenStep, Proposing
from bot.guide.records import Records, day
from bot.guide.refusing import Refusals
from bot.guide.reminder_screens import LIST, LISTED, REMINDED, SET, STOP
from bot.guide.reminding import Reminding
from bot.guide.standings import Standings
from bot.state import runs
from bot.walkthroughs import engine, screens, standing, words
from bot.walkthroughs.wishes import Wishes
from knowledge.catalog import Catalog

_RUN_ID_BYTES = 12


class Guide:
    """Leads a client through the walkthroughs.

    Args:
        catalog: holds the steps.
        normalise: brings a question to the notation of the `starts` patterns.
    """

    def __init__(self, catalog: Catalog, normalise: Callable[[str], str]):
        self.catalog = catalog
        self._records = Records(catalog)
        self._answers = Answers(self._records)
        self.proposing = Proposing(self._records, self._answers)
        self._wishes = Wishes(catalog, normalise)
        self._refusals = Refusals(catalog, normalise)
        self.standings = Standings(catalog)
        self.reminding = Reminding(self._records)
        self.deadlines = Deadlines(self._records, normalise)

    def wanted(self, text: str) -> str | None:
        """What a text asks for: a walkthrough's id, `where`, `todos` or `resume`."""
        return self._wishes.wanted(text)

    def asked(
        self, connection: Connection, scope: Scope, wanted: str, by: Speaker, now: float,
        text: str = "",
    ) -> Screen:  # fmt: skip
        """The screen for what `wanted` gave; a programme the text names is not asked for again."""
        if wanted == "todos":
            return self.todos(connection, scope, now)
        if wanted == "in_time":
            return self.deadlines.screen(connection, scope, DeadlineQuestion(), now)
        if wanted == "reminders":
            return self.reminding.listed(connection, scope, now)
        if wanted == "resume":
            active = [run for run, _ in self._records.planned(connection, scope, now)]
            active = [run for run in active if run.state == "active"]
            if len(active) == 1:
                return self._records.show(connection, active[0], now, words.RESUMED, "moved")
        if wanted in self._records.computed and (
            programme := self._answers.programme_named(text, now)
        ):
            return self._checking(connection, scope, wanted, programme, text, by, now)
        return self.start(connection, scope, wanted, by, now)

    def _checking(
        self, connection: Connection, scope: Scope, walkthrough: str, programme: str, text: str,
        by: Speaker, now: float,
    ) -> Screen:  # fmt: skip
        """Begin the check of a programme, or go on with the one under way."""
        same = [r for r in self._records.runs(connection, scope) if r.walkthrough == walkthrough]
        for run in same:
            if run.state == "active" and run.value("programme") in (programme, None):
                if run.value("programme") is None:
                    return self._answers.wished(connection, run, text, by, now)
                return self._records.show(connection, run, now, words.RESUMED, "moved")
        begun = self._begin(connection, scope, walkthrough, now)
        fresh = self._records.run(connection, scope, begun.run or "")
        if fresh is None:
            return begun
        after = self._answers.wished(connection, fresh, text, by, now)
        return after.model_copy(update={"said": "\n".join(filter(None, (begun.said, after.said)))})

    def start(
        self, connection: Connection, scope: Scope, walkthrough: str, by: Speaker, now: float
    ) -> Screen:
        """Begin a walkthrough, or go on with the one under way; where one stands if unknown."""
        definition = self._records.walkthroughs.get(walkthrough)
        if definition is None:
            return self.where(connection, scope, now)
        same = [r for r in self._records.runs(connection, scope) if r.walkthrough == walkthrough]
        active = [run for run in same if run.state == "active"]
        if active and not definition.per_sheet:
            return self._records.show(connection, active[0], now, words.RESUMED, "moved")
        if same and (definition.per_sheet or same[0].state == "done"):
            return self._begin_or_go_on(walkthrough, active)
        return self._begin(connection, scope, walkthrough, now)

    def where(self, connection: Connection, scope: Scope, now: float) -> Screen:
        """Where the client stands in everything that was begun."""
        seen = screens.overview(self._records.planned(connection, scope, now), self.catalog)
        if not self.reminding.is_any(connection, scope):
            return seen
        return seen.model_copy(update={"offers": (*seen.offers, LISTED)})

    def todos(self, connection: Connection, scope: Scope, now: float, said: str = "") -> Screen:
        """What is left to do, each with a button for when it is done."""
        left = standing.todos(self._records.planned(connection, scope, now))
        return screens.todo_list(left, said)

    def press(
        self, connection: Connection, scope: Scope, run: str, revision: int, step: str,
        value: str, by: Speaker, now: float,
    ) -> Screen:  # fmt: skip
        """A button; `value` is an offer's. A double, stale or forged one changes nothing."""
        if value.startswith("!") and (screen := self._elsewhere(connection, scope, value, by, now)):
            return screen
        found = self._records.run(connection, scope, run)
        if found is None:
            return _gone()
        if value == DIFFERS:
            return self.proposing.declined(connection, found, now) or _gone()
        if found.revision != revision:
            return self._records.show(connection, found, now, words.STALE, "stale")
        return self._answers.pressed(connection, found, step, value, by, now)

    def refuses(self, text: str) -> bool:
        """Whether a text is to be refused or helped with, whatever the step asks (A30–A33)."""
        return self._refusals.covers(text)

    def write(
        self, connection: Connection, scope: Scope, run: str, text: str, by: Speaker, now: float
    ) -> Screen | None:
        """A text typed where a run is shown; None when it is a question rather than an answer."""
        found = self._records.run(connection, scope, run)
        if found is None or self.refuses(text):
            return None
        if "".join(text.split()).rstrip("。") == words.FIX_HERE:
            # As the button of that name, which is not below every step.
            return screens.answered(found, self._records.plan(found, now))
        return self._answers.written(connection, found, text, by, now)

    def proposable(
        self, connection: Connection, scope: Scope, thread: str, run: str, text: str, now: float
    ) -> OpenStep | None:
        """The step whose choices a typed text may mean; None where `write` knows what it is."""
        if self.refuses(text) or self.wanted(text):
            return None
        return self.proposing.open_step(connection, scope, thread, run, text, now)

    def current(self, connection: Connection, scope: Scope, run: str, now: float) -> Screen | None:
        """The screen a run stands at, to show again after a question in the middle."""
        found = self._records.run(connection, scope, run)
        return None if found is None else self._records.show(connection, found, now)

    def form(
        self, connection: Connection, scope: Scope, run: str, part: int, now: float
    ) -> Form | None:
        """The questions of a self-check part, with the answers so far."""
        found = self._records.run(connection, scope, run)
        if found is None:
            return None
        asked = engine.applicable(self._records.plan(found, now), found)
        items = tuple(
            FormItem(
                step=one.id,
                title=one.title,
                ask=one.ask,
                choices=tuple(Offer(value=row.id, label=row.label) for row in one.choices),
                answer=found.value(one.id),
            )
            for one in asked
            if one.part == part
        )
        parts = [row for check in self.catalog.self_checks for row in check.parts if row.no == part]
        if not items or not parts:
            return None
        return Form(run=run, revision=found.revision, title=parts[0].title, items=items)

    def fill(
        self, connection: Connection, scope: Scope, run: str, values: dict[str, str],
        by: Speaker, now: float,
    ) -> Screen:  # fmt: skip
        """Answers of a form, by step; each is kept as it comes."""
        found = self._records.run(connection, scope, run)
        if found is None:
            return _gone()
        fresh = {step: value for step, value in values.items() if found.value(step) != value}
        if not fresh:
            return self._records.show(connection, found, now, became="moved")
        return self._answers.advance(connection, found, Fill(values=fresh), by, now)

    def dossier(self, connection: Connection, scope: Scope, now: float) -> Dossier:
        """Everything the documents of a client are made from."""
        return self._records.dossier(connection, scope, now)

    def stage(self, connection: Connection, scope: Scope, now: float) -> Stage:
        """Where a client stands, in a line for the board."""
        return self._records.stage(connection, scope, now)

    def _elsewhere(
        self, connection: Connection, scope: Scope, value: str, by: Speaker, now: float
    ) -> Screen | None:
        """What a button of ours leads to when it is not about the step shown."""
        if value == screens.WHERE:
            return self.where(connection, scope, now)
        if value == screens.TODOS:
            return self.todos(connection, scope, now)
        if value in {LIST, STOP} or value.startswith((SET, REMINDED)):
            return self._reminding(connection, scope, value, by, now)
        kind, _, about = value.partition(":")
        if kind == "!start":
            return self.start(connection, scope, about, by, now)
        if kind == "!new" and about in self._records.walkthroughs:
            return self._begin(connection, scope, about, now)
        if kind == "!go":
            found = self._records.run(connection, scope, about)
            if found is not None:
                return self._records.show(connection, found, now, words.RESUMED, "moved")
        if kind in {"!fix", "!goto"}:
            return self._fixing(connection, scope, kind, about, by, now)
        if kind == "!done":
            said = self._answers.todo_done(connection, scope, about, by, now)
            return None if said is None else self.todos(connection, scope, now, said)
        return None

    def _reminding(
        self, connection: Connection, scope: Scope, value: str, by: Speaker, now: float
    ) -> Screen:
        """A button about reminders."""
        if value == LIST:
            return self.reminding.listed(connection, scope, now)
        if value == STOP:
            return self.reminding.stop(connection, scope, now)
        about = value.partition(":")[2]
        if value.startswith(REMINDED):
            return self.reminding.pressed(connection, scope, about, by, now) or _gone()
        run = self._records.run(connection, scope, about)
        return self.reminding.set(connection, scope, run, now) if run else _gone()

    def _fixing(
        self, connection: Connection, scope: Scope, kind: str, about: str, by: Speaker, now: float
    ) -> Screen | None:
        """Which answer to give anew, and then its step."""
        run_id, _, rest = about.partition(":")
        run = self._records.run(connection, scope, run_id)
        if run is None:
            return None
        if kind == "!goto":
            return self._answers.advance(connection, run, GoTo(step=rest), by, now)
        page = int(rest) if rest.isascii() and rest.isdigit() and len(rest) < 3 else 0
        return screens.answered(run, self._records.plan(run, now), page)

    def _begin(self, connection: Connection, scope: Scope, walkthrough: str, now: float) -> Screen:
        run = Run(
            id=secrets.token_hex(_RUN_ID_BYTES),
            scope=scope,
            walkthrough=walkthrough,
            edition=self.catalog.guideline_on(day(now)).id,
            started_at=now,
            updated_at=now,
        )
        carried, told = self._records.carried(connection, run, now)
        runs.add(connection, carried)
        begun = self._records.run(connection, scope, carried.id) or carried
        said = words.CARRIED_OVER.format(answers="、".join(told)) if told else ""
        return self._records.show(connection, begun, now, said, "moved")

    def _begin_or_go_on(self, walkthrough: str, active: list[Run]) -> Screen:
        definition = self._records.walkthroughs[walkthrough]
        offers = [
            Offer(
                value=f"{screens.GO}{run.id}",
                label=words.GO_ON.format(title=run.sheet or definition.heading),
                primary=True,
            )
            for run in active
        ]
        again = words.NEW_SHEET if definition.per_sheet and active else words.START_AGAIN
        several = words.SEVERAL
        if definition.computed:
            again, several = words.NEW_PROGRAMME, words.SEVERAL_PROGRAMMES
        offers.append(Offer(value=f"{screens.NEW}{walkthrough}", label=again))
        done = words.ALREADY_DONE.format(title=definition.heading)
        text = several if active else done
        return Screen(title=definition.heading, text=text, offers=(*offers, _WHERE))


_WHERE = Offer(value=screens.WHERE, label=words.WHERE)


def _gone() -> Screen:
    return Screen(became="refused", text=words.GONE, offers=(_WHERE,))
