"""Requirement answers, held against the catalogue of every programme edition."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from bot import wording
from bot.domain.answer import Answer
from knowledge.catalog import Catalog
from knowledge.schema import ProgrammeEdition, Requirement
from tests.bot.asking import Ask

NOT_READABLE = wording.DECLARATION_NEEDED_LEVEL_UNKNOWN
IS_ONE_ENOUGH = {
    "one": wording.ONE_IS_ENOUGH,
    "either": wording.ONE_IS_ENOUGH,
    "two": wording.ONE_IS_NOT_ENOUGH,
    "declared": NOT_READABLE,
    "none": wording.NOT_ASKED,
    "unknown": wording.REQUIREMENT_UNKNOWN,
}
IS_TWO_NEEDED = IS_ONE_ENOUGH | {
    "one": wording.TWO_IS_NOT_NEEDED,
    "either": wording.TWO_IS_NOT_NEEDED,
    "two": wording.TWO_IS_NEEDED,
}
IS_IT_NEEDED = IS_ONE_ENOUGH | {
    "one": wording.DECLARATION_NEEDED,
    "either": wording.DECLARATION_NEEDED,
    "two": wording.TWO_IS_NEEDED,
}
LEADS = {*IS_ONE_ENOUGH.values(), *IS_TWO_NEEDED.values(), *IS_IT_NEEDED.values()}


def editions(catalog: Catalog, role: str = "required") -> Iterator[ProgrammeEdition]:
    """Every programme edition with a row of that role."""
    for programme in catalog.programmes:
        for edition in programme.editions:
            if any(row.role == role for row in edition.requirements):
                yield edition


def said(answer: Answer) -> str | None:
    """The sentence by code an answer begins with."""
    return next((lead for lead in LEADS if answer.text.startswith(lead)), None)


def unfit(
    answer: Answer, rows: list[Requirement], right: dict[str, str], *, hedged: bool = False
) -> str | None:
    """What is wrong with the sentence by code, judged by the rows of the catalogue alone.

    A row with exceptions may be shown without a yes or no, if `hedged`, but never with a wrong one.
    """
    allowed = {right[row.star] for row in rows if row.star in right}
    silent = {row for row in rows if row.star not in right or (hedged and row.exceptions)}
    lead = said(answer)
    if lead in allowed or (lead is None and silent):
        return None
    return f"{lead} but {[row.star for row in rows]}: {answer.text[:60]}"


def test_whether_one_star_is_enough_agrees_with_every_edition(
    ask_shipped: Ask, shipped_catalog: Catalog
) -> None:
    asked, wrong = 0, {}
    for edition in editions(shipped_catalog):
        rows = [row for row in edition.requirements if row.role == "required"]
        answer = ask_shipped(f"{edition.name}は★一つ星でいい？")
        asked += 1
        if problem := unfit(answer, rows, IS_ONE_ENOUGH, hedged=True):
            wrong[edition.id] = problem
        # What the yes or no rests on is a row of this edition, and is cited first.
        elif not answer.citations or answer.citations[0].edition != edition.name:
            wrong[edition.id] = f"cites {answer.citations[:1]}"
    assert asked > 60
    assert wrong == {}


def test_a_programme_that_asks_two_stars_never_hears_that_one_is_enough(
    ask_shipped: Ask, shipped_catalog: Catalog
) -> None:
    strict = [
        edition
        for edition in editions(shipped_catalog)
        if {row.star for row in edition.requirements if row.role == "required"} == {"two"}
    ]
    assert len(strict) >= 4
    for edition in strict:
        for question in ("は★一つ星でいい？", "は一つ星だけで申請できますか", "に★★は必要？"):
            answer = ask_shipped(f"{edition.name}{question}")
            assert not answer.text.startswith((wording.ONE_IS_ENOUGH, wording.TWO_IS_NOT_NEEDED))
            assert answer.kind == "answered"


def test_a_frame_that_is_named_is_answered_by_its_own_rows(
    ask_shipped: Ask, shipped_catalog: Catalog
) -> None:
    asked, wrong = 0, {}
    for edition in editions(shipped_catalog):
        for frame in edition.frames:
            required = [row for row in edition.requirements if row.role == "required"]
            rows = [row for row in required if frame.id in row.frames]
            if not rows:
                continue
            asked += 1
            answer = ask_shipped(f"{edition.name}の{frame.name}は★一つ星でいい？")
            if problem := unfit(answer, rows, IS_ONE_ENOUGH, hedged=True):
                wrong[frame.id] = problem
    assert asked > 10
    assert wrong == {}


def test_whether_two_stars_are_needed_agrees_with_every_edition(
    ask_shipped: Ask, shipped_catalog: Catalog
) -> None:
    wrong = {}
    for edition in editions(shipped_catalog):
        rows = [row for row in edition.requirements if row.role == "required"]
        answer = ask_shipped(f"{edition.name}では★★二つ星が必須ですか")
        if problem := unfit(answer, rows, IS_TWO_NEEDED):
            wrong[edition.id] = problem
    assert wrong == {}


def test_whether_a_declaration_is_needed_agrees_with_every_edition(
    ask_shipped: Ask, shipped_catalog: Catalog
) -> None:
    wrong = {}
    for edition in editions(shipped_catalog):
        rows = [row for row in edition.requirements if row.role == "required"]
        answer = ask_shipped(f"{edition.name}にSECURITY ACTIONの宣言は必要？")
        if problem := unfit(answer, rows, IS_IT_NEEDED):
            wrong[edition.id] = problem
    assert wrong == {}


def test_bonus_answers_agree_with_every_edition(ask_shipped: Ask, shipped_catalog: Catalog) -> None:
    wrong, asked = {}, 0
    for edition in editions(shipped_catalog, "bonus"):
        rows = [row for row in edition.requirements if row.role == "bonus"]
        right = {
            {"none": wording.BONUS_NO, "unknown": wording.BONUS_UNKNOWN}.get(
                row.star, wording.BONUS_YES
            )
            for row in rows
        }
        asked += 1
        answer = ask_shipped(f"{edition.name}でSECURITY ACTIONの宣言は加点になりますか")
        if not answer.text.startswith(tuple(right)):
            wrong[edition.id] = answer.text[:60]
    assert asked > 10
    assert wrong == {}


@pytest.mark.parametrize("year", [2018, 2021, 2022, 2024, 2025, 2026])
def test_without_a_year_the_edition_of_the_day_answers(
    ask_shipped: Ask, shipped_catalog: Catalog, year: int
) -> None:
    day = dt.date(year, 6, 1)
    answer = ask_shipped("IT導入補助金は★一つ星でいい？", day)
    programme = next(row for row in shipped_catalog.programmes if row.id == "it-subsidy")
    edition = next(row for row in programme.editions if row.fiscal_year == year)
    assert answer.citations[0].edition == edition.name
    rows = [row for row in edition.requirements if row.role == "required"]
    assert unfit(answer, rows, IS_ONE_ENOUGH) is None


def test_each_way_of_writing_one_star_gets_the_same_yes(ask_shipped: Ask) -> None:
    for star in ("★", "☆", "★1", "一つ星", "１つ星", "星一つ", "★一つ星", "⭐"):
        answer = ask_shipped(f"デジタル化・AI導入補助金2026は{star}でいい？")
        assert answer.text.startswith(wording.ONE_IS_ENOUGH), star


def test_a_row_for_two_stars_says_no_to_one(ask_tiny: Ask) -> None:
    answer = ask_tiny("安全設備補助金2025の基本枠は★一つ星でいい？")
    assert answer.text.startswith(wording.ONE_IS_NOT_ENOUGH)
    answer = ask_tiny("安全設備補助金2025の基本枠は★★が必要？")
    assert answer.text.startswith(wording.TWO_IS_NEEDED)
    assert answer.citations[0].quote == "基本枠では二つ星の宣言が要件です。"


def test_a_bonus_is_not_a_requirement(ask_tiny: Ask) -> None:
    answer = ask_tiny("安全設備補助金2024で宣言は加点？", dt.date(2024, 5, 1))
    assert answer.text.startswith(wording.BONUS_YES)
    answer = ask_tiny("安全設備補助金2024は★でいい？", dt.date(2024, 5, 1))
    assert said(answer) is None
