"""「済んだ」 counts: in the schedule, the board, the walkthroughs; honestly, and until taken back."""

from __future__ import annotations

import pytest

from bot.board.rows import Standing
from bot.domain.walkthrough import Screen
from bot.guide import reminder_words, schedules
from bot.guide.standings import Standings
from bot.guide.telling import about, tell
from bot.state import runs
from bot.subsidies.schedule import Schedule
from knowledge.walkthrough import Done
from tests.bot.guide.conftest import CLERK, HERE, NOW, OWNER, THERE, TYPED, Walking
from tests.bot.guide.test_reminding import at, due, offer, rows

LATER = NOW + 3600


@pytest.fixture
def shown(walking: Walking, monkeypatch: pytest.MonkeyPatch) -> Screen:
    """The step that shows the schedule back from 26 February 2027."""
    monkeypatch.setitem(TYPED, "date", "2027年2月26日")
    return walking.until(walking.start("two-star"), "deadline/plan", star_held="none")


def say(walking: Walking, what: Done, done: bool = True, now: float = LATER) -> None:
    edition = walking.guide.catalog.guideline_on(schedules.moment(NOW).date()).id
    walking.call(lambda c: tell(c, HERE, what, done, OWNER, now, edition))


def made(walking: Walking, now: float = LATER) -> Schedule:
    planned = walking.call(lambda c: walking.guide._records.planned(c, HERE, now))  # noqa: SLF001
    found = schedules.schedule(planned, walking.guide.catalog, now)
    assert found is not None
    return found


def open_steps(walking: Walking, now: float = LATER) -> set[str]:
    return {step.id for step in made(walking, now).open_steps}


def line(walking: Walking, now: float = LATER) -> Standing:
    found = walking.call(lambda c: runs.of_scope(c, HERE))
    return Standings(walking.guide.catalog).standing(found, now)


def resumed(walking: Walking, walkthrough: str = "two-star") -> Screen:
    return walking.start(walkthrough, now=LATER + 60)


def test_done_below_a_reminder_reaches_schedule_and_board(walking: Walking, shown: Screen) -> None:
    walking.press(shown, f"!remind:{shown.run}")
    screens = due(walking, at(2, 1)) + due(walking, at(2, 25))
    check = next(one for one in screens if "自社診断" in one.title)
    after = walking.press(check, offer(check, reminder_words.DONE), OWNER, now=at(2, 2, 10))
    assert "点数と結果は、まだ記録にありません" in after.said
    assert "self_check" not in open_steps(walking, at(2, 2, 11))
    assert line(walking, at(2, 2, 11)).label == "自社診断ずみとの連絡（点数なし）"
    where = walking.call(lambda c: walking.guide.where(c, HERE, at(2, 2, 11)))
    assert "自社診断を終えた：2027年2月2日に済んだと伺いました" in where.text


def test_it_can_be_taken_back_and_is_said_again(walking: Walking, shown: Screen) -> None:
    walking.press(shown, f"!remind:{shown.run}")
    (first,) = due(walking, at(1, 19))
    after = walking.press(first, offer(first, reminder_words.DONE), OWNER, now=at(1, 19, 10))
    assert "gbizid" not in open_steps(walking, at(1, 19, 11))
    back = walking.press(after, offer(after, reminder_words.NOT_YET), CLERK, now=at(1, 19, 12))
    assert back.said == "記録を直しました：GビズID（郵送） → まだ"
    assert "gbizid" in open_steps(walking, at(1, 19, 13))
    assert rows(walking)["plan/gbizid"].state == "waiting"
    assert len(due(walking, at(1, 22))) == 1
    twice = walking.press(after, offer(after, reminder_words.NOT_YET), CLERK, now=at(1, 22, 12))
    assert twice.said == reminder_words.STALE


def test_taken_back_after_its_day_it_is_said_the_next_morning(
    walking: Walking, shown: Screen
) -> None:
    walking.press(shown, f"!remind:{shown.run}")
    due(walking, at(1, 19))
    (day,) = due(walking, at(1, 22))
    after = walking.press(day, offer(day, reminder_words.DONE), now=at(1, 22, 10))
    walking.press(after, offer(after, reminder_words.NOT_YET), now=at(1, 22, 11))
    assert [one.title for one in due(walking, at(1, 25))] == ["お知らせ：GビズID（郵送）"]


def test_who_said_it_and_when_is_kept_also_when_it_was_taken_back(walking: Walking) -> None:
    say(walking, "publish")
    say(walking, "publish", now=LATER + 1)
    say(walking, "publish", done=False, now=LATER + 2)
    (run,) = walking.call(lambda c: runs.of_scope(c, HERE))
    told = walking.call(lambda c: runs.history(c, run.id))
    assert [(row.value, row.at, row.by, ended) for row, ended in told] == [
        ("done", LATER, OWNER, LATER + 2),
        ("open", LATER + 2, OWNER, None),
    ]
    assert walking.call(lambda c: runs.of_scope(c, THERE)) == []


