"""The walkthroughs as data: what is refused, what starts them, and that each step can be asked."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from pathlib import Path

import pytest

from indexer.text import Normaliser
from knowledge.catalog import Catalog, load
from knowledge.walkthrough import POLICY_BLANKS, Step, Walkthrough
from tests.conftest import TINY_KNOWLEDGE
from tests.evals import golden
from tests.knowledge.test_reading import folder, problem

WALK = """\
walkthrough:
  id: walk
  title: 甲
  heading: 甲
  rank: 1
  about: 乙
  starts: ["^甲$"]
  steps:
    - id: held
      kind: choice
      ask: 甲ですか
      choices:
        - {id: one, label: はい}
        - {id: none, label: いいえ}
    - id: name
      kind: text
      field: company
      ask: 名前は
      only_if: {held: [one]}
      sources: [office]
  done: おわり
  offers: [walk]
  sources: [office]
  as_of: 2024-03
  confidence: high
"""
TEXT = """\
policy_text:
  id: text
  title: 甲
  preamble: "{company}は"
  paragraphs:
    - {heading: 一, text: 甲}
    - {heading: 二, text: 甲}
    - {heading: 三, text: 甲}
    - {heading: 四, text: 甲}
    - {heading: 五, text: 甲}
  assets: {own: 甲}
  closing: ["{company}"]
  sources: [office]
  as_of: 2024-03
  confidence: high
"""
RULE = """\
wording_rules:
  - id: got
    patterns: ["取得"]
    problem: 甲
    advice: 乙
    examples: [★を取得]
    sources: [office]
    as_of: 2024-03
    confidence: high
"""
INTENT = """\
walk_intents:
  - id: where
    starts: ["^どこ"]
    examples: [どこ]
    sources: [office]
    as_of: 2024-03
    confidence: high
"""
NEW_SYSTEM = dt.date(2026, 4, 1)
DAYS = (dt.date(2026, 3, 31), NEW_SYSTEM, dt.date(2026, 11, 22))


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """All knowledge."""
    return load()


@pytest.fixture(scope="module")
def normalise(catalog: Catalog) -> Normaliser:
    """Questions as the patterns see them."""
    return Normaliser(catalog.terms, catalog.rewrites)


def fired(catalog: Catalog, normalised: str) -> list[str]:
    """The walkthroughs and intents a normalised question starts."""
    ways = (*catalog.walkthroughs, *catalog.walk_intents)
    return [way.id for way in ways if any(re.search(p, normalised) for p in way.starts)]


def by_id(catalog: Catalog, name: str) -> Walkthrough:
    """The walkthrough with an id."""
    return next(walk for walk in catalog.walkthroughs if walk.id == name)


def every_step(catalog: Catalog) -> list[tuple[str, Step]]:
    """All steps, each with its walkthrough's id."""
    return [(walk.id, step) for walk in catalog.walkthroughs for step in walk.steps]


def on(walk: Walkthrough, day: dt.date) -> list[Step]:
    """The steps valid on a day."""
    return [
        step
        for step in walk.steps
        if (step.valid_from or dt.date.min) <= day <= (step.valid_to or dt.date.max)
    ]


# What is read and refused


def test_a_small_walkthrough_is_read(tmp_path: Path) -> None:
    found = load(folder(tmp_path, a__yaml=WALK, b__yaml=TEXT, c__yaml=RULE, d__yaml=INTENT))
    assert [walk.id for walk in found.walkthroughs] == ["walk"]
    assert [text.id for text in found.policy_texts] == ["text"]
    assert [rule.id for rule in found.wording_rules] == ["got"]
    assert [intent.id for intent in found.walk_intents] == ["where"]


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("kind: text", "kind: poem", "walkthrough.steps.1.kind"),
        ("label: いいえ", "label: ''", "walkthrough.steps.0.choices.1.label"),
        ("id: none", "id: None At All", "walkthrough.steps.0.choices.1.id"),
        ("id: none", "id: one", "walkthrough.steps.0"),
        ("field: company", "colour: red", "walkthrough.steps.1.colour"),
        ("      field: company\n", "", "walkthrough.steps.1"),
        ("kind: text", "kind: document", "walkthrough.steps.1"),
        ("id: name", "id: held", "walkthrough"),
        ("{held: [one]}", "{later: [one]}", "walkthrough"),
        ("{held: [one]}", "{held: [two]}", "walkthrough"),
        ("'^甲$'", "'^甲('", "walkthrough.starts.0"),
        ("done: おわり", "done: ''", "walkthrough.done"),
        ("confidence: high", "confidence: sure", "walkthrough.confidence"),
    ],
)
def test_a_wrong_walkthrough_names_file_and_field(
    tmp_path: Path, old: str, new: str, field: str
) -> None:
    text = WALK.replace('"^甲$"', "'^甲$'")
    assert old in text
    error = problem(folder(tmp_path, a__yaml=text.replace(old, new)))
    assert (error.path.name, error.field) == ("a.yaml", field)
    assert error.line


