"""What two sequences have in common, in order: by what is in both once, then within the gaps.

Fast for tens of thousands of clauses: an exact longest common subsequence is only sought in the
gaps between what is in both exactly once (patience diff, Bram Cohen 2006).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

Pairs = dict[int, int]
# Above this many comparisons a gap without any landmark is left to the search by likeness.
_LARGEST = 400_000_000


@dataclass(frozen=True, slots=True)
class Gap:
    """What lies between two pairs: positions not paired, on either side."""

    left: tuple[int, ...]
    right: tuple[int, ...]


def in_order(before: Sequence[str], after: Sequence[str]) -> Pairs:
    """Pairs of equal texts, each once, growing on both sides; empty texts pair with nothing."""
    landmarks = _growing(_once_in_both(before, after))
    found: Pairs = {}
    since_left = since_right = 0
    for left, right in [*landmarks, (len(before), len(after))]:
        found.update(_common(before, after, (since_left, left), (since_right, right)))
        if left < len(before):
            found[left] = right
        since_left, since_right = left + 1, right + 1
    return found


def gaps(pairs: Mapping[int, int], count_left: int, count_right: int) -> Iterator[Gap]:
    """The gaps between pairs that grow on both sides, those with something in them."""
    landmarks = _growing(sorted(pairs.items()))
    taken = set(pairs.values())
    since_left = since_right = 0
    for left, right in [*landmarks, (count_left, count_right)]:
        gap = Gap(
            tuple(n for n in range(since_left, left) if n not in pairs),
            tuple(n for n in range(since_right, right) if n not in taken),
        )
        if gap.left or gap.right:
            yield gap
        since_left, since_right = left + 1, right + 1


def _once_in_both(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    there = {text: number for number, text in enumerate(after)}
    seen, also = Counter(before), Counter(after)
    return [
        (number, there[text])
        for number, text in enumerate(before)
        if text and seen[text] == 1 and also[text] == 1
    ]


def _growing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the pairs whose right sides grow (left sides grow already)."""
    tails: list[int] = []
    ends: list[int] = []
    came_from: list[int | None] = []
    for number, (_, right) in enumerate(pairs):
        at = bisect_left(tails, right)
        came_from.append(ends[at - 1] if at else None)
        if at == len(tails):
            tails.append(right)
            ends.append(number)
        else:
            tails[at], ends[at] = right, number
    found: list[tuple[int, int]] = []
    step = ends[-1] if ends else None
    while step is not None:
        found.append(pairs[step])
        step = came_from[step]
    return found[::-1]


def _common(
    before: Sequence[str], after: Sequence[str], left: tuple[int, int], right: tuple[int, int]
) -> Pairs:
    one = [n for n in range(*left) if before[n]]
    other = [n for n in range(*right) if after[n]]
    if not one or not other or len(one) * len(other) > _LARGEST:
        return {}
    codes: dict[str, int] = {}
    texts = [codes.setdefault(before[n], len(codes)) for n in one]
    others = [codes.setdefault(after[n], len(codes)) for n in other]
    return {
        one[code.src_start + step]: other[code.dest_start + step]
        for code in LCSseq.opcodes(texts, others)
        if code.tag == "equal"
        for step in range(code.src_end - code.src_start)
    }
