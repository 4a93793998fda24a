"""Tells what was found: the fact or passage that answers, what bears on it, what can follow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bot.answering.compose import Composer, without_verdict
from bot.answering.facts.fact import FactAnswer
from bot.answering.finding import Finder
from bot.answering.understanding import Understanding
from bot.domain.answer import Answer, Choice
from indexer.chunk import Chunk
from indexer.index import Index
from indexer.search import Hit

# A question this close to one we wrote a passage for is that question.
_SAME_QUESTION = 0.86
_ALSO_SHARE = 0.72
_ALSO_MOST = 3
_LEADS_MOST = 3


class Telling:
    """Makes answers of what was found.

    Args:
        index: where it was found.
        finder: looks for what else a message asks.
    """

    def __init__(self, index: Index, finder: Finder):
        self._catalog = index.catalog
        self._search = index.searcher
        self._finder = finder

    def composer(self, as_of: dt.date) -> Composer:
        """What composes answers for a day."""
        in_order = sorted(self._catalog.editions, key=lambda edition: edition.in_force_from)
        known = [edition.id for edition in in_order if edition.in_force_from <= as_of]
        versions = {edition.id: edition.version for edition in in_order}
        return Composer(as_of, known or [in_order[0].id], versions)

    def from_fact(self, fact: FactAnswer, hits: Sequence[Hit], question: Understanding) -> Answer:
        """An answer by code, with what else was found on the question."""
        main, *more = [self._search.chunk(chunk) for chunk in fact.chunks if chunk in self._search]
        lines = [
            (line.text, self._search.chunk(line.chunk))
            for line in fact.lines
            if line.chunk in self._search
        ]
        told = {main.id, *(chunk.id for _, chunk in lines)}
        more = [chunk for chunk in more if chunk.id not in told]
        also = [*more, *self._also(question, hits, {*told, *(chunk.id for chunk in more)})]
        return self.composer(question.as_of).answer(
            main,
            lead=fact.lead,
            body=fact.body,
            also=also[:_LEADS_MOST],
            choices=[
                *self._to_begin(main),
                *_related(hits, {chunk.id for chunk in (main, *also[:_LEADS_MOST])}),
            ],
            subject=fact.subject,
            known=fact.known,
            lines=lines,
        )

    def from_passages(self, hits: Sequence[Hit], question: Understanding) -> Answer:
        """The nearest passage, with what else was found on the question."""
        main = hits[0].chunk
        also = self._also(question, hits, {main.id})[:_ALSO_MOST]
        subject = question.edition.name if question.edition else None
        return self.composer(question.as_of).answer(
            main,
            body=None if same_question(hits) else without_verdict(main.text),
            also=also,
            choices=[
                *self._to_begin(main),
                *_related(hits, {main.id, *(chunk.id for chunk in also)}),
            ],
            subject=f"{subject} {main.title}" if subject else None,
        )

    def _to_begin(self, main: Chunk) -> list[Choice]:
        """The walkthrough whose subject the answer is about."""
        return [
            Choice(label=one.title, question=one.title)
            for one in self._catalog.walkthroughs
            if main.id.startswith(one.after)
        ]

    def _also(self, question: Understanding, hits: Sequence[Hit], used: set[str]) -> list[Chunk]:
        """What else was asked first; then chunks that bear on it nearly as much as the best one.

        The best passage on a part of the question counts only if the whole question found it too:
        a part may be mere context (「うちは4人の工場です。」).
        """
        if not hits:
            return []
        floor = hits[0].score * _ALSO_SHARE
        asked_too = self._finder.best_of_parts(question)
        near = [
            hit
            for hit in hits
            if (hit.score >= floor or hit.chunk.id in asked_too)
            and hit.chunk.id not in used
            and not hit.chunk.gap
        ]
        near.sort(key=lambda hit: hit.chunk.id not in asked_too)
        return [hit.chunk for hit in near]


def same_question(hits: Sequence[Hit]) -> bool:
    """Whether the question is one we wrote a passage for."""
    return bool(hits) and hits[0].dense >= _SAME_QUESTION


def question_of(chunk: Chunk) -> str:
    """A question that a passage answers."""
    return chunk.asked_as[0] if chunk.asked_as else chunk.title


def _related(hits: Sequence[Hit], used: set[str], most: int = 3) -> list[Choice]:
    """What people ask next: the nearest passages not used yet."""
    fresh = [hit.chunk for hit in hits if hit.chunk.id not in used and hit.chunk.asked_as]
    return [Choice(label=chunk.title, question=question_of(chunk)) for chunk in fresh[:most]]
