"""BM25 over character 1- and 2-grams: no dictionary, no word segmentation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from indexer.text import ngrams

K1 = 1.2
B = 0.75
_KANA = re.compile("[ぁ-ゖー]+")


class LexicalIndex:
    """Scores normalised texts against normalised documents.

    Args:
        bm25: an index over n-grams.
    """

    def __init__(self, bm25: bm25s.BM25):
        self._bm25 = bm25
        vocabulary = bm25.vocab_dict
        self._known = {gram: vocabulary[gram] for gram in vocabulary if gram}
        self._idf = self._inverse_frequencies()

    @classmethod
    def build(cls, documents: Sequence[str]) -> LexicalIndex:
        """An index over normalised documents, in order."""
        bm25 = bm25s.BM25(k1=K1, b=B, method="lucene")
        # One object a gram, not one an occurrence: of 5,000 pages these would take a gigabyte.
        one: dict[str, str] = {}
        grams = [[one.setdefault(gram, gram) for gram in ngrams(text)] for text in documents]
        bm25.index(grams, show_progress=False)
        return cls(bm25)

    @classmethod
    def open(cls, folder: Path) -> LexicalIndex:
        """An index saved before.

        Raises:
            OSError: a file is missing.
        """
        return cls(bm25s.BM25.load(folder, show_progress=False))

    def save(self, folder: Path) -> None:
        """Write the index into a folder."""
        self._bm25.save(folder, show_progress=False)

    def scores(self, normalised: str, kana: float = 1.0) -> NDArray[np.float32]:
        """A BM25 score for each document.

        Args:
            normalised: what is asked.
            kana: how much grams of hiragana alone count.
        """
        grams = [gram for gram in ngrams(normalised) if gram in self._known]
        if kana == 1.0:
            return self._sum(grams)
        plain = [gram for gram in grams if _KANA.fullmatch(gram)]
        others = [gram for gram in grams if not _KANA.fullmatch(gram)]
        return self._sum(others) + np.float32(kana) * self._sum(plain)

    def _sum(self, grams: Sequence[str]) -> NDArray[np.float32]:
        if not grams:
            return np.zeros(int(self._bm25.scores["num_docs"]), dtype=np.float32)
        found = self._bm25.get_scores([self._known[gram] for gram in grams])
        return np.asarray(found, dtype=np.float32)

    def weight(self, gram: str) -> float:
        """The inverse frequency of a gram; one never seen weighs as much as the rarest."""
        return self._idf.get(gram, self._rarest)

    def coverage(self, query: str, document: str) -> float:
        """The idf-weighted share of the query's n-grams that stand in the document (0 to 1).

        N-grams the index never saw weigh as much as its rarest one.
        """
        wanted = set(ngrams(query))
        if not wanted:
            return 0.0
        present = set(ngrams(document))
        weights = {gram: self.weight(gram) for gram in wanted}
        covered = sum(weight for gram, weight in weights.items() if gram in present)
        return covered / sum(weights.values())

    def unseen(self, query: str) -> float:
        """The share of the query's 2-grams the index never saw (0 to 1)."""
        pairs = [gram for gram in set(ngrams(query)) if len(gram) == 2]
        return sum(gram not in self._known for gram in pairs) / max(1, len(pairs))

    def _inverse_frequencies(self) -> dict[str, float]:
        pointers = self._bm25.scores["indptr"]
        count = int(self._bm25.scores["num_docs"])
        frequencies = np.diff(pointers)
        idf = np.log(1 + (count - frequencies + 0.5) / (frequencies + 0.5))
        self._rarest = float(np.log(1 + (count + 0.5) / 0.5))
        return {gram: float(idf[index]) for gram, index in self._known.items()}
