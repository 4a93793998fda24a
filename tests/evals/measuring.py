"""What the bench measures; each function wants a process of its own."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.settings import IndexSettings
from tests.evals.golden import Golden
from tests.evals.peers import Passage, Peer

CHAT_QUESTIONS = 200
_RUNS = 5
_COLD_QUESTION = "★で足りる？"
_OUTDATED = "索引が古くなっています。`python -m indexer build` を実行してください。"


@dataclass(frozen=True)
class Measured:
    """What one peer did with the questions.

    `ranks`: of the first right passage, None when it is not among the first ten.
    """

    ranks: list[int | None]
    milliseconds: list[float]
    memory_mb: float


def timed_build(peer: Peer, folder: Path) -> float:
    """Build in this process; gives the seconds, without those of reading the passages."""
    passages = _shown_passages()
    started = time.perf_counter()
    peer.build(passages, folder)
    return time.perf_counter() - started


def measure(peer: Peer, folder: Path, questions: Sequence[Golden]) -> Measured:
    """Ask everything of a built peer, one question at a time, after one to warm up."""
    search = peer.open(folder)
    search(questions[0].question, questions[0].as_of)
    ranks: list[int | None] = []
    milliseconds: list[float] = []
    for question in questions:
        started = time.perf_counter()
        found = search(question.question, question.as_of)
        milliseconds.append((time.perf_counter() - started) * 1000)
        right = (rank for rank, passage in enumerate(found, 1) if passage in question.gold)
        ranks.append(next(right, None))
    return Measured(ranks, milliseconds, peak_memory_mb())


def peak_memory_mb() -> float:
    """The most memory this process ever held."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1024**2


def answer_milliseconds(questions: Sequence[Golden]) -> list[float]:
    """How long `Advisor.ask` takes for each question, after one to warm up."""
    from bot import app

    advisor = app.advisor(IndexSettings())
    advisor.ask(questions[0].question, questions[0].as_of)
    taken = []
    for question in questions:
        started = time.perf_counter()
        advisor.ask(question.question, question.as_of)
        taken.append((time.perf_counter() - started) * 1000)
    return taken


def chat_memory_mb(questions: Sequence[Golden]) -> float:
    """What this process holds after a chat of the first questions, as read from a pipe.

    Raises:
        RuntimeError: the chat did not get through.
    """
    import psutil

    from bot.__main__ import main

    asked = [" ".join(question.question.split()) for question in questions[:CHAT_QUESTIONS]]
    keyboard, sys.stdin = sys.stdin, io.StringIO("\n".join(asked) + "\n")
    try:
        with (
            Path(os.devnull).open("w", encoding="utf-8") as nowhere,
            contextlib.redirect_stdout(nowhere),
        ):
            code = main(["chat"])
        unread = sys.stdin.read()
    finally:
        sys.stdin = keyboard
    if code or unread:
        raise RuntimeError("the chat ended early")
    return float(psutil.Process().memory_info().rss) / 1024**2


def cold_start_seconds() -> float:
    """The wall time of one question asked on the command line (median)."""
    return _median_seconds(["bot", "ask", _COLD_QUESTION], IndexSettings().home)


def idle_build_seconds() -> float:
    """The wall time of a build with nothing to do (median), on a copy of the active index."""
    from indexer.releases import Releases

    home = IndexSettings().home
    version = Releases(home).active()
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary)
        shutil.copytree(Releases(home).folder(version), copy / "index" / version)
        Releases(copy).activate(version, "bench", dt.datetime.now(dt.UTC))
        seconds = _median_seconds(["indexer", "build"], copy)
        if Releases(copy).active() != version:
            raise SystemExit(_OUTDATED)
    return seconds


def _shown_passages() -> list[Passage]:
    """Every passage the active index may show.

    Raises:
        SystemExit: it is not the index of the present knowledge and code, so that a fresh build
            would hold other passages.
    """
    from indexer.build import version_id
    from indexer.index import open_index

    settings = IndexSettings()
    index = open_index(settings)
    index.searcher.close()
    if index.version != version_id(settings):
        raise SystemExit(_OUTDATED)
    return [
        Passage(chunk.id, chunk.title, chunk.text)
        for chunk in index.searcher.chunks
        if chunk.rule is None
    ]


def _median_seconds(command: Sequence[str], home: Path) -> float:
    environment = os.environ | {"HOSHIMICHI_HOME": str(home), "PYTHONUTF8": "1"}
    taken = []
    for _ in range(_RUNS):
        started = time.perf_counter()
        subprocess.run(  # noqa: S603
            [sys.executable, "-m", *command], env=environment, capture_output=True, check=True
        )
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)
