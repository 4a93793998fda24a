"""The report: true counts, and nothing without source or date."""

from __future__ import annotations

from pathlib import Path

from knowledge.catalog import load
from knowledge.report import report
from tests.conftest import TINY_KNOWLEDGE
from tests.knowledge.test_reading import PASSAGE, folder


def test_the_report_counts_what_is_there() -> None:
    lines, missing = report(TINY_KNOWLEDGE)
    catalog = load(TINY_KNOWLEDGE)
    assert f"  passages: {len(catalog.passages)}" in lines
    assert "  editions: 2" in lines
    assert "  gap: 1" in lines
    assert missing == []


def test_confidences_add_up_to_the_facts() -> None:
    lines, _ = report(TINY_KNOWLEDGE)
    levels = ("  high: ", "  medium: ", "  low: ")
    counts = [int(line.rpartition(" ")[2]) for line in lines if line.startswith(levels)]
    assert len(counts) == 3
    assert sum(counts) == len(list(load(TINY_KNOWLEDGE).facts()))


def test_one_more_passage_counts_one_more(tmp_path: Path) -> None:
    second = PASSAGE.split("\n", 1)[1].replace("g/a", "g/b")
    lines, _ = report(folder(tmp_path, a__yaml=PASSAGE + second))
    assert "  passages: 2" in lines


def test_the_shipped_knowledge_has_no_fact_without_source_or_date() -> None:
    lines, missing = report()
    assert missing == []
    assert "出典か日付のない事実: 0" in lines
