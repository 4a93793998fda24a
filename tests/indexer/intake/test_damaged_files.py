"""Damaged files end in a document or a Japanese reason; R19 in small (`tests.evals.damaged_files`)."""

from __future__ import annotations

import os
from pathlib import Path

from tests.evals import damaged_files

CASES = 60 if os.environ.get("HOSHIMICHI_FAULTS") == "full" else 6


def test_damaged_files_are_read_or_refused(tmp_path: Path) -> None:
    bench = damaged_files.Bench(tmp_path)
    made, _ = damaged_files.originals(tmp_path / "none")
    cases = [case for case in damaged_files.mutated(2 * CASES, seed=1) if case[0] in made][:CASES]
    for original in {case[0].name: case[0] for case in cases}.values():
        bench.read_whole(original)
    for number, case in enumerate(cases):
        bench.try_one(number, *case)
    assert bench.tally.faults == []
    assert bench.tally.different == []
    assert bench.tally.outcomes.total() == len(cases)
