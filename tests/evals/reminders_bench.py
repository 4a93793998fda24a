"""`python -m tests.evals.reminders_bench`: 10,000 due reminders, two workers, kills, clock jumps.

Each must be said exactly once: counted in the outbox and at a fake Slack. Two legs a database:
`guarded`, with Slack telling the time, where the schedule of every tenth client is worked out
anew at each beat; and `fooled`, where Slack agrees with every jump, so that nothing but the marks
keeps a reminder from being said twice.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, Engine, func, select
from sqlalchemy.exc import OperationalError

from bot.domain.client import Client
from bot.domain.scope import Scope, Speaker
from bot.domain.walkthrough import Given, Run
from bot.guide import Guide
from bot.state import clients, migrate, reminders, runs
from bot.state.database import engine_for
from bot.state.tables import outbox
from bot.state.tables import reminders as rows
from indexer.text import Normaliser
from knowledge.catalog import load
from knowledge.dates import JST
from tests.bot.state.postgres import ThrowAwayPostgres, binaries
from tests.fakes.slack import OFFICE, STAFF, Channel, FakeSlack

# A Tuesday; the first step of a schedule back from the deadline is due that morning.
START = dt.datetime(2027, 1, 19, 10, 0, tzinfo=JST).timestamp()
_SET_AT, _DEADLINE = START - 30 * 86_400.0, "2027-02-26"
_CHANNELS = 200
_KILL_SECONDS = (0.3, 1.1)
_QUIET_SECONDS = 60.0


@dataclass(frozen=True)
class Trial:
    """What became of reminders that were due.

    Attributes:
        missing, double: at Slack.
        letters: in the outbox, all of them sent.
        unmarked: rows that are not marked as said once.
    """

    database: str
    guarded: bool
    due: int
    kills: int
    letters: int
    missing: int
    double: int
    unmarked: int
    seconds: float

    @property
    def is_right(self) -> bool:
        """Whether each was said exactly once."""
        return self.letters == self.due and not (self.missing or self.double or self.unmarked)


class Workers:
    """Two workers that are killed and started again."""

    def __init__(self, wanted: dict[str, object], seed: int):
        self._wanted, self._chance = wanted, random.Random(seed)
        environment = {
            key: value for key, value in os.environ.items() if not key.startswith("SLACK_")
        }
        self._parent = subprocess.Popen(
            [sys.executable, "-m", "tests.evals.reminders_worker"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
            stderr=None if os.environ.get("HOSHIMICHI_DEBUG") else subprocess.DEVNULL,
        )  # fmt: skip
        self._line()
        self._pids = [self._start(), self._start()]

    def kill_one(self) -> None:
        """End one of them at once and start another in its place, most often a little later."""
        at = self._chance.randrange(2)
        _kill(self._pids[at])
        time.sleep(self._chance.choice((0.0, 0.1, 0.4)))
        self._pids[at] = self._start()

    def close(self) -> None:
        """End all of them."""
        for pid in self._pids:
            _kill(pid)
        self._parent.kill()
        self._parent.communicate(timeout=10)

    def pause(self) -> None:
        """Let them work for a moment."""
        time.sleep(self._chance.uniform(*_KILL_SECONDS))

    def _start(self) -> int:
        assert self._parent.stdin is not None
        line = json.dumps({**self._wanted, "seed": self._chance.randrange(10**6)})
        self._parent.stdin.write(line + "\n")
        self._parent.stdin.flush()
        return int(self._line())

    def _line(self) -> str:
        assert self._parent.stdout is not None
        line = self._parent.stdout.readline()
        if not line:
            raise RuntimeError("the parent of the workers has ended")
        return line


def trial(url: str, due: int, plans: int, kills: int, *, guarded: bool, seed: int = 1) -> Trial:
    """Two workers and some kills against reminders that are due, until nothing more comes."""
    engine = engine_for(url)
    migrate.upgrade(engine)
    with FakeSlack() as slack:
        channels = [f"C0R{number:06d}" for number in range(max(plans, min(due, _CHANNELS)))]
        slack.add(*(Channel(name, members=("U0BOT", STAFF)) for name in channels))
        with engine.begin() as connection:
            _prepare(connection, channels, due - plans, plans)
        started = time.monotonic()
        wanted: dict[str, object] = {
            "start": START, "at": started, "guarded": guarded, "database": url,
            "api": slack.api_url, "staff": "", "at_once": 50 if due > 1000 else 10,
        }  # fmt: skip
        workers = Workers(wanted, seed)
        killed = 0
        try:
            while killed < kills and _left(engine):
                workers.pause()
                workers.kill_one()
                killed += 1
            _until_quiet(engine, slack)
        finally:
            workers.close()
        seconds = time.monotonic() - started
        said = Counter(
            (channel, message.text) for channel in channels for message in slack.messages(channel)
        )
    found = _counted(engine, said, due)
    engine.dispose()
    kind = url.partition(":")[0].partition("+")[0]
    return Trial(kind, guarded, due, killed, *found, seconds)


def _prepare(connection: Connection, channels: list[str], texts: int, plans: int) -> None:
    catalog = load()
    guide = Guide(catalog, Normaliser(catalog.terms, catalog.rewrites))
    edition = catalog.guideline_on(dt.date(2026, 12, 20)).id
    for number, channel in enumerate(channels):
        scope = Scope(team=OFFICE.team_id, channel=channel)
        client = Client(
            scope=scope, company=f"第{number}社", consultant=STAFF, state="active",
            reason=None, teams=(OFFICE.team_id,),
        )  # fmt: skip
        clients.bind(connection, client, STAFF, _SET_AT)
        if number < plans:
            by = Speaker(team=OFFICE.team_id, user=STAFF)
            given = Given(step="deadline", value=_DEADLINE, by=by, at=_SET_AT)
            run = Run(
                id=f"{number:024d}", scope=scope, walkthrough="two-star", edition=edition,
                given=(given,), started_at=_SET_AT, updated_at=_SET_AT,
            )  # fmt: skip
            runs.add(connection, run)
            guide.reminding.set(connection, scope, run, _SET_AT)
    for number in range(texts):
        scope = Scope(team=OFFICE.team_id, channel=channels[number % len(channels)])
        reminders.remind(
            connection, scope, f"note:{number}", f"お知らせ{number}です。", START - number / 100
        )


def _left(engine: Engine) -> int:
    """How many rows are still due."""
    return _count(engine, (rows.c.state == "waiting") & (rows.c.due_at <= START))


def _count(engine: Engine, where: ColumnElement[bool]) -> int:
    """How many rows there are; two workers may keep SQLite locked for longer than it waits."""
    while True:
        with contextlib.suppress(OperationalError), engine.begin() as connection:
            return int(connection.scalar(select(func.count()).where(where)) or 0)


def _until_quiet(engine: Engine, slack: FakeSlack) -> None:
    """Until nothing is due and nothing more has come for as long as a lease can keep it."""
    quiet, last, end = time.monotonic(), -1, time.monotonic() + 900
    while time.monotonic() < end:
        count = len(slack.calls_of("chat.postMessage"))
        if count != last:
            quiet, last = time.monotonic(), count
        waiting = _count(engine, outbox.c.state.in_(("waiting", "sending", "unsure")))
        still = time.monotonic() - quiet
        if still > _QUIET_SECONDS or (still > 1.5 and not waiting and not _left(engine)):
            return
        time.sleep(0.2)


def _counted(engine: Engine, said: Counter[tuple[str, str]], due: int) -> tuple[int, int, int, int]:
    letters = _count(engine, outbox.c.state == "sent")
    marked = _count(engine, rows.c.times == 1)
    double = sum(count - 1 for count in said.values())
    return letters, due - len(said), double, due - marked


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    while True:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.002)


def _legs(folder: Path, wanted: str) -> Iterator[tuple[str, bool]]:
    """The databases, each with whether the clock is guarded."""
    for guarded in (True, False):
        if f"sqlite {_leg(guarded)}".startswith(wanted):
            yield f"sqlite:///{folder / _leg(guarded)}.sqlite3", guarded
    found = binaries() if wanted.startswith("postgres") or not wanted else None
    if found is not None:
        with ThrowAwayPostgres(found) as server:
            for guarded in (True, False):
                if f"postgres {_leg(guarded)}".startswith(wanted):
                    yield server.database(), guarded


def _leg(guarded: bool) -> str:
    return "guarded" if guarded else "fooled"


def main() -> int:
    """Run the trials and print what they found; 1 when one is wrong."""
    reading = argparse.ArgumentParser(description=__doc__)
    reading.add_argument("--due", type=int, default=10_000)
    reading.add_argument("--kills", type=int, default=60)
    reading.add_argument("--leg", default="", help="sqlite guarded, postgres fooled, … or all")
    wanted = reading.parse_args()
    right = True
    with tempfile.TemporaryDirectory() as folder:
        for number, (url, guarded) in enumerate(_legs(Path(folder), wanted.leg)):
            plans = wanted.due // 20 if guarded else 0
            found = trial(url, wanted.due, plans, wanted.kills, guarded=guarded, seed=number)
            sys.stdout.write(f"{found}\n{'right' if found.is_right else 'WRONG'}\n")
            sys.stdout.flush()
            right = right and found.is_right and found.kills >= min(wanted.kills, 50)
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
