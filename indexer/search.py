"""One searcher over both arms: filter by date and edition, score, fuse, rank."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.chunk import Chunk
from indexer.eligibility import Eligibility
from indexer.embedding import Embedder
from indexer.fusion import KNOWLEDGE, Weights, fuse, scaled
from indexer.identifiers import agreement, identifiers
from indexer.lexical import LexicalIndex
from indexer.text import Normaliser
from indexer.vectors import VectorIndex
from knowledge.dates import first_day

CANDIDATES = 50
_VIEWS = 200
# How much a named number that agrees adds, or one that differs takes.
_NUMBERS = 0.15
# What a chunk loses when it was learnt only after the day asked about.
_LEARNT_LATER = 0.12


@dataclass(frozen=True)
class Hit:
    """A found chunk with its fused score and the raw signals (for refusal, never for ranking).

    `lexical`: BM25. `dense`: best cosine of its views. `coverage`: idf share of the query in it.
    """

    chunk: Chunk
    score: float
    lexical: float
    dense: float
    coverage: float


class Searcher:
    """Finds chunks of one index version.

    Args:
        chunks: all chunks, in index order.
        texts: what is searched of each chunk, normalised.
        normalise: writes notation variants one way, as at index time.
        scope_words: words that place a question inside the corpus.
        lexical: BM25 over the chunks, in the same order.
        vectors: vectors of the views of the chunks.
        owners: the chunk number each view belongs to.
        embedder: the model the views were embedded with.
        weights: how much each arm counts.
        official: the official words for what a normalised question says.
    """

    def __init__(
        self,
        chunks: Sequence[Chunk],
        texts: Sequence[str],
        normalise: Normaliser,
        scope_words: Sequence[str],
        lexical: LexicalIndex,
        vectors: VectorIndex,
        owners: Sequence[int],
        embedder: Embedder,
        weights: Weights = KNOWLEDGE,
        official: Callable[[str], str] = lambda normalised: "",
    ):
        self.chunks = tuple(chunks)
        self.normalise = normalise
        self.lexical = lexical
        self._vectors = vectors
        self._owners = np.asarray(owners, dtype=np.int64)
        self._embedder = embedder
        self._weights = weights
        self._official = official
        self._scope_words = tuple(normalise(word) for word in scope_words)
        self._texts = tuple(texts)
        self._identifiers = [frozenset(chunk.identifiers) for chunk in self.chunks]
        self._numbers = {chunk.id: number for number, chunk in enumerate(self.chunks)}
        self._eligibility = Eligibility(self.chunks)

    def __contains__(self, chunk_id: str) -> bool:
        return chunk_id in self._numbers

    @property
    def views(self) -> int:
        """How many vectors the chunks have."""
        return self._vectors.count

    def embed(self, normalised: str) -> NDArray[np.float32]:
        """The unit vector of a normalised question."""
        vector: NDArray[np.float32] = self._embedder.embed_queries([normalised])[0]
        return vector

    def in_scope(self, normalised: str) -> bool:
        """Whether a normalised question holds a word of ours."""
        return any(word in normalised for word in self._scope_words)

    def chunk(self, chunk_id: str) -> Chunk:
        """The chunk of an id.

        Raises:
            KeyError: the index has no such chunk.
        """
        return self.chunks[self._numbers[chunk_id]]

    def text(self, chunk_id: str) -> str:
        """What is searched of the chunk of an id, normalised.

        Raises:
            KeyError: the index has no such chunk.
        """
        return self._texts[self._numbers[chunk_id]]

    def search(
        self,
        query: str,
        k: int = 5,
        *,
        as_of: dt.date | None = None,
        ended_too: bool = False,
        edition: str | None = None,
        without: frozenset[str] = frozenset(),
        rules: bool = False,
    ) -> list[Hit]:
        """The best chunks for a question, best first; ties by id.

        Args:
            query: the question as typed.
            k: how many at most.
            as_of: leave out what does not hold on that day.
            ended_too: keep what had ended by then (a question about the past).
            edition: only chunks of that edition.
            without: editions to leave out.
            rules: let route rules compete as well.
        """
        eligible = self._eligibility.mask(as_of, ended_too, edition, without, rules)
        normalised = self.normalise(query)
        if not eligible.any() or not normalised:
            return []
        lexical = self.lexical.scores(normalised, self._weights.kana)
        dense = self._dense(normalised, eligible)
        official = self._said_officially(normalised)
        candidates = self._candidates((lexical, dense, official), eligible)
        fused = fuse(lexical[candidates], dense[candidates], self._weights.lexical)
        fused += np.float32(self._weights.official) * scaled(official[candidates])
        fused = self._weighed(fused, candidates, normalised, as_of)
        ranked = sorted(
            zip(candidates, fused, strict=True),
            key=lambda pair: (-pair[1], self.chunks[pair[0]].id),
        )
        return [
            Hit(
                chunk=self.chunks[number],
                score=float(score),
                lexical=float(lexical[number]),
                dense=float(dense[number]),
                coverage=self.lexical.coverage(normalised, self._texts[number]),
            )
            for number, score in ranked[:k]
        ]

    def _weighed(
        self,
        fused: NDArray[np.float32],
        candidates: NDArray[np.int64],
        normalised: str,
        as_of: dt.date | None,
    ) -> NDArray[np.float32]:
        """Scores after what similarity cannot see: numbers that must agree, what was known then."""
        asked = identifiers(normalised)
        weighed = fused.copy()
        for row, number in enumerate(candidates):
            chunk = self.chunks[number]
            weighed[row] *= chunk.prior
            weighed[row] += _NUMBERS * agreement(asked, self._identifiers[number])
            if as_of is not None and first_day(chunk.as_of) > as_of and chunk.valid_from is None:
                weighed[row] -= _LEARNT_LATER
        return weighed

    def close(self) -> None:
        """Release the files the vectors are read from."""
        self._vectors.close()

    def _dense(self, normalised: str, eligible: NDArray[np.bool_]) -> NDArray[np.float32]:
        """The best cosine of any view of each chunk; -1 where none was near enough to be seen."""
        vector = self.embed(normalised)
        wanted = min(CANDIDATES, int(eligible.sum()))
        scores = np.full(len(self.chunks), -1.0, dtype=np.float32)
        count = _VIEWS
        while True:
            views, similarities = self._vectors.nearest(vector, count)
            np.maximum.at(scores, self._owners[views], similarities)
            if (scores[eligible] > -1).sum() >= wanted or count >= self._vectors.count:
                return scores
            count *= 4

    def _said_officially(self, normalised: str) -> NDArray[np.float32]:
        """A BM25 score for each chunk, of the official words for what is asked."""
        words = self._official(normalised) if self._weights.official else ""
        return self.lexical.scores(words, self._weights.kana)

    def _candidates(
        self, arms: Iterable[NDArray[np.float32]], eligible: NDArray[np.bool_]
    ) -> NDArray[np.int64]:
        union: set[int] = set()
        for scores in arms:
            if not scores.any():
                continue
            masked = np.where(eligible, scores, -np.inf)
            best = np.argsort(-masked, kind="stable")[:CANDIDATES]
            union.update(int(number) for number in best if eligible[number])
        return np.array(sorted(union), dtype=np.int64)


def searchable(chunk: Chunk) -> str:
    """The text BM25 sees: title, body and the ways it is asked."""
    return "\n".join((chunk.title, chunk.section or "", chunk.text, *chunk.asked_as))
