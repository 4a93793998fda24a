"""What a model said: statements out of a stream of JSON Lines, or of one JSON object at its end."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.domain.answer import Model

LONGEST_LINE = 4_000
LONGEST_REPLY = 64_000
MOST_STATEMENTS = 40
_FIELDS = ("text", "source", "quote")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
# Lines that hold nothing: fences, and the brackets of an object written over several lines.
_NOTHING = re.compile(r'`{3,}\w*|[\[\]{},\s]*|\{?\s*"statements"\s*:\s*\[')
# What small models put before a line, after its last field, and around an id.
_LEAD_IN = re.compile(r"(?:[-*・]|[0-9]{1,2}[.)])\s*(?=\{)")
_SPARE_COMMA = re.compile(r",(?=\s*[}\]])")
_AROUND_ID = "[]【】「」()（）\"' "
# Models that think aloud do so before they answer; some servers leave the opening mark out.
_THINKS, _HAS_THOUGHT = "<think>", "</think>"


class Statement(Model):
    """One thing a model said, the id of its source and what it quotes of it; nothing is checked."""

    text: str
    source: str
    quote: str


class Reader:
    """Reads statements while they arrive; nothing a model writes makes it raise or wait.

    Attributes:
        malformed: how many lines held something that is no statement.
    """

    def __init__(self) -> None:
        self.malformed = 0
        self._line: list[str] = []
        self._line_length = 0
        self._reply: list[str] = []
        self._reply_length = 0
        self._seen: set[tuple[str, str, str]] = set()
        self._thinking = False

    def feed(self, piece: str) -> list[Statement]:
        """The statements that are complete with this piece of the stream."""
        self._keep(piece)
        *complete, rest = piece.split("\n")
        found: list[Statement] = []
        for part in complete:
            self._extend(part)
            found += self._ended_line()
        self._extend(rest)
        return found

    def end(self) -> list[Statement]:
        """The statements of the last line, or of an object that took more than a line."""
        found = self._ended_line()
        if self._reply_length <= LONGEST_REPLY and not self._seen and not self._thinking:
            before = self.malformed
            for value in _values("".join(self._reply).split(_HAS_THOUGHT)[-1]):
                found += self._taken(value)
            self.malformed = 0 if found else before
        self._reply = []
        return found

    def _keep(self, piece: str) -> None:
        """Remembers the reply as a whole, as long as it is one that could be read."""
        self._reply_length += len(piece)
        if self._reply_length <= LONGEST_REPLY:
            self._reply.append(piece)
        else:
            self._reply = []

    def _extend(self, part: str) -> None:
        self._line_length += len(part)
        if self._line_length <= (LONGEST_REPLY if self._is_thought() else LONGEST_LINE):
            self._line.append(part)
        else:
            self._line = []

    def _is_thought(self) -> bool:
        """Whether the line under way is one the model thinks: its end must not be missed."""
        return self._thinking or (bool(self._line) and self._line[0].lstrip().startswith(_THINKS))

    def _ended_line(self) -> list[Statement]:
        line, is_lost = "".join(self._line), self._line_length > 0 and not self._line
        self._line, self._line_length = [], 0
        if is_lost:
            self.malformed += 1
            return []
        line = self._aloud(line).strip()
        if _NOTHING.fullmatch(line):
            return []
        return self._taken(_parsed(_LEAD_IN.sub("", line, count=1).rstrip(",")))

    def _aloud(self, line: str) -> str:
        """A line without what the model only thought."""
        if _HAS_THOUGHT in line:
            self._thinking, self.malformed = False, 0
            return line.rpartition(_HAS_THOUGHT)[2]
        self._thinking = self._thinking or line.lstrip().startswith(_THINKS)
        return "" if self._thinking else line

    def _taken(self, value: object) -> list[Statement]:
        """The statements in a parsed value that are new, as long as there is room."""
        found = []
        for row in _rows(value):
            statement = _statement(row)
            if statement is None:
                self.malformed += 1
                continue
            key = (statement.text, statement.source, statement.quote)
            if key not in self._seen and len(self._seen) < MOST_STATEMENTS:
                self._seen.add(key)
                found.append(statement)
        return found


def aloud(reply: str) -> str:
    """A whole reply without what the model only thought; empty where it never came to an end."""
    said = reply.rpartition(_HAS_THOUGHT)[2].strip()
    return "" if said.startswith(_THINKS) else said


def _rows(value: object) -> Iterator[object]:
    if isinstance(value, dict) and "statements" in value:
        value = value["statements"]
    if isinstance(value, list):
        yield from value[: 2 * MOST_STATEMENTS]
    else:
        yield value


def _statement(row: object) -> Statement | None:
    if not isinstance(row, Mapping):
        return None
    values = [row.get(name) for name in _FIELDS]
    if not all(isinstance(value, str) and value.strip() for value in values):
        return None
    if any(len(str(value)) > LONGEST_LINE for value in values):
        return None
    text, source, quote = (str(value).strip() for value in values)
    if any(_LONE_SURROGATE.search(value) for value in (text, source, quote)):
        return None
    return Statement(text=text, source=source.strip(_AROUND_ID).upper(), quote=quote)


def _values(reply: str) -> Iterator[object]:
    """The JSON values of a reply, one after the other; fences and greetings may stand around them."""
    text, at = _SPARE_COMMA.sub("", reply), 0
    for _ in range(MOST_STATEMENTS):
        starts = [found for bracket in "{[" if (found := text.find(bracket, at)) >= 0]
        if not starts:
            return
        try:
            value, at = _DECODER.raw_decode(text, min(starts))
        except (ValueError, RecursionError):
            at = min(starts) + 1
        else:
            yield value


def _parsed(text: str) -> object:
    """The value of a JSON text; None for anything that is not JSON, or says a key twice."""
    for written in (text, _SPARE_COMMA.sub("", text)):
        try:
            return _DECODER.decode(written)
        except (ValueError, RecursionError):
            continue
    return None


def _refused(constant: str) -> Any:
    raise ValueError(f"no JSON: {constant}")


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key twice")
    return found


_DECODER = json.JSONDecoder(
    parse_constant=_refused, object_pairs_hook=_without_repeats, strict=False
)
