"""「A社、来月の締切に間に合う？」 as it is read: programme, round, date, name."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.answering.understanding import Reader
from bot.guide.deadline_question import DeadlineQuestion, may_be_a_name, read, unpacked
from indexer.text import Normaliser
from knowledge.catalog import Catalog

TODAY = dt.date(2026, 11, 23)


@pytest.fixture(scope="module")
def reader(shipped_catalog: Catalog) -> Reader:
    return Reader(shipped_catalog, Normaliser(shipped_catalog.terms, shipped_catalog.rewrites))


@pytest.mark.parametrize(
    ("text", "day", "month", "names"),
    [
        ("A社、来月の締切に間に合う？", None, "2026-12", ("a社",)),
        ("A社間に合いますか", None, None, ("a社",)),
        ("エー社は12/5に間に合う？", "2026-12-05", None, ("エー社",)),
        ("令和８年１２月１５日に間に合いますか", "2026-12-15", None, ()),
        ("あさってに間に合う？", "2026-11-25", None, ()),
        ("うちは昨日の締切に間に合う？", "2026-11-22", None, ()),
        ("来年1月の締切にB社間に合う？", None, "2027-01", ("b社",)),
        ("１月の締切に間に合う？", None, "2027-01", ()),
        ("3/1に間に合う?", "2027-03-01", None, ()),
        ("2月29日に間に合う？", "2028-02-29", None, ()),
        ("はなまる商店さん、間に合いそう？", None, None, ("はなまる商店さん",)),
    ],
)
def test_dates_and_names(
    reader: Reader, text: str, day: str | None, month: str | None, names: tuple[str, ...]
) -> None:
    heard = read(text, reader, TODAY)
    shown = heard.question.day and heard.question.day.isoformat()
    assert (shown, heard.question.month, heard.names, heard.problem) == (day, month, names, None)


@pytest.mark.parametrize(
    "text", ["13月5日の締切に間に合う？", "１３月の締切に間に合う？", "2月30日に間に合う？"]
)
def test_a_day_in_no_calendar_is_said_to_be_none(reader: Reader, text: str) -> None:
    heard = read(text, reader, TODAY)
    assert heard.problem and "ありません" in heard.problem


def test_programme_frame_and_round(reader: Reader) -> None:
    heard = read("A社、IT導入補助金の通常枠の５次に間に合う？", reader, TODAY)
    asked = heard.question
    assert (asked.programme, asked.frame, asked.number) == ("it-subsidy", "it2026/tsujyo", 5)
    assert heard.names == ("a社",)


def test_the_digits_of_a_clients_name_are_no_date(reader: Reader) -> None:
    heard = read("3/1工房は来月の締切に間に合う？", reader, TODAY, ["3/1工房"])
    assert heard.question == DeadlineQuestion(month="2026-12")


def test_a_question_survives_a_button_and_a_forged_one_does_not() -> None:
    for asked in (
        DeadlineQuestion(),
        DeadlineQuestion(programme="it-subsidy", edition="it2026", frame="it2026/tsujyo", number=5),
        DeadlineQuestion(day=dt.date(2028, 2, 29), month="2027-01"),
    ):
        assert unpacked(asked.packed()) == asked
    for forged in ("", "~~~~~", "x", "~~~~2026-99-99~", "~~~~~2026-13", "a~b", "~" * 9, "../~~~~~"):
        assert unpacked(forged) in (None, DeadlineQuestion()) or forged == "../~~~~~"


@pytest.mark.parametrize(
    ("piece", "name"),
    [("a社", True), ("田中金属", True), ("川口市のdx補助", False), ("急いでいるけど", False)],
)
def test_a_topic_is_no_name(piece: str, name: bool) -> None:
    assert may_be_a_name(piece) is name
