"""From the first question to the evidence pack, and everything that goes wrong on the way."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.domain.walkthrough import Screen
from bot.state import reminders
from bot.walkthroughs import words
from knowledge.dates import JST
from tests.bot.guide.conftest import CLERK, HERE, NOW, OWNER, THERE, Walking

_YEAR = 366 * 86_400.0


def labels(screen: Screen) -> list[str]:
    return [offer.label for offer in screen.offers]


@pytest.mark.parametrize("walkthrough", ["one-star", "two-star", "self-check", "policy", "status"])
def test_every_walkthrough_leads_to_its_end(walking: Walking, walkthrough: str) -> None:
    end = walking.until(walking.start(walkthrough), None)
    assert end.progress is not None and end.progress[0] == end.progress[1]


def test_the_way_to_two_stars_hands_over_every_document(walking: Walking) -> None:
    screen, made = walking.start("two-star"), []
    while screen.step is not None:
        made += screen.documents
        screen = walking.on(screen)
    assert {"chart", "todos", "policy", "policy_page", "declaration_sheet", "evidence_pack"} <= set(
        made
    )


def test_another_member_goes_on_days_later_and_both_are_remembered(walking: Walking) -> None:
    screen = walking.until(walking.start("two-star"), "check/3")
    walking.press(screen, "!later")
    later = walking.call(lambda c: walking.guide.asked(c, HERE, "resume", OWNER, NOW + 5 * 86_400))
    assert later.step == "check/3"
    walking.press(later, "no", OWNER)
    dossier = walking.call(lambda c: walking.guide.dossier(c, HERE, NOW))
    by = {title: user for _, user, title, _ in dossier.history}
    assert (by["2 ウイルス対策"], by["3 パスワード管理"]) == ("UCLERK", "UOWNER")


def test_a_double_click_and_a_stale_one_change_nothing(walking: Walking) -> None:
    screen = walking.until(walking.start("two-star"), "check/1")
    first = walking.press(screen, "no")
    again = walking.press(screen, "full")
    assert (again.became, again.revision, again.step) == ("stale", first.revision, "check/2")
    dossier = walking.call(lambda c: walking.guide.dossier(c, HERE, NOW))
    assert dossier.sheets[0].answers == {1: "no"}


def test_another_channels_run_does_not_exist(walking: Walking) -> None:
    """A19."""
    screen = walking.until(walking.start("two-star"), "check/1")
    for value in ("full", "!undo", f"!go:{screen.run}", f"!fix:{screen.run}", "!renew"):
        there = walking.press(screen, value, scope=THERE)
        assert (there.became, there.text) == ("refused", words.GONE)
    done = walking.press(screen, f"!done:{screen.run}:check/1", scope=THERE)
    assert done.became == "refused"


@pytest.mark.parametrize("value", ["forged", "", "!what", "!new:what", "!done:x", "!goto:x:y", "!"])
def test_a_forged_value_changes_nothing(walking: Walking, value: str) -> None:
    screen = walking.until(walking.start("two-star"), "check/1")
    after = walking.press(screen, value)
    assert after.revision in (screen.revision, 0)
    assert walking.call(lambda c: walking.guide.dossier(c, HERE, NOW)).sheets == ()


def test_one_step_back_and_an_answer_given_anew(walking: Walking) -> None:
    screen = walking.until(walking.start("two-star"), "check/3")
    back = walking.press(screen, "!undo")
    assert back.step == "check/2"
    listed = walking.press(back, f"!fix:{back.run}:0")
    there = walking.press(listed, f"!goto:{back.run}:check/1")
    assert there.step == "check/1"
    after = walking.press(there, "unknown")
    assert after.step == "check/2"
    dossier = walking.call(lambda c: walking.guide.dossier(c, HERE, NOW))
    assert dossier.sheets[0].answers == {1: "unknown"}


def test_a_question_in_the_middle_is_not_taken_for_an_answer(walking: Walking) -> None:
    choice = walking.until(walking.start("two-star"), "check/1")
    assert walking.write(choice, "GビズIDって何ですか？") is None
    text = walking.until(choice, "policy/owner")
    assert walking.write(text, "基本方針って誰が決めるんですか？") is None


@pytest.mark.parametrize(
    ("typed", "answer"),
    [("2", "partly"), ("できてる", "full"), ("わからん", "unknown"), ("やってない", "no")],
)
def test_a_typed_answer_counts(walking: Walking, typed: str, answer: str) -> None:
    screen = walking.until(walking.start("two-star"), "check/1")
    after = walking.write(screen, typed)
    assert after is not None and after.step == "check/2"
    dossier = walking.call(lambda c: walking.guide.dossier(c, HERE, NOW))
    assert dossier.sheets[0].answers == {1: answer}


def test_a_date_that_cannot_be_is_asked_again_and_nothing_is_lost(walking: Walking) -> None:
    screen = walking.until(walking.start("policy"), "policy/established-on")
    for wrong in ("2026年2月30日", "2027年1月1日"):
        after = walking.write(screen, wrong)
        assert after is not None and after.became == "refused" and after.said
        assert (after.step, after.revision) == (screen.step, screen.revision)


def test_what_was_said_once_is_not_asked_again(walking: Walking) -> None:
    walking.until(walking.start("one-star"), None)
    begun = walking.start("two-star")
    assert "有限会社 髙﨑" in begun.said
    seen, screen = [], begun
    while screen.step is not None:
        seen.append(screen.step)
        screen = walking.on(screen)
    assert not {"company", "mail", "entity", "gbizid"} & set(seen)


def test_the_policy_is_shown_as_it_will_be_written(walking: Walking) -> None:
    preview = walking.until(walking.start("policy"), "policy/preview")
    assert "有限会社 髙﨑" in preview.text and "情報セキュリティ基本方針" in preview.text
    assert "{company}" not in preview.text


def test_unknown_and_open_answers_become_todos_that_can_be_closed(walking: Walking) -> None:
    walking.until(walking.start("self-check"), None, check="unknown")
    left = walking.call(lambda c: walking.guide.todos(c, HERE, NOW))
    assert "25件" in left.text
    after = walking.press(left, left.offers[0].value)
    assert "24件" in after.text
    again = walking.press(left, left.offers[0].value)
    assert "24件" in again.text


def test_sites_keep_their_own_sheets_and_the_weakest_counts_for_all(walking: Walking) -> None:
    def site(screen: Screen, name: str, answer: str) -> Screen:
        screen = walking.until(screen, "sheet")
        named = walking.write(screen, name)
        assert named is not None
        return walking.until(named, None, check=answer)

    site(walking.start("self-check"), "本社", "full")
    asked = walking.start("self-check")
    site(walking.press(asked, "!new:self-check"), "工場", "partly")
    dossier = walking.call(lambda c: walking.guide.dossier(c, HERE, NOW))
    assert {one.sheet: one.total for one in dossier.sheets} == {"本社": 100, "工場": 50}
    assert dossier.gathered is not None and dossier.gathered.total == 50


def test_the_next_check_is_compared_with_the_last(walking: Walking) -> None:
    walking.until(walking.start("two-star"), None, check="partly")
    again = walking.press(walking.start("two-star"), "!new:two-star", now=NOW + 60)
    chart = walking.until(again, "chart", check="full")
    assert "前回は50点でした（50点よくなりました）" in chart.text


def test_a_run_keeps_its_edition_and_is_offered_the_newer_one(walking: Walking) -> None:
    before = dt.datetime(2026, 3, 1, 10, tzinfo=JST).timestamp()
    run = walking.start("one-star", now=before)
    screen = walking.until(run, "principle/1")
    assert words.RENEW.format(version="4.0") in labels(screen)
    screen = walking.until(screen, "principle/3")
    renewed = walking.press(screen, "!renew")
    assert renewed.step == "principle/3" and "第4.0版" in renewed.said
    steps, screen = set(), renewed
    while screen.step is not None:
        steps.add(screen.step)
        screen = walking.on(screen)
    assert "principle/6" in steps


def test_a_year_after_publishing_and_declaring_a_reminder_is_due(walking: Walking) -> None:
    walking.until(walking.start("two-star"), None)
    soon = walking.call(lambda c: reminders.take_due(c, NOW))
    assert soon == []
    due = walking.call(lambda c: reminders.take_due(c, NOW + _YEAR))
    assert {row.subject for row in due} == {
        "annual-review:published_on",
        "annual-review:star2_declared_on",
    }


def test_where_tells_how_far_everything_is(walking: Walking) -> None:
    nothing = walking.call(lambda c: walking.guide.where(c, HERE, NOW))
    assert nothing.text == words.NOTHING_YET and nothing.offers
    walking.until(walking.start("two-star"), "check/5")
    here = walking.call(lambda c: walking.guide.where(c, HERE, NOW))
    assert "★★二つ星：途中" in here.text
    stage = walking.call(lambda c: walking.guide.stage(c, HERE, NOW))
    assert "★★" in stage.stage and stage.next.startswith("5 ")


def test_a_form_shows_a_part_and_keeps_each_answer(walking: Walking) -> None:
    screen = walking.until(walking.start("two-star"), "check/1")
    run = screen.run or ""
    form = walking.call(lambda c: walking.guide.form(c, HERE, run, 2, NOW))
    assert form is not None and len(form.items) == 13
    for no in (1, 3):
        walking.call(
            lambda c, no=no: walking.guide.fill(c, HERE, run, {f"check/{no}": "no"}, CLERK, NOW)
        )
    form = walking.call(lambda c: walking.guide.form(c, HERE, run, 1, NOW))
    assert form is not None
    assert [item.answer for item in form.items] == ["no", None, "no", None, None]
    forged = walking.call(
        lambda c: walking.guide.fill(c, HERE, run, {"check/2": "forged"}, CLERK, NOW)
    )
    assert forged.became == "refused"


def test_an_id_is_shown_masked_wherever_others_read_along(walking: Walking) -> None:
    screen, seen = walking.start("one-star"), []
    while screen.step is not None:
        seen.append(screen)
        screen = walking.on(screen)
    listed = walking.press(screen, f"!fix:{screen.run}:1")
    again = walking.start("two-star")
    sheet = walking.until(again, "declaration-sheet")
    for shown in (*seen, listed, again, sheet):
        assert "50000000001" not in f"{shown.said}{shown.text}{shown.offers}"
    assert "5•••••••001" in f"{listed.text}{sheet.text}"
    dossier = walking.call(lambda c: walking.guide.dossier(c, HERE, NOW))
    assert dossier.fields["declaration_id"] == "50000000001"


@pytest.mark.parametrize("typed", ["戻る", "もどる", "ひとつ戻る", "間違えた", "前に戻りたいです"])
def test_a_typed_word_goes_one_step_back(walking: Walking, typed: str) -> None:
    screen = walking.until(walking.start("two-star"), "check/2")
    after = walking.write(screen, typed)
    assert after is not None and after.step == "check/1"


@pytest.mark.parametrize("typed", ["なし", "特になし", "ありません", "わからない", "スキップ", "-"])
def test_nothing_is_not_written_into_the_policy(walking: Walking, typed: str) -> None:
    screen = walking.until(walking.start("policy"), "policy/owner")
    after = walking.write(screen, typed)
    assert after is not None and after.step == "policy/contact"
    assert (
        "security_owner" not in walking.call(lambda c: walking.guide.dossier(c, HERE, NOW)).fields
    )


@pytest.mark.parametrize(
    "typed", ["たぶん", "うーん", "社長に聞いてみます", "ウイルスバスター入れてる", "めんどくさい"]
)
def test_what_is_neither_answer_nor_question_is_said_so(walking: Walking, typed: str) -> None:
    screen = walking.until(walking.start("two-star"), "check/2")
    after = walking.write(screen, typed)
    assert after is not None
    assert (after.became, after.step, after.said) == ("refused", "check/2", words.NOT_UNDERSTOOD)


@pytest.mark.parametrize(
    "typed",
    ["GビズIDについて", "★★との違い", "宣言の費用", "標準のソフトでもいい", "テレワークの場合は"],
)
def test_a_topic_in_the_middle_is_left_to_the_search(walking: Walking, typed: str) -> None:
    screen = walking.until(walking.start("two-star"), "check/2")
    assert walking.write(screen, typed) is None


def test_a_deadline_is_counted_back_from_at_once(walking: Walking) -> None:
    screen = walking.until(walking.start("two-star"), "deadline/plan")
    assert "2026年12月15日" in screen.text
    for step in ("自社診断", "基本方針を作る", "基本方針を公開", "宣言する"):
        assert f"・{step}：1" in screen.text
    assert "間に合" in screen.text


def test_without_a_deadline_nothing_is_counted(walking: Walking) -> None:
    screen = walking.until(walking.start("two-star"), "deadline")
    assert walking.press(screen, "!skip").step == "sites"


@pytest.mark.parametrize(
    "typed", ["つぎ", "次へ", "はい", "OK", "ＯＫ", "わかりました", "すすむ", "よんだ。"]
)
def test_what_is_only_read_is_left_by_any_word_of_assent(walking: Walking, typed: str) -> None:
    after = walking.write(walking.start("one-star"), typed)
    assert after is not None and after.step == "company"
