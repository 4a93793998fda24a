"""A typed text that may mean a choice: proposed, and recorded only when somebody says yes to it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from bot import wording
from bot.domain.courtesy import is_courtesy
from bot.domain.scope import Scope, Speaker
from bot.domain.walkthrough import FormItem, Offer, Run, Screen
from bot.guide.answers import Answers
from bot.guide.records import Records
from bot.state import proposals
from bot.state.proposals import Proposal
from bot.walkthroughs import engine
from bot.walkthroughs.agreement import agreement

DIFFERS = "!differs"


@dataclass(frozen=True)
class OpenStep:
    """The step a run stands at, as it was seen: its question and choices."""

    run: str
    revision: int
    item: FormItem


class Proposing:
    """Proposes choices and hears what is said to that.

    Args:
        records: reads the runs.
        answers: takes an answer in once it is said yes to.
    """

    def __init__(self, records: Records, answers: Answers):
        self._records = records
        self._answers = answers

    def open_step(
        self, connection: Connection, scope: Scope, thread: str, run: str, text: str, now: float
    ) -> OpenStep | None:
        """The step whose choices a text could mean; None where it answers, asks or moves about.

        Nothing is changed.
        """
        found = self._records.run(connection, scope, run)
        if found is None or is_courtesy(text):
            return None
        if self._pending(connection, found, thread) and agreement(text) is not None:
            return None
        at = self._answers.unclear(found, text, now)
        if at is None:
            return None
        choices = tuple(Offer(value=one.id, label=one.label) for one in at.choices)
        item = FormItem(step=at.id, title=at.title, ask=at.ask, choices=choices)
        return OpenStep(run=found.id, revision=found.revision, item=item)

    def propose(
        self, connection: Connection, scope: Scope, thread: str, seen: OpenStep, choice: str,
        now: float,
    ) -> Screen | None:  # fmt: skip
        """The question whether a choice is meant; None where the run has gone on since."""
        found = self._records.run(connection, scope, seen.run)
        offer = next((one for one in seen.item.choices if one.value == choice), None)
        if found is None or offer is None or found.revision != seen.revision:
            return None
        at = engine.current(self._records.plan(found, now), found)
        if at is None or at.id != seen.item.step or at.choice(choice) is None:
            return None
        proposal = Proposal(
            run=found.id, thread=thread, revision=found.revision, step=at.id, choice=choice
        )
        proposals.keep(connection, scope, proposal, now)
        return Screen(
            run=found.id,
            revision=found.revision,
            step=at.id,
            title=at.title or at.ask,
            text=f"{wording.PROPOSAL.format(choice=offer.label)}\n{wording.PROPOSAL_UNKEPT}",
            offers=(
                Offer(value=choice, label=wording.PROPOSAL_YES, primary=True),
                Offer(value=DIFFERS, label=wording.PROPOSAL_NO),
            ),
        )

    def heard(
        self, connection: Connection, scope: Scope, thread: str, run: str, text: str, by: Speaker,
        now: float,
    ) -> Screen | None:  # fmt: skip
        """What a text says to the proposal shown in its thread; None where it says nothing to it.

        A yes is the press of the choice's own button. Anything else but thanks ends the proposal:
        a 「はい」 after that answers what was shown since.
        """
        found = self._records.run(connection, scope, run)
        pending = self._pending(connection, found, thread) if found else None
        if found is None or pending is None:
            return None
        said = agreement(text)
        if said is None and is_courtesy(text):
            return None
        if said != "yes":
            return self.declined(connection, found, now, drop_only=said is None)
        proposals.drop(connection, scope, run)
        return self._answers.pressed(connection, found, pending.step, pending.choice, by, now)

    def declined(
        self, connection: Connection, run: Run, now: float, *, drop_only: bool = False
    ) -> Screen | None:
        """The step again, without the proposal; None when it is only to be dropped."""
        proposals.drop(connection, run.scope, run.id)
        if drop_only:
            return None
        return self._records.show(connection, run, now, wording.PROPOSAL_DIFFERS, "moved")

    def drop(self, connection: Connection, scope: Scope, run: str) -> None:
        """End what is proposed: something else was said since."""
        proposals.drop(connection, scope, run)

    def _pending(self, connection: Connection, run: Run, thread: str) -> Proposal | None:
        """What was proposed in this thread, while nobody has changed the run."""
        found = proposals.of_run(connection, run.scope, run.id)
        if found is None or (found.thread, found.revision) != (thread, run.revision):
            return None
        return found
