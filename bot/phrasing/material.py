"""What a model may write from: the lines of the composed answer, and the passages found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from bot import wording
from bot.answering.compose import certainty_of, citation
from bot.domain.answer import Answer, Certainty
from bot.domain.material import Material, Passage
from bot.phrasing.composed import core
from indexer.chunk import Chunk

_MOST_PASSAGES = 8
# About what a person reads in five minutes; more only makes an answer slower and dearer.
_MOST_CHARACTERS = 6000
_LONGEST_PASSAGE = 1200


def material(
    question: str,
    as_of: dt.date,
    answer: Answer,
    chunks: Iterable[Chunk],
    names: frozenset[str] = frozenset(),
) -> Material:
    """The material of a composed answer.

    Args:
        question: as it was understood.
        as_of: the day it is answered for.
        answer: the composed answer; its lines come first.
        chunks: what may be written from besides, best first.
        names: names the catalogue knows.
    """
    told = tuple(
        Passage(f"A{number}", text, wording.COMPOSED_TITLE, citations, answer.certainty)
        for number, (text, citations) in enumerate(core(answer), 1)
    )
    found: list[Chunk] = []
    room = _MOST_CHARACTERS
    for chunk in chunks:
        if len(found) == _MOST_PASSAGES or len(chunk.text) > room:
            break
        if not chunk.gap and len(chunk.text) <= _LONGEST_PASSAGE:
            found.append(chunk)
            room -= len(chunk.text)
    passages = tuple(_passage(number, chunk) for number, chunk in enumerate(found, 1))
    return Material(question, as_of, (*told, *passages), names)


def _passage(number: int, chunk: Chunk) -> Passage:
    certainty: Certainty = certainty_of(chunk)
    return Passage(f"P{number}", chunk.text, chunk.title, (citation(chunk),), certainty)
