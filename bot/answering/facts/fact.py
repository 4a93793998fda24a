"""What a fact answer rests on."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.answer import Choice


@dataclass(frozen=True)
class Line:
    """A line of an answer and the id of the chunk it rests on."""

    text: str
    chunk: str


@dataclass(frozen=True)
class Listing:
    """A list by code. `head` counts, `lines` are the rows, `tail` says what is not in them.

    `ask` replaces it all: what has to be known first.
    """

    head: str
    lines: tuple[Line, ...] = ()
    tail: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    subject: str | None = None
    ask: str | None = None


@dataclass(frozen=True)
class FactAnswer:
    """An answer found by code, before it is composed.

    `chunks`: ids of the chunks it rests on, the main one first. `lead`: a sentence computed for
    this question. `body`: replaces the main chunk's text. `strong`: the question asks for just
    this, so that no passage may come before it. `known` is False when the answer is that the
    knowledge does not hold what was asked. `lines` are told right after the body, each resting on
    a chunk of its own: what else belongs to the answer itself.
    """

    chunks: tuple[str, ...]
    lead: str | None = None
    body: str | None = None
    strong: bool = True
    known: bool = True
    subject: str | None = None
    lines: tuple[Line, ...] = ()
