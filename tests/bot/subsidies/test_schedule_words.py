"""A schedule as people read it: plain verdicts, marks of certainty, a table that fits."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.domain.columns import columns
from bot.subsidies.schedule import Goal, Have, plan_back
from bot.subsidies.schedule_words import WIDTH, sentences, table
from knowledge.catalog import Catalog
from tests.bot.subsidies.schedule_cases import at, plan

DEADLINE = dt.date(2026, 12, 15)
NOW = "2026-11-23T10:00:00"
LATE = Goal("one", at("2026-08-25T17:00:00"), "confirmed", "4次締切")


def test_the_table_of_two_stars_reads_as_it_should(shipped_catalog: Catalog) -> None:
    found = plan(shipped_catalog, Goal("two", DEADLINE), Have("online"), NOW)
    assert table(found) == (
        "すること               遅くとも開始    終わり          日数         確かさ",
        "自社診断               2026/11/26(木)  2026/11/27(金)  即日〜1日*   予想",
        "基本方針を作る         2026/11/27(金)  2026/12/09(水)  即日〜11日*  予想",
        "基本方針を公開         2026/12/09(水)  2026/12/14(月)  即日〜3日*   予想",
        "GビズID（オンライン）  2026/11/30(月)  2026/12/14(月)  即日〜14日   予想",
        "宣言する               2026/12/14(月)  2026/12/14(月)  即日         確定",
    )


@pytest.mark.parametrize("route", ["online", "post", "have"])
@pytest.mark.parametrize("ahead", [0, 1, 20, 60])
def test_no_line_of_a_table_is_wider_than_a_terminal(
    shipped_catalog: Catalog, route: str, ahead: int
) -> None:
    goal = Goal("two", DEADLINE, "forecast")
    have = Have("online" if route == "online" else "post" if route == "post" else "have")
    now = at(NOW) + dt.timedelta(22 - ahead)
    found = plan_back(goal, have, shipped_catalog.lead_times, now)
    assert max(map(columns, table(found))) <= WIDTH


def test_being_in_time_says_what_to_begin_and_when(shipped_catalog: Catalog) -> None:
    said = sentences(plan(shipped_catalog, Goal("two", DEADLINE), Have("online"), NOW))
    assert said[0] == "★★二つ星の宣言の締切は2026年12月15日です〔ご指定〕。"
    assert said[1].startswith(
        "間に合う見込みです。まず「自社診断」を、遅くとも2026年11月26日（木）"
    )
    assert said[-1] == "* の日数は編集部の目安です。"


def test_too_late_is_said_plainly_with_the_next_round(shipped_catalog: Catalog) -> None:
    said = sentences(plan(shipped_catalog, LATE, Have("post"), "2026-08-20T09:00:00"))
    assert said[1].startswith("間に合いません。")
    assert said[2] == "次に間に合う見込みの締切は、5次締切の2026年9月29日 17:00です〔確定〕。"


def test_a_deadline_gone_by_is_said_to_be_gone_by(shipped_catalog: Catalog) -> None:
    said = sentences(plan(shipped_catalog, LATE, Have("have"), "2026-08-25T17:00:01"))
    assert said[1] == "間に合いません。締切は過ぎています。"


def test_hurrying_names_what_is_late_already(shipped_catalog: Catalog) -> None:
    said = sentences(plan(shipped_catalog, Goal("two", DEADLINE), Have("post"), NOW))
    assert said[1].startswith("ぎりぎりです。")
    assert "「GビズID（郵送）」がもう遅れています" in said[1]
    assert "〔不明〕" in said[2]


def test_an_unknown_deadline_promises_nothing(shipped_catalog: Catalog) -> None:
    said = sentences(plan(shipped_catalog, Goal("one", None, "unknown"), Have("online"), NOW))
    assert "不明です" in said[0]
    assert said[1] == "間に合うかどうかは、締切が不明なのでわかりません。"


def test_unknown_days_name_the_step_they_are_missing_for() -> None:
    found = plan_back(Goal("one", DEADLINE), Have("online"), (), at(NOW))
    assert "「GビズIDを取る」「宣言する」の日数が資料にありません" in sentences(found)[1]
    assert "不明" in table(found)[1]


def test_a_forecast_deadline_asks_to_plan_again(shipped_catalog: Catalog) -> None:
    goal = Goal("one", DEADLINE, "forecast")
    said = sentences(plan(shipped_catalog, goal, Have("have"), NOW))
    assert "〔予想〕" in said[0]
    assert "締切は予想です。公式の日程が出たら、立て直してください。" in said


def test_what_is_done_is_marked_and_not_dated(shipped_catalog: Catalog) -> None:
    done = Have("have", frozenset({"declaration"}))
    found = plan(shipped_catalog, Goal("one", dt.date(2026, 11, 1)), done, NOW)
    assert [line.split()[-1] for line in table(found)[1:]] == ["済", "済"]
    assert sentences(found)[1:] == (
        "宣言までにすることは、すべて済んでいます。",
        "この締切は過ぎています。",
    )
