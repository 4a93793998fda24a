"""Routes: what each rule and clarification says it catches, and what it must leave alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.answering.routes import Router
from indexer.text import Normaliser
from knowledge.catalog import Catalog, load
from knowledge.reading import read_file
from knowledge.schema import Clarification, RouteRule
from tests.conftest import TINY_KNOWLEDGE

_FILES = sorted((Path(__file__).parents[3] / "knowledge" / "routing").glob("*.yaml"))
RULES = [rule for path in _FILES for rule in read_file(path).rules]
CLARIFICATIONS = [row for path in _FILES for row in read_file(path).clarifications]
# Both are answered with "declined": which of the two says so matters less than that one does.
REFUSALS = {"decline", "out_of_scope"}


@pytest.fixture(scope="module")
def normalise(shipped_catalog: Catalog) -> Normaliser:
    """The normaliser questions go through."""
    return Normaliser(shipped_catalog.terms, shipped_catalog.rewrites)


@pytest.fixture(scope="module")
def router(shipped_catalog: Catalog) -> Router:
    """The router over the shipped rules."""
    return Router(shipped_catalog)


@pytest.fixture(scope="module")
def tiny() -> tuple[Router, Normaliser]:
    """A router over one rule and one clarification."""
    catalog = load(TINY_KNOWLEDGE)
    return Router(catalog), Normaliser(catalog.terms, catalog.rewrites)


def same_kind(rule: RouteRule | None, route: str) -> bool:
    """Whether a rule answers in the way a route does."""
    return rule is not None and (rule.route == route or {rule.route, route} <= REFUSALS)


def test_the_rules_collected_here_are_all_the_rules(shipped_catalog: Catalog) -> None:
    assert {rule.id for rule in RULES} == {rule.id for rule in shipped_catalog.rules}
    assert [row.id for row in CLARIFICATIONS] == [row.id for row in shipped_catalog.clarifications]


# --- every rule ----------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_examples_fire_by_pattern_or_as_the_nearest_rule(
    router: Router, normalise: Normaliser, rule: RouteRule
) -> None:
    # An example no pattern catches is indexed as a question of its rule: asked as written, that
    # rule is the nearest, and must then apply.
    missed = [
        example
        for example in rule.examples
        if not same_kind(
            router.rule(normalise(example)) or router.near(rule.id, normalise(example), 1.0),
            rule.route,
        )
    ]
    assert missed == []


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule.patterns], ids=lambda rule: rule.id
)
def test_patterns_catch_some_example_and_each_is_a_regular_expression(
    router: Router, normalise: Normaliser, rule: RouteRule
) -> None:
    for pattern in (*rule.patterns, *rule.unless):
        re.compile(pattern)
    caught = [router.rule(normalise(example)) for example in rule.examples]
    assert any(found is not None and found.id == rule.id for found in caught)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_counter_examples_do_not_fire(
    router: Router, normalise: Normaliser, rule: RouteRule
) -> None:
    fired = {example: router.rule(normalise(example)) for example in rule.counter_examples}
    assert [example for example, found in fired.items() if found and found.id == rule.id] == []


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule.route == "emergency"], ids=lambda rule: rule.id
)
def test_an_emergency_has_examples_to_stay_away_from_and_tells_first_steps(
    rule: RouteRule,
) -> None:
    assert rule.counter_examples
    assert re.search(r"^\s*1[.．]", rule.reply, re.MULTILINE)
    assert rule.passages


@pytest.mark.parametrize("row", CLARIFICATIONS, ids=lambda row: row.id)
def test_what_is_ambiguous_is_asked_back(
    router: Router, normalise: Normaliser, row: Clarification
) -> None:
    asked = {example: router.clarification(normalise(example)) for example in row.examples}
    assert [
        example for example, found in asked.items() if found is None or found.id != row.id
    ] == []


@pytest.mark.parametrize("row", CLARIFICATIONS, ids=lambda row: row.id)
def test_what_is_clear_is_not_asked_back(
    router: Router, normalise: Normaliser, row: Clarification
) -> None:
    asked = {example: router.clarification(normalise(example)) for example in row.counter_examples}
    assert [example for example, found in asked.items() if found and found.id == row.id] == []


@pytest.mark.parametrize("row", CLARIFICATIONS, ids=lambda row: row.id)
def test_an_option_chosen_is_not_asked_back_again(
    router: Router, normalise: Normaliser, row: Clarification
) -> None:
    for option in row.options:
        assert router.clarification(normalise(option.question)) is None, option.question
        assert router.rule(normalise(option.question)) is None, option.question


# --- the router itself ---------------------------------------------------------------------------


def test_emergencies_come_before_refusals(router: Router, normalise: Normaliser) -> None:
    question = "画面に身代金を要求するメッセージが出ています。宣言日を先月にさかのぼらせてほしい"
    found = router.rule(normalise(question))
    assert found is not None
    assert found.route == "emergency"


def test_an_unless_keeps_a_rule_from_firing(tiny: tuple[Router, Normaliser]) -> None:
    router, normalise = tiny
    assert router.rule(normalise("訓練をしたことにして")) is not None
    assert router.rule(normalise("訓練をしたことにしたらどうなる")) is None


def test_a_near_refusal_needs_a_request(tiny: tuple[Router, Normaliser]) -> None:
    router, normalise = tiny
    rule = "decline/fake-drill"
    assert router.near(rule, normalise("訓練の記録だけ作って"), 1.0) is not None
    assert router.near(rule, normalise("訓練の記録は何年残すか"), 1.0) is None
    assert router.near(rule, normalise("訓練の記録だけ作ってとどうなる"), 1.0) is None
    assert router.near("decline/none", normalise("訓練の記録だけ作って"), 1.0) is None


def test_a_rule_far_away_does_not_apply(tiny: tuple[Router, Normaliser]) -> None:
    router, normalise = tiny
    question = normalise("訓練の記録だけ作って")
    assert router.near("decline/fake-drill", question, 0.0) is None
    assert router.near("decline/fake-drill", question, -1.0) is None


def test_patterns_see_the_normalised_question(tiny: tuple[Router, Normaliser]) -> None:
    router, normalise = tiny
    assert router.clarification(normalise("点検は？")) is not None
    assert router.clarification(normalise("　点検は\u200b ")) is not None
    assert router.clarification(normalise("消火器の点検は？")) is None


@pytest.mark.parametrize(
    "question",
    ["", "？", "★★の要件は？", "IT導入補助金の締切はいつ", "自社診断は何問ありますか", "GビズIDとは",
     "ロゴマークの使い方", "5か条を教えて"],
)  # fmt: skip
def test_plain_questions_are_not_routed(
    router: Router, normalise: Normaliser, question: str
) -> None:
    assert router.rule(normalise(question)) is None
    assert router.clarification(normalise(question)) is None


@pytest.mark.parametrize(
    ("question", "rule"),
    [
        ("社長がメールのリンク踏んじゃって、パスワード入れたらしい", "emergency-phishing"),
        ("SMSのリンクを開いてカード番号を入力したみたいです", "emergency-phishing"),
        ("銀行を名乗る電話で言われて暗証番号を教えてしまった", "emergency-phishing"),
        ("うちのパソコンがウイルスに感染したらしい", "emergency-infected"),
        ("部下がURLを踏んじゃいました", "emergency-infected"),
        ("リンクを踏んだらどうなる？", None),
        ("メールのリンクを開いてパスワードを入れたらどうなりますか", None),
        ("メールを開いて認証コードを入れても先に進めない", None),
        ("申請マイページのリンクを押してIDを入れたがログインできない", None),
        ("届いたメールのリンクを押してパスワードを設定した", None),
    ],
)
def test_what_is_told_second_hand_is_an_emergency_and_a_question_is_none(
    shipped_catalog: Catalog, normalise: Normaliser, question: str, rule: str | None
) -> None:
    found = Router(shipped_catalog).rule(normalise(question))
    assert (found.id if found else None) == rule
