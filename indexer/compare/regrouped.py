"""Clauses that were split in several or joined into one, without a word changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from indexer.compare.clauses import Clause, key
from indexer.compare.order import Gap

_MOST = 6
# A clause of many, of (number on the one side, numbers on the other).
Group = tuple[int, tuple[int, ...]]


def splits(before: Sequence[Clause], after: Sequence[Clause], gaps: Iterable[Gap]) -> list[Group]:
    """Clauses of `before` that are several neighbours in `after`, put together word for word."""
    return list(_groups(before, after, ((gap.left, gap.right) for gap in gaps)))


def joins(before: Sequence[Clause], after: Sequence[Clause], gaps: Iterable[Gap]) -> list[Group]:
    """Clauses of `after` that were several neighbours in `before`."""
    return list(_groups(after, before, ((gap.right, gap.left) for gap in gaps)))


def _groups(
    whole: Sequence[Clause],
    parts: Sequence[Clause],
    sides: Iterable[tuple[tuple[int, ...], tuple[int, ...]]],
) -> Iterator[Group]:
    for ones, others in sides:
        if not ones or len(others) < 2:
            continue
        wanted: dict[str, list[int]] = {}
        for number in ones:
            wanted.setdefault(_plain(whole[number].text), []).append(number)
        begins = {text[:4] for text in wanted}
        yield from _in_one(wanted, begins, [(n, _plain(parts[n].text)) for n in others])


def _in_one(
    wanted: dict[str, list[int]], begins: set[str], parts: Sequence[tuple[int, str]]
) -> Iterator[Group]:
    at, longest = 0, max(map(len, wanted))
    while at < len(parts):
        step = 1
        if any(parts[at][1].startswith(text) or text.startswith(parts[at][1]) for text in begins):
            text = ""
            for count in range(1, min(_MOST, len(parts) - at) + 1):
                number, part = parts[at + count - 1]
                if count > 1 and number != parts[at + count - 2][0] + 1:
                    break
                text += part
                if len(text) > longest:
                    break
                if count > 1 and wanted.get(text):
                    yield wanted[text].pop(0), tuple(n for n, _ in parts[at : at + count])
                    step = count
                    break
        at += step


def _plain(text: str) -> str:
    """Cells put together as sentences are."""
    return key(text).replace("|", "")
