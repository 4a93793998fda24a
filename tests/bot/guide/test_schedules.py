"""What a client is heading for, its schedule, and the answer to 「間に合う？」."""

from __future__ import annotations

import datetime as dt

import pytest
from icalendar import Calendar

from bot.documents.errors import DocumentError
from bot.documents.make import make
from bot.domain.scope import Scope
from bot.domain.walkthrough import Given, Run, Screen
from bot.guide import schedules
from bot.guide.deadline_question import DeadlineQuestion
from bot.guide.schedules import Planned
from bot.guide.stages import standing_of
from bot.state import runs
from bot.walkthroughs.plan import plan
from knowledge.dates import JST
from tests.bot.guide.conftest import CLERK, HERE, NOW, THERE, Walking

TOKYO = {
    "programme": "tokyo-cyber", "edition": "tokyo-cyber-r8", "entity": "corporation",
    "star-held": "one", "gbizid": "prime", "round": "tokyo-cyber-r8/r3",
}  # fmt: skip


def run(walkthrough: str, at: float = NOW, scope: Scope = HERE, **given: str) -> Run:
    rows = tuple(Given(step=step, value=value, by=CLERK, at=at) for step, value in given.items())
    return Run(
        id=f"r-{walkthrough}-{at}", scope=scope, walkthrough=walkthrough, edition="v3-1",
        given=rows, started_at=at, updated_at=at,
    )  # fmt: skip


def planned(walking: Walking, *found: Run) -> Planned:
    catalog = walking.guide.catalog
    day = schedules.moment(NOW).date()
    by_id = {one.id: one for one in catalog.walkthroughs}
    edition = catalog.guideline_on(day).id
    return [(one, plan(by_id[one.walkthrough], catalog, edition, day)) for one in found]


def asks(walking: Walking, text: str, *kept: Run, scope: Scope = HERE) -> Screen | None:
    edition = walking.guide.catalog.guideline_on(schedules.moment(NOW).date()).id
    for one in kept:
        walking.call(lambda c, one=one: runs.add(c, one.model_copy(update={"edition": edition})))
    return walking.call(lambda c: walking.guide.deadlines.own(c, scope, text, NOW))


def test_the_newest_check_says_what_is_aimed_at(walking: Walking) -> None:
    catalog = walking.guide.catalog
    rows = planned(walking, run("requirement", **TOKYO))
    aim = schedules.aim(rows, catalog, NOW)
    made = schedules.schedule(rows, catalog, NOW)
    assert aim and (aim.programme, aim.star, aim.status) == ("tokyo-cyber", "two", "forecast")
    assert made and made.goal.deadline == dt.date(2027, 1, 15)
    done = {step.id for step in made.steps if step.done}
    assert done == {"gbizid"}


def test_a_date_named_later_in_a_star_stands_above_the_round(walking: Walking) -> None:
    catalog = walking.guide.catalog
    later = run("two-star", NOW + 60, deadline="2026-12-15")
    earlier = run("two-star", NOW - 60, deadline="2026-12-15")
    check = run("requirement", **TOKYO)
    named = schedules.aim(planned(walking, later, check), catalog, NOW)
    kept = schedules.aim(planned(walking, check, earlier), catalog, NOW)
    alone = schedules.aim(planned(walking, earlier), catalog, NOW)
    assert named and (named.deadline, named.programme) == (dt.date(2026, 12, 15), "tokyo-cyber")
    assert kept and kept.deadline == dt.date(2027, 1, 15)
    assert alone and (alone.programme, alone.star, alone.status) == (None, "two", "named")


def test_who_holds_the_star_has_nothing_left_but_the_account(walking: Walking) -> None:
    given = {**TOKYO, "star-held": "two", "gbizid": "none"}
    made = schedules.schedule(
        planned(walking, run("requirement", **given)), walking.guide.catalog, NOW
    )
    assert made and [step.id for step in made.open_steps] == ["gbizid"]


def test_nothing_begun_has_no_schedule(walking: Walking) -> None:
    assert schedules.aim([], walking.guide.catalog, NOW) is None
    assert schedules.schedule([], walking.guide.catalog, NOW) is None


def test_the_answer_leads_with_the_verdict_and_marks_how_sure(walking: Walking) -> None:
    screen = asks(walking, "うち間に合う？", run("requirement", **TOKYO))
    assert screen and screen.text.startswith("間に合う見込みです")
    for said in (
        "2027年1月15日です〔予想〕",
        "・GビズIDを取る：済み",
        "いま足りないもの",
        "・補助金の条件：",
    ):
        assert said in screen.text
    assert screen.documents == ("calendar",) and screen.citations


def test_what_cannot_be_met_is_said_first_with_the_next_round(walking: Walking) -> None:
    screen = asks(walking, "うちは昨日の締切に間に合う？", run("requirement", **TOKYO))
    assert screen and screen.text.startswith("間に合いません。締切は過ぎています。")
    assert "次に間に合う見込みの締切は、令和8年度 第3回の2027年1月15日" in screen.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("うちは来月の締切に間に合う？", "2026年12月に締切がある回は、資料にありません"),
        ("うちは来年1月の締切に間に合う？", "2027年1月15日"),
        ("令和８年１２月１日に間に合いますか", "2026年12月1日です〔ご指定〕"),
        ("13月5日の締切に間に合う？", "ありません"),
        ("うち、持続化補助金の締切に間に合う？", "宣言を求める記載は見当たりません"),
        ("うちは9次の締切に間に合う？", "9次（第9回）は、資料にありません"),
    ],
)
def test_the_deadline_meant_is_the_one_named(walking: Walking, text: str, said: str) -> None:
    screen = asks(walking, text, run("requirement", **TOKYO))
    assert screen and said in screen.text


