"""The requirement check as a conversation: every programme to its end, and what people type."""

from __future__ import annotations

import datetime as dt
import random
import re
from pathlib import Path

import pytest

import knowledge
from bot.domain.walkthrough import Screen
from bot.guide.requirement_case import Case
from bot.guide.requirement_result import overall
from bot.guide.requirement_steps import RequirementSteps
from bot.subsidies import words
from bot.subsidies.holder import Holder
from bot.subsidies.judgement import judge
from bot.subsidies.naming import Named, Naming
from bot.walkthroughs.plan import PlannedStep
from knowledge.catalog import Catalog
from tests.bot.guide.conftest import CLERK, HERE, NOW, Walking
from tests.bot.subsidies import requirement_oracle as oracle

TODAY = dt.date(2026, 11, 23)
EDITION = "guideline-v4.0"
IDS_FROM = "2026-04-01"
WISH = "補助金の条件を確かめる"
_CASES = 500
_VALUES: dict[str, tuple[str, ...]] = {
    "star": ("none", "one", "two"),
    "id_kind": ("four", "five"),
    "gbizid": ("prime", "member", "entry", "none"),
    "entity": ("corporation", "sole"),
    "participants": ("all", "not_all"),
    "office": ("own_number", "shared_number"),
    "equal_measures": ("yes", "no"),
    "size": ("small", "medium"),
    "earlier_grants": ("yes", "no"),
}
_STEPS = {
    "entity": "entity", "size": "size", "earlier-grants": "earlier_grants", "star-held": "star",
    "star-held/again": "star", "participants": "participants", "office": "office",
    "id-kind": "id_kind", "equal-measures": "equal_measures", "gbizid": "gbizid",
    "gbizid/again": "gbizid",
}  # fmt: skip


class Firm:
    """Somebody who answers every question truly, or does not know."""

    def __init__(self, truth: dict[str, str], frame: int = 0, exception: str = "no"):
        self.truth, self.frame, self.exception = truth, frame, exception

    def answer(self, step: PlannedStep) -> str:
        if step.step.kind == "say":
            return "next"
        if step.id.startswith("exception/"):
            return self.exception
        ids = [choice.id for choice in step.choices]
        if step.id in ("frame", "edition"):
            return ids[self.frame % (len(ids) - 1)]
        if step.id == "round":
            return "other"
        if step.id == "deadline":
            return "2027-01-15"
        return self.truth.get(_STEPS[step.id], "unknown")


@pytest.fixture(scope="module")
def steps(shipped_catalog: Catalog) -> RequirementSteps:
    """The steps over the shipped knowledge."""
    definition = next(one for one in shipped_catalog.walkthroughs if one.id == "requirement")
    return RequirementSteps(shipped_catalog, definition)


def conversation(
    steps: RequirementSteps, programme: str, firm: Firm
) -> tuple[dict[str, str], Case]:
    """All that was asked and answered, and what it comes to."""
    given = {"programme": programme}
    for _ in range(30):
        plan = steps.plan(EDITION, given, TODAY)
        at = next((one for one in plan.steps if one.id not in given), None)
        if at is None:
            case = steps.case(given, TODAY)
            assert case is not None
            return given, case
        value = firm.answer(at)
        assert at.choices == () or at.choice(value), (at.id, value)
        given[at.id] = value
    raise AssertionError(f"{programme} never ends: {given}")


FIRMS = {
    "nothing yet": Firm({"star": "none", "gbizid": "none", "entity": "corporation"}),
    "one star, new ID": Firm({**{k: v[0] for k, v in _VALUES.items()}, "star": "one", "id_kind": "five"}),
    "two stars, old ID": Firm({**{k: v[0] for k, v in _VALUES.items()}, "star": "two"}),
    "knows nothing": Firm({}, exception="unknown"),
}  # fmt: skip


