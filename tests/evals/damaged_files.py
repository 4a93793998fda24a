"""Damaged files through the locked-in reader (R19): `python -m tests.evals.damaged_files [COUNT]`.

Each mutation has to end in a document or in a Japanese reason, within the limits. For the formats
that carry checksums (PDF, DOCX, XLSX) it is also counted how often the text came back different
and no note says so: those readings would be taken for whole.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import resource
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from indexer.documents.errors import UnreadableDocument
from indexer.documents.model import ReadDocument
from indexer.intake.limits import Limits
from indexer.intake.reading import SafeReader
from tests.indexer.intake import files

OFFICIAL = Path(__file__).resolve().parents[3] / "shared" / "documents"
_JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")
_SEED = 6
_OFFICIAL_SHARE = 5
Mutation = Callable[[random.Random, bytes], bytes]


@dataclass(frozen=True)
class Original:
    """A whole file."""

    name: str
    content: bytes

    @property
    def ending(self) -> str:
        """.pdf and the like."""
        return Path(self.name).suffix


@dataclass
class Tally:
    """What came of the mutations."""

    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    different: list[str] = field(default_factory=list)
    slowest: float = 0.0


def originals(official: Path = OFFICIAL) -> tuple[list[Original], list[Original]]:
    """Small files made here, and the official documents where there are any."""
    lines = "\n".join(f"Article {number}: the applicant shall declare" for number in range(30))
    html = "<!DOCTYPE html><html><head><title>案内</title></head><body><h1>案内</h1>" + (
        "<p>二つ星を宣言していること。</p><table><tr><th>要件</th><td>必須</td></tr></table>" * 20
    )
    paragraphs = [f"第{number}条 申請者は、SECURITY ACTIONを宣言する。" for number in range(40)]
    rows = [["要件", "内容"], *([f"{number}", "二つ星を宣言"] for number in range(40))]
    made = [
        Original("made.pdf", files.text_pdf(lines, lines, lines)),
        Original("made.docx", files.package(files.docx_parts(*paragraphs))),
        Original("made.xlsx", files.package(files.xlsx_parts(*rows))),
        Original("made.html", (html + "</body></html>").encode()),
        Original("made.md", ("# 手引\n\n" + "\n\n".join(paragraphs)).encode()),
        Original("made.txt", "\n".join(paragraphs).encode("cp932")),
    ]
    found = sorted(official.glob("*")) if official.is_dir() else []
    return made, [Original(path.name, path.read_bytes()) for path in found]


def flip(chance: random.Random, content: bytes) -> bytes:
    """One to eight bits turned."""
    damaged = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def truncate(chance: random.Random, content: bytes) -> bytes:
    """The end is missing."""
    return content[: chance.randrange(len(content))]


def blank(chance: random.Random, content: bytes) -> bytes:
    """A stretch of zeros, as a bad disk leaves."""
    start = chance.randrange(len(content))
    length = min(chance.choice((16, 512, 4096)), len(content) - start)
    return content[:start] + bytes(length) + content[start + length :]


def splice(chance: random.Random, content: bytes) -> bytes:
    """A stretch cut out, doubled, or put elsewhere."""
    start, end = sorted(chance.sample(range(len(content) + 1), 2))
    stretch = content[start:end][:8192]
    rest = content[:start] + content[start + len(stretch) :]
    place = chance.randrange(len(rest) + 1)
    how = chance.randrange(3)
    if how == 0:
        return rest
    base = content if how == 1 else rest
    return base[:place] + stretch + base[place:]


def swap_members(chance: random.Random, content: bytes) -> bytes:
    """Two parts of a package under each other's names; what is no package is spliced."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts: dict[str, str | bytes] = {
                name: package.read(name) for name in package.namelist()
            }
    except zipfile.BadZipFile:
        return splice(chance, content)
    one, other = chance.sample(sorted(parts), 2)
    parts[one], parts[other] = parts[other], parts[one]
    return files.package(parts)


MUTATIONS: tuple[Mutation, ...] = (flip, flip, truncate, blank, splice, swap_members)