def test_without_an_aim_it_says_what_is_missing_and_offers_to_ask(walking: Walking) -> None:
    screen = asks(walking, "うち間に合う？")
    assert screen and "締切をまだ伺っていない" in screen.text and not screen.documents


def test_another_name_is_never_looked_up_in_a_clients_place(walking: Walking) -> None:
    """A18: the words are the same whoever is named."""
    own = asks(walking, "締切に間に合う？", run("requirement", **TOKYO))
    other = asks(walking, "B社は締切に間に合う？")
    assert own and other and own.text == other.text
    assert asks(walking, "締切に間に合う？", scope=THERE) != own


def test_a_topic_or_a_programme_nobody_began_is_left_to_the_search(walking: Walking) -> None:
    assert asks(walking, "川口市のDX補助は締切に間に合う？") is None
    assert asks(walking, "IT導入補助金の通常枠の次の締切に間に合いますか") is None


def test_the_calendar_is_made_for_the_deadline_meant(walking: Walking) -> None:
    asks(walking, "うち間に合う？", run("requirement", **TOKYO))
    dossier = walking.call(
        lambda c: walking.guide.deadlines.dossier(
            c, HERE, DeadlineQuestion(day=dt.date(2026, 12, 25)), NOW
        )
    )
    made = make("calendar", dossier, walking.guide.catalog)
    events = Calendar.from_ical(made.data).walk("VEVENT")
    days = [event["dtstart"].dt for event in events]
    assert made.filename.endswith(".ics") and made.mime.startswith("text/calendar")
    assert dt.date(2026, 12, 25) in days


def test_no_calendar_without_a_deadline(walking: Walking) -> None:
    dossier = walking.call(lambda c: walking.guide.dossier(c, HERE, NOW))
    with pytest.raises(DocumentError):
        make("calendar", dossier, walking.guide.catalog)


def test_the_schedule_step_hands_over_the_calendar(walking: Walking) -> None:
    screen = walking.until(walking.start("two-star"), "deadline/plan")
    assert "!doc:calendar" in [offer.value for offer in screen.offers]
    assert walking.press(screen, "!doc:calendar").documents == ("calendar",)


def test_midnight_in_japan_decides_the_day() -> None:
    at = dt.datetime(2026, 12, 31, 15, 0, tzinfo=dt.UTC).timestamp()
    assert schedules.moment(at) == dt.datetime(2027, 1, 1, 0, 0, tzinfo=JST)


OLD = TOKYO | {"star-held": "two", "id-kind": "four"}


def test_an_old_id_is_doubted_in_the_schedule_as_in_the_check(walking: Walking) -> None:
    screen = asks(walking, "うちは締切に間に合う？", run("requirement", **OLD))
    assert screen is not None
    assert screen.text.startswith("宣言は済んでいますが、いまの自己宣言IDが使えるかは、確認が必要")
    assert "新しい番号が要るときは、遅くとも2027年1月14日（木）に宣言し直します" in screen.text
    assert "・宣言する：確認が必要（し直すなら、1/14" in screen.text.replace("2027/", "")
    assert "宣言する：済み" not in screen.text and "すべて済んでいます" not in screen.text
    assert "確認が必要" in screen.text.split("条件の確認")[-1]


@pytest.mark.parametrize("kind", ["five", None])
def test_a_new_id_or_one_never_asked_for_is_not(walking: Walking, kind: str | None) -> None:
    given = {step: value for step, value in OLD.items() if step != "id-kind"}
    rows = planned(walking, run("requirement", **given, **({"id-kind": kind} if kind else {})))
    made = schedules.schedule(rows, walking.guide.catalog, NOW)
    assert made and made.doubted is None and made.open_steps == ()


def test_the_newest_number_decides(walking: Walking) -> None:
    catalog = walking.guide.catalog
    old = run("requirement", **OLD)
    anew = run("two-star", at=NOW + 60, **{"star2-id": "50000000001"})
    assert schedules.id_kind(planned(walking, anew, old)) == "five"
    made = schedules.schedule(planned(walking, anew, old), catalog, NOW + 60)
    assert made and made.doubted is None


def test_without_an_account_the_new_declaration_waits_for_it(walking: Walking) -> None:
    rows = planned(walking, run("requirement", **OLD | {"gbizid": "none"}))
    made = schedules.schedule(rows, walking.guide.catalog, NOW)
    assert made and made.doubted and [step.id for step in made.open_steps] == ["gbizid"]
    assert made.open_steps[0].end == made.doubted.start


def test_the_calendar_holds_the_day_to_declare_anew(walking: Walking) -> None:
    asks(walking, "うち間に合う？", run("requirement", **OLD))
    dossier = walking.call(lambda c: walking.guide.dossier(c, HERE, NOW))
    made = make("calendar", dossier, walking.guide.catalog)
    events = Calendar.from_ical(made.data).walk("VEVENT")
    assert any("自己宣言IDが使えるか確認" in str(event["summary"]) for event in events)


def test_the_board_says_that_the_number_is_doubted(walking: Walking) -> None:
    rows = planned(walking, run("requirement", **OLD))
    found = standing_of(rows, walking.guide.catalog, NOW)
    assert found.waits == ("old_id",) and found.settled