@pytest.mark.parametrize(
    ("what", "stage", "done"),
    [
        ("policy", "policy", {"policy"}),
        ("publish", "published", {"policy", "publish"}),
        ("declaration-two", "two", {"self_check", "policy", "publish", "declaration"}),
        ("gbizid", "two_going", {"gbizid"}),
    ],
)
def test_each_counts_for_what_it_means(
    walking: Walking, shown: Screen, what: Done, stage: str, done: set[str]
) -> None:
    before = open_steps(walking)
    say(walking, what)
    assert before - open_steps(walking) == done
    found = line(walking)
    assert found.stage == stage
    assert found.settled == (what == "declaration-two")
    say(walking, what, done=False, now=LATER + 1)
    assert open_steps(walking) == before and line(walking).stage == "two_going"


def test_the_walkthrough_asks_only_what_is_missing(walking: Walking, shown: Screen) -> None:
    say(walking, "publish")
    screen, asked = resumed(walking), []
    while screen.step and len(asked) < 60:
        asked.append(screen.step)
        screen = walking.on(screen, sites="finished")
    skipped = {"policy/assets", "policy/preview", "policy/page", "publication/done", "star2/none"}
    assert not skipped & set(asked)
    wanted = ["policy/established-on", "publication/place", "publication/url", "publication/on"]
    assert [step for step in asked if step in wanted] == wanted
    assert asked.count("star2/declared") == 1
    assert line(walking).label == "★★を宣言済み"


def test_after_the_declaration_only_its_day_and_number_are_asked(walking: Walking) -> None:
    walking.until(walking.start("one-star"), "declared", gbizid="none")
    say(walking, "declaration-one")
    screen = resumed(walking, "one-star")
    assert screen.step == "declared-on"
    assert walking.on(screen).step == "declaration-id"
    say(walking, "declaration-one", done=False, now=LATER + 100)
    assert resumed(walking, "one-star").step in ("declared", "declaration-id")


def test_an_answer_half_given_is_kept_when_the_rest_was_done_elsewhere(walking: Walking) -> None:
    shown = walking.until(walking.start("two-star"), "check/4")
    say(walking, "self-check")
    assert resumed(walking).step == "todos"
    dossier = walking.call(lambda c: walking.guide.dossier(c, HERE, LATER))
    assert len(dossier.sheets[0].answers) == 3 and not dossier.sheets[0].complete
    say(walking, "self-check", done=False, now=LATER + 1)
    assert resumed(walking).step == shown.step


def test_what_kind_of_account_it_is_is_asked_again(walking: Walking) -> None:
    walking.until(walking.start("one-star"), "deadline", gbizid="none")
    say(walking, "gbizid")
    screen = resumed(walking, "one-star")
    assert screen.step == "gbizid"
    after = walking.press(screen, "member", now=LATER + 61)
    assert after.step == "deadline"
    run = walking.call(lambda c: walking.guide._records.run(c, HERE, screen.run or ""))  # noqa: SLF001
    assert run is not None and [row.value for row in run.given if row.step == "gbizid"] == [
        "member"
    ]
    told = walking.call(lambda c: runs.history(c, run.id))
    assert [ended for row, ended in told if (row.step, row.value) == ("gbizid", "none")] != [None]


def test_a_requirement_check_takes_the_declaration_as_held(walking: Walking) -> None:
    screen = walking.start("requirement")
    screen = walking.write(screen, "東京都のサイバーセキュリティ対策促進助成金") or screen
    run = walking.until(screen, "result", star_held="none", gbizid="prime")
    assert "いまは未宣言" in run.text
    say(walking, "declaration-two")
    again = walking.call(lambda c: walking.guide.current(c, HERE, run.run or "", LATER + 60))
    assert again is not None and "いまは未宣言" not in again.text


def test_an_answer_given_since_outweighs_what_was_said(walking: Walking) -> None:
    say(walking, "declaration-one", now=NOW - 60)
    screen = walking.start("status")
    assert screen.step == "find/id"
    back = walking.press(screen, f"!goto:{screen.run}:star-held")
    walking.press(back, "none")
    assert line(walking).stage == "nothing"


def test_what_was_said_is_mended_like_an_answer(walking: Walking, shown: Screen) -> None:
    walking.press(shown, f"!remind:{shown.run}")
    say(walking, "gbizid")
    where = walking.call(lambda c: walking.guide.where(c, HERE, LATER))
    fix = walking.press(where, offer(where, "済んだと伺ったことの答えを直す"), now=LATER)
    step = walking.press(fix, fix.offers[0].value, now=LATER)
    walking.press(step, "open", now=LATER + 5)
    assert "gbizid" in open_steps(walking, LATER + 6)


@pytest.mark.parametrize(
    ("subject", "what"),
    [
        ("plan/self_check", "self-check"), ("plan/declaration-one", "declaration-one"),
        ("plan/deadline", None), ("annual-review:x", None),
    ],
)  # fmt: skip
def test_a_reminders_subject_says_what_is_done(subject: str, what: str | None) -> None:
    assert about(subject) == what
