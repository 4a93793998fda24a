"""What a fact answer rests on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FactAnswer:
    """An answer found by code, before it is composed.

    `chunks`: ids of the chunks it rests on, the main one first. `lead`: a sentence computed for
    this question. `body`: replaces the main chunk's text. `strong`: the question asks for just
    this, so that no passage may come before it. `known` is False when the answer is that the
    knowledge does not hold what was asked.
    """

    chunks: tuple[str, ...]
    lead: str | None = None
    body: str | None = None
    strong: bool = True
    known: bool = True
    subject: str | None = None
