"""How a version answers the questions the bot must not get worse at, held against another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from indexer.gate import words
from indexer.gate.report import Finding
from knowledge.schema import Model

if TYPE_CHECKING:
    from indexer.index import Index

_SHOWN = 20


class Outcome(Model):
    """An answer, as far as it is compared.

    Attributes:
        fits: it is of a kind that is right here (answered, asked back, declined).
        facts: for each fact a right answer holds, whether it holds it.
        forbidden: how many wrong statements it makes.
        critical: a wrong answer would cost somebody a grant or a deadline.
    """

    question: str
    fits: bool
    facts: tuple[bool, ...] = ()
    forbidden: int = 0
    critical: bool = False

    def worse_than(self, other: Outcome) -> bool:
        """Whether something the other has right is wrong here."""
        lost = any(before and not now for before, now in zip(other.facts, self.facts, strict=False))
        return lost or (other.fits and not self.fits) or self.forbidden > other.forbidden


# How an opened version answers, by the id of the question; lives in the bot.
Answers = Callable[["Index"], Mapping[str, Outcome]]


def not_compared() -> Finding:
    """What is said where nobody was there to answer."""
    return Finding(check="answers", passed=False, text=words.NOT_COMPARED, todo=words.COMPARE)


def compared(before: Mapping[str, Outcome], after: Mapping[str, Outcome]) -> Finding:
    """Whether a version answers no worse than the one served.

    No critical question may be worse, and neither may the number of right facts, of answers of
    the right kind and of wrong statements.
    """
    both = [(before[name], after[name]) for name in before if name in after]
    worse = [now for was, now in both if now.worse_than(was)]
    critical = sum(one.critical for one in worse)
    fell = any(_count(now) < _count(was) for _count in (_facts, _fits, _clean)
               for was, now in [([one for one, _ in both], [one for _, one in both])])  # fmt: skip
    lost = len(before) - len(both)
    lines = [
        words.WORSE.format(question=one.question, mark=words.CRITICAL if one.critical else "")
        for one in sorted(worse, key=lambda one: not one.critical)[:_SHOWN]
    ]
    passed = not (critical or fell or lost)
    if passed and not worse:
        return Finding(check="answers", passed=True, text=words.SAME.format(count=len(both)))
    said = words.WORSE_ANSWERS.format(count=len(both), worse=len(worse), critical=critical)
    return Finding(
        check="answers",
        passed=passed,
        text=said,
        lines=tuple(lines),
        todo=words.LOOK_AT_ANSWERS,
        attention=passed,
    )


def _facts(outcomes: list[Outcome]) -> int:
    return sum(sum(one.facts) for one in outcomes)


def _fits(outcomes: list[Outcome]) -> int:
    return sum(one.fits for one in outcomes)


def _clean(outcomes: list[Outcome]) -> int:
    return -sum(one.forbidden for one in outcomes)
