"""Aligns the clauses of two editions. Pure: the same documents give the same changes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from indexer.compare.alike import alike_elsewhere, alike_in_gaps
from indexer.compare.clauses import Clause, bare, clauses, key, unsigned
from indexer.compare.figures import FigureKind, changed_kinds, figures
from indexer.compare.order import Gap, Pairs, gaps, in_order
from indexer.compare.regrouped import Group, joins, splits
from indexer.compare.spans import Span, changed_words
from indexer.documents.model import ReadDocument
from knowledge.schema import Model

Kind = Literal["added", "removed", "changed", "moved", "renumbered", "split", "joined"]
# A word or two that stand in both, and elsewhere: chance, not a move.
_MOVES = 6


class Change(Model):
    """A difference. `words` says what of a changed clause did; `old` and `new` where it stands.

    Attributes:
        also: of a clause that was split, the further clauses of the new edition; of clauses that
            were joined, the further ones of the old.
        figures: kinds of figures that changed; of a clause that came or went, whether it speaks of
            a level (★).
        minor: only punctuation changed.
        elsewhere: a changed clause also stands at another place now.
    """

    kind: Kind
    old: Clause | None
    new: Clause | None
    words: tuple[Span, ...] = ()
    also: tuple[Clause, ...] = ()
    figures: tuple[FigureKind, ...] = ()
    minor: bool = False
    elsewhere: bool = False


class Comparison(Model):
    """All differences, in the order of the new edition; how many clauses each has, and stayed."""

    changes: tuple[Change, ...]
    old_clauses: int
    new_clauses: int
    unchanged: int

    def of(self, kind: Kind) -> tuple[Change, ...]:
        """The changes of a kind."""
        return tuple(change for change in self.changes if change.kind == kind)


def compare(old: ReadDocument, new: ReadDocument) -> Comparison:
    """What differs between two editions, clause by clause."""
    before, after = clauses(old), clauses(new)
    stayed = in_order([key(one.text) for one in before], [key(one.text) for one in after])
    renumbered = _same_but_numbers(before, after, stayed)
    placed = {**stayed, **renumbered}
    open_gaps = list(gaps(placed, len(before), len(after)))
    parted, put_together = splits(before, after, open_gaps), joins(before, after, open_gaps)
    grouped = {left: rights[0] for left, rights in parted}
    grouped |= {lefts[0]: right for right, lefts in put_together}
    done = (
        {left for left, _ in parted} | {n for _, lefts in put_together for n in lefts},
        {right for right, _ in put_together} | {n for _, rights in parted for n in rights},
    )
    moved = _elsewhere(before, after, placed, done)
    left_over = [_without(gap, moved, done) for gap in open_gaps]
    altered = alike_in_gaps(before, after, left_over)
    partner = {**placed, **moved, **altered}
    far = alike_elsewhere(before, after, {*partner, *done[0]}, {*partner.values(), *done[1]})
    found = [
        *_pairs("renumbered", before, after, renumbered),
        *_pairs("moved", before, after, moved),
        *_pairs("changed", before, after, altered),
        *_pairs("changed", before, after, far, elsewhere=True),
        *_several("split", before, after, parted),
        *_several("joined", before, after, put_together),
    ]
    partner |= {**grouped, **far}
    found += _gone(before, {*partner, *done[0]}, partner)
    found += _came(after, {*partner.values(), *done[1]})
    return Comparison(
        changes=tuple(row[2] for row in sorted(found, key=lambda row: row[:2])),
        old_clauses=len(before),
        new_clauses=len(after),
        unchanged=len(stayed),
    )


# Where a change stands: the place in the new edition, then the place in the old.
_Placed = tuple[int, int, Change]


def _same_but_numbers(before: Sequence[Clause], after: Sequence[Clause], stayed: Pairs) -> Pairs:
    """What is the same but for its own number and references to places, in order."""
    found: Pairs = {}
    for gap in gaps(stayed, len(before), len(after)):
        pairs = in_order(
            [_unnumbered(before[n]) for n in gap.left], [_unnumbered(after[n]) for n in gap.right]
        )
        found.update({gap.left[one]: gap.right[other] for one, other in pairs.items()})
    return found


def _unnumbered(clause: Clause) -> str:
    text = bare(clause.text)
    return f"{clause.is_heading}{text}" if len(text.replace("#", "")) > 1 else ""


def _elsewhere(
    before: Sequence[Clause],
    after: Sequence[Clause],
    placed: Pairs,
    done: tuple[set[int], set[int]],
) -> Pairs:
    """What is word for word in both, at another place."""
    taken = {*placed.values(), *done[1]}
    free: dict[str, list[int]] = {}
    for number, clause in enumerate(after):
        if number not in taken:
            free.setdefault(_moving(clause), []).append(number)
    found: Pairs = {}
    for number, clause in enumerate(before):
        places = free.get(_moving(clause))
        if places and number not in placed and number not in done[0]:
            same = [one for one in places if after[one].place == clause.place]
            if same or len(key(clause.text)) >= _MOVES:
                found[number] = (same or places)[0]
                places.remove(found[number])
    return found


def _moving(clause: Clause) -> str:
    text = bare(clause.text)
    return text if len(text) >= _MOVES else key(clause.text)


def _without(gap: Gap, moved: Pairs, done: tuple[set[int], set[int]]) -> Gap:
    arrived = set(moved.values())
    return Gap(
        tuple(n for n in gap.left if n not in moved and n not in done[0]),
        tuple(n for n in gap.right if n not in arrived and n not in done[1]),
    )


def _pairs(
    kind: Kind,
    before: Sequence[Clause],
    after: Sequence[Clause],
    pairs: Pairs,
    *,
    elsewhere: bool = False,
) -> Iterator[_Placed]:
    for left, right in pairs.items():
        old, new = before[left], after[right]
        change = Change(kind=kind, old=old, new=new, elsewhere=elsewhere)
        if kind in ("changed", "renumbered"):
            # Numbers of places are no figures.
            kinds = changed_kinds(bare(old.text), bare(new.text)) if kind == "changed" else ()
            minor = not kinds and unsigned(old.text) == unsigned(new.text)
            words = changed_words(old.text, new.text)
            change = change.model_copy(update={"words": words, "figures": kinds, "minor": minor})
        yield right, left, change


def _several(
    kind: Literal["split", "joined"],
    before: Sequence[Clause],
    after: Sequence[Clause],
    groups: Sequence[Group],
) -> Iterator[_Placed]:
    for whole, parts in groups:
        if kind == "split":
            also = tuple(after[n] for n in parts[1:])
            yield (
                parts[0],
                whole,
                Change(kind=kind, old=before[whole], new=after[parts[0]], also=also),
            )
        else:
            also = tuple(before[n] for n in parts[1:])
            yield (
                whole,
                parts[0],
                Change(kind=kind, old=before[parts[0]], new=after[whole], also=also),
            )


def _gone(
    before: Sequence[Clause], known: set[int], partner: Mapping[int, int]
) -> Iterator[_Placed]:
    """What has no partner stands after the clause before it that has one."""
    landmarks = sorted(partner)
    for number, clause in enumerate(before):
        if number not in known:
            at = bisect_left(landmarks, number)
            place = partner[landmarks[at - 1]] if at else -1
            change = Change(kind="removed", old=clause, new=None, figures=_level(clause))
            yield place, number, change


def _came(after: Sequence[Clause], reached: set[int]) -> Iterator[_Placed]:
    for number, clause in enumerate(after):
        if number not in reached:
            yield number, -1, Change(kind="added", old=None, new=clause, figures=_level(clause))


def _level(clause: Clause) -> tuple[FigureKind, ...]:
    return ("star",) if any(kind == "star" for kind, _ in figures(clause.text)) else ()
