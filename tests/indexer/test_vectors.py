"""Vectors on disk: nearest first, and opening them changes nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from indexer.embedding import Vectors
from indexer.releases import file_hashes
from indexer.vectors import VectorIndex

ROWS = 300


@pytest.fixture(scope="module")
def rows() -> Vectors:
    """Unit vectors, reproducible."""
    found = np.random.default_rng(1).standard_normal((ROWS, 16)).astype(np.float32)
    unit: Vectors = found / np.linalg.norm(found, axis=1, keepdims=True)
    return unit


@pytest.fixture(scope="module")
def folder(rows: Vectors, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The vectors, written."""
    folder = tmp_path_factory.mktemp("vectors") / "vectors"
    VectorIndex.write(folder, rows)
    return folder


def test_each_row_is_nearest_to_itself(folder: Path, rows: Vectors) -> None:
    index = VectorIndex(folder)
    for number in range(0, ROWS, 17):
        numbers, similarities = index.nearest(rows[number], 3)
        assert numbers[0] == number
        assert similarities[0] == pytest.approx(1, abs=1e-5)
    index.close()


def test_similarities_are_cosines_best_first(folder: Path, rows: Vectors) -> None:
    index = VectorIndex(folder)
    numbers, similarities = index.nearest(rows[5] * 9, 20)
    index.close()
    assert similarities == pytest.approx(rows[numbers] @ rows[5], abs=1e-5)
    assert list(similarities) == sorted(similarities, reverse=True)


def test_more_than_there_are_gives_all(folder: Path, rows: Vectors) -> None:
    index = VectorIndex(folder)
    numbers, _ = index.nearest(rows[0], 10_000)
    assert index.count == ROWS
    index.close()
    assert sorted(numbers) == list(range(ROWS))


def test_a_zero_vector_is_no_error(folder: Path) -> None:
    index = VectorIndex(folder)
    numbers, similarities = index.nearest(np.zeros(16, dtype=np.float32), 5)
    index.close()
    assert len(numbers) == 5
    assert np.isfinite(similarities).all()


def test_opening_and_searching_leaves_every_file_as_it_was(folder: Path, rows: Vectors) -> None:
    before = file_hashes(folder)
    index = VectorIndex(folder)
    index.nearest(rows[0], 5)
    index.close()
    assert file_hashes(folder) == before


def test_two_readers_at_once_do_not_disturb_each_other(folder: Path, rows: Vectors) -> None:
    first, second = VectorIndex(folder), VectorIndex(folder)
    first.close()
    numbers, _ = second.nearest(rows[7], 1)
    second.close()
    assert list(numbers) == [7]


def test_closing_removes_the_private_copy(folder: Path, tmp_path: Path) -> None:
    # In a process of its own, since the place of temporary files is fixed at its first use.
    script = (
        "import sys; from pathlib import Path; from indexer.vectors import VectorIndex;"
        "index = VectorIndex(Path(sys.argv[1])); print(len(list(Path(sys.argv[2]).iterdir())));"
        "index.close(); print(len(list(Path(sys.argv[2]).iterdir())))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder), str(tmp_path)],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["1", "0"]
