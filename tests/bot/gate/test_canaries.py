"""The questions of the gate: those of the golden set, asked of a version."""

from __future__ import annotations

import datetime as dt
import time

from bot.domain.answer import Answer
from bot.gate import answers
from bot.gate.canaries import Canary, canaries, comparable, outcome
from indexer.index import Index
from tests.bot.gate.collect import row, wanted
from tests.evals import golden

CANARY = Canary(
    id="Q1",
    question="自己宣言IDはすぐもらえますか",
    as_of=dt.date(2026, 11, 22),
    kind=("answered",),
    facts=(("すぐ", "直後"), ("メール",)),
    forbidden=("1週間",),
    critical=True,
)


def test_they_are_the_critical_golden_questions_and_those_not_to_be_answered() -> None:
    # Run `python -m tests.bot.gate.collect` when the golden questions have changed.
    expected = [Canary.model_validate(row(one)) for one in golden.read() if wanted(one)]
    assert list(canaries()) == expected
    assert sum(one.critical for one in canaries()) > 300


def test_an_answer_is_held_against_its_facts() -> None:
    answer = Answer(kind="answered", text="申込みの直後に発行されます。", certainty="確定")
    found = outcome(CANARY, answer)
    assert (found.fits, found.facts, found.forbidden) == (True, (True, False), 0)
    late = answer.model_copy(update={"kind": "unknown", "text": "１ 週間かかります。"})
    found = outcome(CANARY, late)
    assert (found.fits, found.facts, found.forbidden) == (False, (False, False), 1)


def test_texts_are_compared_as_the_golden_questions_are() -> None:
    for text in ("★★ ＳＥＣＵＲＩＴＹ ＡＣＴＩＯＮ", "1,000円（税込）", "「二つ星」"):
        assert comparable(text) == golden.comparable(text)


def test_the_shipped_index_answers_them_and_in_time(shipped_index: Index) -> None:
    sample = canaries()[::10]
    begun = time.process_time()
    found = answers(shipped_index, sample)
    spent = time.process_time() - begun
    assert set(found) == {one.id for one in sample}
    assert sum(one.fits for one in found.values()) >= 0.9 * len(sample)
    # Two versions answer all of them within the half minute a clerk waits.
    assert spent / len(sample) * len(canaries()) * 2 < 30