def test_an_only_if_without_its_choice_says_which(tmp_path: Path) -> None:
    error = problem(folder(tmp_path, a__yaml=WALK.replace("[one]}", "[two]}")))
    assert "name: only_if names no choice of held: ['two']" in error.reason


@pytest.mark.parametrize(
    ("text", "old", "new", "field"),
    [
        (TEXT, "{company}は", "{firm}は", "policy_text"),
        (TEXT, "    - {heading: 五, text: 甲}\n", "", "policy_text.paragraphs"),
        (RULE, '"取得"', '"取得("', "wording_rules.0.patterns.0"),
        (INTENT, "id: where", "id: when", "walk_intents.0.id"),
        (INTENT, '"^どこ"', '"^どこ["', "walk_intents.0.starts.0"),
    ],
)
def test_a_wrong_text_rule_or_intent_names_file_and_field(
    tmp_path: Path, text: str, old: str, new: str, field: str
) -> None:
    assert old in text
    error = problem(folder(tmp_path, a__yaml=text.replace(old, new)))
    assert (error.path.name, error.field) == ("a.yaml", field)


@pytest.mark.parametrize(
    ("text", "old", "new", "reason"),
    [
        (WALK, "offers: [walk]", "offers: [run]", "unknown walkthrough 'run'"),
        (WALK, "      sources: [office]", "      sources: [home]", "unknown source 'home'"),
        (WALK, "\n  sources: [office]", "\n  sources: [home]", "unknown source 'home'"),
        (TEXT, "sources: [office]", "sources: [home]", "unknown source 'home'"),
        (RULE, "sources: [office]", "sources: [home]", "unknown source 'home'"),
        (INTENT, "sources: [office]", "sources: [home]", "unknown source 'home'"),
    ],
)
def test_a_reference_that_leads_nowhere_is_refused(
    tmp_path: Path, text: str, old: str, new: str, reason: str
) -> None:
    assert old in text
    error = problem(folder(tmp_path, a__yaml=text.replace(old, new)))
    assert (error.path.name, error.reason) == ("a.yaml", reason)


@pytest.mark.parametrize("text", [WALK, TEXT, RULE, INTENT])
def test_an_id_used_in_two_files_is_refused(tmp_path: Path, text: str) -> None:
    error = problem(folder(tmp_path, a__yaml=text, b__yaml=text))
    assert error.path.name == "b.yaml"
    assert "is already in a.yaml" in error.reason


def test_an_id_used_twice_in_a_file_is_refused(tmp_path: Path) -> None:
    twice = RULE + RULE.split("\n", 1)[1]
    assert "'got' is already in a.yaml" in problem(folder(tmp_path, a__yaml=twice)).reason


def test_a_catalogue_written_before_walkthroughs_still_loads() -> None:
    new = {"walkthroughs", "policy_texts", "wording_rules", "walk_intents"}
    older = load(TINY_KNOWLEDGE).model_dump_json(exclude=new)
    assert Catalog.model_validate_json(older).walkthroughs == ()


def test_a_catalogue_comes_back_from_json(catalog: Catalog) -> None:
    assert Catalog.model_validate_json(catalog.model_dump_json()) == catalog


# What starts them


def test_the_walkthroughs_we_promise_are_there(catalog: Catalog) -> None:
    assert {walk.id for walk in catalog.walkthroughs} >= {
        "status", "one-star", "two-star", "self-check", "policy"
    }  # fmt: skip
    assert {intent.id for intent in catalog.walk_intents} >= {"where", "todos", "resume"}


def test_every_example_starts_exactly_its_own(catalog: Catalog, normalise: Normaliser) -> None:
    ways = (*catalog.walkthroughs, *catalog.walk_intents)
    assert all(way.examples and way.counter_examples for way in ways)
    wrong = {
        example: found
        for way in ways
        for example in way.examples
        if (found := fired(catalog, normalise(example))) != [way.id]
    }
    assert wrong == {}


def test_no_counter_example_starts_anything(catalog: Catalog, normalise: Normaliser) -> None:
    ways = (*catalog.walkthroughs, *catalog.walk_intents)
    told = [example for way in ways for example in way.counter_examples]
    assert {text: found for text in told if (found := fired(catalog, normalise(text)))} == {}


@pytest.mark.parametrize("tail", ["？", "か？", "には？", "方法", "ときの注意は", "と何がいい？"])
def test_an_example_turned_into_a_question_starts_nothing(
    catalog: Catalog, normalise: Normaliser, tail: str
) -> None:
    told = [example for walk in catalog.walkthroughs for example in walk.examples]
    found = {text for text in told if fired(catalog, normalise(text + tail))}
    assert found == set()


