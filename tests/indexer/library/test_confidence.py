"""When documents speak of what is asked: floors from foreign questions, and never below a least."""

from __future__ import annotations

from indexer.index import Index
from indexer.library.confidence import Confidence, confidence
from indexer.refusal import CalibrationQuestions


def test_few_foreign_questions_reach_the_floor(tiny_index: Index) -> None:
    searcher = tiny_index.searcher
    foreign = CalibrationQuestions.read().off_topic
    floors = Confidence.fit(searcher, foreign)
    reached = [confidence(searcher, one, searcher.search(one, 5)) for one in foreign]
    assert sum(value >= floors.unasked for value in reached) <= 0.05 * len(foreign)
    assert floors.named <= floors.unasked


def test_what_stands_in_a_passage_is_above_both_floors(tiny_index: Index) -> None:
    searcher = tiny_index.searcher
    floors = Confidence.fit(searcher, CalibrationQuestions.read().off_topic)
    asked = searcher.chunks[0].text[:40]
    assert confidence(searcher, asked, searcher.search(asked, 5)) >= floors.unasked


def test_nothing_found_is_no_confidence_at_all(tiny_index: Index) -> None:
    assert confidence(tiny_index.searcher, "掃除", []) == 0.0
