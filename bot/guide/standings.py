"""Where all clients stand, kept in the database and read anew only where something changed.

Reading all runs of a thousand clients takes a minute, so each client's standing is kept with what
it was read from: a mark of its runs, the knowledge, and the span of time in which no rule of the
catalogue begins or ends. When any of that differs the client is read anew before it is shown.
"""

from __future__ import annotations

import bisect
import datetime as dt
import hashlib
import threading
from collections.abc import Collection, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

import bot
from bot.board.rows import Standing
from bot.domain.scope import Scope
from bot.domain.walkthrough import Run
from bot.guide.records import Records
from bot.guide.stages import standing_of
from bot.state import runs, standings
from bot.state.standings import NO_RUNS, Basis, Kept
from knowledge.catalog import Catalog
from knowledge.dates import JST

# So many clients are read from the database at a time: others wait for it meanwhile.
BATCH = 25
# What decides how runs are read; a changed line reads everything anew.
_CODE = ("board", "domain", "guide", "subsidies", "walkthroughs")
_EVER = 1e12
_DAY = dt.timedelta(1)


# The runs of some channels, each with the mark they were read at.
Loaded = dict[str, tuple[str, list[Run]]]


class Standings:
    """Reads and keeps standings by one catalogue.

    Args:
        catalog: the knowledge.
    """

    def __init__(self, catalog: Catalog):
        self._catalog = catalog
        # Our own: others plan in the database's thread.
        self._records = Records(catalog)
        self._reading = threading.Lock()

    def basis(self, now: float) -> Basis:
        """What a standing read now holds for."""
        at = bisect.bisect_right(self._changes, now)
        return Basis(
            knowledge=self._knowledge,
            good_from=self._changes[at - 1] if at else -_EVER,
            good_until=self._changes[at] if at < len(self._changes) else _EVER,
        )

    def kept(self, connection: Connection, team: str, now: float) -> dict[str, Standing]:
        """The standings that hold now, by channel; a channel left out is to be read."""
        return standings.kept(connection, team, self.basis(now))

    def load(self, connection: Connection, team: str, channels: Collection[str]) -> Loaded:
        """The runs of some channels."""
        # The marks first: a run changed meanwhile then leaves a mark that no longer fits.
        marks = standings.marks(connection, team, channels)
        return {
            channel: (
                marks.get(channel, NO_RUNS),
                runs.of_scope(connection, Scope(team=team, channel=channel)),
            )
            for channel in channels
        }

    def read(self, loaded: Loaded, now: float) -> list[Kept]:
        """Their standings; takes no database, and its time."""
        with self._reading:
            return [
                Kept(channel=channel, mark=mark, standing=self._standing(found, now))
                for channel, (mark, found) in loaded.items()
            ]

    def keep(self, connection: Connection, team: str, rows: list[Kept], now: float) -> None:
        """Keep what was read at this time."""
        standings.keep(connection, team, rows, self.basis(now))

    def standing(self, found: list[Run], now: float) -> Standing:
        """Where a client stands by its runs, the one last worked on first."""
        with self._reading:
            return self._standing(found, now)

    def _standing(self, found: list[Run], now: float) -> Standing:
        planned = [(run, self._records.plan(run, now)) for run in self._records.read(found)]
        return standing_of(planned, self._catalog, now)

    @cached_property
    def _knowledge(self) -> str:
        found = hashlib.sha256(self._catalog.model_dump_json().encode())
        root = Path(bot.__file__).parent
        for folder in _CODE:
            for path in sorted((root / folder).glob("*.py")):
                found.update(path.read_bytes())
        return found.hexdigest()

    @cached_property
    def _changes(self) -> list[float]:
        """Every moment at which something in the catalogue may begin or end to hold."""
        return sorted({moment for one in _dates(self._catalog) for moment in _moments(one)})


def _dates(value: Any) -> Iterator[dt.date]:
    """Every date in a model."""
    if isinstance(value, dt.date):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _dates(item)
    elif isinstance(value, dict):
        yield from _dates(list(value.values()))
    elif hasattr(value, "model_fields_set"):
        for name in type(value).model_fields:
            yield from _dates(getattr(value, name))


def _moments(value: dt.date) -> Iterator[float]:
    """When a date begins to count and when it is over, in Japan."""
    day = value
    if isinstance(value, dt.datetime):
        at = value.timestamp()
        yield from (at, at + 1.0)
        day = value.astimezone(JST).date()
    if dt.date.min < day < dt.date.max:
        for one in (day, day + _DAY):
            yield dt.datetime.combine(one, dt.time(), JST).timestamp()
