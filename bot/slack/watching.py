"""Tells staff what changed in the rules and what to look up again, in the staff channel alone."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection, select

from bot import wording
from bot.guide.impact import Impact, companies, impacts
from bot.guide.impact_words import WHY
from bot.guide.watching import clients_of, counts, rows_of
from bot.slack import pages
from bot.slack.clock_check import AskTime, ClockCheck, slack_time
from bot.slack.desk import Desk
from bot.slack.escaping import escape, inert
from bot.slack.postman import Postman
from bot.state import memory, outbox, tables, watched_rules
from bot.state.leases import one_claimer_at_a_time
from bot.state.outbox import Letter, Posting
from bot.subsidies import change_words
from bot.subsidies.changes import changes, digest, state
from bot.subsidies.office_hours import is_open
from bot.subsidies.stale import Stale, stale
from bot.subsidies.stale_words import detail, title, where
from indexer.errors import IndexProblem
from knowledge.catalog import Catalog
from knowledge.dates import JST

EVERY_SECONDS = 60.0
_MONTH = 30 * 86_400.0
_MOST_CHANGES, _MOST_CLIENTS, _MOST_STALE = 8, 8, 10
_LONGEST_SECTION = 2900


class RuleWatch:
    """Compares the rules served with those last told, when a bot starts or the index switches.

    Args:
        desk: what handlers use.
        postman: posts letters.
        worker: our name.
        stale_days: how old a fact may be.
        ask: gives the time to compare ours with; Slack's unless a test says otherwise.
    """

    def __init__(
        self,
        desk: Desk,
        postman: Postman,
        worker: str,
        stale_days: int,
        ask: AskTime | None = None,
    ):
        self._desk = desk
        self._postman = postman
        self._worker = worker
        self._days = stale_days
        self._check = ClockCheck(desk.clock, ask or slack_time(desk.api))
        self._seen: Catalog | None = None
        self._checked: dt.date | None = None

    async def look(self) -> None:
        """Tell staff once what is new; nothing where there is no staff channel.

        The rules are noted in the transaction that stores the letter: of two workers one tells,
        and whatever dies afterwards, the outbox posts it, once.
        """
        if not self._desk.staff_channel:
            return
        try:
            catalog = (await self._desk.asking.guide()).catalog
        except IndexProblem:
            return
        now, today = self._desk.clock(), self._desk.asking.today()
        switched = catalog is not self._seen
        # The monthly list can wait for somebody to read it.
        is_due = today != self._checked and is_open(now)
        if is_due and await self._check.skew() != 0.0:
            # By a clock a year ahead a month would always have passed.
            is_due = False
        if not switched and not is_due:
            return
        planned = await self._desk.database.run(
            lambda c: self._told(c, catalog, now, switched=switched, is_due=is_due)
        )
        self._seen = catalog
        self._checked = today if is_due else self._checked
        await self._postman.deliver(planned)

    def _told(
        self, connection: Connection, catalog: Catalog, now: float, *, switched: bool, is_due: bool
    ) -> list[Posting]:
        one_claimer_at_a_time(connection)
        clients = tables.clients
        teams = connection.scalars(select(clients.c.team).distinct().order_by(clients.c.team)).all()
        letters: list[Letter] = []
        for team in teams:
            if switched:
                letters += self._changed(connection, catalog, team, now)
            if is_due:
                letters += self._stale(connection, catalog, team, now)
        return outbox.plan(connection, tuple(letters), self._worker, now)

    def _changed(
        self, connection: Connection, catalog: Catalog, team: str, now: float
    ) -> list[Letter]:
        reader, rows = watched_rules.staff_of(team), state(catalog)
        known, mark = watched_rules.noted(connection, reader), digest(rows)
        if known is not None and known.digest == mark:
            return []
        held = {key: row.model_dump(mode="json") for key, row in rows.items()}
        watched_rules.note(connection, reader, mark, held, now)
        if known is None:
            return []
        today = dt.datetime.fromtimestamp(now, JST).date()
        theirs = clients_of(connection, team)
        found = impacts(changes(rows_of(known), rows), theirs, catalog, today)
        return [self._letter(team, _sections(found))] if found else []

    def _stale(
        self, connection: Connection, catalog: Catalog, team: str, now: float
    ) -> list[Letter]:
        today = dt.datetime.fromtimestamp(now, JST).date()
        found = stale(catalog, today, self._days, counts(clients_of(connection, team)))
        if not found or not memory.tell_once(connection, team, "stale", now, _MONTH):
            return []
        return [self._letter(team, _stale_sections(found))]

    def _letter(self, team: str, sections: list[str]) -> Letter:
        blocks = tuple(pages.section(one[:_LONGEST_SECTION]) for one in sections)
        text = "\n".join(sections[:1])
        return Letter(team=team, channel=self._desk.staff_channel, text=text, blocks=blocks)


def _sections(found: tuple[Impact, ...]) -> list[str]:
    named = companies(found)
    head = wording.RULES_CHANGED.format(count=len(found))
    head += wording.RULES_TOUCH.format(count=len(named)) if named else wording.RULES_TOUCH_NOBODY
    shown = found[:_MOST_CHANGES]
    sections = [head, *(_section(one) for one in shown)]
    if len(found) > len(shown):
        sections.append(wording.RULES_MORE.format(count=len(found) - len(shown)))
    sections.append(wording.RULES_NEXT)
    return sections


def _section(one: Impact) -> str:
    lines = [f"*{inert(change_words.heading(one.change))}*"]
    lines += [inert(sentence) for sentence in change_words.sentences(one.change)]
    lines += [
        f"・{inert(row.client.company)}：{WHY[row.why]}" for row in one.touched[:_MOST_CLIENTS]
    ]
    if len(one.touched) > _MOST_CLIENTS:
        lines.append(wording.RULES_MORE_CLIENTS.format(count=len(one.touched) - _MOST_CLIENTS))
    lines.append(escape(change_words.source(one.change)))
    return "\n".join(lines)


def _stale_sections(found: tuple[Stale, ...]) -> list[str]:
    shown = found[:_MOST_STALE]
    lines = [f"・{inert(title(row))}\n　{detail(row)}　{escape(where(row))}" for row in shown]
    more = len(found) - len(shown)
    said = [wording.STALE_FOUND.format(count=len(found)), *lines]
    if more:
        said.append(wording.STALE_MORE.format(count=more))
    return said