@pytest.mark.parametrize("firm", FIRMS.values(), ids=list(FIRMS))
def test_every_programme_ends_in_a_result(
    steps: RequirementSteps, shipped_catalog: Catalog, firm: Firm
) -> None:
    assert len(shipped_catalog.programmes) >= 71
    for programme in shipped_catalog.programmes:
        given, case = conversation(steps, programme.id, firm)
        assert "result" in given
        assert len(given) <= 16
        assert case.question is None
        plan = steps.plan(EDITION, given, TODAY)
        result = plan.step("result")
        assert result is not None
        assert words.HEAD[overall(case)] in result.title
        assert len(result.title) <= 40


@pytest.mark.parametrize("programme", ["jizokuka", "shoryokuka", "hoiku-ict", "tokyo-digital-tool"])
def test_where_it_does_not_matter_the_result_comes_right_after_the_programme(
    steps: RequirementSteps, programme: str
) -> None:
    given, case = conversation(steps, programme, FIRMS["nothing yet"])
    assert list(given) == ["programme", "result"]
    result = steps.plan(EDITION, given, TODAY).steps[1]
    if case.editions and case.judged.outcome == "not_needed":
        assert "求められていない" in result.title
        assert result.citations


def test_not_asking_changes_nothing(steps: RequirementSteps, shipped_catalog: Catalog) -> None:
    """Against the engine and the independent oracle, who are told everything at once."""
    raw = oracle.raw_programmes(Path(knowledge.__file__).parent / "subsidies")
    rand = random.Random(5)
    for _ in range(_CASES):
        programme = rand.choice(shipped_catalog.programmes)
        truth = {name: rand.choice(values) for name, values in _VALUES.items()}
        if truth["entity"] == "sole":
            truth["office"] = "shared_number"  # nobody gives a sole proprietor a 法人番号
        firm = Firm(truth, rand.randrange(6), rand.choice(["yes", "no"]))
        given, case = conversation(steps, programme.id, firm)
        if any(row.settles for row in case.conditions):
            continue  # of the wrong size: nothing more is asked
        rules = {row.id for one in programme.editions for row in one.requirements}
        which = "no_exception_to" if firm.exception == "no" else "exception_to"
        holder = Holder.model_validate({**truth, which: rules})
        told = judge(
            programme, case.edition, case.frame, holder, TODAY, old_id=steps.old_id
        )  # fmt: skip
        assert case.judged.outcome == told.outcome, (programme.id, given)
        answers = (
            holder.model_dump() | {"exception_to": set(), "no_exception_to": set()} | {which: rules}
        )
        frame = case.frame.model_dump() if case.frame else None
        expected = oracle.expected(raw[programme.id], None, frame, answers, TODAY, IDS_FROM)
        assert case.judged.outcome == expected["outcome"], (programme.id, given)


def test_what_nobody_knows_is_asked_once_and_stays_open(steps: RequirementSteps) -> None:
    given, case = conversation(steps, "it-subsidy", FIRMS["knows nothing"])
    assert overall(case) == "to_confirm"
    assert case.judged.outcome == "to_confirm"
    assert given["star-held"] == "unknown"
    assert case.question is None


def test_the_same_answers_give_the_same_steps(steps: RequirementSteps) -> None:
    given, _ = conversation(steps, "it-subsidy", FIRMS["one star, new ID"])
    backwards = dict(reversed(given.items()))
    assert steps.plan(EDITION, given, TODAY) == steps.plan(EDITION, backwards, TODAY)


def test_nothing_to_declare_leaves_out_round_and_schedule(steps: RequirementSteps) -> None:
    firm = Firm({**FIRMS["one star, new ID"].truth})
    given, case = conversation(steps, "it-subsidy", firm)
    assert case.judged.outcome == "met"
    assert not {"round", "schedule"} & set(given)


def test_a_firm_of_the_wrong_size_is_told_so_at_once(steps: RequirementSteps) -> None:
    firm = Firm({**FIRMS["nothing yet"].truth, "size": "large"})
    given, case = conversation(steps, "it-subsidy", firm)
    assert overall(case) == "short"
    assert "star-held" not in given
    assert "round" not in given