def test_no_golden_question_starts_anything(catalog: Catalog, normalise: Normaliser) -> None:
    questions = golden.read()
    assert len(questions) >= 500
    assert {q.id: q.question for q in questions if fired(catalog, normalise(q.question))} == {}


def test_what_passages_and_rules_are_asked_as_stays_with_the_search(
    catalog: Catalog, normalise: Normaliser
) -> None:
    told = [text for passage in catalog.passages for text in passage.asked_as]
    told += [text for rule in catalog.rules for text in (*rule.examples, *rule.counter_examples)]
    told += [text for one in catalog.clarifications for text in one.examples]
    assert len(told) > 5000
    hits = [text for text in told if fired(catalog, normalise(text))]
    assert hits == ["★★から始める"]  # asks to begin, and is led there


def test_patterns_take_no_time_on_long_text(catalog: Catalog) -> None:
    for text in ("では、" * 2000, "一つ星の" * 2000, "あ" * 8000, "続き" * 4000):
        assert fired(catalog, text) == []


# What they say


def test_what_a_clerk_reads_is_short(catalog: Catalog) -> None:
    for name, step in every_step(catalog):
        place = f"{name}/{step.id}"
        assert len(step.ask) <= 200, place
        assert len(step.help or "") <= 400, place
        assert step.title or step.over, place
        assert len(step.title or "") <= 24, place
        for choice in step.choices:
            assert len(choice.label) <= 30, place
            assert len(choice.then or "") <= 200, place
            assert len(choice.todo or "") <= 100, place


def test_every_step_says_where_it_is_from(catalog: Catalog) -> None:
    assert [f"{name}/{step.id}" for name, step in every_step(catalog) if not step.sources] == []


def test_nobody_is_told_of_obtaining_or_certification(catalog: Catalog) -> None:
    """Only the steps on wording name the words one may not use."""
    for name, step in every_step(catalog):
        told = " ".join([step.ask, step.help or "", *(choice.label for choice in step.choices)])
        if not step.id.endswith("wording"):
            assert not re.search(r"(★|星).{0,6}(取得|認定)", told), f"{name}/{step.id}"


def test_five_principles_are_never_named_without_the_sixth(catalog: Catalog) -> None:
    for walk in catalog.walkthroughs:
        for text in (walk.about, walk.done, *(step.ask for step in walk.steps)):
            assert "5か条" not in text or "6か条" in text, f"{walk.id}: {text}"


# What hangs together


def test_a_field_is_checked_one_way_everywhere(catalog: Catalog) -> None:
    checks = defaultdict(set)
    for _, step in every_step(catalog):
        if step.field:
            checks[step.field].add((step.kind, step.check))
    where = checks.pop("published_where")
    assert where == {("text", "url"), ("text", "text")}
    assert {field: found for field, found in checks.items() if len(found) > 1} == {}


def test_a_step_id_means_one_thing_everywhere(catalog: Catalog) -> None:
    meant: dict[str, set[tuple[object, ...]]] = defaultdict(set)
    for _, step in every_step(catalog):
        ids = tuple(choice.id for choice in step.choices)
        meant[step.id].add((step.kind, step.field, step.check, step.document, ids))
    assert {step: found for step, found in meant.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    "field",
    ["company", "representative_title", "representative_name", "established_on", "assets"],
)
def test_a_policy_gets_what_it_must_have(catalog: Catalog, field: str) -> None:
    for name in ("two-star", "policy"):
        asked = [s for s in by_id(catalog, name).steps if s.field == field and not s.optional]
        assert asked, name


def test_policy_and_two_star_ask_for_the_policy_in_the_same_words(catalog: Catalog) -> None:
    two, policy = (
        {step.id: step for step in by_id(catalog, name).steps} for name in ("two-star", "policy")
    )
    shared = two.keys() & policy.keys()
    assert len(shared) > 15
    assert {step for step in shared if two[step] != policy[step]} == set()


def test_assets_offered_are_assets_written(catalog: Catalog) -> None:
    (text,) = catalog.policy_texts
    for _, step in every_step(catalog):
        if step.field == "assets":
            assert {choice.id for choice in step.choices} == set(text.assets)


def test_what_is_over_something_expands_in_both_editions(catalog: Catalog) -> None:
    overs = {(name, step.over) for name, step in every_step(catalog) if step.over}
    assert overs == {
        ("one-star", "principles"), ("two-star", "self_check"), ("self-check", "self_check")
    }  # fmt: skip
    counts = {group.edition: len(group.principles) for group in catalog.principle_sets}
    assert counts == {"guideline-v3.1": 5, "guideline-v4.0": 6}
    # v4.0 has no self-check of its own here: the one we hold stands in for it.
    assert {len(check.items) for check in catalog.self_checks} == {25}
    for name, step in every_step(catalog):
        if step.over:
            written = {f"{step.id}/{no}" for no in range(1, 26)}
            assert not written & {other.id for other in by_id(catalog, name).steps}


