"""How the personas fared, as a Markdown table."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Iterator

from tests.personas.play import Played

_HEAD = "| 人 | 道すじ | 回数 | 到達 | 行数の中央値 | 途中の質問 | 答えなし | 止まった所 |"


def table(played: Iterable[Played]) -> Iterator[str]:
    """The lines of the table, one a persona and walkthrough, and the sum."""
    yield _HEAD
    yield "|---|---|--:|--:|--:|--:|--:|---|"
    everything = list(played)
    groups: dict[tuple[str, str], list[Played]] = {}
    for one in everything:
        groups.setdefault((one.person, one.walkthrough), []).append(one)
    for (person, walkthrough), rows in groups.items():
        yield _row(person, walkthrough, rows)
    yield _row("合計", "", everything)


def _row(person: str, walkthrough: str, rows: list[Played]) -> str:
    reached = [one for one in rows if one.reached]
    median = f"{statistics.median(len(one.lines) for one in reached):.0f}" if reached else "–"
    stuck = Counter(one.stuck for one in rows if not one.reached)
    where = "、".join(f"{step} ×{count}" for step, count in stuck.most_common(3)) or "–"
    missing = sum(len(one.unanswered) + len(one.lost) for one in rows)
    cells = [
        person, walkthrough, len(rows), f"{len(reached)} ({len(reached) / len(rows):.0%})", median,
        sum(one.asked for one in rows), missing, where,
    ]  # fmt: skip
    return f"| {' | '.join(str(cell) for cell in cells)} |"
