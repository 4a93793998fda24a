"""When a question is not about what we know: raw signals, calibrated for each index.

The fused score cannot say it, since scaling per query destroys the absolute level.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import yaml
from pydantic import Field

from indexer.embedding import Vectors
from indexer.search import Hit, Searcher
from indexer.text import ngrams
from knowledge.schema import Model

# One in-scope question in so many may fall below the floor.
_DROPPED = 200
QUESTIONS = Path(__file__).parent / "calibration.yaml"


class CalibrationQuestions(Model):
    """Questions the corpus answers and questions it does not; none of them is indexed."""

    in_scope: tuple[str, ...] = Field(min_length=20)
    off_topic: tuple[str, ...] = Field(min_length=20)

    @classmethod
    def read(cls, path: Path = QUESTIONS) -> CalibrationQuestions:
        """The shipped questions."""
        return cls.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


class Calibration(Model):
    """A logistic model over the raw signals of a search, and the floor below which we say 不明.

    `background`: unit vectors of questions that are not ours, (n, dimensions).
    """

    weights: tuple[float, ...]
    bias: float
    floor: float
    background: tuple[tuple[float, ...], ...]

    @cached_property
    def _background(self) -> Vectors:
        return np.array(self.background, dtype=np.float32)

    def confidence(self, searcher: Searcher, query: str, hits: Sequence[Hit]) -> float:
        """How likely what was found answers the question, 0 to 1."""
        return self.of(_signals(searcher, query, hits, self._background))

    def of(self, signals: Sequence[float]) -> float:
        """The model's value for raw signals."""
        total = self.bias + sum(w * s for w, s in zip(self.weights, signals, strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _signals(
    searcher: Searcher, query: str, hits: Sequence[Hit], background: Vectors, itself: int = -1
) -> tuple[float, ...]:
    """Nearness, coverage, unseen share, nearness to foreign questions, our words, length.

    Length matters because a short question is covered by chance and a long one hardly ever.

    `itself`: the number of the query in the background, left out while calibrating.
    """
    normalised = searcher.normalise(query)
    foreign = background @ searcher.embed(normalised)
    if itself >= 0:
        foreign[itself] = -1.0
    return (
        max((hit.dense for hit in hits), default=0.0),
        max((hit.coverage for hit in hits), default=0.0),
        searcher.lexical.unseen(normalised),
        float(foreign.max()),
        float(searcher.in_scope(normalised)),
        math.log1p(len(set(ngrams(normalised)))),
    )


def calibrate(searcher: Searcher, questions: CalibrationQuestions) -> Calibration:
    """Fit the logistic model; the floor keeps 99.5 % of the in-scope questions."""
    from sklearn.linear_model import LogisticRegression

    background = np.array([searcher.embed(searcher.normalise(q)) for q in questions.off_topic])

    def row(question: str, itself: int = -1) -> tuple[float, ...]:
        return _signals(searcher, question, searcher.search(question, 5), background, itself)

    inside = [row(question) for question in questions.in_scope]
    outside = [row(question, number) for number, question in enumerate(questions.off_topic)]
    model = LogisticRegression(C=10.0, class_weight="balanced", max_iter=1000)
    model.fit(np.array(inside + outside), np.array([1] * len(inside) + [0] * len(outside)))
    fitted = Calibration(
        weights=tuple(float(weight) for weight in model.coef_[0]),
        bias=float(model.intercept_[0]),
        floor=0.0,
        background=tuple(tuple(float(x) for x in vector) for vector in background),
    )
    kept = sorted(fitted.of(signals) for signals in inside)
    return fitted.model_copy(update={"floor": kept[len(kept) // _DROPPED]})