def test_earlier_grants_are_asked_only_where_a_rule_looks_at_them(steps: RequirementSteps) -> None:
    firm = Firm({**FIRMS["one star, new ID"].truth, "earlier_grants": "yes"})
    given, case = conversation(steps, "it-subsidy", firm)
    assert given["earlier-grants"] == "yes"
    assert overall(case) == "to_confirm"
    other, _ = conversation(steps, "tokyo-cyber", firm)
    assert "earlier-grants" not in other


# In front of the guide


def wish(walking: Walking, text: str) -> Screen:
    wanted = walking.guide.wanted(text)
    assert wanted == "requirement", text
    return walking.call(lambda c: walking.guide.asked(c, HERE, wanted, CLERK, NOW, text))


def type_all(walking: Walking, screen: Screen, *texts: str) -> Screen:
    for text in texts:
        after = walking.write(screen, text)
        assert after is not None, (screen.step, text)
        screen = after
    return screen


def to_result(walking: Walking) -> Screen:
    screen = wish(walking, "デジタル化・AI導入補助金の通常枠の条件を満たしてる？")
    return type_all(
        walking, screen, "法人", "小規模事業者", "ない", "まだ宣言していない", "プライム"
    )


@pytest.mark.parametrize(
    ("typed", "programme"),
    [
        ("デジタル化・ＡＩ導入補助金", "デジタル化・AI導入補助金"),
        ("デジタル化AI導入補助菌", "デジタル化・AI導入補助金"),
        ("ＩＴ導入補助金２０２６", "デジタル化・AI導入補助金"),
        ("令和8年度の東京都サイバー助成金です", "サイバーセキュリティ対策促進助成金"),
        ("千葉県の介護テクノロジー", "千葉県の介護テクノロジー定着支援事業"),
        ("じぞくか", "小規模事業者持続化補助金"),
        ("もの作り補助金", "ものづくり"),
        ("インボイス枠", "デジタル化・AI導入補助金"),
    ],
)
def test_a_programme_is_known_by_any_of_its_names(
    walking: Walking, typed: str, programme: str
) -> None:
    after = type_all(walking, wish(walking, WISH), typed)
    assert after.became == "moved"
    assert programme in after.said


def test_every_name_in_the_catalogue_is_known(shipped_catalog: Catalog) -> None:
    naming = Naming(shipped_catalog.programmes)
    for programme in shipped_catalog.programmes:
        for name in (programme.name, *programme.aliases):
            found = naming.read(name, TODAY)
            assert isinstance(found, Named), name
            assert found.programme == programme.id, name


def test_an_unknown_programme_is_said_and_near_ones_are_offered(walking: Walking) -> None:
    screen = wish(walking, WISH)
    after = type_all(walking, screen, "まったく知らない補助金")
    assert (after.became, after.step) == ("refused", "programme")
    assert "見つかりませんでした" in after.said
    assert after.offers[0].value == "it-subsidy"
    near = type_all(walking, screen, "愛知県")
    assert near.offers[0].value == "kaigo-tech-aichi"
    assert walking.press(near, near.offers[0].value).step != "programme"


def test_two_programmes_in_one_sentence_are_asked_back(walking: Walking) -> None:
    after = type_all(walking, wish(walking, WISH), "IT導入補助金と持続化補助金")
    assert after.said == words.TWO_NAMED
    assert {"it-subsidy", "jizokuka"} == {
        one.value for one in after.offers if not one.value.startswith("!")
    }
    assert walking.press(after, "jizokuka").step == "result"


