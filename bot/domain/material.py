"""What a language model may write from: sources with ids, and who is to read it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from bot.domain.answer import Certainty, Citation

# owner: decides and has no time; clerk: does it, without IT words; consultant: knows the field.
Level = Literal["owner", "clerk", "consultant"]


@dataclass(frozen=True)
class Passage:
    """One source.

    Attributes:
        id: what a model cites: A1… = a line of the answer we composed, P1… = a passage found,
            T1… = something said in the thread.
        text: what may be quoted, verbatim.
        title: what it is called.
        citations: what is shown for it; their quote is replaced by the one the model gives.
        certainty: how sure it is.
    """

    id: str
    text: str
    title: str
    citations: tuple[Citation, ...] = ()
    certainty: Certainty = "確定"


@dataclass(frozen=True)
class Said:
    """Something said in the same thread before."""

    by: Literal["user", "bot"]
    text: str


@dataclass(frozen=True)
class Material:
    """What an answer may be written from.

    Attributes:
        question: as it was understood.
        as_of: the day it is answered for.
        passages: the lines of the composed answer, then what was found, best first.
        names: names the catalogue knows, as `bot.phrasing.names.plain` writes them.
    """

    question: str
    as_of: dt.date
    passages: tuple[Passage, ...]
    names: frozenset[str] = field(default=frozenset(), repr=False)

    def passage(self, identifier: str) -> Passage | None:
        """The passage of an id; None for one that was not given."""
        return next((row for row in self.passages if row.id == identifier), None)
