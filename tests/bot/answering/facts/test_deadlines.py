"""Deadlines before, on and after their day, against an oracle over every shipped round."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.facts import deadlines
from bot.answering.understanding import Reader
from knowledge.catalog import Catalog, load
from knowledge.schema import ProgrammeEdition, Round
from tests.bot.asking import Ask, Known

JAPAN = dt.timezone(dt.timedelta(hours=9))
DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2028, 12, 31))


def with_rounds(catalog: Catalog) -> list[ProgrammeEdition]:
    every = (edition for row in catalog.programmes for edition in row.editions)
    return [edition for edition in every if edition.rounds]


@pytest.fixture(scope="module")
def editions(shipped_catalog: Catalog) -> list[ProgrammeEdition]:
    """Every edition with rounds."""
    found = with_rounds(shipped_catalog)
    assert len(found) > 15
    return found


def last_day(row: Round) -> dt.date | None:
    """The day of a deadline in Japan, read from the field."""
    if isinstance(row.deadline, dt.datetime):
        return row.deadline.astimezone(JAPAN).date()
    return row.deadline


def written(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def named_in_its_name(edition: ProgrammeEdition) -> set[int]:
    """Round numbers the name itself holds (第23次), which make any question one about them."""
    return {int(number) for number in re.findall(r"(?<![0-9])([0-9]{1,2})[次回]", edition.name)}


def lead(reader: Reader, question: str, day: dt.date) -> tuple[str, bool]:
    found = deadlines.answer(reader.read(question, day))
    assert found is not None, question
    assert found.lead is not None
    return found.lead.split("\n")[0], found.known


@given(pick=st.integers(0, 10**6), day=DAYS)
def test_the_next_round_is_the_first_whose_day_has_not_passed(
    reader: Reader, known: Known, pick: int, day: dt.date
) -> None:
    unnumbered = [row for row in with_rounds(known.catalog) if not named_in_its_name(row)]
    edition = unnumbered[pick % len(unnumbered)]
    days = sorted(end for row in edition.rounds if (end := last_day(row)))
    said, _ = lead(reader, f"{edition.name}の次の締切はいつ？", day)
    ahead = [end for end in days if end >= day]
    assert edition.name in said
    if not days:
        assert "資料にありません" in said
    elif not ahead:
        assert "すべて過ぎています" in said
        assert written(days[-1]) in said
        assert written(day) in said
    elif ahead[0] == day:
        assert f"今日（{written(day)}" in said
    else:
        assert written(ahead[0]) in said
        assert f"あと{(ahead[0] - day).days}日" in said


def numbered(editions: list[ProgrammeEdition]) -> list[tuple[ProgrammeEdition, int]]:
    """Every edition with each of its round numbers, unless its name holds another number."""
    return [
        (edition, number)
        for edition in editions
        for number in sorted({row.no for row in edition.rounds if row.no})
        if not named_in_its_name(edition) - {number}
    ]


@given(
    pick=st.integers(0, 10**6),
    form=st.sampled_from(["{}次", "第{}回", "第{}次", "第 {} 次"]),
    day=DAYS,
)
def test_a_numbered_round_is_judged_against_the_day(
    reader: Reader, known: Known, pick: int, form: str, day: dt.date
) -> None:
    cases = numbered(with_rounds(known.catalog))
    edition, number = cases[pick % len(cases)]
    deadline = {last_day(row) for row in edition.rounds if row.no == number}
    question = f"{edition.name}の{form.format(number)}の締切はいつ？"
    said, is_known = lead(reader, question, day)
    judged = {
        "確認できていません" if end is None
        else f"{written(end)}" if end == day
        else "もう過ぎています" if end < day
        else f"あと{(end - day).days}日"
        for end in deadline
    }  # fmt: skip
    assert any(words in said for words in judged), (said, judged)
    assert is_known or None in deadline


@pytest.mark.parametrize("shift", [-1, 0, 1])
def test_the_day_before_the_day_and_the_day_after(
    ask_shipped: Ask, editions: list[ProgrammeEdition], shift: int
) -> None:
    asked = 0
    for edition in editions:
        for row in edition.rounds:
            end = last_day(row)
            same_number = [other for other in edition.rounds if other.no == row.no]
            if end is None or row.no is None or len(same_number) > 1:
                continue
            day = end + dt.timedelta(days=shift)
            answer = ask_shipped(f"{edition.name}の{row.no}次の締切はいつ？", day)
            first = answer.text.split("\n")[0]
            words = {-1: "あと1日", 0: "今日（", 1: "もう過ぎています"}[shift]
            assert words in first, first
            assert answer.kind == "answered"
            asked += 1
    assert asked > 15


def test_a_round_without_a_known_day_is_unknown(
    ask_shipped: Ask, editions: list[ProgrammeEdition]
) -> None:
    asked = 0
    for edition in editions:
        for row in edition.rounds:
            if row.deadline is None and row.no is not None:
                answer = ask_shipped(f"{edition.name}の{row.no}次の締切はいつ？")
                assert (answer.kind, answer.certainty) == ("unknown", "不明"), edition.id
                assert "確認できていません" in answer.text
                asked += 1
    assert asked >= 3


@pytest.mark.parametrize("number", [0, 42, 99])
def test_a_round_nobody_announced_is_unknown(ask_shipped: Ask, number: int) -> None:
    answer = ask_shipped(f"デジタル化・AI導入補助金2026の{number}次の締切はいつ？")
    assert (answer.kind, answer.certainty) == ("unknown", "不明")
    assert "資料にありません" in answer.text


def test_a_round_number_may_stand_between_spaces(reader: Reader) -> None:
    day = dt.date(2025, 1, 1)
    spaced, _ = lead(reader, "IT導入補助金2025の第 3 回の締切はいつ？", day)
    assert spaced == lead(reader, "IT導入補助金2025の第3回の締切はいつ？", day)[0]


def test_rounds_of_a_named_frame_only(reader: Reader, editions: list[ProgrammeEdition]) -> None:
    day, asked = dt.date(2020, 1, 1), 0
    for edition in editions:
        for frame in edition.frames:
            own = [r for r in edition.rounds if not r.frames or frame.id in r.frames]
            days = sorted(known for row in own if (known := last_day(row)))
            if not days or named_in_its_name(edition):
                continue
            said, _ = lead(reader, f"{edition.name}の{frame.name}の締切はいつ？", day)
            assert written(days[0]) in said, frame.id
            asked += 1
    assert asked > 5


def test_a_time_of_day_is_told_in_japans_time(ask_tiny: Ask) -> None:
    answer = ask_tiny("安全設備補助金2025の1次の締切はいつ？", dt.date(2025, 6, 29))
    assert "2025年6月30日 17:00" in answer.text
    assert "あと1日" in answer.text


def test_an_open_round_makes_way_for_nothing_known(ask_tiny: Ask) -> None:
    answer = ask_tiny("安全設備補助金2025の2次の締切はいつ？", dt.date(2025, 6, 29))
    assert (answer.kind, answer.certainty) == ("unknown", "不明")


@pytest.mark.parametrize(
    ("question", "day"),
    [("安全設備補助金の締切", dt.date(2024, 5, 1)), ("去年の設備補助の締切", dt.date(2025, 5, 1))],
)
def test_the_edition_follows_the_day_and_the_year_named(
    ask_tiny: Ask, question: str, day: dt.date
) -> None:
    assert "2024年6月28日" in ask_tiny(question, day).text


def test_no_deadline_without_the_wish_for_one(reader: Reader) -> None:
    for question in ("デジタル化・AI導入補助金2026はいくら？", "締切はいつ？", "★の締切"):
        assert deadlines.answer(reader.read(question, dt.date(2026, 5, 1))) is None


def test_the_oracle_has_rounds_to_judge() -> None:
    rounds = [r for p in load().programmes for e in p.editions for r in e.rounds]
    assert len(rounds) > 30
    assert any(row.deadline is None for row in rounds)
    assert any(isinstance(row.deadline, dt.datetime) for row in rounds)