def test_principle_choices_leave_open_what_is_open(catalog: Catalog) -> None:
    step = next(s for s in by_id(catalog, "one-star").steps if s.over == "principles")
    assert [(choice.id, choice.open) for choice in step.choices] == [
        ("done", False), ("todo", True), ("unknown", True)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "before", "since"),
    [
        ("status", {"find/id-before"}, {"find/id", "old-id"}),
        (
            "one-star",
            {"gbizid-before", "apply-before", "logo-before"},
            {"gbizid", "gbizid/route", "apply", "logo"},
        ),
        (
            "two-star",
            {"star2/apply-before", "star2/logo-before"},
            {"gbizid", "star2/apply", "star2/logo"},
        ),
        ("self-check", set(), set()),
        ("policy", set(), set()),
    ],
)
def test_the_way_to_declare_is_the_one_of_the_day(
    catalog: Catalog, name: str, before: set[str], since: set[str]
) -> None:
    walk = by_id(catalog, name)
    old, *new = ({step.id for step in on(walk, day)} for day in DAYS)
    for later in new:
        assert (old - later, later - old) == (before, since)


def test_gbizid_is_not_asked_for_before_it_was_needed(catalog: Catalog) -> None:
    """One said how to log in only since the new system; both halves meet without a gap."""
    dated = [step for _, step in every_step(catalog) if step.valid_from or step.valid_to]
    for step in dated:
        assert step.valid_from in (None, NEW_SYSTEM)
        assert step.valid_to in (None, NEW_SYSTEM - dt.timedelta(days=1))


@pytest.mark.parametrize("day", DAYS)
def test_a_way_through_reaches_every_end(catalog: Catalog, day: dt.date) -> None:
    """Whatever is picked, the steps that follow exist and the walk ends."""
    for walk in catalog.walkthroughs:
        steps = on(walk, day)
        for pick in range(-1, 8):
            given: dict[str, str] = {}
            for step in steps:
                if not all(given.get(e) in allowed for e, allowed in step.only_if.items()):
                    continue
                ids = [choice.id for choice in step.choices] or ["next"]
                given[step.id] = ids[min(pick, len(ids) - 1)]
            assert given


def test_two_star_is_declared_only_after_approval_and_publication(catalog: Catalog) -> None:
    """Nobody gets past 「まだ」: the step that waits has one way on."""
    ids = [step.id for step in by_id(catalog, "two-star").steps]
    in_order = [
        "policy/approved", "policy/approved/wait", "publication/first", "publication/done",
        "publication/wait", "publication/on", "star2/apply", "star2/declared", "star2-id",
    ]  # fmt: skip
    assert [step for step in ids if step in in_order] == in_order
    for walk in catalog.walkthroughs:
        for step in walk.steps:
            if step.id.endswith("/wait"):
                assert len(step.choices) == 1
                assert step.only_if


def test_open_principles_do_not_stop_the_declaration(catalog: Catalog) -> None:
    steps = by_id(catalog, "one-star").steps
    assert all("principle" not in step.only_if for step in steps)
    intro = next(step for step in steps if step.id == "principles/intro")
    assert "できていないものがあっても★は宣言できます" in intro.ask


# The policy in our own words


def test_the_policy_has_the_usual_headings(catalog: Catalog) -> None:
    (text,) = catalog.policy_texts
    assert [row.heading for row in text.paragraphs] == [
        heading.title for heading in catalog.basic_policies[0].headings
    ]


@pytest.mark.parametrize("assets", ["customers", "own", "both"])
def test_the_policy_reads_whole_once_filled(catalog: Catalog, assets: str) -> None:
    (text,) = catalog.policy_texts
    given = dict.fromkeys(POLICY_BLANKS, "甲") | {"assets": text.assets[assets]}
    whole = [text.preamble, *(row.text for row in text.paragraphs), *text.closing]
    written = "\n".join(part.format(**given) for part in whole)
    assert "{" not in written
    assert text.assets[assets] in written
    assert set(text.defaults) <= POLICY_BLANKS
    for blank in ("company", "assets", "owner"):
        assert any(f"{{{blank}}}" in part for part in whole)


def test_the_policy_is_polite_throughout(catalog: Catalog) -> None:
    (text,) = catalog.policy_texts
    for part in (text.preamble, *(row.text for row in text.paragraphs)):
        assert part.endswith("ます。")