def test_a_past_edition_is_said_and_the_one_in_force_is_judged(walking: Walking) -> None:
    after = type_all(walking, wish(walking, WISH), "ＩＴ導入補助金２０２５の通常枠")
    assert "終わっています" in after.said
    assert after.step == "entity"  # the frame was named
    end = type_all(walking, after, "法人", "小規模事業者", "ない", "まだ宣言していない", "プライム")
    assert "「IT導入補助金2025」は2026年11月23日の時点では有効でない" in end.text
    assert "デジタル化・AI導入補助金2026・通常枠" in end.text


def test_without_anything_in_force_the_last_known_rule_is_quoted(walking: Walking) -> None:
    after = type_all(walking, wish(walking, WISH), "事業再構築補助金")
    assert after.step == "result"
    assert "見つかりません" in after.text
    assert "前にあった" in after.text
    assert walking.press(after, "next").step is None


def test_a_year_nobody_knows_is_said(walking: Walking) -> None:
    after = type_all(walking, wish(walking, WISH), "IT導入補助金2016")
    assert words.NO_SUCH_YEAR.format(year=2016) in after.said


def test_a_wish_that_names_the_programme_does_not_ask_for_it(walking: Walking) -> None:
    assert to_result(walking).step == "result"
    again = wish(walking, "デジタル化・AI導入補助金の条件を満たしてる？")
    assert again.step == "result"
    other = wish(walking, "持続化補助金の条件を満たしてる？")
    assert other.run != again.run
    assert other.step == "result"


def test_the_result_says_what_by_when_for_whom_and_where_it_is_from(walking: Walking) -> None:
    screen = to_result(walking)
    for said in ("足りない", "すること", "いつまで：申請の前まで", "だれが", "見ていないこと"):
        assert said in screen.text
    assert screen.citations and all(one.as_of for one in screen.citations)
    marks = {int(n) for n in re.findall(r"\[(\d+)\]", screen.text)}
    assert marks == set(range(1, len(screen.citations) + 1))
    details = walking.press(screen, "!help")
    for said in (
        "it2026/sa-tsujyo",
        "有効：2026年2月1日から",
        "版：",
        "「デジタル化・AI導入補助金2026の通常枠は",
    ):
        assert said in details.help


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("あさって", "2026年11月25日"),
        ("令和8年12月5日", "2026年12月5日"),
        ("２０２６年１２月５日", "2026年12月5日"),
        ("１２月５日", "2026年12月5日"),
        ("2027/1/15", "2027年1月15日"),
    ],
)
@pytest.mark.parametrize("at_the_round", [True, False])
def test_a_deadline_in_any_notation(
    walking: Walking, typed: str, day: str, at_the_round: bool
) -> None:
    screen = walking.press(to_result(walking), "next")
    assert screen.step == "round"
    if not at_the_round:
        screen = walking.press(screen, "other")
    after = type_all(walking, screen, typed)
    assert after.step == "schedule"
    assert day in after.said


@pytest.mark.parametrize("typed", ["昨日", "令和7年12月5日", "２０２６年１１月２２日"])
def test_a_deadline_in_the_past_is_said_and_nothing_is_lost(walking: Walking, typed: str) -> None:
    screen = walking.press(to_result(walking), "next")
    for step in ("round", "deadline"):
        after = type_all(walking, screen, typed)
        assert after.became == "refused"
        assert "もう過ぎています" in after.said
        assert (after.step, after.revision) == (step, screen.revision)
        screen = walking.press(screen, "other")


@pytest.mark.parametrize("typed", ["令和8年", "12月", "2026年13月1日", "早め"])
def test_what_is_no_day_is_asked_again(walking: Walking, typed: str) -> None:
    screen = walking.press(walking.press(to_result(walking), "next"), "other")
    after = type_all(walking, screen, typed)
    assert (after.became, after.step) == ("refused", "deadline")
    assert after.said


def test_no_star_but_an_id_is_asked_again(walking: Walking) -> None:
    screen = wish(walking, "デジタル化・AI導入補助金の通常枠の条件を満たしてる？")
    screen = type_all(walking, screen, "法人", "小規模事業者", "ない", "★★二つ星", "先頭が5")
    screen = walking.press(screen, f"!goto:{screen.run}:star-held")
    again = walking.press(screen, "none")
    assert again.step == "star-held/again"
    after = walking.press(again, "two")
    assert after.step == "gbizid"


