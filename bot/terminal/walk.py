"""Walkthroughs in the terminal: a line typed becomes an answer, a wish or a question."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING

from bot import wording
from bot.advisor import Advisor
from bot.domain.scope import Scope, Speaker
from bot.domain.walkthrough import Dossier, FormItem, Offer, Screen
from bot.errors import BadSetting
from bot.settings import Settings
from bot.terminal.handing import HandOver, hand_over
from bot.terminal.notes import Notes, NotKept
from bot.terminal.render import wrap
from bot.terminal.screen import enter, in_order, reminder_lines, screen_lines
from bot.terminal.somebody import client_named, is_of
from bot.walkthroughs.wishes import Wishes

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.guide import Guide
    from bot.guide.proposing import OpenStep
    from knowledge.catalog import Catalog

_MOST_OFFERS = 99
_LONGEST = 9
_MOST_REMINDERS = 5

# A model's reading of a free text: the id of the choice it may mean.
Meant = Callable[[FormItem, str], str | None]


class Walk:
    """One person's way through a client's walkthroughs.

    Args:
        advisor: gives the guide.
        settings: where the data lies.
        scope: the client.
        speaker: who types.
        clock: seconds since the epoch.
        hand_over: makes documents and writes them.
        meant: reads what no rule can; None = nothing does.
    """

    def __init__(
        self, advisor: Advisor, settings: Settings, scope: Scope, speaker: Speaker,
        clock: Callable[[], float], hand_over: HandOver = hand_over, meant: Meant | None = None,
    ):  # fmt: skip
        self._advisor = advisor
        self._folder = settings.home / "documents" / scope.channel
        self._notes = Notes(settings.database)
        self._scope, self._speaker, self._clock = scope, speaker, clock
        self._hand_over = hand_over
        self._meant = meant
        # Proposals are heard where they were shown: in this terminal.
        self._thread = f"terminal:{secrets.token_hex(8)}"
        self._led: Guide | None = None
        self._wishes: tuple[Catalog, Wishes] | None = None
        self.screen: Screen | None = None

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What is offered now, in the order of its numbers."""
        return in_order(self.screen) if self.screen else ()

    def greeting(self) -> list[str]:
        """What is due, and where the client stands if something is under way."""
        now = self._clock()
        due = self._reminded(now) if self._notes.has_due(self._scope, now) else []
        if not self._notes.has_open_run(self._scope):
            return due
        try:
            stage = self._notes.call(lambda c: self._guide().stage(c, self._scope, now))
        except (NotKept, BadSetting) as problem:
            return wrap(_excuse(problem))
        if stage.updated_at is None:
            return due
        under_way = wrap(wording.UNDER_WAY.format(stage=stage.stage))
        return [*due, "", *under_way, wording.HOW_TO_GO_ON]

    def _reminded(self, now: float) -> list[str]:
        """The reminders that are due, a few lines each."""
        try:
            found = self._notes.call(
                lambda c: self._guide().reminding.due_here(c, self._scope, now, _MOST_REMINDERS)
            )
        except (NotKept, BadSetting) as problem:
            return wrap(_excuse(problem))
        rows = [row for screen in found for row in ("", *reminder_lines(screen))]
        return [*rows, wording.REMINDERS_HOW] if rows else []

    def take(self, line: str) -> list[str] | None:
        """What to show for a line; None when it is a question."""
        try:
            return self._taken(line)
        except (NotKept, BadSetting) as problem:
            return wrap(_excuse(problem))

    def wished(self, question: str) -> list[str] | None:
        """What to show for a choice of an answer that asks to begin; None for any other."""
        try:
            return self._wish(question)
        except (NotKept, BadSetting) as problem:
            return wrap(_excuse(problem))

    def again(self) -> list[str]:
        """The step one stands at, after a question in the middle."""
        run = self.screen.run if self.screen and self.screen.step else None
        if run is None:
            self.screen = None
            return []
        now = self._clock()
        try:
            screen = self._notes.call(lambda c: self._guide().current(c, self._scope, run, now))
        except (NotKept, BadSetting) as problem:
            return wrap(_excuse(problem))
        if screen is None or screen.step is None:
            self.screen = None
            return []
        self.screen = screen
        return ["", *screen_lines(screen, self.offers, brief=True)]

    def farewell(self) -> list[str]:
        """What to know on leaving; lets the database go."""
        self._notes.close()
        under_way = self.screen is not None and self.screen.step is not None
        return [wording.STAYS] if under_way else []

    def _taken(self, line: str) -> list[str] | None:
        if self.screen is not None:
            if not line:
                offer = enter(self.screen)
                return self._pressed(offer) if offer else [wording.ENTER_IS_NO_ANSWER]
            number = typed_number(line)
            if number is not None and 1 <= number <= len(self.offers):
                return self._pressed(self.offers[number - 1])
            if number is not None and number <= _MOST_OFFERS and self.screen.wants == "nothing":
                return wrap(wording.NO_SUCH_CHOICE.format(count=len(self.offers)))
        from bot.walkthroughs.secret import secret_in

        if secret_in(line):
            # Outside of a step it is a question, which is refused with its sources.
            return wrap(wording.SECRET_TYPED) if self.screen is not None else None
        return self._wish(line) or self._written(line)

    def _wish(self, line: str) -> list[str] | None:
        if self._led is None and not self._may_be_a_wish(line):
            return None
        guide, now = self._guide(), self._clock()
        wanted = guide.wanted(line)
        if wanted is None:
            return None
        if wanted == "in_time":
            return self._in_time(guide, line, now)
        asked = self._notes.call(
            lambda c: guide.asked(c, self._scope, wanted, self._speaker, now, line)
        )
        return self._show(asked)

    def _in_time(self, guide: Guide, line: str, now: float) -> list[str] | None:
        """Whether the own firm is in time, with the calendar; None where the search answers."""
        screen = self._notes.call(lambda c: guide.deadlines.own(c, self._scope, line, now))
        if screen is None:
            return None
        heard = guide.deadlines.heard(line, now)
        dossier = self._notes.call(
            lambda c: guide.deadlines.dossier(c, self._scope, heard.question, now)
        )
        name = client_named(heard.names, line)
        elsewhere = name is not None and not heard.own and not is_of(name, self._scope.channel)
        said = [*wrap(wording.SOMEBODY_ELSE.format(name=name)), ""] if elsewhere else []
        return [*said, *self._show(screen, dossier)]

    def _may_be_a_wish(self, line: str) -> bool:
        """Asked first without the database behind the guide: it takes 0.3 s to load."""
        catalog, normalise = self._advisor.knowledge()
        if self._wishes is None or self._wishes[0] is not catalog:
            self._wishes = (catalog, Wishes(catalog, normalise))
        return self._wishes[1].wanted(line) is not None

    def _written(self, line: str) -> list[str] | None:
        run = self.screen.run if self.screen else None
        if run is None:
            return None
        step, choice = self._read(run, line)
        now = self._clock()

        def written(connection: Connection) -> Screen | None:
            guide, scope, by = self._guide(), self._scope, self._speaker
            heard = guide.proposing.heard(connection, scope, self._thread, run, line, by, now)
            if heard is not None:
                return heard
            if step is not None and choice is not None:
                asked = guide.proposing.propose(connection, scope, self._thread, step, choice, now)
                if asked is not None:
                    return asked
            return guide.write(connection, scope, run, line, by, now)

        screen = self._notes.call(written)
        return None if screen is None else self._show(screen)

    def _read(self, run: str, line: str) -> tuple[OpenStep | None, str | None]:
        """The step shown and the choice a line may mean by a model's reading."""
        if self._meant is None:
            return None, None
        now = self._clock()
        step = self._notes.call(
            lambda c: self._guide().proposable(c, self._scope, self._thread, run, line, now)
        )
        return step, self._meant(step.item, line) if step else None

    def _pressed(self, offer: Offer) -> list[str]:
        shown = self.screen
        assert shown is not None
        run, step, now = shown.run or "", shown.step or "", self._clock()
        screen = self._notes.call(
            lambda c: self._guide().press(
                c, self._scope, run, shown.revision, step, offer.value, self._speaker, now
            )
        )
        return self._show(screen)

    def _show(self, screen: Screen, dossier: Dossier | None = None) -> list[str]:
        self.screen = screen
        written = self._handed_over(screen, dossier) if screen.documents else []
        rows = [*written, *screen_lines(screen, self.offers)]
        if screen.run is None and not screen.offers:
            self.screen = None
        return rows

    def _handed_over(self, screen: Screen, dossier: Dossier | None) -> list[str]:
        now = self._clock()
        guide = self._guide()
        made = dossier or self._notes.call(lambda c: guide.dossier(c, self._scope, now))
        catalog, _ = self._advisor.knowledge()
        return self._hand_over(screen.documents, made, catalog, self._folder)

    def _guide(self) -> Guide:
        catalog, normalise = self._advisor.knowledge()
        if self._led is None or self._led.catalog is not catalog:
            from bot.guide import Guide

            self._led = Guide(catalog, normalise)
        return self._led


def typed_number(line: str) -> int | None:
    """The number a line is, however it was typed: 3, ３, ③, 3), 3番."""
    digits = unicodedata.normalize("NFKC", line).strip().strip("().。番 ")
    if not (digits.isascii() and digits.isdigit()):
        return None
    return int(digits) if len(digits) < _LONGEST else 10**_LONGEST


def _excuse(problem: Exception) -> str:
    return str(problem) if isinstance(problem, BadSetting) else wording.NOT_KEPT
