"""A client's runs with their steps, and the screen each stands at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import Connection

from bot.domain.scope import Scope
from bot.domain.walkthrough import Became, Dossier, Run, Screen, Stage
from bot.guide import in_time
from bot.guide.inserts import inserted
from bot.guide.reminder_rows import offered
from bot.guide.requirement_answers import derived
from bot.guide.requirement_steps import RequirementSteps
from bot.state import runs
from bot.walkthroughs import engine, said, screens, standing
from bot.walkthroughs.plan import Plan, plan
from knowledge.catalog import Catalog
from knowledge.dates import JST


def day(now: float) -> dt.date:
    """The day in Japan."""
    return dt.datetime.fromtimestamp(now, JST).date()


class Records:
    """Reads runs and shows them.

    Args:
        catalog: holds the steps.
    """

    def __init__(self, catalog: Catalog):
        self.catalog = catalog
        self.walkthroughs = {one.id: one for one in catalog.walkthroughs}
        self.computed = {
            one.id: RequirementSteps(catalog, one) for one in catalog.walkthroughs if one.computed
        }
        self._steps = {
            one.id: {step.id: step for step in one.steps} for one in catalog.walkthroughs
        }
        self._plans: dict[tuple[str, str, dt.date], Plan] = {}

    def plan(self, run: Run, now: float) -> Plan:
        """The steps of a run, in the words of today."""
        if run.walkthrough == said.SAID:
            return said.plan_of(run)
        if run.walkthrough in self.computed:
            given = {row.step: row.value for row in run.given}
            return self.computed[run.walkthrough].plan(run.edition, given, day(now))
        key = (run.walkthrough, run.edition, day(now))
        if key not in self._plans:
            # One day's plans at most: a bot runs for months.
            self._plans = {old: kept for old, kept in self._plans.items() if old[2] == key[2]}
            definition = self.walkthroughs[run.walkthrough]
            self._plans[key] = plan(definition, self.catalog, run.edition, key[2])
        return self._plans[key]

    def run(self, connection: Connection, scope: Scope, run_id: str) -> Run | None:
        """A run of this scope whose walkthrough we still know."""
        found = runs.run(connection, scope, run_id)
        if found is None:
            return None
        read = self.read([found], said.facts(runs.of_scope(connection, scope, said.SAID)))
        return read[0] if read else None

    def runs(self, connection: Connection, scope: Scope) -> list[Run]:
        """All runs of a scope whose walkthrough we still know, the one last worked on first."""
        return self.read(runs.of_scope(connection, scope))

    def read(self, found: Iterable[Run], facts: said.Facts | None = None) -> list[Run]:
        """Runs as they were kept, in the light of what was said to be done.

        Args:
            found: the runs; all of a client's where `facts` are to be found in them.
            facts: what was said.
        """
        kept = list(found)
        facts = said.facts(kept) if facts is None else facts
        return [
            said.in_the_light_of(run, self._steps.get(run.walkthrough, {}), facts)
            for run in kept
            if run.walkthrough in self.walkthroughs or run.walkthrough == said.SAID
        ]

    def planned(self, connection: Connection, scope: Scope, now: float) -> list[tuple[Run, Plan]]:
        """All runs of a scope with their steps, the one last worked on first."""
        return [(run, self.plan(run, now)) for run in self.runs(connection, scope)]

    def known(self, connection: Connection, scope: Scope, now: float) -> dict[str, str]:
        """What was given for each field, in any run."""
        return standing.fields(self.planned(connection, scope, now))

    def carried(self, connection: Connection, run: Run, now: float) -> tuple[Run, list[str]]:
        """A new run with what was given before and need not be asked again, and that in words."""
        planned = self.planned(connection, run.scope, now)
        computed = self.computed.get(run.walkthrough)
        if computed:
            steps, known = computed.firm_steps(), derived(planned)
        else:
            steps = self.plan(run, now).steps
            known = {name: row[1] for name, row in standing.given_fields(planned).items()}
        given, told = [], []
        for step in steps:
            if not step.step.carry or (step.step.field or "") not in known:
                continue
            answer = known[step.step.field or ""].model_copy(update={"step": step.id})
            if engine.fits(step, answer.value):
                choice = step.choice(answer.value)
                given.append(answer)
                told.append(
                    f"{step.title} {choice.label if choice else screens.told(step, answer.value)}"
                )
        return run.model_copy(update={"given": tuple(given)}), told

    def dossier(self, connection: Connection, scope: Scope, now: float) -> Dossier:
        """Everything the documents of a client are made from."""
        planned = self.planned(connection, scope, now)
        told = {run.id: runs.history(connection, run.id) for run, _ in planned}
        edition = planned[0][0].edition if planned else self.catalog.guideline_on(day(now)).id
        made = standing.dossier(scope, planned, self.catalog, edition, told, now)
        return made.model_copy(update={"heading": in_time.heading(planned, self.catalog, now)})

    def stage(self, connection: Connection, scope: Scope, now: float) -> Stage:
        """Where a client stands, in a line."""
        return standing.stage(scope, self.planned(connection, scope, now), self.catalog)

    def show(
        self, connection: Connection, run: Run, now: float, said: str = "",
        became: Became = "shown", *, helped: bool = False,
    ) -> Screen:  # fmt: skip
        """The screen a run stands at.

        Args:
            connection: in a transaction.
            run: the run.
            now: seconds since the epoch.
            said: what just happened.
            became: how that went.
            helped: show what one can do about it.
        """
        steps = self.plan(run, now)
        at = engine.current(steps, run)
        text = ""
        if at is not None and (at.step.document or at.step.inserts):
            planned = self.planned(connection, run.scope, now)
            dossier = self.dossier(connection, run.scope, now)
            text = inserted(at, run, dossier, self.catalog, planned)
        is_text = at is not None and at.step.kind == "text"
        screen = screens.shown(
            run,
            steps,
            self.catalog,
            said=said,
            became=became,
            known=self.known(connection, run.scope, now) if is_text else {},
            inserted=text,
            newer=self._newer(run, steps, now),
            helped=helped,
        )
        if at is not None and at.step.inserts == "schedule":
            screen = in_time.with_calendar(screen, dossier)
        return offered(connection, run.scope, screen)

    def _newer(self, run: Run, steps: Plan, now: float) -> str | None:
        """The version a run could go on with; None when its steps would be the same."""
        newest = self.catalog.guideline_on(day(now))
        if newest.id == run.edition or run.state != "active":
            return None
        changed = self.plan(run.model_copy(update={"edition": newest.id}), now)
        return newest.version if changed.steps != steps.steps else None
