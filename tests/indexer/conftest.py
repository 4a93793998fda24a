"""A process that carries out changes to an index and may be killed meanwhile."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.adding import add
from indexer.gate import check
from tests.conftest import NOW, index_settings
from tests.indexer.gate.outcomes import well
from tests.indexer.library.made import details, document, file

PAGES = (
    "申請には、登記簿の写しと納税証明書を添えます。",
    "締切の日の17時までに、電子申請の受付番号を受け取ります。",
)


class Driver:
    """The process of `tests.indexer.crashes`, which forks one process an order."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.indexer.crashes"],
            cwd=Path(__file__).parents[2],
            # Torch's threads wait for each other by spinning: slow where cores are shared.
            env=os.environ | {"OMP_NUM_THREADS": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout
        assert self._process.stdout.readline() == "ready\n"

    def run(self, action: str, home: Path, *, root: Path | None = None, at: int | None = None,
            kill_after: float | None = None) -> int:  # fmt: skip
        """Carry out an action; gives its exit code, -9 if it was killed."""
        order = {"action": action, "home": str(home), "root": str(root or ""), "at": at}
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        pid = int(self._process.stdout.readline())
        timer = threading.Timer(kill_after or 0, _kill, [pid]) if kill_after is not None else None
        if timer:
            timer.start()
        status = int(self._process.stdout.readline())
        if timer:
            timer.cancel()
        return status

    def seconds(self, action: str, home: Path, root: Path) -> float:
        """How long an action takes when nobody kills it."""
        started = time.perf_counter()
        assert self.run(action, home, root=root) == 0
        return time.perf_counter() - started

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()


def _kill(pid: int) -> None:
    # The driver reaps its child at once; a timer that fires late must find it gone, not fail.
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


@pytest.fixture(scope="session")
def driver() -> Iterator[Driver]:
    """One driver for all tests that kill."""
    found = Driver()
    yield found
    found.close()


@pytest.fixture(scope="session")
def passed_home(tiny_home: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A home whose one candidate, added by 山田, passed the gate, and its id; do not change it."""
    folder = tmp_path_factory.mktemp("passed")
    settings = index_settings(Path(shutil.copytree(tiny_home, folder / "home")))
    read = document(*PAGES)
    version = add(settings, file(folder), read, details("koubo"), "山田", NOW).version
    assert check(settings, version, NOW, well).passed
    return settings.home, version


@pytest.fixture
def tiny_copy(tiny_home: Path, tmp_path: Path) -> Path:
    """A home of one's own with the small knowledge served."""
    return Path(shutil.copytree(tiny_home, tmp_path / "own-home"))
