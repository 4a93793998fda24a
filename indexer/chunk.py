"""What an index holds: a chunk of text that can be found, dated and cited."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from knowledge.schema import Confidence, Model

Tier = Literal["official", "primary_copy", "commentary", "repository", "editorial"]


class Chunk(Model):
    """One passage of an index with everything a citation needs.

    `text` is what is shown and quoted; `asked_as` is only searched. `url` is the source's page,
    `check_url` the official page on which to check the current state. Validity is inclusive.
    `identifiers` are the numbers its title and first questions name. `prior` weighs the chunk against others that match as well. `rule` is the id of the route rule
    a chunk stands for: such chunks compete in routing and are never shown as passages.
    """

    id: str
    title: str
    text: str
    asked_as: tuple[str, ...] = ()
    edition: str | None = None
    edition_name: str | None = None
    section: str | None = None
    page: str | None = None
    source_title: str
    publisher: str | None = None
    url: str | None = None
    check_url: str | None = None
    tier: Tier
    as_of: str
    confidence: Confidence
    gap: bool = False
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    topics: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    prior: float = 1.0
    rule: str | None = None

    def holds_on(self, day: dt.date, *, ended_too: bool = False) -> bool:
        """Whether the chunk may be used on that day; `ended_too` keeps what had ended by then."""
        after_start = self.valid_from is None or self.valid_from <= day
        return after_start and (ended_too or self.valid_to is None or day <= self.valid_to)
