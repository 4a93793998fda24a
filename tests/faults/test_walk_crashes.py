"""R4: whoever answers the self-check and is killed loses nothing, and nothing counts twice."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.state import migrate, runs
from bot.state.database import engine_for
from tests.faults.asking import scaled
from tests.faults.walker import NOW, SCOPE, answer

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.faults.walker"])


@pytest.mark.timeout(1800)
def test_killed_at_every_moment_no_answer_is_lost_or_counted_twice(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'walk.sqlite3'}"
    engine = engine_for(url)
    migrate.upgrade(engine)
    generator, kills, acknowledged = random.Random(4), 0, []
    slowest, revision = 0.0, 0
    for number in range(scaled(40, 1000)):
        mine, theirs = _FORKS.Pipe()
        boundary = number % 14 if number % 2 else None
        started = time.monotonic()
        process = _FORKS.Process(target=answer, args=(url, boundary, theirs))
        process.start()
        theirs.close()
        assert mine.poll(20) and mine.recv() == ("ready",)
        slowest = max(slowest, time.monotonic() - started)
        if boundary is None:
            time.sleep(generator.uniform(0.0, 0.06))
            os.kill(process.pid, signal.SIGKILL)
        process.join(20)
        assert process.exitcode == -signal.SIGKILL
        kills += 1
        while mine.poll():
            try:
                acknowledged.append(mine.recv())
            except EOFError:
                break
        last = max([revision, *(row[0] for row in acknowledged[-1:])])
        revision = _check(engine, acknowledged, last)
    assert kills == scaled(40, 1000)
    assert slowest < 5.0, "R4: it goes on within five seconds"
    engine.dispose()


def _check(engine: Engine, acknowledged: list[tuple[int, str, str]], last: int) -> int:
    """Whether nothing is lost or doubled; gives how far the run is."""
    with engine.begin() as connection:
        (run,) = runs.of_scope(connection, SCOPE)
        told = runs.history(connection, run.id)
    # Every change is one revision; a process dies at most one commit ahead of what it told.
    assert last <= run.revision <= last + 1
    standing = Counter(given.step for given, ended in told if ended is None)
    assert not standing or max(standing.values()) == 1
    kept = Counter((given.step, given.value) for given, _ in told)
    for _, step, value in acknowledged[-30:]:
        if step and step.startswith("check/"):
            assert kept[(step, value)] >= 1, "an answer that was acknowledged is gone"
    assert all(given.at == NOW for given, _ in told)
    return run.revision
