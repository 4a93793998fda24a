"""Two arms in one score: bounded, fair to both, blind to scale."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.fusion import LEXICAL_WEIGHT, Scores, fuse

BM25 = st.floats(0, 40, width=32)
COSINE = st.floats(-1, 1, width=32)
ARMS = st.lists(st.tuples(BM25, COSINE), min_size=1, max_size=30)


def arms(rows: list[tuple[float, float]]) -> tuple[Scores, Scores]:
    """Both arms as arrays."""
    lexical, dense = zip(*rows, strict=True)
    return np.array(lexical, dtype=np.float32), np.array(dense, dtype=np.float32)


@given(ARMS)
def test_fused_scores_lie_between_0_and_1(rows: list[tuple[float, float]]) -> None:
    fused = fuse(*arms(rows))
    assert fused.shape == (len(rows),)
    assert np.isfinite(fused).all()
    assert ((fused >= 0) & (fused <= 1 + 1e-6)).all()


@given(ARMS)
def test_what_both_arms_prefer_comes_first(rows: list[tuple[float, float]]) -> None:
    rows.append((41.0, 1.0))
    fused = fuse(*arms(rows))
    assert fused[-1] == fused.max()


def test_the_scale_of_an_arm_does_not_matter() -> None:
    lexical, dense = arms([(9, 0.1), (3, 0.8), (6, 0.4)])
    assert fuse(lexical * 7, dense) == pytest.approx(fuse(lexical, dense))
    assert fuse(lexical, dense * 0.5 - 0.2) == pytest.approx(fuse(lexical, dense))


def test_no_shared_word_leaves_the_order_to_the_dense_arm() -> None:
    lexical, dense = arms([(0, 0.1), (0, 0.8), (0, 0.4)])
    assert list(np.argsort(-fuse(lexical, dense))) == [1, 2, 0]


def test_a_lexical_score_counts_from_zero_not_from_the_least() -> None:
    # Two candidates that match nearly as well must not be torn apart to 0 and 1.
    lexical, dense = arms([(10, 0.5), (9, 0.5)])
    fused = fuse(lexical, dense)
    assert fused == pytest.approx([LEXICAL_WEIGHT, LEXICAL_WEIGHT * 0.9])


@pytest.mark.parametrize(("weight", "best"), [(1.0, 0), (0.0, 1)])
def test_the_weight_decides_between_arms_that_differ(weight: float, best: int) -> None:
    lexical, dense = arms([(9, 0.1), (1, 0.9)])
    assert int(np.argmax(fuse(lexical, dense, weight))) == best


def test_a_single_candidate_has_a_finite_score() -> None:
    lexical, dense = arms([(0, -1)])
    assert list(fuse(lexical, dense)) == [0]
