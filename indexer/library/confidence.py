"""When the documents staff added speak of what is asked: raw signals, with floors for each index.

The signals are weighed the same everywhere; the floors are those the questions of
`indexer/calibration.yaml` that are not ours reach over these very documents.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from indexer.library.terms import held
from indexer.search import Hit, Searcher
from indexer.text import ngrams
from knowledge.schema import Model

# Nearness, terms held, share never seen, length: fitted once on the half of
# tests/evals/documents/questions.yaml to tune on, against half of the foreign questions.
_WEIGHTS = (8.6, 5.4, -1.6, 4.6)
# One foreign question in so many may be answered where nothing points to a document, and where
# a document is named.
_FOREIGN_UNASKED, _FOREIGN_NAMED = 0.04, 0.50
# What is neither near nor speaks of the same things is no answer; in a small library the share
# never seen says little.
_LEAST_NEAR, _LEAST_HELD = 0.25, 0.2
# In a small library no foreign question comes near anything.
_LEAST_UNASKED, _LEAST_NAMED = 19.5, 15.5
_HITS = 5


class Confidence(Model):
    """Floors for one index: what to reach unasked, and where a document was named."""

    unasked: float
    named: float

    @classmethod
    def fit(cls, searcher: Searcher, foreign: Sequence[str]) -> Confidence:
        """The floors that these questions, which the documents do not answer, stay below."""
        reached = [confidence(searcher, one, searcher.search(one, _HITS)) for one in foreign]
        return cls(
            unasked=max(float(np.quantile(reached, 1 - _FOREIGN_UNASKED)), _LEAST_UNASKED),
            named=max(float(np.quantile(reached, 1 - _FOREIGN_NAMED)), _LEAST_NAMED),
        )


def confidence(searcher: Searcher, question: str, hits: Sequence[Hit]) -> float:
    """How sure it is that the hits answer the question; only to be held against the floors."""
    normalised = searcher.normalise(question)
    near = max((hit.dense for hit in hits[:_HITS]), default=0.0)
    texts = [searcher.text(hit.chunk.id) for hit in hits[:_HITS]]
    spoken_of = held(searcher.lexical, normalised, texts)
    if near < _LEAST_NEAR and spoken_of < _LEAST_HELD:
        return 0.0
    signals = (
        near,
        spoken_of,
        searcher.lexical.unseen(normalised),
        math.log1p(len(set(ngrams(normalised)))),
    )
    return sum(weight * signal for weight, signal in zip(_WEIGHTS, signals, strict=True))
