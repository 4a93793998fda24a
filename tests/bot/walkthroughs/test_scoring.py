"""The self-check scored: against a second scorer, and by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.walkthrough import SheetResult
from bot.walkthroughs.scoring import CHOICE_IDS, gather, points, score
from knowledge.reading import read_file
from knowledge.schema import SelfCheck
from tests.faults.asking import scaled

_FILE = Path(__file__).parents[3] / "knowledge/guideline_v3_1/self_check.yaml"


def _self_check() -> SelfCheck:
    check = read_file(_FILE).self_check
    assert check is not None
    return check


CHECK = _self_check()
EVERY = range(1, 26)
SOME_ANSWERS = st.dictionaries(st.sampled_from(EVERY), st.sampled_from(CHOICE_IDS))
ALL_ANSWERS = st.lists(st.sampled_from(CHOICE_IDS), min_size=25, max_size=25).map(
    lambda picked: dict(zip(EVERY, picked, strict=True))
)


# The second scorer: counts instead of adding up; numbers from the facts, typed by hand.
def _counted(answers: dict[int, str]) -> tuple[int, tuple[int, int, int], str]:
    def of(low: int, high: int) -> int:
        said = [answers[no] for no in answers if low <= no <= high]
        return 4 * said.count("full") + 2 * said.count("partly") - said.count("unknown")

    total = of(1, 25)
    if total == 100:
        band = "入門レベル"
    elif total >= 70:
        band = "部分的に"
    elif total >= 50:
        band = "対策が不十分"
    else:
        band = "事故が"
    return total, (of(1, 5), of(6, 18), of(19, 25)), band


def _worst_first(answers: dict[int, str]) -> tuple[int, ...]:
    found: tuple[int, ...] = ()
    for wanted in ("unknown", "no", "partly"):
        found += tuple(no for no in EVERY if answers.get(no) == wanted)
    return found


def _agrees(result: SheetResult, answers: dict[int, str]) -> None:
    total, parts, band = _counted(answers)
    assert result.total == total
    assert result.parts == {1: (parts[0], 20), 2: (parts[1], 52), 3: (parts[2], 28)}
    assert result.band.startswith(band)
    assert result.weakest == _worst_first(answers)
    assert result.highest == 100
    assert result.answers == answers


@settings(max_examples=scaled(2_000, 10_000), deadline=None)
@given(ALL_ANSWERS)
def test_complete_sheets_agree_with_a_second_scorer(answers: dict[int, str]) -> None:
    result = score(CHECK, answers, "本社", 1.0)
    _agrees(result, answers)
    assert result.complete


@settings(max_examples=scaled(500, 2_000), deadline=None)
@given(SOME_ANSWERS)
def test_half_filled_sheets_agree_with_a_second_scorer(answers: dict[int, str]) -> None:
    result = score(CHECK, answers, "", 1.0)
    _agrees(result, answers)
    assert result.complete == (len(answers) == 25)


@settings(max_examples=scaled(250, 1_000), deadline=None)
@given(st.lists(SOME_ANSWERS, min_size=1, max_size=4))
def test_sheets_are_gathered_by_the_weakest(sheets: list[dict[int, str]]) -> None:
    rank = {"unknown": 0, "no": 1, "partly": 2, "full": 3}
    weakest = {}
    for no in EVERY:
        said = sorted((rank[sheet[no]], sheet[no]) for sheet in sheets if no in sheet)
        if said:
            weakest[no] = said[0][1]
    results = [score(CHECK, sheet, str(n), float(n)) for n, sheet in enumerate(sheets)]
    whole = gather(CHECK, results)
    _agrees(whole, weakest)
    assert whole.sheet == "全体（いちばん弱い拠点に合わせた点）"
    assert whole.at == len(sheets) - 1
    assert whole.complete == all(len(sheet) == 25 for sheet in sheets)


@pytest.mark.parametrize(
    ("full", "partly", "no", "unknown", "total", "band"),
    [
        (25, 0, 0, 0, 100, "入門レベルの対策は達成しています"),
        (24, 1, 0, 0, 98, "部分的に対策が不十分です"),
        (17, 1, 7, 0, 70, "部分的に対策が不十分です"),
        (17, 1, 6, 1, 69, "対策が不十分です"),
        (12, 1, 12, 0, 50, "対策が不十分です"),
        (12, 1, 11, 1, 49, "事故がいつ起きても不思議ではない状態です"),
        (0, 0, 25, 0, 0, "事故がいつ起きても不思議ではない状態です"),
        (0, 0, 0, 25, -25, "事故がいつ起きても不思議ではない状態です"),
    ],
)
def test_bands_begin_and_end_where_the_facts_say(
    full: int, partly: int, no: int, unknown: int, total: int, band: str
) -> None:
    picked = ["full"] * full + ["partly"] * partly + ["no"] * no + ["unknown"] * unknown
    result = score(CHECK, dict(zip(EVERY, picked, strict=True)), "", 0.0)
    assert (result.total, result.band) == (total, band)


def test_points_come_from_the_data() -> None:
    assert points(CHECK) == {"full": 4, "partly": 2, "no": 0, "unknown": -1}


def test_another_points_table_is_followed() -> None:
    doubled = [answer.model_copy(update={"points": answer.points * 2}) for answer in CHECK.answers]
    band = CHECK.bands[0].model_copy(update={"low": -50, "high": 200})
    check = CHECK.model_copy(update={"answers": tuple(doubled), "bands": (band,)})
    result = score(check, dict.fromkeys(EVERY, "full"), "", 0.0)
    assert (result.total, result.highest, result.weakest) == (200, 200, ())


@pytest.mark.parametrize("answers", [{1: "maybe"}, {0: "full"}, {26: "full"}])
def test_what_the_self_check_does_not_have_is_refused(answers: dict[int, str]) -> None:
    with pytest.raises(ValueError, match="does not know"):
        score(CHECK, answers, "", 0.0)


def test_nothing_or_another_edition_is_not_gathered() -> None:
    other = score(CHECK, {}, "", 0.0).model_copy(update={"edition": "guideline-v4.0"})
    for results in ([], [other]):
        with pytest.raises(ValueError, match="edition"):
            gather(CHECK, results)
