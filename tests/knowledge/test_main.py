"""`python -m knowledge`: counts, or the first error."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.conftest import TINY_KNOWLEDGE
from tests.knowledge.test_reading import PASSAGE, folder

PROJECT = Path(__file__).parents[2]


def run(root: Path) -> subprocess.CompletedProcess[str]:
    """The command over a folder."""
    command = [sys.executable, "-m", "knowledge", str(root)]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)


def test_good_knowledge_is_counted() -> None:
    done = run(TINY_KNOWLEDGE)
    assert (done.returncode, done.stderr) == (0, "")
    assert "editions: 2" in done.stdout.splitlines()


def test_bad_knowledge_is_one_line_on_stderr(tmp_path: Path) -> None:
    done = run(folder(tmp_path, a__yaml=PASSAGE.replace("high", "sure")))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "a.yaml:7: passages.0.confidence" in done.stderr
