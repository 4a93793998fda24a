"""What a model is given: the JSON lines of the user message, read back."""

from __future__ import annotations

import json
import random
import re
import zlib
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
Row = dict[str, str]

_END = re.compile(r"(?<=[。？])(?![」』）)])|\n")
# A head that announces a list, whose items belong to it.
_ANNOUNCES = re.compile(r"次の|とおり|[:：]$")


@dataclass(frozen=True)
class Source:
    """A line of the composed answer or a passage."""

    id: str
    title: str
    text: str

    @property
    def sentences(self) -> list[str]:
        """Its sentences, verbatim; a list stands together with the sentence announcing it."""
        pieces = [piece.strip() for piece in _END.split(self.text) if piece.strip()]
        found: list[str] = []
        for piece in pieces:
            if found and piece.startswith("・") and _ANNOUNCES.search(found[-1].split("\n")[0]):
                found[-1] += "\n" + piece
            else:
                found.append(piece)
        return [row for row in found if row in self.text]


@dataclass(frozen=True)
class Sheet:
    """One request.

    Attributes:
        system: the system message.
        question: empty where none was given.
        said: the texts of the thread.
    """

    system: str
    question: str
    sources: tuple[Source, ...]
    said: tuple[str, ...]
    reader: str

    @property
    def answer(self) -> tuple[Source, ...]:
        """The lines of the composed answer."""
        return tuple(row for row in self.sources if row.id.startswith("A"))

    @property
    def passages(self) -> tuple[Source, ...]:
        """The passages found."""
        return tuple(row for row in self.sources if row.id.startswith("P"))

    def lot(self, salt: int = 0) -> random.Random:
        """Chance that is the same whenever the same is asked."""
        return random.Random(zlib.crc32(f"{salt}:{self.question}".encode()))


def read(messages: list[Json]) -> Sheet:
    """The request in the messages; what is no JSON line in it is left out."""
    rows = [row for line in _content(messages, "user").split("\n") if (row := _parsed(line))]
    merged: Json = {key: value for row in rows if "id" not in row for key, value in row.items()}
    thread = merged.get("thread", ())
    return Sheet(
        system=_content(messages, "system"),
        question=str(merged.get("question", "")),
        sources=tuple(
            Source(str(row["id"]), str(row.get("title", "")), str(row.get("text", "")))
            for row in rows
            if "id" in row
        ),
        said=tuple(str(row.get("text", "")) for row in thread if isinstance(row, dict)),
        reader=str(merged.get("reader", "clerk")),
    )


def statement(text: str, source: str, quote: str) -> Row:
    """A statement as a model writes it."""
    return {"text": text, "source": source, "quote": quote}


def lines(rows: list[Row]) -> str:
    """Statements as JSON Lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _content(messages: list[Json], role: str) -> str:
    found = [row.get("content", "") for row in messages if row.get("role") == role]
    parts = [part for row in found for part in (row if isinstance(row, list) else [row])]
    return "\n".join(part if isinstance(part, str) else part.get("text", "") for part in parts)


def _parsed(line: str) -> Json | None:
    try:
        value = json.loads(line)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None