def test_no_gbizid_but_an_id_of_the_new_system_is_asked_once(walking: Walking) -> None:
    screen = wish(walking, "デジタル化・AI導入補助金の通常枠の条件を満たしてる？")
    screen = type_all(walking, screen, "法人", "小規模事業者", "ない", "★一つ星", "先頭が5")
    again = walking.press(screen, "none")
    assert again.step == "gbizid/again"
    end = walking.press(again, "none")
    assert end.step == "result"
    assert words.CONTRADICTION in end.text
    fixed = walking.press(walking.press(end, f"!goto:{end.run}:gbizid/again"), "prime")
    assert "条件を満たしています" in fixed.text


def test_an_answer_given_anew_shows_the_result_again(walking: Walking) -> None:
    result = to_result(walking)
    screen = walking.press(walking.press(result, "next"), "undecided")
    assert screen.step is None
    back = walking.press(screen, f"!goto:{screen.run}:star-held")
    asked = walking.press(back, "one")
    assert asked.step == "id-kind"
    end = walking.press(asked, "five")
    assert end.step == "result"
    assert "条件を満たしています" in end.text
    assert walking.press(end, "next").step is None


def test_one_step_back_undoes_one_answer(walking: Walking) -> None:
    result = to_result(walking)
    back = walking.press(result, "!undo")
    assert back.step == "gbizid"
    back = walking.press(back, "!undo")
    assert back.step == "star-held"


def test_another_programme_takes_the_firm_along_and_nothing_else(walking: Walking) -> None:
    result = to_result(walking)
    back = walking.press(result, f"!goto:{result.run}:programme")
    after = type_all(walking, back, "東京都サイバー助成金")
    # Entity, size, star and GビズID stay; frame and earlier grants went with the programme.
    assert after.step == "exception/tokyo-cyber-r8/sa"
    end = walking.press(after, "no")
    assert end.step == "result"
    assert "足りない" in end.text


def test_what_another_walkthrough_knows_is_not_asked_again(walking: Walking) -> None:
    status = walking.press(walking.start("status"), "two")
    status = walking.until(status, "star2-id")
    type_all(walking, status, "４０００００００００１")
    screen = wish(walking, "デジタル化・AI導入補助金の通常枠の条件を満たしてる？")
    assert "★★二つ星を宣言している" in screen.said
    assert "先頭が4" in screen.said
    end = type_all(walking, screen, "法人", "小規模事業者", "ない", "プライム")
    assert end.step == "result"
    assert "先頭が4の旧い自己宣言ID" in end.text


def test_a_question_in_the_middle_stays_a_question(walking: Walking) -> None:
    screen = wish(walking, WISH)
    assert walking.write(screen, "補助金って何ですか？") is None
    assert walking.write(screen, "IT導入補助金に★は必要？") is None


@pytest.mark.parametrize("value", ["forged", "tokyo-cyber-r8", "", "!goto:x"])
def test_a_forged_programme_changes_nothing(walking: Walking, value: str) -> None:
    screen = wish(walking, WISH)
    after = walking.press(screen, value)
    assert after.revision in (screen.revision, 0)
    assert after.step in ("programme", None)


def test_plain_questions_are_not_taken_for_the_wish(walking: Walking) -> None:
    for text in ("IT導入補助金に★は必要？", "補助金の条件は？", "条件を満たすにはどうする？"):
        assert walking.guide.wanted(text) is None


def test_all_programmes_offered_first_are_in_the_catalogue(shipped_catalog: Catalog) -> None:
    definition = next(one for one in shipped_catalog.walkthroughs if one.id == "requirement")
    known = {one.id for one in shipped_catalog.programmes}
    assert {choice.id for choice in definition.steps[0].choices} <= known