def mutated(count: int, seed: int = _SEED) -> Iterator[tuple[Original, str, bytes]]:
    """Originals, how each was damaged, and the damaged content."""
    chance = random.Random(seed)
    made, official = originals()
    for number in range(count):
        pool: Sequence[Original] = made
        if official and number % _OFFICIAL_SHARE == 0:
            pool = official
        original = pool[chance.randrange(len(pool))]
        mutation = MUTATIONS[number % len(MUTATIONS)]
        yield original, mutation.__name__, mutation(chance, original.content)


def text_of(document: ReadDocument) -> str:
    """All that was read, without blanks."""
    return "".join("".join(block.text.split()) for block in document.blocks)


class Bench:
    """Reads damaged files and compares them with the whole ones."""

    def __init__(self, folder: Path, limits: Limits | None = None):
        self._folder, self._limits = folder, limits or Limits()
        self._reader = SafeReader(self._limits)
        self._whole: dict[str, str] = {}
        self._notes: dict[str, tuple[str, ...]] = {}
        self.tally = Tally()

    def read_whole(self, original: Original) -> None:
        """Remember what the undamaged file says.

        Raises:
            UnreadableDocument: not even the whole file can be read.
        """
        if original.name not in self._whole:
            path = self._folder / f"whole{original.ending}"
            path.write_bytes(original.content)
            document = self._reader.read(path)
            self._whole[original.name] = text_of(document)
            self._notes[original.name] = document.notes

    def try_one(self, number: int, original: Original, how: str, content: bytes) -> None:
        """Read one damaged file and note what came of it."""
        path = self._folder / f"{number}{original.ending}"
        path.write_bytes(content)
        began = time.monotonic()
        try:
            outcome = self._outcome(original, how, self._reader.read(path))
        except UnreadableDocument as problem:
            outcome = "refused"
            self.tally.reasons[problem.reason] += 1
            if not _JAPANESE.search(problem.reason) or not problem.reason.endswith("。"):
                self.tally.faults.append(f"{how} of {original.name}: {problem.reason!r}")
        except Exception as error:
            outcome = "failed"
            self.tally.faults.append(f"{how} of {original.name}: {error!r}")
        took = time.monotonic() - began
        self.tally.slowest = max(self.tally.slowest, took)
        if took > self._limits.wall_for(50) + 5:
            self.tally.faults.append(f"{how} of {original.name}: {took:.0f} s")
        self.tally.outcomes[original.ending, outcome] += 1
        path.unlink()

    def _outcome(self, original: Original, how: str, document: ReadDocument) -> str:
        if text_of(document) == self._whole[original.name]:
            return "same"
        if document.notes != self._notes[original.name]:
            return "different, noted"
        if how != "swap_members" and original.ending in (".pdf", ".docx", ".xlsx"):
            self.tally.different.append(f"{how} of {original.name}")
        return "different"


def run(count: int, workers: int = 2, seed: int = _SEED) -> Tally:
    """Damage and read that many files."""
    with tempfile.TemporaryDirectory() as place:
        bench = Bench(Path(place))
        cases = list(mutated(count, seed))
        for original in {case[0].name: case[0] for case in cases}.values():
            bench.read_whole(original)
        with ThreadPoolExecutor(workers) as pool:
            for number, case in enumerate(cases):
                pool.submit(bench.try_one, number, *case)
    return bench.tally


def main() -> int:
    """Print what came of the mutations; 1 when one of them broke a rule."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=600)
    parser.add_argument("--seed", type=int, default=_SEED)
    options = parser.parse_args()
    began = time.monotonic()
    tally = run(options.count, seed=options.seed)
    out = sys.stdout.write
    out(f"{tally.outcomes.total()} mutations in {time.monotonic() - began:.0f} s\n")
    outcomes = sorted({outcome for _, outcome in tally.outcomes})
    for ending in sorted({ending for ending, _ in tally.outcomes}):
        counts = [f"{name} {tally.outcomes[ending, name]}" for name in outcomes]
        out(f"  {ending:6} {', '.join(counts)}\n")
    for reason, number in tally.reasons.most_common():
        out(f"  {number:4} {reason}\n")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    out(f"slowest {tally.slowest:.1f} s, largest process {peak:.0f} MB\n")
    out(f"read, not as the whole file, and not noted: {len(tally.different)} {tally.different}\n")
    out(f"broken rules: {len(tally.faults)} {tally.faults}\n")
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
