"""Files that do not fit together are refused, with the place: ids used twice, dangling references."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.catalog import load
from knowledge.reading import KnowledgeError
from tests.conftest import TINY_KNOWLEDGE
from tests.knowledge.test_reading import PASSAGE, folder, problem

RULE = """\
rules:
  - id: decline/x
    route: decline
    label: 甲
    examples: [甲]
    reply: 乙
    passages: [{passage}]
    sources: [office]
    as_of: 2024-03
    confidence: high
"""
PROGRAMME = """\
programme:
  id: aid
  name: 甲補助金
  category: other
  sa_matters: unknown
  summary: 甲です
  umbrella: {umbrella}
  editions:
    - id: aid-1
      name: 甲補助金1
      frames:
        - {{id: basic, name: 基本枠, sources: [office], as_of: 2024, confidence: high}}
      rounds:
        - {{id: r1, label: 1次, frames: [{frame}], status: unknown, sources: [office], as_of: 2024, confidence: low}}
      sources: [office]
      as_of: 2024-03
      confidence: high
  sources: [office]
  as_of: 2024-03
  confidence: high
"""


def test_an_unknown_source_names_file_and_id(tmp_path: Path) -> None:
    error = problem(folder(tmp_path, a__yaml=PASSAGE.replace("[office]", "[nobody]")))
    assert error.path.name == "a.yaml"
    assert error.reason == "unknown source 'nobody'"


def test_an_unknown_page_to_check_at_is_refused(tmp_path: Path) -> None:
    error = problem(folder(tmp_path, a__yaml=PASSAGE + "check_at: nowhere\n"))
    assert error.reason == "unknown source 'nowhere'"


def test_a_rule_that_cites_an_unknown_passage_is_refused(tmp_path: Path) -> None:
    rule = RULE.format(passage="g/gone")
    error = problem(folder(tmp_path, a__yaml=PASSAGE, r__yaml=rule))
    assert (error.path.name, error.reason) == ("r.yaml", "unknown passage 'g/gone'")


def test_a_rule_may_cite_a_passage_of_another_file(tmp_path: Path) -> None:
    catalog = load(folder(tmp_path, a__yaml=PASSAGE, r__yaml=RULE.format(passage="g/a")))
    assert catalog.rules[0].passages == ("g/a",)


@pytest.mark.parametrize(
    ("umbrella", "frame", "reason"),
    [("other", "basic", "unknown programme 'other'"), ("aid", "gone", "unknown frame 'gone'")],
)
def test_a_programme_that_points_nowhere_is_refused(
    tmp_path: Path, umbrella: str, frame: str, reason: str
) -> None:
    text = PROGRAMME.format(umbrella=umbrella, frame=frame)
    assert problem(folder(tmp_path, p__yaml=text)).reason == reason


@pytest.mark.parametrize(
    "text",
    [PASSAGE, RULE.format(passage="g/a"), PROGRAMME.format(umbrella="null", frame="basic")],
    ids=["passage", "rule", "programme"],
)
def test_an_id_in_two_files_is_refused_and_names_both(tmp_path: Path, text: str) -> None:
    error = problem(folder(tmp_path, a__yaml=text, b__yaml=text))
    assert error.path.name == "b.yaml"
    assert "a.yaml" in error.reason


def test_an_id_twice_in_one_file_is_refused(tmp_path: Path) -> None:
    twice = PASSAGE + PASSAGE.split("\n", 1)[1]
    assert "g/a" in problem(folder(tmp_path, a__yaml=twice)).reason


@pytest.mark.parametrize("file", ["guide_v1.yaml", "routing.yaml"])
def test_every_kind_of_id_is_unique(tmp_path: Path, file: str) -> None:
    for path in TINY_KNOWLEDGE.rglob("*.*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    text = (TINY_KNOWLEDGE / file).read_text(encoding="utf-8")
    key = "edition:" if file.startswith("guide") else "clarifications:"
    block = text[text.index(key) :].split("\nprinciple_set:")[0]
    (tmp_path / "copy.yaml").write_text(block + "\n", encoding="utf-8")
    with pytest.raises(KnowledgeError):
        load(tmp_path)


def test_a_passage_of_an_unknown_edition_is_refused(tmp_path: Path) -> None:
    problem(folder(tmp_path, a__yaml=PASSAGE + "    edition: nowhere\n"))


def test_a_pattern_that_is_no_regular_expression_is_refused(tmp_path: Path) -> None:
    rule = RULE.format(passage="g/a").replace("label: 甲", "label: 甲\n    patterns: ['(']")
    assert problem(folder(tmp_path, a__yaml=PASSAGE, r__yaml=rule)).path.name == "r.yaml"


@pytest.mark.parametrize(
    "files",
    [
        {"a__yaml": PASSAGE.replace("[office]", "[nobody]")},
        {"a__yaml": PASSAGE, "b__yaml": PASSAGE},
    ],
    ids=["unknown source", "duplicate id"],
)
def test_a_reference_problem_names_field_and_line(tmp_path: Path, files: dict[str, str]) -> None:
    error = problem(folder(tmp_path, **files))
    assert error.field
    assert error.line
