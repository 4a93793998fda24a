"""Which clauses are one clause that changed: the most alike as a whole, gap by gap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from scipy import sparse
from scipy.optimize import linear_sum_assignment

from indexer.compare.clauses import Clause, bare, key
from indexer.compare.order import Gap, Pairs

# Two clauses this alike (0 to 100) are one clause that changed; less alike, one went and one came.
ALIKE = 60.0
# Alone in their gap, less is enough: what went there was written anew.
_ALONE, _FEW = 42.0, 3
# From another part of the document more is asked, and more than a few words.
_ELSEWHERE, _LONG = 72.0, 14
# Standing under the same headings, or as far along the gap, speaks for being the same clause.
_SAME_PLACE, _NEIGHBOURS, _NEAR = 8.0, 4.0, 3
_LARGEST = 250_000
_GRAM, _COMMON, _NEAREST, _AT_ONCE = 3, 0.05, 6, 512


def alike_in_gaps(before: Sequence[Clause], after: Sequence[Clause], gaps: Iterable[Gap]) -> Pairs:
    """Pairs of clauses that are much alike and in the same gap."""
    found: Pairs = {}
    for gap in gaps:
        if not gap.left or not gap.right:
            continue
        if len(gap.left) * len(gap.right) > _LARGEST:
            scored = _candidates(before, after, gap.left, gap.right, ALIKE)
            found.update(_greedily(scored))
        else:
            found.update(_assigned(before, after, gap))
    return found


def alike_elsewhere(
    before: Sequence[Clause], after: Sequence[Clause], known: set[int], reached: set[int]
) -> Pairs:
    """Pairs of longer clauses not yet paired that are much alike, wherever they stand."""

    def long_ones(clauses: Sequence[Clause], left_out: set[int]) -> list[int]:
        return [
            number
            for number, clause in enumerate(clauses)
            if number not in left_out and len(bare(clause.text)) >= _LONG
        ]

    left, right = long_ones(before, known), long_ones(after, reached)
    return _greedily(_candidates(before, after, left, right, _ELSEWHERE))


def _assigned(before: Sequence[Clause], after: Sequence[Clause], gap: Gap) -> Pairs:
    texts = [[key(before[n].text) for n in gap.left], [key(after[n].text) for n in gap.right]]
    scores: NDArray[np.float32] = process.cdist(*texts, scorer=fuzz.ratio, dtype=np.float32)
    here = [(before[n].is_heading, before[n].place) for n in gap.left]
    there = [(after[n].is_heading, after[n].place) for n in gap.right]
    enough = ALIKE
    if len(here) == 1 and here == there and min(len(texts[0][0]), len(texts[1][0])) > _FEW:
        enough = _ALONE
    scores += _bonus(here, there)
    scores[np.array([[h[0] != t[0] for t in there] for h in here])] = 0
    rows, columns = linear_sum_assignment(np.where(scores >= enough, scores, 0), maximize=True)
    return {
        gap.left[row]: gap.right[column]
        for row, column in zip(rows, columns, strict=True)
        if scores[row, column] >= enough
    }


def _bonus(
    here: Sequence[tuple[bool, tuple[str, ...]]], there: Sequence[tuple[bool, tuple[str, ...]]]
) -> NDArray[np.float32]:
    places: dict[tuple[bool, tuple[str, ...]], int] = {}
    left = np.array([places.setdefault(one, len(places)) for one in here])
    right = np.array([places.setdefault(one, len(places)) for one in there])
    near = np.abs(np.arange(len(left))[:, None] - np.arange(len(right))[None, :])
    bonus: NDArray[np.float32] = (
        (left[:, None] == right[None, :]) * _SAME_PLACE + (near <= _NEAR) * (_NEIGHBOURS - near)
    ).astype(np.float32)
    return bonus


def _greedily(scored: Iterable[tuple[float, int, int]]) -> Pairs:
    found: Pairs = {}
    taken: set[int] = set()
    for _, left, right in sorted(scored, key=lambda row: (-row[0], row[1], row[2])):
        if left not in found and right not in taken:
            found[left] = right
            taken.add(right)
    return found


def _candidates(
    before: Sequence[Clause],
    after: Sequence[Clause],
    left: Sequence[int],
    right: Sequence[int],
    enough: float,
) -> Iterator[tuple[float, int, int]]:
    """Pairs alike enough among the few that share most pieces: never every one with every one."""
    if not left or not right:
        return
    texts = [bare(before[n].text) for n in left], [bare(after[n].text) for n in right]
    here, there = _pieces(*texts)
    for start in range(0, len(left), _AT_ONCE):
        shared = sparse.csr_array(here[start : start + _AT_ONCE] @ there)
        for row in range(shared.shape[0]):
            begin, end = shared.indptr[row], shared.indptr[row + 1]
            nearest = np.argsort(-shared.data[begin:end], kind="stable")[:_NEAREST]
            number = start + row
            for column in shared.indices[begin:end][nearest]:
                one, other = before[left[number]], after[right[column]]
                score = fuzz.ratio(texts[0][number], texts[1][column], score_cutoff=enough)
                if score and one.is_heading == other.is_heading:
                    yield score + (one.place == other.place), left[number], right[column]


def _pieces(left: Sequence[str], right: Sequence[str]) -> tuple[sparse.csr_array, sparse.csc_array]:
    """Which pieces of three characters each text has, lengths evened out, very common ones out."""
    codes: dict[str, int] = {}
    tables = []
    for texts in (left, right):
        rows, columns = [], []
        for number, text in enumerate(texts):
            pieces = {text[at : at + _GRAM] for at in range(max(1, len(text) - _GRAM + 1))}
            rows += [number] * len(pieces)
            columns += [codes.setdefault(piece, len(codes)) for piece in sorted(pieces)]
        tables.append((rows, columns, len(texts)))
    matrices = [
        sparse.csr_array(
            (np.ones(len(rows), dtype=np.float32), (rows, columns)), shape=(count, len(codes))
        )
        for rows, columns, count in tables
    ]
    seen = np.asarray(matrices[1].sum(axis=0)).ravel()
    weight = np.log1p((len(right) + 1) / (seen + 1)).astype(np.float32)
    weight[seen > max(50.0, _COMMON * len(right))] = 0
    weighted = [matrix.multiply(weight[None, :]).tocsr() for matrix in matrices]
    for matrix in weighted:
        matrix.eliminate_zeros()
        length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
        matrix.data /= np.repeat(np.maximum(length, 1e-6), np.diff(matrix.indptr))
    return weighted[0], weighted[1].T.tocsr()
