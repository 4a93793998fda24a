"""Reminders of a schedule: set, said when due, put off, done; never for what is done."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.domain.walkthrough import Screen
from bot.guide import reminder_words as words
from bot.state import reminders
from bot.state.reminders import Reminder
from knowledge.dates import JST
from tests.bot.guide.conftest import CLERK, HERE, NOW, OWNER, THERE, TYPED, Walking


def at(month: int, day: int, hour: int = 9, minute: int = 30, year: int = 2027) -> float:
    return dt.datetime(year, month, day, hour, minute, tzinfo=JST).timestamp()


@pytest.fixture
def shown(walking: Walking, monkeypatch: pytest.MonkeyPatch) -> Screen:
    """The step that shows the schedule back from 26 February 2027."""
    monkeypatch.setitem(TYPED, "date", "2027年2月26日")
    return walking.until(walking.start("two-star"), "deadline/plan", gbizid="none")


@pytest.fixture
def remind_me(walking: Walking, shown: Screen) -> Screen:
    """Reminders are set."""
    return walking.press(shown, f"!remind:{shown.run}")


def rows(walking: Walking) -> dict[str, Reminder]:
    return {row.subject: row for row in walking.call(lambda c: reminders.of_scope(c, HERE))}


def due(walking: Walking, now: float) -> list[Screen]:
    return walking.call(lambda c: [one for _, one in walking.guide.reminding.due(c, now, 9, HERE)])


def offer(screen: Screen, label: str) -> str:
    return next(one.value for one in screen.offers if one.label == label)


def test_a_schedule_offers_to_be_reminded_of(walking: Walking, shown: Screen) -> None:
    assert offer(shown, words.REMIND) == f"!remind:{shown.run}"
    after = walking.press(shown, f"!remind:{shown.run}")
    assert after.step == shown.step and after.documents == ()
    assert "2027/01/19(火)の朝" in after.said
    assert offer(after, words.STOP) == "!unremind"


def test_each_step_and_the_deadline_has_one_and_setting_again_doubles_none(
    walking: Walking, remind_me: Screen
) -> None:
    before = rows(walking)
    assert set(before) == {
        "plan/self_check", "plan/policy", "plan/publish", "plan/gbizid", "plan/declaration-two",
        "plan/deadline",
    }  # fmt: skip
    again = walking.press(remind_me, f"!remind:{remind_me.run}")
    assert "設定してあります" in again.said
    assert rows(walking) == before


def test_a_step_is_said_some_days_before_and_on_the_day(
    walking: Walking, remind_me: Screen
) -> None:
    assert due(walking, at(1, 19) - 1) == []
    first = due(walking, at(1, 19))
    assert [screen.title for screen in first] == ["お知らせ：GビズID（郵送）"]
    assert "あと3日" in first[0].text and "2027年2月26日" in first[0].text
    assert due(walking, at(1, 19)) == []
    assert "始める日です" in due(walking, at(1, 22))[0].text
    assert due(walking, at(1, 29)) == []


def test_a_step_that_was_done_is_not_said_and_comes_back_when_it_is_undone(
    walking: Walking, remind_me: Screen
) -> None:
    gbizid = (
        "INSERT INTO run_answers (run, revision, step, value, by_user, given_at)"
        f" SELECT id, 99, 'gbizid', 'prime', 'U', {NOW} FROM runs"
    )
    walking.call(lambda c: c.exec_driver_sql(gbizid))
    assert due(walking, at(1, 19)) == []
    assert rows(walking)["plan/gbizid"].state == "dropped"
    walking.call(lambda c: c.exec_driver_sql("DELETE FROM run_answers WHERE step='gbizid'"))
    walking.call(lambda c: walking.guide.reminding.listed(c, HERE, at(1, 20)))
    assert len(due(walking, at(1, 22))) == 1


def test_a_run_that_was_left_takes_its_reminders_along(walking: Walking, remind_me: Screen) -> None:
    walking.call(lambda c: c.exec_driver_sql("UPDATE runs SET state='left'"))
    assert due(walking, at(1, 19)) == []


def test_another_deadline_moves_them(walking: Walking, remind_me: Screen) -> None:
    change = "UPDATE run_answers SET value='{}' WHERE step='deadline'"
    walking.call(lambda c: c.exec_driver_sql(change.format("2027-05-31")))
    assert due(walking, at(1, 19)) == []
    moved = rows(walking)["plan/gbizid"]
    assert moved.state == "waiting" and moved.due_at > at(4, 1) and moved.times == 0
    walking.call(lambda c: c.exec_driver_sql(change.format("2027-02-10")))
    refreshed = walking.call(lambda c: walking.guide.reminding.refresh(c, at(1, 20), 10))
    assert refreshed == 0, "nobody is bound there"
    walking.call(lambda c: walking.guide.reminding.listed(c, HERE, at(12, 1, year=2026)))
    assert rows(walking)["plan/gbizid"].due_at < at(1, 19)


def test_done_is_kept_with_who_said_so_and_leads_on(walking: Walking, remind_me: Screen) -> None:
    (screen,) = due(walking, at(1, 19))
    after = walking.press(screen, offer(screen, words.DONE), OWNER, now=at(1, 19, 10))
    assert "済み" in after.said and "次は「自社診断」です" in after.text
    row = rows(walking)["plan/gbizid"]
    assert (row.state, row.done_by, row.done_at) == ("done", "T2:UOWNER", at(1, 19, 10))
    twice = walking.press(screen, offer(screen, words.DONE), CLERK, now=at(1, 20))
    assert "もう済み" in twice.said
    assert rows(walking)["plan/gbizid"] == row
    late = walking.press(screen, offer(screen, words.WEEK), CLERK, now=at(1, 20))
    assert "もう済み" in late.said
    assert due(walking, at(1, 22)) == []


def test_put_off_until_the_next_working_day_or_a_week(walking: Walking, remind_me: Screen) -> None:
    due(walking, at(1, 19))
    (friday,) = due(walking, at(1, 22))
    said = walking.press(friday, offer(friday, words.DAY), now=at(1, 22, 11))
    assert "2027/01/25(月)" in said.text and "過ぎる" in said.text
    again = walking.press(friday, offer(friday, words.DAY), now=at(1, 22, 11, 5))
    assert again.text == said.text
    assert due(walking, at(1, 25) - 1) == []
    (monday,) = due(walking, at(1, 25))
    stale = walking.press(friday, offer(friday, words.WEEK), now=at(1, 25, 10))
    assert stale.said == words.STALE
    walking.press(monday, offer(monday, words.WEEK), now=at(1, 25, 10))
    assert due(walking, at(2, 1) - 1) == []
    assert len(due(walking, at(2, 1))) == 1


def test_nothing_is_put_off_beyond_the_deadline(walking: Walking, remind_me: Screen) -> None:
    row = rows(walking)["plan/deadline"]
    walking.call(lambda c: reminders.change(c, row, due_at=at(2, 25)))
    eve = next(one for one in due(walking, at(2, 25)) if "締切" in one.title)
    week = walking.press(eve, offer(eve, words.WEEK), now=at(2, 25, 10))
    assert "2027/02/26(金)" in week.text
    last = walking.press(eve, offer(eve, words.DAY), now=at(2, 26, 10))
    assert last.text == words.LAST
    assert due(walking, at(3, 2)) == []


def test_another_clients_reminder_does_not_exist(walking: Walking, remind_me: Screen) -> None:
    (screen,) = due(walking, at(1, 19))
    for value in (offer(screen, words.DONE), "!reminded:x", "!reminded:999.1:done", "!remind:x"):
        forged = walking.press(screen, value, OWNER, THERE, now=at(1, 19, 10))
        assert forged.became == "refused"
    assert rows(walking)["plan/gbizid"].state == "waiting"


def test_stopped_means_silence_until_it_is_asked_for_again(
    walking: Walking, remind_me: Screen
) -> None:
    stopped = walking.press(remind_me, "!unremind")
    assert stopped.said == words.STOPPED
    assert due(walking, at(1, 19)) == []
    walking.press(remind_me, f"!remind:{remind_me.run}")
    assert len(due(walking, at(1, 19))) == 1


def test_the_list_tells_what_is_set_and_closes_it(walking: Walking, remind_me: Screen) -> None:
    assert walking.guide.wanted("お知らせの一覧") == "reminders"
    listed = walking.call(lambda c: walking.guide.asked(c, HERE, "reminders", CLERK, NOW))
    assert "6件" in listed.text and "2027/01/19(火) GビズID（郵送）" in listed.text
    walking.press(listed, offer(listed, "済んだ：GビズID（郵送）"))
    assert rows(walking)["plan/gbizid"].state == "done"
    where = walking.call(lambda c: walking.guide.where(c, HERE, NOW))
    assert offer(where, words.LIST) == "!reminders"


def test_a_deadline_that_has_passed_is_not_reminded_of(walking: Walking, shown: Screen) -> None:
    late = walking.press(shown, f"!remind:{shown.run}", now=at(3, 1))
    assert late.said == words.PASSED
    assert rows(walking) == {}


def test_what_is_late_already_is_said_the_next_morning_once(
    walking: Walking, shown: Screen
) -> None:
    walking.press(shown, f"!remind:{shown.run}", now=at(2, 1, 15))
    (screen,) = [one for one in due(walking, at(2, 2)) if "GビズID" in one.title]
    assert "過ぎています" in screen.text
    assert not [one for one in due(walking, at(2, 3)) if "GビズID" in one.title]


def test_one_clients_broken_answers_hold_up_nobody(walking: Walking, remind_me: Screen) -> None:
    def broken(*_: object) -> None:
        raise ValueError("a year nobody plans for")

    walking.call(lambda c: reminders.remind(c, HERE, "note", "別のお知らせです。", at(1, 19)))
    walking.guide.reminding._scheduled = broken  # type: ignore[assignment]  # noqa: SLF001
    assert [screen.text for screen in due(walking, at(1, 19))] == ["別のお知らせです。"]
    assert rows(walking)["plan/gbizid"].due_at == at(1, 20)
