"""What staff says of a document: whose it is, which edition, when it holds."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, field_validator, model_validator

from knowledge.schema import Model

DocumentUse = Literal["guideline", "rules", "other"]
Trust = Literal["official", "commentary"]

_ID = r"^[a-z0-9][a-z0-9._-]{0,63}$"
_LONGEST = 200
Line = Annotated[str, Field(min_length=1, max_length=_LONGEST)]


class Details(Model):
    """What is to be known of a document before it is added.

    Attributes:
        id: short name; adding it again replaces it.
        series: the same for the editions of one document: a newer one makes the older the older.
        edition: as people call it (第4.0版, 2026年版).
        about: the edition of the knowledge it is the text of (guideline-v4.0, it2026).
        published: the day it was published.
        valid_from: with `valid_to`, when it holds; both inclusive, None = open.
        use: a guideline, a programme's rules (公募要領), anything else.
        trust: from the body that decides, or what others write about it.
    """

    id: Annotated[str, Field(pattern=_ID)]
    title: Line
    publisher: Line
    url: Annotated[str, Field(max_length=2000)] | None = None
    edition: Line
    series: Annotated[str, Field(pattern=_ID)] | None = None
    about: Annotated[str, Field(max_length=100)] | None = None
    published: dt.date
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    use: DocumentUse
    trust: Trust

    @field_validator("title", "publisher", "edition")
    @classmethod
    def _one_line(cls, text: str) -> str:
        line = " ".join(text.split())
        if not line or re.search(r"[\x00-\x1f\x7f]", line):
            raise ValueError("one line of text")
        return line

    @field_validator("url")
    @classmethod
    def _is_a_web_address(cls, url: str | None) -> str | None:
        if url and not re.fullmatch(r"https?://[^\s<>|\"]+", url):
            raise ValueError("a web address")
        return url or None

    @model_validator(mode="after")
    def _holds_forwards(self) -> Details:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("valid_to is before valid_from")
        return self


class Entry(Details):
    """A document of the library.

    Attributes:
        file: the name it came with, for people.
        suffix: of the original as it is kept.
        sha256: of the original.
        pages: how many it has; None where its format has none.
    """

    file: str
    suffix: str
    sha256: str
    pages: int | None
    added_by: Line
    added_at: AwareDatetime

    @property
    def revision(self) -> str:
        """Names this file with this description: the same twice is the same revision."""
        said = self.model_dump_json(exclude={"added_by", "added_at", "file", "pages"})
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    @property
    def name(self) -> str:
        """Title and edition, as an answer names it."""
        return self.title if self.edition in self.title else f"{self.title} {self.edition}"

    @property
    def holds_from(self) -> dt.date:
        """From when it may be used: as said, else from its publication."""
        return self.valid_from or self.published
