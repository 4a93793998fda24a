"""Whether a text exchanges the two sides of what its quote relates: first and then, cause and effect."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from bot.phrasing.clauses import grams_of, overlap
from bot.phrasing.value_forms import canonical

_Kind = Literal["order", "cause", "condition"]
_SIDE = r"[^。\n]"
# What stands between the two sides; `back` where the second is named first.
_LINKS: tuple[tuple[_Kind, str, bool], ...] = (
    ("order", r"[てで]から(?!も)|(?:た|だ|の)(?:後|あと|直後)(?:に|で|から|、)|次に|その(?:後|あと)|続いて", False),
    ("order", r"(?:る|の|その)前(?:に|まで)|(?:る|の)までに", True),
    ("cause", r"ので|(?:る|た|い|の)ため、|ですから|ますから|だから", False),
    ("condition", r"ないと(?!い)|なければ(?!な)|[れけせてめえべげ]ば(?!な)|たら|なら(?!な)", False),
)  # fmt: skip
_PATTERNS = tuple(
    (kind, re.compile(rf"(?P<first>{_SIDE}+?)(?:{link})、?(?P<then>{_SIDE}+)"), back)
    for kind, link, back in _LINKS
)
_SPAN = re.compile(r"(?P<first>[一-鿿ァ-ヶーA-Za-z]{2,})から(?P<then>[一-鿿ァ-ヶーA-Za-z]{2,})まで")
_NOT_BUT = re.compile(
    r"([^「」、。は]{2,24}?)」?では(?:なく|ありません)て?、?「?([^「」、。]{2,24})"
)
_TOKEN = r"「[^」]{1,20}」|[一-鿿ァ-ヶーA-Za-z0-9★]{1,20}"
_EITHER = re.compile(rf"({_TOKEN})(?:か|または|もしくは|あるいは)、?({_TOKEN})")
_BOTH = r"(?:と|および|及び|かつ|、および)、?"
_ONE_OF = re.compile(r"いずれか|どちらか|どちらでも|のうち")
# By how much the sides must fit better exchanged than as they stand.
_MARGIN, _BESIDE = 0.5, 0.3


@dataclass(frozen=True)
class _Relation:
    kind: _Kind
    first: frozenset[str]
    then: frozenset[str]


def turned_round(text: str, around: str) -> bool:
    """Whether a text relates the same things as its quote the other way round.

    Args:
        around: the whole sentences its quote was taken from.
    """
    said, source = canonical(text), canonical(around)
    theirs = _relations(source)
    return (
        any(_exchanged(mine, other) for mine in _relations(said) for other in theirs)
        or _rejects_what_is(said, source)
        or _other_join(said, source)
    )


@lru_cache(maxsize=256)
def _relations(text: str) -> tuple[_Relation, ...]:
    return tuple(_found(text))


def _found(text: str) -> Iterator[_Relation]:
    for kind, pattern, back in _PATTERNS:
        for match in pattern.finditer(text):
            first, then = grams_of(match["first"]), grams_of(match["then"])
            yield _Relation(kind, then, first) if back else _Relation(kind, first, then)
    for match in _SPAN.finditer(text):
        yield _Relation("order", grams_of(match["first"]), grams_of(match["then"]))


def _exchanged(mine: _Relation, other: _Relation) -> bool:
    if mine.kind != other.kind:
        return False
    crossed = overlap(mine.first, other.then), overlap(mine.then, other.first)
    straight = overlap(mine.first, other.first), overlap(mine.then, other.then)
    return min(crossed) > _BESIDE and sum(crossed) > sum(straight) + _MARGIN


def _rejects_what_is(said: str, source: str) -> bool:
    """Whether A is rejected for B where the quote rejects B for A: AではなくB."""
    return any(
        overlap(grams_of(no), grams_of(yes)) < 1
        and overlap(grams_of(mine_no), grams_of(yes)) > _MARGIN
        and overlap(grams_of(mine_no), grams_of(yes))
        > overlap(grams_of(mine_no), grams_of(no)) + _BESIDE
        for mine_no, _ in _NOT_BUT.findall(said)
        for no, yes in _NOT_BUT.findall(source)
    )


def _other_join(said: str, source: str) -> bool:
    """Whether both are said where either will do, or either where both are said."""
    if _ONE_OF.search(said):
        return False
    for one, other in _EITHER.findall(source):
        if _joined(one, other, said) and not _joined(one, other, source):
            return True
    for one, other in _EITHER.findall(said):
        if _joined(one, other, source) and (one, other) not in _EITHER.findall(source):
            return True
    return False


def _joined(one: str, other: str, text: str) -> bool:
    return re.search(f"{re.escape(one)}{_BOTH}{re.escape(other)}", text) is not None
