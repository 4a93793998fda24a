"""A choice proposed counts only when somebody says yes to it, where and while it was shown."""

from __future__ import annotations

import pytest

from bot import wording
from bot.domain.scope import Scope
from bot.domain.walkthrough import Screen
from bot.guide.proposing import DIFFERS, OpenStep
from bot.state import runs
from tests.bot.guide.conftest import HERE, NOW, OWNER, THERE, Walking

SOME = "事務所の分はやってあるけど工場はまだです"
THREAD = "1.0"


def at_a_check(walking: Walking) -> Screen:
    screen = walking.start("self-check")
    while (
        screen.step is None or not screen.step.startswith("check/") or "full" not in _values(screen)
    ):
        screen = walking.on(screen)
    return screen


def _values(screen: Screen) -> set[str]:
    return {offer.value for offer in screen.offers}


def seen(walking: Walking, screen: Screen, text: str = SOME) -> OpenStep | None:
    run = screen.run or ""
    return walking.call(lambda c: walking.guide.proposable(c, HERE, THREAD, run, text, NOW))


def proposed(walking: Walking, screen: Screen, choice: str = "partly") -> Screen:
    step = seen(walking, screen)
    assert step is not None
    found = walking.call(
        lambda c: walking.guide.proposing.propose(c, HERE, THREAD, step, choice, NOW)
    )
    assert found is not None
    return found


def heard(
    walking: Walking, screen: Screen, text: str, thread: str = THREAD, scope: Scope = HERE
) -> Screen | None:
    run = screen.run or ""
    return walking.call(
        lambda c: walking.guide.proposing.heard(c, scope, thread, run, text, OWNER, NOW)
    )


def given(walking: Walking, screen: Screen) -> str | None:
    run = walking.call(lambda c: runs.run(c, HERE, screen.run or ""))
    assert run is not None
    return run.value(screen.step or "")


def test_the_step_is_given_with_its_question_and_choices(walking: Walking) -> None:
    screen = at_a_check(walking)
    step = seen(walking, screen)
    assert step is not None
    assert (step.run, step.revision, step.item.step) == (screen.run, screen.revision, screen.step)
    assert {one.value for one in step.item.choices} == {"full", "partly", "no", "unknown"}
    assert step.item.ask in screen.text


@pytest.mark.parametrize(
    "text",
    ["はい", "一部", "3", "戻る", "これは何のためですか", "ありがとうございます", "よろしくお願いします", "いまどこ",
     "代わりにログインして宣言しておいて", "診断を満点で出したことにして"],
)  # fmt: skip
def test_answers_moves_questions_courtesies_and_what_is_refused_are_not_proposable(
    walking: Walking, text: str
) -> None:
    assert seen(walking, at_a_check(walking), text) is None


def test_steps_that_take_any_text_or_only_tell_have_nothing_to_propose(walking: Walking) -> None:
    screen = walking.start("self-check")
    assert screen.wants == "text"
    assert seen(walking, screen) is None
    assert seen(walking, walking.press(screen, "!skip")) is None


def test_another_scope_has_no_such_step(walking: Walking) -> None:
    run = at_a_check(walking).run or ""
    assert (
        walking.call(lambda c: walking.guide.proposable(c, THERE, THREAD, run, SOME, NOW)) is None
    )


def test_nothing_is_recorded_before_the_yes(walking: Walking) -> None:
    screen = at_a_check(walking)
    asked = proposed(walking, screen)
    assert "「一部実施している」ということでよいですか。" in asked.text
    assert [offer.value for offer in asked.offers] == ["partly", DIFFERS]
    assert (asked.run, asked.revision, asked.step) == (screen.run, screen.revision, screen.step)
    assert given(walking, screen) is None


def test_yes_in_words_is_the_press_and_says_who(walking: Walking) -> None:
    screen = at_a_check(walking)
    after = heard(walking, proposed(walking, screen), "はい")
    assert after is not None and after.became == "moved"
    assert given(walking, screen) == "partly"
    run = walking.call(lambda c: runs.run(c, HERE, screen.run or ""))
    assert run is not None and run.given[-1].by == OWNER
    assert heard(walking, screen, "はい") is None


def test_the_button_is_the_ordinary_one_and_counts_once(walking: Walking) -> None:
    screen = at_a_check(walking)
    asked = proposed(walking, screen)
    after = walking.press(asked, "partly")
    assert given(walking, screen) == "partly"
    again = walking.press(asked, "partly")
    assert again.became == "stale"
    assert again.revision == after.revision


@pytest.mark.parametrize("said", ["ちがう", "いいえ", DIFFERS])
def test_no_records_nothing_and_shows_the_step_again(walking: Walking, said: str) -> None:
    """「いいえ」 says no to the proposal, not 「実施していない」 to the step."""
    screen = at_a_check(walking)
    asked = proposed(walking, screen)
    after = walking.press(asked, DIFFERS) if said == DIFFERS else heard(walking, asked, said)
    assert after is not None
    assert (after.step, after.revision) == (screen.step, screen.revision)
    assert after.said == wording.PROPOSAL_DIFFERS
    assert given(walking, screen) is None
    assert heard(walking, screen, "はい") is None


def test_yes_counts_in_its_own_thread_and_scope_only(walking: Walking) -> None:
    asked = proposed(walking, at_a_check(walking))
    assert heard(walking, asked, "はい", thread="2.0") is None
    assert heard(walking, asked, "はい", scope=THERE) is None
    assert given(walking, asked) is None
    assert heard(walking, asked, "はい") is not None


def test_once_the_run_has_changed_yes_says_nothing_to_it(walking: Walking) -> None:
    screen = at_a_check(walking)
    asked = proposed(walking, screen)
    walking.press(screen, "no")
    assert heard(walking, asked, "はい") is None
    assert given(walking, screen) == "no"


def test_a_run_that_went_on_while_the_model_thought_is_not_proposed_to(walking: Walking) -> None:
    screen = at_a_check(walking)
    step = seen(walking, screen)
    assert step is not None
    walking.press(screen, "full")
    late = walking.call(lambda c: walking.guide.proposing.propose(c, HERE, THREAD, step, "no", NOW))
    assert late is None


@pytest.mark.parametrize("forged", ["best", "!undo", "", "next"])
def test_a_choice_that_is_not_offered_is_not_proposed(walking: Walking, forged: str) -> None:
    step = seen(walking, at_a_check(walking))
    assert step is not None
    found = walking.call(
        lambda c: walking.guide.proposing.propose(c, HERE, THREAD, step, forged, NOW)
    )
    assert found is None


def test_thanks_keep_a_proposal_and_anything_else_ends_it(walking: Walking) -> None:
    screen = at_a_check(walking)
    asked = proposed(walking, screen)
    assert heard(walking, asked, "ありがとうございます") is None
    assert heard(walking, asked, "そういえば別の話ですが") is None
    assert heard(walking, asked, "はい") is None
    assert given(walking, screen) is None


def test_the_requirement_check_proposes_too(walking: Walking) -> None:
    screen = walking.start("requirement")
    moved = walking.write(screen, "デジタル化・AI導入補助金の通常枠")
    assert moved is not None
    while moved.step not in {"star-held", None}:
        moved = walking.on(moved)
    step = seen(walking, moved, "去年のうちに一つ星の宣言だけ済ませた状態です")
    assert step is not None
    assert "one" in {one.value for one in step.item.choices}
