"""`make eval`: the metrics, each with its bar; exit status 1 when one is under it."""

from __future__ import annotations

import math
import re
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot import wording
from bot.advisor import Advisor
from bot.domain.answer import Answer
from indexer.index import Index, open_index
from indexer.releases import Releases
from indexer.settings import IndexSettings
from tests.evals.golden import Golden, facts_found, forbidden_said, read

_MARK = re.compile(r"〔[^〕]*〕|公式の確認が取れていない情報です。")
_REFUSALS = {"unknown", "declined"}


@dataclass(frozen=True)
class Outcome:
    """One question, its answer, and what retrieval found."""

    question: Golden
    answer: Answer
    found: tuple[str, ...]
    in_force: tuple[bool, ...]
    milliseconds: float

    @property
    def facts(self) -> list[bool]:
        """For each key fact, whether the answer holds it."""
        return facts_found(self.question, self.answer)

    @property
    def right_itself(self) -> bool:
        """As `right`, but by the answer alone: no side note and no mark of certainty counts."""
        text = self.answer.text.split(f"{wording.ALSO}:")[0]
        own = self.answer.model_copy(update={"text": _MARK.sub("", text)})
        return self.right and all(facts_found(self.question, own))

    @property
    def right(self) -> bool:
        """Whether the kind is accepted, every key fact is there and nothing forbidden is said."""
        kind = self.answer.kind in self.question.kind
        return kind and all(self.facts) and not forbidden_said(self.question, self.answer)


@dataclass(frozen=True)
class Metric:
    """A share with its bar: `hits` of `n`; `most` turns the bar into a ceiling."""

    name: str
    hits: float
    n: int
    bar: float
    most: bool = False

    @property
    def value(self) -> float:
        """The share."""
        return self.hits / self.n if self.n else 0.0

    @property
    def met(self) -> bool:
        """Whether the bar is met; nothing measured never meets it."""
        if not self.n:
            return False
        return self.value <= self.bar if self.most else self.value >= self.bar

    def line(self) -> str:
        """A row of the table, with the 95 % Wilson interval."""
        low, high = wilson(self.hits, self.n)
        sign = "≤" if self.most else "≥"
        mark = "ok  " if self.met else "FAIL"
        return (
            f"{mark} {self.name:<58} {self.value:.3f} "
            f"[{low:.3f}, {high:.3f}] n={self.n} (bar {sign} {self.bar})"
        )


def wilson(hits: float, n: int) -> tuple[float, float]:
    """The 95 % Wilson interval of a share."""
    if not n:
        return 0.0, 1.0
    z = 1.96
    p = hits / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def run(index: Index, questions: Iterable[Golden]) -> list[Outcome]:
    """Ask every question once."""
    advisor = Advisor(lambda: index.version, lambda version: index)
    outcomes = []
    for question in questions:
        started = time.perf_counter()
        answer, _ = advisor.ask(question.question, question.as_of)
        took = (time.perf_counter() - started) * 1000
        chunks = [
            hit.chunk for hit in index.searcher.search(question.question, 10, as_of=question.as_of)
        ]
        outcomes.append(
            Outcome(
                question,
                answer,
                tuple(chunk.id for chunk in chunks),
                tuple(chunk.holds_on(question.as_of) for chunk in chunks[:5]),
                took,
            )
        )
    return outcomes


def metrics(outcomes: Sequence[Outcome], index: Index) -> list[Metric]:
    """All metrics of the evaluation, with the project's bars."""
    labelled = [row for row in outcomes if row.question.gold]
    current = [row for row in labelled if _has_current_gold(row, index)]
    ranks = [_rank(row) for row in current]
    facts = [found for row in outcomes for found in row.facts]
    critical = [row for row in outcomes if row.question.critical and row.question.key_facts]
    answered = [row for row in outcomes if row.answer.kind == "answered"]
    unanswerable = [row for row in outcomes if set(row.question.kind) <= _REFUSALS]
    answerable = [row for row in outcomes if row.question.kind == ("answered",)]
    pairs = [row for row in outcomes if row.question.pair]
    return [
        Metric("recall@5 of a gold passage", sum(r < 5 for r in ranks), len(ranks), 0.95),
        Metric("recall@10", sum(r < 10 for r in ranks), len(ranks), 0.97),
        Metric("MRR@10", sum(1 / (r + 1) for r in ranks if r < 10), len(ranks), 0.80),
        _share("edition precision@5", [ok for row in outcomes for ok in row.in_force], 0.97),
        _share("key facts in the answer (no LLM)", facts, 0.90),
        _share("critical questions: all key facts", [all(row.facts) for row in critical], 1.0),
        _share("nothing forbidden said", [_clean(row) for row in outcomes], 1.0),
        _share("answered: citation, quote verbatim", [_cited(row, index) for row in answered], 1.0),
        _share("dated questions right", [row.right for row in pairs], 1.0),
        _topic("requirements", "requirement", outcomes),
        _topic("deadlines and lead times", "deadline", outcomes),
        _share(
            "false answers on unanswerable",
            [row.answer.kind == "answered" for row in unanswerable],
            0.05,
            most=True,
        ),
        _share(
            "over-refusal on answerable",
            [row.answer.kind in _REFUSALS for row in answerable],
            0.05,
            most=True,
        ),
    ]


def _share(name: str, values: Sequence[bool], bar: float, *, most: bool = False) -> Metric:
    return Metric(name, sum(values), len(values), bar, most)


def _topic(name: str, topic: str, outcomes: Sequence[Outcome]) -> Metric:
    asked = [row for row in outcomes if row.question.topic == topic]
    return _share(
        f"questions about {name}: answered right", [row.right_itself for row in asked], 1.0
    )


def _has_current_gold(row: Outcome, index: Index) -> bool:
    """Whether a gold passage may be found at all on the day (a question on the past may not)."""
    held = [gold for gold in row.question.gold if gold in index.searcher]
    return any(index.searcher.chunk(gold).holds_on(row.question.as_of) for gold in held)


def _rank(row: Outcome) -> int:
    """The rank of the first gold passage, from 0; 99 = not among the first ten."""
    return next((n for n, found in enumerate(row.found) if found in row.question.gold), 99)


def _clean(row: Outcome) -> bool:
    return not forbidden_said(row.question, row.answer)


def _cited(row: Outcome, index: Index) -> bool:
    """Whether there is a citation and every quote stands verbatim in some passage."""
    texts: Callable[[str], bool] = lambda quote: any(  # noqa: E731
        quote in chunk.text for chunk in index.searcher.chunks
    )
    return bool(row.answer.citations) and all(texts(c.quote) for c in row.answer.citations)


def main() -> int:
    """Print every metric and what went wrong."""
    settings = IndexSettings()
    index = open_index(settings, Releases(settings.home).active())
    outcomes = run(index, read())
    results = metrics(outcomes, index)
    took = sorted(row.milliseconds for row in outcomes)
    for metric in results:
        print(metric.line())  # noqa: T201
    print(f"     ask p50 {took[len(took) // 2]:.1f} ms, p95 {took[len(took) * 95 // 100]:.1f} ms")  # noqa: T201
    if "--wrong" in sys.argv:
        for row in outcomes:
            if not row.right or (row.question.topic and not row.right_itself):
                print(f"{row.question.id} {row.question.as_of} {row.question.question}")  # noqa: T201
    index.searcher.close()
    return 0 if all(metric.met for metric in results) else 1


if __name__ == "__main__":
    sys.exit(main())
