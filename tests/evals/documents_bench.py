"""`python -m tests.evals.documents_bench`: how long documents take to make.

Prints a Markdown table of medians beside their bars; ends with 1 when one is not met.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

from bot.documents.make import make
from bot.domain.walkthrough import DocumentKind
from knowledge.catalog import load
from tests.bot.documents.dossiers import dossier, with_policy_text

_RUNS = 9
_BARS: tuple[tuple[DocumentKind, str, float], ...] = (
    ("chart", "診断の図（PNG）", 1.0),
    ("policy", "基本方針（docx）", 0.5),
    ("policy_print", "掲示用の基本方針（docx）", 0.5),
    ("declaration_sheet", "宣言の下書き（docx）", 0.5),
    ("evidence_pack", "記録一式（zip、図と書類を作るところから）", 2.0),
)


def median(work: Callable[[], object]) -> float:
    """The median time of a piece of work, after one run to warm up."""
    work()
    times = []
    for _ in range(_RUNS):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def main() -> int:
    """Measure and print; 0 when every bar is met."""
    catalog = with_policy_text(load())
    held = dossier(catalog)
    met = True
    lines = ["| 書類 | 中央値 | 基準 | |", "|---|---|---|---|"]
    for kind, name, bar in _BARS:
        took = median(lambda kind=kind: make(kind, held, catalog))  # type: ignore[misc]
        met = met and took <= bar
        lines.append(f"| {name} | {took:.3f} s | ≤ {bar} s | {'○' if took <= bar else '×'} |")
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
