"""「やっぱり法人です」 mends the answer it is about, whatever is asked at the moment."""

from __future__ import annotations

import pytest

from tests.bot.guide.conftest import HERE, Walking


@pytest.mark.parametrize(
    "text",
    [
        "やっぱり法人です",
        "やっぱ法人",
        "すみません、やっぱり法人でした",
        "訂正します。法人です",
        "本当は、法人です",
    ],
)
def test_an_earlier_answer_is_mended_by_saying_it(walking: Walking, text: str) -> None:
    screen = walking.until(walking.start("one-star"), "mail", entity="sole")
    after = walking.write(screen, text)
    assert after is not None and after.said == "直しました：法人か個人か → 法人"
    assert after.step == "mail", "where one was"
    run = walking.call(lambda c: walking.guide._records.run(c, HERE, screen.run or ""))  # noqa: SLF001
    assert run is not None and run.value("entity") == "corporation"


def test_in_a_requirement_check_the_result_is_made_anew(walking: Walking) -> None:
    screen = walking.write(walking.start("requirement"), "東京都のサイバー対策助成金")
    assert screen is not None
    shown = walking.until(screen, "result", entity="sole", star_held="none", gbizid="none")
    after = walking.write(shown, "やっぱり二つ星を宣言している")
    assert after is not None and "★★二つ星を宣言している" in after.said
    assert after.step != "round" and "いまは未宣言" not in after.text


def test_said_again_it_stays(walking: Walking) -> None:
    screen = walking.until(walking.start("one-star"), "mail", entity="corporation")
    after = walking.write(screen, "やっぱり法人です")
    assert after is not None and "そのまま進めます" in after.said and after.step == "mail"


def test_an_answer_to_what_is_asked_is_one(walking: Walking) -> None:
    screen = walking.until(walking.start("one-star"), "entity")
    after = walking.write(screen, "やっぱり個人事業です")
    assert after is not None and after.said.startswith("記録しました：法人か個人か → 個人事業")


@pytest.mark.parametrize("text", ["やっぱり法人のほうがいい？", "やっぱり1", "やっぱり猫です"])
def test_a_question_a_number_or_something_else_mends_nothing(walking: Walking, text: str) -> None:
    screen = walking.until(walking.start("one-star"), "gbizid")
    walking.write(screen, text)
    run = walking.call(lambda c: walking.guide._records.run(c, HERE, screen.run or ""))  # noqa: SLF001
    assert run is not None and run.value("entity") == "corporation"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("来週金曜", "2026年12月4日"), ("１２／３１", "2026年12月31日"), ("あさって", "2026年11月25日"),
        ("令和8年12月15日", "2026年12月15日"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("first", ["tokyo-cyber-r8/r3", "other"])
def test_another_date_below_the_schedule_makes_it_anew(
    walking: Walking, text: str, day: str, first: str
) -> None:
    screen = walking.write(walking.start("requirement"), "東京都のサイバー対策助成金")
    assert screen is not None
    shown = walking.until(screen, "schedule", star_held="none", gbizid="prime", round=first)
    after = walking.write(shown, text)
    assert after is not None and after.step == "schedule"
    assert f"間に合わせたい日 → {day}" in after.said and day in after.text


def test_what_is_no_date_there_changes_nothing(walking: Walking) -> None:
    screen = walking.write(walking.start("requirement"), "東京都のサイバー対策助成金")
    assert screen is not None
    shown = walking.until(screen, "schedule", star_held="none", gbizid="prime")
    for text in ("12月32日", "昨日", "次へ進みたくない"):
        after = walking.write(shown, text)
        assert after is None or (after.step == "schedule" and after.text == shown.text)


def test_the_button_to_mend_can_be_typed(walking: Walking) -> None:
    screen = walking.until(walking.start("one-star"), "mail", entity="sole")
    after = walking.write(screen, "答えを直す。")
    assert after is not None and "どの答えを直しますか" in after.text
