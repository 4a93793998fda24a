"""Broken knowledge files: the error names the file, the field and the line."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from knowledge.catalog import ROOT, load
from knowledge.reading import KnowledgeError, read_file

SOURCES = "sources:\n  - id: office\n    title: 手引き\n    tier: official\n"
PASSAGE = """\
passages:
  - id: g/a
    title: 甲
    text: 乙です。
    sources: [office]
    as_of: 2024-03
    confidence: high
"""
SECTION = """\
---
id: g/a
title: 甲
sources: [office]
as_of: 2024-03
confidence: high
---
乙です。
"""


def folder(root: Path, **files: str | bytes) -> Path:
    """A knowledge folder with a source and the files given (a__yaml=…)."""
    (root / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    for name, content in files.items():
        data = content if isinstance(content, bytes) else content.encode()
        (root / name.replace("__", ".")).write_bytes(data)
    return root


def problem(root: Path) -> KnowledgeError:
    """The error that loading the folder gives."""
    with pytest.raises(KnowledgeError) as caught:
        load(root)
    return caught.value


def test_the_unbroken_files_load(tmp_path: Path) -> None:
    catalog = load(folder(tmp_path, a__yaml=PASSAGE, b__md=SECTION.replace("g/a", "g/b")))
    assert [(passage.id, passage.text) for passage in catalog.passages] == [
        ("g/a", "乙です。"),
        ("g/b", "乙です。"),
    ]


def test_broken_yaml_names_file_field_and_line(tmp_path: Path) -> None:
    error = problem(folder(tmp_path, a__yaml=PASSAGE + "    colour: red\n"))
    assert (error.path.name, error.field, error.line) == ("a.yaml", "passages.0.colour", 8)
    assert str(error).startswith(f"{tmp_path / 'a.yaml'}:8: passages.0.colour: ")


def test_a_syntax_error_names_file_and_line(tmp_path: Path) -> None:
    error = problem(folder(tmp_path, a__yaml=PASSAGE.replace("text: 乙", 'text: "乙')))
    assert error.path.name == "a.yaml"
    assert error.line is not None
    assert error.line >= 4


@pytest.mark.parametrize(
    ("old", "new", "field", "line"),
    [
        ("title: 甲", "title: [甲]", "passages.0.title", 3),
        ("confidence: high", "confidence: sure", "passages.0.confidence", 7),
        ("as_of: 2024-03", "as_of: 2024-13", "passages.0.as_of", 6),
        ("as_of: 2024-03", "as_of: '2024-02-30'", "passages.0.as_of", 6),
        ("id: g/a", "id: G A", "passages.0.id", 2),
        ("sources: [office]", "sources: []", "passages.0.sources", 5),
        ("    sources: [office]\n", "", "passages.0.sources", 2),
        ("    as_of: 2024-03\n", "", "passages.0.as_of", 2),
        ("text: 乙です。", "text: '  '", "passages.0.text", 4),
    ],
)
def test_a_wrong_value_names_its_field_and_line(
    tmp_path: Path, old: str, new: str, field: str, line: int
) -> None:
    assert old in PASSAGE
    error = problem(folder(tmp_path, a__yaml=PASSAGE.replace(old, new)))
    assert (error.path.name, error.field, error.line) == ("a.yaml", field, line)


def test_the_second_passage_is_told_from_the_first(tmp_path: Path) -> None:
    second = PASSAGE.split("\n", 1)[1].replace("g/a", "g/b").replace("high", "sure")
    error = problem(folder(tmp_path, a__yaml=PASSAGE + second))
    assert (error.field, error.line) == ("passages.1.confidence", 13)


def test_a_section_counts_its_front_matter_lines(tmp_path: Path) -> None:
    error = problem(folder(tmp_path, a__md=SECTION.replace("high", "sure")))
    assert (error.path.name, error.field, error.line) == ("a.md", "passages.0.confidence", 6)


@pytest.mark.parametrize("text", ["乙です。\n", "---\nid: g/a\n", " ---\nid: g/a\n---\n乙\n", ""])
def test_a_section_without_front_matter_is_named(tmp_path: Path, text: str) -> None:
    error = problem(folder(tmp_path, a__md=text))
    assert (error.path.name, error.line) == ("a.md", 1)
    assert "front matter" in error.reason


def test_a_section_without_a_body_is_refused(tmp_path: Path) -> None:
    error = problem(folder(tmp_path, a__md=SECTION.replace("乙です。\n", "")))
    assert error.field == "passages.0.text"


def test_what_is_not_utf_8_names_the_file(tmp_path: Path) -> None:
    error = problem(folder(tmp_path, a__yaml=PASSAGE.encode("cp932")))
    assert error.path.name == "a.yaml"
    assert "UTF-8" in error.reason


@pytest.mark.parametrize("text", ["- a\n", "", "甲\n"])
def test_a_file_that_is_no_mapping_is_refused(tmp_path: Path, text: str) -> None:
    error = problem(folder(tmp_path, a__yaml=text))
    assert (error.path.name, error.line) == ("a.yaml", 1)


def test_yaml_cannot_run_code(tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    error = problem(folder(tmp_path, a__yaml=f"a: !!python/object/apply:os.mkdir ['{mark}']\n"))
    assert error.path.name == "a.yaml"
    assert not mark.exists()


def test_a_control_character_names_the_file(tmp_path: Path) -> None:
    assert problem(folder(tmp_path, a__yaml=PASSAGE + "# \x01\n")).path.name == "a.yaml"


def test_an_impossible_unquoted_day_names_field_and_line(tmp_path: Path) -> None:
    error = problem(folder(tmp_path, a__yaml=PASSAGE.replace("2024-03", "2024-02-30")))
    assert (error.field, error.line) == ("passages.0.as_of", 6)


def test_what_is_not_utf_8_names_the_line(tmp_path: Path) -> None:
    assert problem(folder(tmp_path, a__yaml=PASSAGE.encode("cp932"))).line == 3


@pytest.mark.parametrize(
    "text",
    [PASSAGE + PASSAGE.replace("g/a", "g/b"), PASSAGE + "    title: 丙\n"],
    ids=["two lists of passages", "two titles"],
)
def test_a_key_written_twice_is_refused(tmp_path: Path, text: str) -> None:
    assert problem(folder(tmp_path, a__yaml=text)).path.name == "a.yaml"


def test_a_section_reads_the_same_with_windows_line_ends(tmp_path: Path) -> None:
    unix, windows = tmp_path / "unix.md", tmp_path / "windows.md"
    unix.write_bytes(SECTION.encode())
    windows.write_bytes(SECTION.replace("\n", "\r\n").encode())
    assert read_file(unix) == read_file(windows)


@pytest.mark.parametrize(
    "path",
    sorted([*ROOT.rglob("*.yaml"), *ROOT.rglob("*.md")]),
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_every_shipped_file_reads(path: Path) -> None:
    read_file(path)


def test_shipped_yaml_is_the_same_to_the_parser_in_python() -> None:
    # reading.py falls back to it where libyaml is missing; report.py always uses it and crashes.
    refused = []
    for path in sorted(ROOT.rglob("*.yaml")):
        try:
            yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
        except yaml.YAMLError:
            refused.append(path.relative_to(ROOT).as_posix())
    assert refused == []
