"""Who did what to the index and when: written at the end only, a torn line harms no other.

<home>/history.jsonl
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from indexer.releases import DocumentRef, append_line
from knowledge.schema import Model

What = Literal["added", "removed", "checked", "confirmed", "activated", "rolled_back", "built"]
INTENTS: tuple[What, ...] = ("added", "removed")


class Event(Model):
    """One thing that was done.

    Attributes:
        version: what it was done to, or made.
        against: what was served then.
        documents: what was added or removed; for the others, what the version holds.
        note: the outcome of a check, or what else is to be known.
        approved_by: the second person, where one agreed.
    """

    what: What
    version: str
    against: str = ""
    by: Annotated[str, Field(max_length=200)]
    at: AwareDatetime
    documents: tuple[DocumentRef, ...] = ()
    note: str = ""
    approved_by: str | None = None


class History:
    """The trail under one data directory.

    Args:
        home: the data directory.
    """

    def __init__(self, home: Path):
        self._path = home / "history.jsonl"

    def record(self, event: Event) -> None:
        """Write an event down; it is on disk when this returns.

        Raises:
            OSError: there is no room.
        """
        append_line(self._path, event.model_dump_json())

    def events(self) -> list[Event]:
        """All of them, oldest first; lines that cannot be read are left out."""
        try:
            lines = self._path.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return []
        found = []
        for line in lines:
            try:
                found.append(Event.model_validate_json(line))
            except ValueError:
                continue
        return found

    def intents(self, version: str, against: str) -> list[Event]:
        """The additions and removals that made a version out of the one served."""
        return [
            event
            for event in self.events()
            if event.what in INTENTS and (event.version, event.against) == (version, against)
        ]
