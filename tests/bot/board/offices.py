"""Offices made up from a seed: clients with runs as people leave them, at every stage."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, insert

from bot.domain.client import Client
from bot.domain.scope import Scope, Speaker
from bot.domain.walkthrough import Given, Run
from bot.state import clients
from bot.state import tables as stored
from bot.walkthroughs.plan import Plan, plan
from knowledge.catalog import Catalog
from knowledge.dates import JST
from knowledge.walkthrough import GIVEN

TEAM = "T0OFFICE"
CLERK = Speaker(team="T0CLIENT", user="U0CLERK")
DAY = 86_400.0
_NAMES = (
    "ほしぞら",
    "田中",
    "鈴木",
    "みなと",
    "あおば",
    "北斗",
    "さくら",
    "＝SUM(1)",
    "*山*_田_<!here>",
)
_TRADES = ("金属", "製作所", "商店", "運輸", "歯科医院", "建設", "システム", "食品", "印刷")
_TYPED = {
    "name": "有限会社 髙﨑", "mail": "soumu@example.jp", "url": "https://example.jp/policy",
    "declaration_id": "50000000001", "text": "総務部", "sheet": "",
}  # fmt: skip
_EVERY = ("one-star", "two-star", "self-check", "policy", "status")
# What a client begins, one level after the other, and what it does again and again.
_LEVELS = (
    ("status",),
    ("one-star",),
    ("requirement",),
    ("self-check",),
    ("policy",),
    ("two-star",),
)
_OFTEN = ("self-check", "requirement")
_HOLDS = ("one", "two")


class Office:
    """Makes clients and their runs.

    Args:
        catalog: holds the steps.
        now: the newest anything can be.
        seed: the same seed gives the same office.
    """

    def __init__(self, catalog: Catalog, now: float, seed: int = 1):
        self._catalog, self.now = catalog, now
        self._dice = random.Random(seed)
        day = dt.datetime.fromtimestamp(now, JST).date()
        self.edition = catalog.guideline_on(day).id
        known = {one.id: one for one in catalog.walkthroughs}
        self._plans = {
            name: plan(known[name], catalog, self.edition, day) for name in _EVERY if name in known
        }
        self._count = 0
        self._level = len(_LEVELS)

    def clients(self, count: int, consultants: int = 25) -> list[Client]:
        """Clients, each with a channel and one of the consultants."""
        return [
            Client(
                scope=Scope(team=TEAM, channel=f"C0BOARD{number:05}"),
                company=f"{self._dice.choice(_NAMES)}{self._dice.choice(_TRADES)}{number:04}",
                consultant=f"U0CONS{number % consultants:02}",
                state=self._dice.choices(("active", "paused", "frozen"), (96, 2, 2))[0],
                teams=("T0CLIENT",),
            )
            for number in range(count)
        ]

    def runs(self, scope: Scope, count: int) -> list[Run]:
        """The runs of one client, as far as it came; most are self-checks done again."""
        self._level = self._dice.randrange(len(_LEVELS))
        names = [name for level in _LEVELS[: self._level + 1] for name in level]
        found = [self.run(scope, name) for name in dict.fromkeys(names[-count:])]
        often = [name for name in names if name in _OFTEN] or names
        more = [self.run(scope, self._dice.choice(often)) for _ in range(count - len(found))]
        self._level = len(_LEVELS)
        return [*found, *more]

    def run(self, scope: Scope, walkthrough: str | None = None) -> Run:
        """A run left somewhere, or done."""
        names = [*self._plans, "requirement"]
        name = walkthrough or self._dice.choice(names)
        begun = self.now - self._dice.uniform(1, 400) * DAY
        moved = begun + self._dice.uniform(0, self.now - begun)
        rows = list(self._given(name, begun, moved))
        whole = self._dice.random() < 0.4
        if not whole:
            rows = rows[: self._dice.randrange(len(rows) + 1)]
        self._count += 1
        return Run(
            id=f"{self._count:08x}{self._dice.randrange(2**32):08x}",
            scope=scope,
            walkthrough=name,
            edition=self.edition,
            revision=len(rows),
            state="done" if whole else self._dice.choices(("active", "left"), (9, 1))[0],
            given=tuple(rows),
            started_at=begun,
            updated_at=moved,
        )

    def _given(self, name: str, begun: float, moved: float) -> Iterator[Given]:
        values = self._requirement() if name == "requirement" else self._walked(self._plans[name])
        at = begun
        for step, value in values:
            at = min(at + self._dice.uniform(5, 600), moved)
            yield Given(step=step, value=value, by=CLERK, at=at)

    def _walked(self, steps: Plan) -> Iterator[tuple[str, str]]:
        given: dict[str, str] = {}
        for step in steps.steps:
            wanted = step.step.only_if
            if not all(
                bool(given.get(other)) if GIVEN in allowed else given.get(other) in allowed
                for other, allowed in wanted.items()
            ):
                continue
            choices = [one.id for one in step.choices]
            if step.id in {"star-held", "found"} and self._level < len(_LEVELS) - 1:
                choices = [one for one in choices if one not in _HOLDS[self._level >= 2 :]]
            given[step.id] = self._value(step.step.check or "", choices)
            if step.step.kind in {"say", "document"}:
                given[step.id] = "next"
            yield step.id, given[step.id]

    def _value(self, check: str, choices: Sequence[str]) -> str:
        if choices:
            return self._dice.choice(choices)
        today = dt.datetime.fromtimestamp(self.now, JST).date()
        if check == "date":
            return (today + dt.timedelta(self._dice.randrange(-60, 200))).isoformat()
        if check == "past_date":
            return (today - dt.timedelta(self._dice.randrange(300))).isoformat()
        return _TYPED.get(check, "あり")

    def _requirement(self) -> Iterator[tuple[str, str]]:
        programme = self._dice.choice(self._catalog.programmes)
        yield "programme", programme.id
        edition = self._dice.choice(programme.editions) if programme.editions else None
        if edition is not None:
            yield "edition", edition.id
            yield "frame", self._dice.choice([*(one.id for one in edition.frames), "unknown"])
        yield "entity", self._dice.choice(("corporation", "sole"))
        held = _HOLDS if self._level >= len(_LEVELS) - 1 else ()
        yield "star-held", self._dice.choice((*held, "none", "unknown"))
        yield "gbizid", self._dice.choice(("prime", "member", "entry", "none", "unknown"))
        rounds = [one.id for one in edition.rounds] if edition else []
        picked = self._dice.choice([*rounds, "other", "undecided"])
        yield "round", picked
        if picked == "other":
            yield "deadline", self._value("date", ())


def bound(connection: Connection, made: Sequence[Client]) -> None:
    """Bind clients."""
    for client in made:
        clients.bind(connection, client, "T0OFFICE:U0STAFF", 1.0)


def added(connection: Connection, made: Sequence[Run]) -> None:
    """Keep runs, many at once."""
    if not made:
        return
    connection.execute(
        insert(stored.runs),
        [
            {
                **run.model_dump(exclude={"scope", "given"}),
                "team": run.scope.team,
                "channel": run.scope.channel,
            }
            for run in made
        ],
    )
    answers = [
        {
            "run": run.id,
            "revision": number,
            "step": row.step,
            "value": row.value,
            "by_team": row.by.team,
            "by_user": row.by.user,
            "given_at": row.at,
        }
        for run in made
        for number, row in enumerate(run.given)
    ]
    if answers:
        connection.execute(insert(stored.run_answers), answers)
