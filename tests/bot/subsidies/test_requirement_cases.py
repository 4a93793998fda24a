"""What the requirement check says in cases people come with."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from bot.subsidies import words
from knowledge.catalog import Catalog
from tests.bot.subsidies.requirement_judged import Judge


@pytest.fixture(scope="module")
def judged(shipped_catalog: Catalog) -> Judge:
    return Judge(shipped_catalog)


def test_one_star_is_enough_for_the_usual_frame_of_the_it_subsidy(judged: Judge) -> None:
    found = judged("it-subsidy", frame="it2026/tsujyo", star="one", id_kind="five")
    assert (found.outcome, found.certainty) == ("met", "確定")
    verdict = next(one for one in found.verdicts if one.decides)
    assert verdict.rule == "it2026/sa-tsujyo"
    assert verdict.edition == "it2026"
    assert verdict.valid_from == dt.date(2026, 2, 1)
    assert verdict.quote.startswith("デジタル化・AI導入補助金2026の通常枠は")
    assert "it2026-koubo-steps" in [ref.id for ref in verdict.sources]


def test_a_frame_whose_text_is_unread_is_likely_and_says_so(judged: Judge) -> None:
    found = judged("it-subsidy", frame="it2026/invoice", star="one", id_kind="five")
    assert (found.outcome, found.certainty) == ("met", "未確認情報")
    assert found.reason == words.MET_LIKELY.format(held="★一つ星")


def test_no_star_falls_short_and_is_told_by_when(judged: Judge) -> None:
    found = judged("it-subsidy", frame="it2026/tsujyo", star="none", gbizid="none")
    assert found.outcome == "short"
    to_do = found.verdicts[0].to_do or ""
    assert to_do.startswith(words.GET_GBIZID)
    assert "申請の前までに★一つ星か★★二つ星を宣言します。" in to_do


def test_an_id_of_the_former_system_is_to_be_confirmed_only_since_the_new_one(
    judged: Judge,
) -> None:
    firm: dict[str, Any] = {"frame": "it2026/tsujyo", "star": "one", "id_kind": "four"}
    now = judged("it-subsidy", **firm)
    assert (now.outcome, now.certainty) == ("to_confirm", "未確認情報")
    assert now.verdicts[0].see == ("it/id-old-4",)
    assert words.DECLARE_ANEW in (now.verdicts[0].to_do or "")
    assert judged("it-subsidy", dt.date(2026, 4, 1), **firm).outcome == "to_confirm"
    assert judged("it-subsidy", dt.date(2026, 3, 31), **firm).outcome == "met"


def test_every_participant_of_a_joint_application_has_to_declare(judged: Judge) -> None:
    firm: dict[str, Any] = {"frame": "it2026/fukusu", "star": "two", "id_kind": "five"}
    asked = judged("it-subsidy", **firm).next_question
    assert asked is not None
    assert asked.about == "participants"
    assert judged("it-subsidy", participants="not_all", **firm).outcome == "short"
    assert judged("it-subsidy", participants="all", **firm).outcome == "met"


def test_the_frame_is_asked_where_it_changes_the_answer(judged: Judge) -> None:
    found = judged("it-subsidy", star="one", id_kind="five", participants="not_all")
    assert found.outcome == "to_confirm"
    assert found.next_question is not None
    assert found.next_question.about == "frame"
    assert "it2026/fukusu" in found.next_question.options


def test_the_star_is_asked_before_anything_else(judged: Judge) -> None:
    for programme in ("it-subsidy", "tokyo-cyber", "miyazaki-dx", "kaigo-tech-aichi"):
        asked = judged(programme).next_question
        assert asked is not None
        assert asked.about == "star"


def test_one_star_is_not_flatly_short_in_tokyo_while_the_exception_is_open(judged: Judge) -> None:
    found = judged("tokyo-cyber", star="one", id_kind="five")
    assert found.outcome == "to_confirm"
    verdict = found.verdicts[0]
    assert "標的型メール訓練だけ" in verdict.exceptions[0]
    assert found.next_question is not None
    assert found.next_question.about == "exception"
    assert found.next_question.rule == "tokyo-cyber-r8/sa"
    ruled_out = judged("tokyo-cyber", star="one", no_exception_to={"tokyo-cyber-r8/sa"})
    assert ruled_out.outcome == "short"
    perhaps = judged("tokyo-cyber", star="one", exception_to={"tokyo-cyber-r8/sa"})
    assert (perhaps.outcome, perhaps.next_question) == ("to_confirm", None)


def test_two_stars_meet_tokyo_and_the_exception_is_still_listed(judged: Judge) -> None:
    found = judged("tokyo-cyber", star="two", id_kind="five")
    assert (found.outcome, found.certainty) == ("met", "確定")
    assert found.reason.endswith(words.AND_EXCEPTIONS)


def test_one_star_was_flatly_short_in_tokyo_in_a_year_without_exceptions(judged: Judge) -> None:
    assert judged("tokyo-cyber", dt.date(2025, 6, 1), star="one").outcome == "short"


def test_miyazaki_asks_two_stars_by_completion(judged: Judge) -> None:
    day = dt.date(2026, 8, 1)
    ruled_out: dict[str, Any] = {"no_exception_to": {"miyazaki-dx-r8-two-star"}}
    found = judged("miyazaki-dx", day, star="one", **ruled_out)
    assert (found.outcome, found.verdicts[0].when) == ("short", "by_completion")
    assert "補助事業の完了日までに★★二つ星を宣言します。" in (found.verdicts[0].to_do or "")


def test_a_level_that_could_not_be_read_stays_open_for_one_star_only(judged: Judge) -> None:
    day = dt.date(2026, 8, 1)
    found = judged("yokosuka-ict", day, star="one", id_kind="five")
    assert (found.outcome, found.reason) == ("to_confirm", words.LEVEL_UNREAD)
    assert judged("yokosuka-ict", day, star="two", id_kind="five").outcome == "met"
    assert judged("yokosuka-ict", day, star="none").outcome == "short"


def test_a_care_office_without_its_own_number_is_to_confirm(judged: Judge) -> None:
    firm: dict[str, Any] = {"star": "one", "id_kind": "five", "entity": "corporation"}
    asked = judged("kaigo-tech", **firm).next_question
    assert asked is not None
    assert asked.about == "office"
    shared = judged("kaigo-tech", office="shared_number", **firm)
    assert (shared.outcome, shared.next_question) == ("to_confirm", None)
    assert judged("kaigo-tech", office="own_number", **firm).outcome == "met"


def test_equal_measures_stand_beside_the_star_and_do_not_add_to_it(judged: Judge) -> None:
    rows = judged("kaigo-tech", star="one", office="own_number", id_kind="five").verdicts
    decides = {one.rule: one.decides for one in rows}
    assert decides == {"kaigo-tech-r8-declare": True, "kaigo-tech-r8-equivalent": False}


@pytest.mark.parametrize("star", ["none", "one", "two", "unknown"])
def test_where_no_star_is_asked_it_says_so_and_why(judged: Judge, star: str) -> None:
    found = judged("kurume-digital", star=star)
    assert (found.outcome, found.certainty) == ("not_needed", "未確認情報")
    assert found.why is not None
    assert "語がありません" in found.why
    assert found.why_sources
    assert found.next_question is None


def test_an_indirect_need_is_explained(judged: Judge) -> None:
    found = judged("kawaguchi-dx", star="one", id_kind="five")
    assert found.outcome == "met"
    assert (found.why or "").startswith(words.INDIRECT)


def test_what_nobody_could_read_stays_unknown(judged: Judge) -> None:
    found = judged("tokyo-iryo-cyber", star="two", id_kind="five")
    assert (found.outcome, found.certainty) == ("to_confirm", "不明")
    assert found.why is not None


def test_a_bonus_never_decides(judged: Judge) -> None:
    day = dt.date(2025, 6, 1)
    found = judged("it-subsidy", day, "it2025", "it2025/security", star="one")
    bonus = next(one for one in found.verdicts if one.role == "bonus")
    assert (bonus.outcome, bonus.decides, found.outcome) == ("short", False, "met")
