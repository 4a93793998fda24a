"""Where a persona sits: the terminal in this process, and what it is shown there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import create_engine

from bot.advisor import Advisor
from bot.domain.answer import Answer
from bot.domain.conversation import Conversation
from bot.domain.walkthrough import DocumentKind, Dossier, Offer, Screen, SheetResult
from bot.guide import Guide
from bot.settings import Settings
from bot.terminal.naming import scope_of, speaker_of
from bot.terminal.talk import Talk
from bot.terminal.walk import Walk
from knowledge.catalog import Catalog
from knowledge.walkthrough import Step

TODAY = dt.date(2026, 11, 23)
# The self-check as published: done 4, partly 2, not done 0, not known -1.
_POINTS = {"full": 4, "partly": 2, "no": 0, "unknown": -1}
_START = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC).timestamp()


class Listening(Advisor):
    """An advisor that remembers its answers."""

    def __init__(self, advisor: Advisor):
        self._advisor = advisor
        self.answers: list[Answer] = []

    def ask(
        self, question: str, as_of: dt.date, conversation: Conversation | None = None
    ) -> tuple[Answer, Conversation]:
        """The answer, which is remembered."""
        answer, after = self._advisor.ask(question, as_of, conversation)
        self.answers.append(answer)
        return answer, after

    def knowledge(self):  # type: ignore[no-untyped-def]
        """The knowledge of the advisor behind."""
        return self._advisor.knowledge()


class Clock:
    """A clock that somebody moves: half a minute a line."""

    def __init__(self) -> None:
        self.now = _START

    def __call__(self) -> float:
        """The time now."""
        return self.now


class Desk:
    """A terminal with one person before it.

    Args:
        advisor: answers.
        home: the data directory.
        client: whose walkthrough it is.
        user: who types.
        paper: whether documents are really made.
    """

    def __init__(
        self, advisor: Advisor, home: Path, client: str, user: str,
        clock: Clock, paper: bool = True,
    ):  # fmt: skip
        self.advisor = Listening(advisor)
        self._open = (home, client, user, clock, paper)
        self._clock = clock
        self.lines: list[str] = []
        self.rows: list[str] = []
        self.handed: list[DocumentKind] = []
        self.failed: list[str] = []
        self.sites = 0
        self.sit_down()

    @property
    def screen(self) -> Screen | None:
        """What is shown of a walkthrough."""
        return self._walk.screen

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What is offered, in the order of its numbers."""
        return self._walk.offers

    def sit_down(self) -> list[str]:
        """Open the terminal; gives the greeting."""
        home, client, user, clock, paper = self._open
        settings = Settings.model_validate({"HOSHIMICHI_HOME": home})
        self._walk = Walk(
            self.advisor, settings, scope_of(client), speaker_of(user), clock,
            self._on_paper if paper else self._in_mind,
        )  # fmt: skip
        self._talk = Talk(self.advisor, TODAY, self._walk)
        return self._talk.greeting()

    def stand_up(self) -> list[str]:
        """Close the terminal; gives the farewell."""
        return self._talk.farewell()

    def type(self, line: str) -> list[str]:
        """What is shown for a line."""
        self._clock.now += 30
        self.lines.append(line)
        self.rows = self._talk.reply(line.strip())
        return self.rows

    def number(self, value: str) -> str | None:
        """The number of an offer, if it is there."""
        for number, offer in enumerate(self.offers, 1):
            if offer.value.startswith(value):
                return str(number)
        return None

    def scores(self) -> list[tuple[SheetResult, int]]:
        """What the documents say each sheet has, and what the standing answers add up to."""
        home, client, _, clock, _ = self._open
        settings = Settings.model_validate({"HOSHIMICHI_HOME": home})
        guide = Guide(*self.advisor.knowledge())
        with create_engine(settings.database).connect() as connection:
            sheets = guide.dossier(connection, scope_of(client), clock.now).sheets
        return [(one, sum(_POINTS[row] for row in one.answers.values())) for one in sheets]

    def step(self) -> Step | None:
        """What the knowledge says of the step shown."""
        if self.screen is None or self.screen.step is None:
            return None
        names = (self.screen.step, self.screen.step.rpartition("/")[0])
        catalog, _ = self.advisor.knowledge()
        titled = [one for one in catalog.walkthroughs if self.screen.title.startswith(one.heading)]
        found = [step for one in titled for step in one.steps if step.id in names]
        return found[0] if found else None

    def _on_paper(
        self, kinds: Iterable[DocumentKind], dossier: Dossier, catalog: Catalog, folder: Path
    ) -> list[str]:
        from bot.terminal.handing import hand_over

        kinds = tuple(kinds)
        rows = hand_over(kinds, dossier, catalog, folder)
        if any(str(folder / "") in row for row in rows):
            self.handed += kinds
        else:
            self.failed.append("".join(rows))
        return rows

    def _in_mind(
        self, kinds: Iterable[DocumentKind], dossier: Dossier, catalog: Catalog, folder: Path
    ) -> list[str]:
        self.handed += kinds
        return []
