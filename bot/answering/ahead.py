"""What nobody knows yet: figures and dates of years to come."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.understanding import Understanding
from indexer.search import Hit

_FULL_YEAR = re.compile(r"(?<![0-9])(20[2-9][0-9])(?![0-9])")
_NEXT_YEARS_FIGURE = re.compile(
    r"(来年|次年度|来年度).{0,20}(いつ|何社|何件|いくら|何円|締切|何位|1位|何%|なりそう|どうなる|始まる|ある[?の])"
)
# How many or which place a year to come will see, nobody knows.
_COUNT_AHEAD = re.compile(r"(来年|次年度).{0,20}(何社|何件|何者|何位|1位|何%|なりそう)")


def is_beyond(question: Understanding, hits: Sequence[Hit]) -> bool:
    """Whether a year to come is asked about that the best passage does not speak of."""
    if _COUNT_AHEAD.search(question.normalised):
        return True
    years = {int(year) for year in _FULL_YEAR.findall(question.normalised)}
    if _NEXT_YEARS_FIGURE.search(question.normalised):
        years.add(question.as_of.year + 1)
    ahead = {str(year) for year in years if year > question.as_of.year}
    spoken = "".join(f"{hit.chunk.title}{hit.chunk.text}" for hit in hits[:1])
    return any(year not in spoken for year in ahead)
