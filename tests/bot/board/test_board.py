"""Lines of the board: what the day makes of a standing, their order, filters and pages."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from bot.board import telling
from bot.board.choosing import Choice, chosen, page
from bot.board.rows import Row, Standing, row
from bot.domain.client import Client
from bot.domain.scope import Scope
from knowledge.dates import JST

TODAY = dt.date(2026, 11, 23)
NOW = dt.datetime(2026, 11, 23, 17, 0, tzinfo=JST).timestamp()


def line(
    name: str = "田中金属", questions: int = 0, now: float = NOW, state: Any = "active",
    consultant: str = "U1", **more: Any,
) -> Row:  # fmt: skip
    client = Client(
        scope=Scope(team="T", channel="C1"), company=name, consultant=consultant, state=state
    )
    return row(client, Standing(**more), questions, now)


def in_days(days: int) -> dt.date:
    return TODAY + dt.timedelta(days)


@pytest.mark.parametrize(
    ("days", "said", "late"),
    [
        (8, "あと8日", False),
        (0, "今日まで", False),
        (-1, "1日過ぎ", True),
        (-400, "400日過ぎ", True),
    ],
)
def test_days_left_are_counted_to_the_deadlines_day(days: int, said: str, late: bool) -> None:
    found = line(deadline_on=in_days(days))
    assert (telling.left(found), found.late) == (said, late)


def test_a_deadline_at_five_is_over_a_second_after_five() -> None:
    """R23."""
    at = dt.datetime(2026, 11, 23, 17, 0, tzinfo=JST)
    on_time, too_late = line(deadline_at=at), line(deadline_at=at, now=NOW + 1)
    assert (on_time.late, telling.left(on_time)) == (False, "今日まで")
    assert (too_late.late, telling.left(too_late)) == (True, "締切を過ぎました")


def test_what_should_have_begun_is_late_unless_all_is_declared() -> None:
    behind = {"deadline_on": in_days(20), "begin_by": in_days(-1)}
    assert line(**behind).late
    assert telling.late(line(**behind)) == "準備の開始が遅れています"
    assert not line(**behind, settled=True).late
    assert not line(deadline_on=in_days(20), begin_by=TODAY).late


def test_no_news_for_two_weeks_is_said() -> None:
    old, new = NOW - 14 * 86_400, NOW - 13 * 86_400
    assert line(run="r", updated_at=old).blockers == ("2週間動きなし",)
    assert line(run="r", updated_at=new).blockers == ()
    assert line(updated_at=old).blockers == ()  # nothing was left to do


def test_questions_that_wait_come_first() -> None:
    assert line(questions=2, waits=("gbizid",)).blockers == ("担当待ちの質問2件", "GビズID待ち")


def test_a_paused_client_shows_nothing_of_its_own() -> None:
    found = line(state="paused", deadline_on=in_days(-1), label="秘密", next="秘密")
    assert found.standing is None
    assert (found.late, found.blockers) == (False, ("登録のし直し待ち",))


def test_the_late_come_first_then_what_is_due() -> None:
    rows = [
        line("済み", stage="two"),
        line("なし", run="r"),
        line("遠い", deadline_on=in_days(60)),
        line("近い", deadline_on=in_days(3)),
        line("昔", deadline_on=in_days(-300)),
        line("昨日", deadline_on=in_days(-1)),
        line("宣言済み", deadline_on=in_days(1), settled=True),
    ]
    order = [one.client.company for one in chosen(rows, Choice())]
    assert order == ["昨日", "昔", "近い", "遠い", "なし", "宣言済み", "済み"]


@pytest.mark.parametrize(
    ("choice", "names"),
    [
        ({}, {"late", "week", "month", "none", "far"}),
        ({"deadline": "late"}, {"late"}),
        ({"deadline": "week"}, {"week"}),
        ({"deadline": "month"}, {"week", "month"}),
        ({"deadline": "none"}, {"none"}),
        ({"consultant": "U2"}, {"none"}),
        ({"stage": "policy"}, {"far"}),
        ({"stage": "policy", "deadline": "late"}, set()),
    ],
)
def test_a_choice_leaves_what_fits(choice: dict[str, Any], names: set[str]) -> None:
    rows = [
        line("late", deadline_on=in_days(-1)),
        line("week", deadline_on=in_days(7)),
        line("month", deadline_on=in_days(30)),
        line("far", deadline_on=in_days(31), stage="policy"),
        line("none", consultant="U2"),
    ]
    assert {one.client.company for one in chosen(rows, Choice(**choice))} == names


@pytest.mark.parametrize(("asked", "number"), [(0, 1), (1, 1), (3, 3), (99, 3)])
def test_a_page_that_is_not_there_is_the_nearest_one(asked: int, number: int) -> None:
    rows = [line(str(at)) for at in range(41)]
    found = page(rows, asked, 20)
    assert (found.number, found.pages, found.count) == (number, 3, 41)
    assert len(found.rows) == (1 if number == 3 else 20)
    assert page([], asked, 20).pages == 1
