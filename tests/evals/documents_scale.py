"""Many documents at once: `python -m tests.evals.documents_scale [--documents N | --full]`.

Adds made-up PDFs of ten pages in bulk to a copy of the shipped index, beside somebody who asks
questions all the while; prints a Markdown table of figures beside their bars (issue 6, R30) and
ends with 1 when one is not met. The default size is a sample; `--full` is 500 documents.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from bot.advisor import Advisor
from indexer.adding import add
from indexer.index import Index, open_index
from indexer.intake.reading import read_safely
from indexer.library.entry import Details
from indexer.releases import Releases
from indexer.settings import IndexSettings
from tests.conftest import NOW
from tests.evals.golden import read as golden

OFFICIAL = Path(__file__).resolve().parents[3] / "shared" / "documents" / "it2025_koubo_tsujyo.pdf"
_PAGES = 10
_FULL, _SAMPLE = 500, 50
_FONT, _SIZE, _LEADING, _LETTERS = "HeiseiKakuGo-W5", 10.5, 16.0, 44
_SENTENCE = re.compile(r"[^。\n]{10,120}。")
_ASKED = 40
_SEED = 6


@dataclass
class Used:
    """What a process and its children took: seconds on the clock, of CPU, the most memory."""

    wall: float = 0.0
    cpu: float = 0.0
    memory: int = 0


@dataclass
class Row:
    """A figure beside its bar."""

    name: str
    value: float
    bar: float
    unit: str
    said: str = ""

    @property
    def met(self) -> bool:
        """Whether it is no more than the bar."""
        return self.value <= self.bar

    def line(self) -> str:
        """A row of the table."""
        mark = "○" if self.met else "×"
        return f"| {self.name} | {self.value:.2f} {self.unit} | ≤ {self.bar:g} {self.unit} | {mark} | {self.said} |"


def sentences(index: Index) -> list[str]:
    """Real Japanese sentences of the field, out of the knowledge."""
    text = "\n".join(chunk.text for chunk in index.searcher.chunks)
    return list(dict.fromkeys(_SENTENCE.findall(text)))


def write_pdf(path: Path, number: int, pool: Sequence[str]) -> None:
    """A PDF of ten pages: chapters, numbered headings, paragraphs; no two alike."""
    chance = random.Random(f"{_SEED}/{number}")
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setTitle(f"第{number}号 補助事業の手引き")
    for page in range(1, _PAGES + 1):
        y = A4[1] - 60
        for line in _lines(number, page, pool, chance):
            canvas.setFont(_FONT, 14 if line.startswith("第") and len(line) < 30 else _SIZE)
            canvas.drawString(60, y, line)
            y -= _LEADING
            if y < 70:
                break
        canvas.setFont(_FONT, 9)
        canvas.drawCentredString(A4[0] / 2, 40, str(page))
        canvas.showPage()
    canvas.save()


def _lines(number: int, page: int, pool: Sequence[str], chance: random.Random) -> Iterator[str]:
    yield f"第{page}章 事業{number}の定め（その{page}）"
    for part in range(1, 4):
        yield f"{page}-{part} {chance.choice(pool)[:18]}"
        for paragraph in range(2):
            text = f"（{paragraph + 1}）" + "".join(chance.sample(pool, 4))
            yield from (text[at : at + _LETTERS] for at in range(0, len(text), _LETTERS))


def write_list(folder: Path, names: Sequence[str]) -> Path:
    """What `add-all` is given."""
    path = folder / "list.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["file", "id", "title", "publisher", "edition", "published", "use", "trust"]
        )
        for number, name in enumerate(names):
            title = f"第{number}号 補助事業の手引き"
            writer.writerow(
                [
                    name,
                    f"d{number:03}",
                    title,
                    "中小企業庁",
                    "2026年版",
                    "2026-04-01",
                    "rules",
                    "official",
                ]
            )
    return path


@dataclass
class Asking:
    """Somebody who asks without a pause, in a thread; the times are kept in milliseconds."""

    index: Index
    times: list[float] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Asking:
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        advisor = Advisor(lambda: self.index.version, lambda version: self.index)
        for question in itertools.cycle(golden()[:: len(golden()) // _ASKED]):
            if self._stop.wait(0.02):
                return
            begun = time.perf_counter()
            advisor.ask(question.question, question.as_of)
            self.times.append((time.perf_counter() - begun) * 1000)


def p95(times: Sequence[float]) -> float:
    """The 95th percentile."""
    return sorted(times)[len(times) * 95 // 100]


def watch(process: subprocess.Popen[bytes]) -> Used:
    """Wait for a process; what it and all it started took."""
    used, begun = Used(), time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    watched = psutil.Process(process.pid)
    while process.poll() is None:
        memory = 0
        try:
            for one in (watched, *watched.children(recursive=True)):
                memory += one.memory_info().rss
        except psutil.NoSuchProcess:
            pass
        used.memory = max(used.memory, memory)
        time.sleep(0.2)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used.wall = time.perf_counter() - begun
    used.cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used


def one_pdf(settings: IndexSettings) -> Row:
    """The official PDF of 45 pages, from the file to a candidate."""
    said = Details.model_validate(
        {
            "id": "koubo",
            "title": "公募要領",
            "publisher": "中小企業基盤整備機構",
            "edition": "2025年版",
            "published": "2025-03-31",
            "use": "rules",
            "trust": "official",
        }
    )
    before, begun = os.times(), time.perf_counter()
    document = read_safely(OFFICIAL)
    read = time.perf_counter() - begun
    add(settings, OFFICIAL, document, said, "bench", NOW)
    wall = time.perf_counter() - begun
    after = os.times()
    cpu = sum(after[:4]) - sum(before[:4])
    parts = f"reading {read:.1f} s, candidate {wall - read:.1f} s, CPU {cpu:.1f} s"
    return Row("a 45-page PDF, from file to candidate", wall, 20, "s", parts)


def many(settings: IndexSettings, folder: Path, documents: int, index: Index) -> list[Row]:
    """Documents in bulk, and the questions meanwhile."""
    quiet = 12.0
    with Asking(index) as alone:
        time.sleep(quiet)
    begun = time.perf_counter()
    with Asking(index) as beside:
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "indexer",
                "add-all",
                str(folder),
                "--list",
                str(folder / "list.csv"),
            ],
            env=os.environ | {"HOSHIMICHI_HOME": str(settings.home)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        used = watch(process)
    with Asking(index) as after:
        time.sleep(quiet)
    if process.returncode:
        raise SystemExit("add-all failed")
    before, during = p95(alone.times + after.times), p95(beside.times)
    share = documents / _FULL
    pages = documents * _PAGES
    return [
        Row(
            f"{documents} documents, {pages:,} pages (a share of the bar, and half a minute to start)"
            if documents < _FULL
            else f"{documents} documents, {pages:,} pages",
            (time.perf_counter() - begun - quiet) / 60,
            20 * share + (0.5 if documents < _FULL else 0),
            "min",
            f"CPU {used.cpu / 60:.1f} min",
        ),
        Row("memory of the indexing, its readers too", used.memory / 2**30, 1.5, "GB"),
        Row(
            "query p95 while indexing, beside alone",
            (during / before - 1) * 100,
            30,
            "% more",
            f"{during:.1f} ms beside {before:.1f} ms, {len(beside.times):,} questions",
        ),
    ]


def main() -> int:
    """Measure and print; 0 when every bar is met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=_SAMPLE)
    parser.add_argument("--full", action="store_true")
    options = parser.parse_args()
    documents = _FULL if options.full else options.documents
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    own = IndexSettings()
    with tempfile.TemporaryDirectory(prefix="hoshimichi-scale-") as name:
        settings = IndexSettings.model_validate({"HOSHIMICHI_HOME": Path(name) / "home"})
        version = Releases(own.home).active()
        shutil.copytree(Releases(own.home).folder(version), settings.home / "index" / version)
        Releases(settings.home).activate(version, "bench", NOW, reason="build")
        index = open_index(settings)
        rows = [one_pdf(settings)] if OFFICIAL.is_file() else []
        folder = Path(name) / "documents"
        folder.mkdir()
        pool = sentences(index)
        names = [f"{number:03}.pdf" for number in range(documents)]
        for number, file in enumerate(names):
            write_pdf(folder / file, number, pool)
        write_list(folder, names)
        rows += many(settings, folder, documents, index)
        index.close()
    lines = ["| what | measured | bar | | |", "|---|---|---|---|---|"]
    sys.stdout.write("\n".join([*lines, *(row.line() for row in rows)]) + "\n")
    return 0 if all(row.met for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
