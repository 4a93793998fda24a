"""The numbered list a document calls by name: its principles, its self-check."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from rapidfuzz import fuzz, process

from indexer.documents.model import ReadDocument
from indexer.drafts.entries import Entry, entries, plain
from knowledge.schema import Model

Sure = Literal["high", "medium", "low"]
_COUNT = {kanji: number for number, kanji in enumerate("一二三四五六七八九十", 1)}
# How far the next number of a list may be from the one before.
_BLOCKS, _PAGES = 60, 4
# A list that lacks this share of what is expected is another list.
_ENOUGH = 0.6
_HIGH, _LOW, _KNOWN = 5.0, 2.5, 0.5
# Looking like the row before speaks for a row; a number stepped over speaks against the way.
_LIKE, _MISSED, _FAR = 0.5, 1.0, 0.04


class Wanted(Model):
    """What to look for.

    Attributes:
        name: a pattern of the heading or table the list stands under, with the count if it says it.
        endings: a pattern of how its texts end.
        headers: a pattern of its columns, where it is a table; `strict_headers` of columns that
            no other table has.
        known: texts of an earlier edition: what looks like them is likely to be it.
        expected: how many there should be, where the document does not say.
    """

    name: str
    endings: str
    headers: str
    strict_headers: str = ""
    known: tuple[str, ...] = ()
    expected: int


class Found(Model):
    """A list as it was found: `missing` numbers had no text."""

    entries: tuple[Entry, ...]
    expected: int
    missing: tuple[int, ...]
    sure: Sure


class _Run(Model):
    entries: tuple[Entry, ...]
    score: float


def find(document: ReadDocument, wanted: Wanted) -> Found | None:
    """The list in a document that fits best; None where none fits at all."""
    expected = _said_count(document, wanted) or wanted.expected
    rows = entries(document)
    styles = dict.fromkeys(row.style for row in rows)
    runs = [
        _Run(entries=run, score=_score(document, rows, run, wanted, expected))
        for style in styles
        for run in _runs([row for row in rows if row.style == style], wanted, expected)
        if len(run) >= _ENOUGH * expected and not _is_contents(run)
    ]
    fitting = [
        run for run in runs if run.score >= _LOW and _is_called(document, run.entries, wanted)
    ]
    if not fitting:
        return None
    best = max(fitting, key=lambda run: run.score)
    held = best.entries
    numbers = {row.no for row in held}
    missing = tuple(n for n in range(1, expected + 1) if n not in numbers)
    sure: Sure = (
        "high" if best.score >= _HIGH and not missing and len(held) == expected else "medium"
    )
    return Found(entries=held, expected=expected, missing=missing, sure=sure)


def _said_count(document: ReadDocument, wanted: Wanted) -> int | None:
    """The count the name itself says (6か条), as most headings and table captions say it."""
    counts: dict[int, int] = {}
    for block in document.blocks:
        for match in re.finditer(wanted.name, plain(block.text)):
            if digits := match.groupdict().get("n"):
                number = _COUNT.get(digits) or int(digits)
                weight = 3 if block.kind == "heading" else 1
                counts[number] = counts.get(number, 0) + weight
    return max(counts, key=lambda number: counts[number]) if counts else None


def _runs(rows: Sequence[Entry], wanted: Wanted, expected: int) -> Iterator[tuple[Entry, ...]]:
    """From every 1 on, the numbers that follow it, at each the row that fits best.

    Lists of the same look may stand inside the list: so every way through is weighed.
    """
    rows = [row for row in rows if row.no <= expected]
    fits = [_fit(row, wanted) for row in rows]
    for start, first in enumerate(rows):
        if first.no == 1:
            yield tuple(rows[at] for at in _way(rows, fits, start))


def _way(rows: Sequence[Entry], fits: Sequence[float], start: int) -> list[int]:
    """The best way from a 1 to higher numbers: one missing is stepped over, at a price."""
    best: dict[int, tuple[float, int | None]] = {start: (fits[start], None)}
    latest = start
    for at in range(start + 1, len(rows)):
        row = rows[at]
        if not _near(rows[latest], row):
            break
        ways = [
            (score + fits[at] + (_LIKE if _looks(rows[before]) == _looks(row) else 0)
             - (_MISSED if row.no - rows[before].no == 2 else 0)
             - min(1.0, _FAR * (row.block - rows[before].block)), before)
            for before, (score, _) in best.items()
            if row.no - rows[before].no in (1, 2) and _near(rows[before], row)
        ]  # fmt: skip
        if ways:
            best[at] = max(ways)
            latest = at
    # The longest way counts most; of equal ones, what fits.
    end: int | None = max(best, key=lambda at: (rows[at].no, best[at][0]))
    found: list[int] = []
    while end is not None:
        found.append(end)
        end = best[end][1]
    return found[::-1]


def _fit(row: Entry, wanted: Wanted) -> float:
    return 1.0 + bool(re.search(wanted.endings, row.text)) + _known_share([row], wanted.known)


def _looks(row: Entry) -> tuple[str, int | None]:
    return row.kind, row.level


def _near(last: Entry, row: Entry) -> bool:
    if last.page and row.page and row.page - last.page > _PAGES:
        return False
    return row.block - last.block <= _BLOCKS


def _is_contents(run: Sequence[Entry]) -> bool:
    return sum(row.toc for row in run) * 2 >= len(run)


def _goes_on(rows: Sequence[Entry], run: Sequence[Entry], expected: int) -> bool:
    """Whether the next number follows at once: then it is a longer list."""
    return any(
        row.no == expected + 1 and row.style == run[-1].style and _looks(row) == _looks(run[-1])
        for row in rows
        if 0 <= row.block - run[-1].block <= 6
        and (row.block, row.row) > (run[-1].block, run[-1].row)
    )


def _score(
    document: ReadDocument,
    rows: Sequence[Entry],
    run: Sequence[Entry],
    wanted: Wanted,
    expected: int,
) -> float:
    held = run[:expected]
    complete = len({row.no for row in held} & set(range(1, expected + 1))) / expected
    endings = _share(held, wanted.endings)
    headers = 1.0 if re.search(wanted.headers, held[0].headers) else 0.0
    known = _known_share(held, wanted.known)
    return (
        2.0 * complete
        - 1.0 * _goes_on(rows, run, expected)
        + 1.5 * _under_name(document, held[0], wanted)
        + 1.0 * endings
        + 1.0 * headers
        + 1.5 * known
        + 0.5 * _told(document, held)
    )


def _share(rows: Sequence[Entry], pattern: str) -> float:
    return sum(bool(re.search(pattern, row.text)) for row in rows) / len(rows)


def _known_share(rows: Sequence[Entry], known: Sequence[str]) -> float:
    if not known:
        return 0.0
    near = [process.extractOne(row.text, known, scorer=fuzz.ratio) for row in rows]
    return sum(one is not None and one[1] >= 55 for one in near) / len(rows)


def _is_called(document: ReadDocument, run: Sequence[Entry], wanted: Wanted) -> bool:
    """Whether the list goes by its name, or most of it is known: any other list is not it."""
    return (
        _under_name(document, run[0], wanted) > 0
        or _known_share(run, wanted.known) >= _KNOWN
        or bool(wanted.strict_headers and re.search(wanted.strict_headers, run[0].headers))
    )


def _under_name(document: ReadDocument, first: Entry, wanted: Wanted) -> float:
    """Whether the list stands under its name: in the section path, else shortly before it."""
    if any(re.search(wanted.name, plain(one)) for one in first.section):
        return 1.0
    before = document.blocks[max(0, first.block - 12) : first.block]
    return 0.6 if any(re.search(wanted.name, plain(one.text)) for one in before) else 0.0


def _told(document: ReadDocument, rows: Sequence[Entry]) -> float:
    """Whether something is told of each: the body does, an overview does not."""
    last = rows[-1]
    between = last.block - rows[0].block - (len(rows) - 1)
    return 1.0 if last.row < 0 and between >= len(rows) // 2 else 0.0
