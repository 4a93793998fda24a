"""What the knowledge holds on a question: passages of the day, and of the edition in question."""

from __future__ import annotations

import re
from itertools import zip_longest

from bot.answering.understanding import Understanding
from indexer.chunk import Chunk
from indexer.index import Index
from indexer.search import Hit

_HITS = 10
# Where one thing asked ends and another begins.
_PARTS = re.compile(r"[。？?！!\n]|(?<=[てでがはと])、|(?:それと|あと|また)、?")
_SHORTEST_PART = 5
_PAST = r"以前|昔|当時|前は|旧(フォーム|システム|方式|制度)|かつて|過去|だった|でした|去年|昨年|20(1[0-9]|2[0-5])"


class Finder:
    """Searches the knowledge of an opened index.

    Args:
        index: what to search.
    """

    def __init__(self, index: Index):
        self._search = index.searcher
        self._editions = tuple(
            sorted(index.catalog.editions, key=lambda edition: edition.in_force_from)
        )

    def hits(self, question: Understanding) -> list[Hit]:
        """The passages nearest to a question, best first; rules compete among them."""
        return self._found(question, question.raw)

    def best_of_parts(self, question: Understanding) -> list[str]:
        """The id of the passage nearest to each thing asked, where several are; else none."""
        _, *rest = parts(question.raw)
        found = [self._near(question, part) for part in rest]
        return [chunks[0].id for chunks in found if chunks]

    def _found(self, question: Understanding, words: str) -> list[Hit]:
        known = {edition.id for edition in self._editions}
        named = question.guideline if question.guideline in known else None
        # A question about the past may use what has ended since.
        past = question.year_named or question.says(_PAST)
        return self._search.search(
            words,
            _HITS,
            as_of=question.as_of,
            ended_too=past,
            without=frozenset(known - {named}) if named else frozenset(),
            rules=True,
        )

    def to_write_from(self, question: Understanding) -> list[Chunk]:
        """The passages an answer may be put in words from: none of an edition that was replaced.

        Those near to the whole question and to each part of it by turns: a question that asks two
        things is near to neither answer.
        """
        chunks = _in_turns([self._near(question, part) for part in parts(question.raw)])
        in_force = [row.id for row in self._editions if row.in_force_from <= question.as_of]
        over = set(in_force[:-1]) - {question.guideline}
        return [chunk for chunk in chunks if chunk.edition not in over]

    def _near(self, question: Understanding, words: str) -> list[Chunk]:
        return [hit.chunk for hit in self._found(question, words) if hit.chunk.rule is None]


def parts(question: str) -> list[str]:
    """The question, and what it asks where it asks several things."""
    found = [part.strip() for part in _PARTS.split(question) if len(part.strip()) >= _SHORTEST_PART]
    return [question, *found] if len(found) > 1 else [question]


def _in_turns(lists: list[list[Chunk]]) -> list[Chunk]:
    """The first of each list, then the second of each; none twice."""
    found: dict[str, Chunk] = {}
    for row in zip_longest(*lists):
        for chunk in row:
            if chunk is not None:
                found.setdefault(chunk.id, chunk)
    return list(found.values())
