"""Whether the questions that need two passages say what is so."""

from __future__ import annotations

import pytest

from indexer.index import Index
from tests.evals.golden import Golden, comparable, read
from tests.evals.llm_run import SETS

_QUESTIONS = read(SETS["two"])


@pytest.fixture(scope="module")
def known(shipped_index: Index) -> dict[str, str]:
    """Every passage of the knowledge by id, as facts are compared."""
    return {
        chunk.id: comparable(f"{chunk.title} {chunk.text}")
        for chunk in shipped_index.searcher.chunks
    }


def test_there_are_enough_and_none_twice_nor_in_the_other_sets() -> None:
    assert len(_QUESTIONS) >= 60
    others = {row.question for row in read()}
    assert len({row.question for row in _QUESTIONS} - others) == len(_QUESTIONS)
    assert len({row.id for row in _QUESTIONS}) == len(_QUESTIONS)


@pytest.mark.parametrize("question", _QUESTIONS, ids=lambda row: row.id)
def test_every_key_fact_stands_in_a_gold_passage(question: Golden, known: dict[str, str]) -> None:
    assert set(question.gold) <= set(known)
    for fact in question.key_facts:
        assert any(comparable(words) in known[gold] for words in fact for gold in question.gold)


def test_hardly_any_can_be_answered_from_one_passage(known: dict[str, str]) -> None:
    def one_is_enough(row: Golden) -> bool:
        return any(
            all(any(comparable(words) in known[gold] for words in fact) for fact in row.key_facts)
            for gold in row.gold
        )

    needing_two = [row for row in _QUESTIONS if not one_is_enough(row)]
    assert len(needing_two) >= 60
