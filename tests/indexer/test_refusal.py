"""When a question is not ours: calibrated, monotone, and never from indexed questions."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from indexer.index import Index
from indexer.refusal import Calibration, CalibrationQuestions
from indexer.text import Normaliser

SIGNALS = st.lists(st.floats(-50, 50), min_size=3, max_size=3)


def calibration(**more: object) -> Calibration:
    """A model of three signals."""
    fields = {"weights": (1.0, 2.0, -1.0), "bias": 0.5, "floor": 0.3, "background": ((1.0, 0.0),)}
    return Calibration.model_validate(fields | more)


@given(SIGNALS)
def test_a_confidence_is_a_probability(signals: list[float]) -> None:
    assert 0 < calibration().of(signals) < 1 or math.isclose(calibration().of(signals), 1)


def test_a_signal_with_weight_raises_or_lowers_it() -> None:
    model = calibration()
    assert model.of([1, 0, 0]) > model.of([0, 0, 0]) > model.of([0, 0, 1])
    assert calibration(bias=0.0).of([0, 0, 0]) == 0.5


def test_a_signal_too_many_is_an_error() -> None:
    with pytest.raises(ValueError, match="zip"):
        calibration().of([1, 2, 3, 4])


def test_extreme_signals_do_not_overflow() -> None:
    assert calibration().of([1e6, 1e6, 0]) == pytest.approx(1)
    assert calibration().of([-1e6, -1e6, 0]) == pytest.approx(0, abs=1e-9)


def test_the_shipped_questions_are_many_and_none_is_on_both_sides() -> None:
    questions = CalibrationQuestions.read()
    fold = Normaliser()
    inside, outside = (
        {fold(q) for q in side} for side in (questions.in_scope, questions.off_topic)
    )
    assert min(len(inside), len(outside)) >= 100
    assert inside & outside == set()
    assert len(inside) == len(questions.in_scope)
    assert len(outside) == len(questions.off_topic)


def test_too_few_questions_do_not_calibrate() -> None:
    with pytest.raises(ValidationError):
        CalibrationQuestions(in_scope=("甲",) * 19, off_topic=("乙",) * 20)


def confidence(index: Index, query: str) -> float:
    """How sure the index is that it can answer."""
    return index.calibration.confidence(index.searcher, query, index.searcher.search(query, 5))


def test_a_question_of_ours_is_surer_than_a_foreign_one(tiny_index: Index) -> None:
    ours = [confidence(tiny_index, q) for q in ("消火器の点検はいつ", "避難訓練の回数")]
    foreign = [confidence(tiny_index, q) for q in ("明日の天気は", "おいしいカレーの作り方")]
    assert min(ours) > max(foreign)


def test_nothing_found_is_no_error(tiny_index: Index) -> None:
    assert 0 <= tiny_index.calibration.confidence(tiny_index.searcher, "", []) <= 1


def test_the_floor_keeps_99_of_100_questions_of_ours(shipped_index: Index) -> None:
    questions = CalibrationQuestions.read()
    kept = [confidence(shipped_index, q) >= shipped_index.calibration.floor - 1e-6
            for q in questions.in_scope]  # fmt: skip
    assert sum(kept) >= 0.98 * len(kept)


def test_far_questions_are_less_sure_than_ours_in_the_shipped_index(shipped_index: Index) -> None:
    far = ["明日の東京の天気は", "カレーの作り方", "昨日の野球の結果", "猫の名前を考えて"]
    ours = ["★★の要件は？", "GビズIDとは", "自社診断は何問ありますか", "5か条を教えて"]
    assert max(confidence(shipped_index, q) for q in far) < min(
        confidence(shipped_index, q) for q in ours
    )
