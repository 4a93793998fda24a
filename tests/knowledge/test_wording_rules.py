"""The wording rules fire on their examples, keep still on the counter-examples, and are sourced."""

from __future__ import annotations

import re

import pytest

from bot.walkthroughs.wording_check import check
from knowledge.catalog import ROOT, load
from knowledge.reading import read_file
from knowledge.walkthrough import WordingRule

CATALOG = load()
RULES = CATALOG.wording_rules
PASSAGES = "\n".join(
    passage.text
    for path in sorted((ROOT / "security_action").glob("passages_*.yaml"))
    for passage in read_file(path).passages
)
EXAMPLES = [(rule, example) for rule in RULES for example in rule.examples]
COUNTER_EXAMPLES = [(rule, example) for rule in RULES for example in rule.counter_examples]


def _fired(rule: WordingRule, text: str) -> list[str]:
    star = rule.stars[0] if rule.stars else None
    findings = check(text, RULES, CATALOG.source_by_id, star).findings
    return [finding.rule for finding in findings]


def test_there_are_rules() -> None:
    assert len(RULES) >= 15


@pytest.mark.parametrize(("rule", "text"), EXAMPLES, ids=[text for _, text in EXAMPLES])
def test_examples_fire(rule: WordingRule, text: str) -> None:
    assert rule.id in _fired(rule, text)


@pytest.mark.parametrize(("rule", "text"), COUNTER_EXAMPLES, ids=[t for _, t in COUNTER_EXAMPLES])
def test_counter_examples_keep_still(rule: WordingRule, text: str) -> None:
    assert _fired(rule, text) == []


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_what_is_quoted_stands_in_a_passage(rule: WordingRule) -> None:
    assert rule.problem in PASSAGES


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_rewritings_fit_every_pattern(rule: WordingRule) -> None:
    for pattern in rule.patterns:
        compiled = re.compile(pattern)
        assert not compiled.fullmatch("")
        groups = set(re.findall(r"\\g<(\w+)>", rule.to or ""))
        assert groups <= set(compiled.groupindex)
