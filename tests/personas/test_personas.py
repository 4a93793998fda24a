"""Nine of ten people get to the end, whatever their way of typing."""

from __future__ import annotations

import pytest

from indexer.index import Index
from tests.bot.asking import advisor_over
from tests.faults.asking import scaled
from tests.personas.people import PEOPLE
from tests.personas.play import Played, play
from tests.personas.table import table

# `python -m tests.personas` runs sixty; here a few of each kind, fifty-four on request.
_RUNS = {"one-star": scaled(2, 6), "two-star": scaled(1, 3)}


@pytest.fixture(scope="module")
def played(shipped_index: Index, tmp_path_factory: pytest.TempPathFactory) -> list[Played]:
    """Every persona through every walkthrough; the first of each with real documents."""
    advisor = advisor_over(shipped_index)
    home = tmp_path_factory.mktemp("personas")
    return [
        play(kind(), walkthrough, seed, advisor, home, paper=seed == 0)
        for kind in PEOPLE
        for walkthrough, runs in _RUNS.items()
        for seed in range(runs)
    ]


def test_nine_of_ten_reach_the_end(played: list[Played]) -> None:
    assert len(played) == len(PEOPLE) * sum(_RUNS.values())
    reached = sum(one.reached for one in played)
    assert reached >= 0.9 * len(played), "\n".join(table(played))


def test_every_question_in_the_middle_is_answered(played: list[Played]) -> None:
    assert sum(one.asked for one in played) >= 20
    assert [row for one in played for row in one.unanswered] == []


def test_after_a_question_the_walkthrough_goes_on(played: list[Played]) -> None:
    assert [row for one in played for row in one.lost] == []


def test_every_document_is_made(played: list[Played]) -> None:
    assert [row for one in played for row in one.failed] == []


def test_no_score_is_wrong(played: list[Played]) -> None:
    assert [row for one in played for row in one.wrong] == []
