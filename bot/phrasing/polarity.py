"""Whether a text commits to what its quote commits to: obligations, permissions, negations, bounds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from bot.phrasing.clauses import WORD, Clause, clauses, nearest, overlap, predicate_of
from bot.phrasing.contrasts import contradict
from bot.phrasing.placing import misplaced
from bot.phrasing.signs import Family, Sign, ends_in_denial, signs
from bot.phrasing.value_forms import Value, canonical
from bot.phrasing.values import same

_DENIABLE: tuple[Family, ...] = ("need", "can", "be")
_NEGATIVE: frozenset[Sign] = frozenset((family, False) for family in _DENIABLE)
_DENIED: frozenset[Sign] = _NEGATIVE | {("known", False)}
_UNSURE: frozenset[Sign] = frozenset({("known", False), ("hedge", True)})
_ALLOWED: frozenset[Sign] = frozenset({("may", True), ("can", True), ("need", False)})
_DEMANDED: frozenset[Sign] = frozenset({("need", True), ("ask", True)})
_OF_LISTS: frozenset[Sign] = frozenset({("need", True), ("need", False), ("can", False)})
# What is said only if the quote says it: だけ, すべて, 確認済み.
_NEVER_NEW: tuple[Family, ...] = ("only", "all", "sure", "granted")
# The share of a clause's words from which on it speaks of the same thing.
_SPEAKS_OF = 0.3
_SAYS_ALL, _SAYS_HALF = 0.9, 0.5
_NOT_BUT = re.compile(r"([^「」、。]{2,16}?)」?では(?:なく|ありません)て?、?「?([^「」、。]{2,16})")

_Bound = Literal["least", "above", "most", "below", "after"]
# What stands after a value, and before it.
_WORDS: tuple[tuple[_Bound, str, str], ...] = (
    ("least", "以上|から|〜", "下限|最低|最小|少なくとも"),
    ("above", "を?超|を上回|より(?:多|大き|高)", ""),
    ("most", "以下|以内|まで|(?:が|を)?(?:上限|限度|最大)", "上限|最大|最高|限度|〜"),
    ("below", "未満|を下回|に満たない|より(?:少な|小さ|低)|より?前", ""),
    ("after", "以降|以後|の?後(?!半)|より後|過ぎ", ""),
)
_BOUNDS = tuple(
    (
        name,
        re.compile(f"^(?:{after})"),
        re.compile(f"(?:{before})[^0-9、。]{{0,6}}$") if before else None,
    )
    for name, after, before in _WORDS
)
_LIKE: dict[_Bound, set[_Bound]] = {"least": {"least", "after"}, "after": {"after", "least"}}
_DEADLINE = re.compile("期限|締切|締め切|まで")
_DAYS = ("date", "time", "fiscal_year")


def agrees(text: str, around: str, *, title: str = "") -> bool:
    """Whether each clause of a text commits to what the clause it speaks of commits to.

    Args:
        around: the whole sentences its quote was taken from.
        title: of the source.
    """
    sources = clauses(around)
    if contradict(canonical(text), canonical(f"{around}\n{title}")) or _instead(text, around):
        return False
    deadline = bool(_DEADLINE.search(f"{title}\n{around}"))
    return all(_clause_agrees(said, sources, deadline) for said in clauses(text))


def _clause_agrees(said: Clause, sources: Sequence[Clause], deadline: bool = False) -> bool:
    near = nearest(said, sources)
    if not near:
        return not said.grams
    return (
        any(_stands(said, source, sources) for source in near)
        and _bounds_agree(said, sources, deadline)
        and not _affirms_denied(said, sources)
        and not misplaced(said, sources, near)
    )


def _stands(said: Clause, source: Clause, sources: Sequence[Clause]) -> bool:
    if said.text.strip(" ・。") == source.text.strip(" ・。"):
        return True
    mine, theirs = signs(said.text), signs(source.text) | _heading(source, sources)
    sentence = signs("、".join(row.text for row in sources if row.sentence == source.sentence))
    if _sign_fault(mine, theirs, sentence) or contradict(said.text, source.text):
        return False
    if predicate_of(said) == predicate_of(source) and ends_in_denial(said.text) != ends_in_denial(
        source.text
    ):
        return False
    return not _leaves_out_negation(said, source, mine, theirs)


def _heading(source: Clause, sources: Sequence[Clause]) -> frozenset[Sign]:
    """What the line above a list commits its lines to: してはいけないのは次のとおりです."""
    if not source.text.startswith("・"):
        return frozenset()
    above = [row for row in sources if row.sentence < source.sentence and row.text[0] != "・"]
    return signs(above[-1].text) & _OF_LISTS if above else frozenset()


def _sign_fault(mine: frozenset[Sign], theirs: frozenset[Sign], sentence: frozenset[Sign]) -> bool:
    """Whether a clause says what its source does not: denies, demands, allows, widens, narrows."""
    if any((f, False) in mine and not theirs & _grounds(f) for f in _DENIABLE):
        return True
    if any(
        (f, True) in mine and (f, True) not in theirs and (f, False) in theirs for f in _DENIABLE
    ):
        return True
    if any((family, True) in mine - theirs for family in _NEVER_NEW):
        return True
    if ("may", True) in mine and not theirs & _ALLOWED:
        return True
    if ("need", True) in mine and not (theirs | sentence) & _DEMANDED:
        return True
    # A hedge that was kept does not stand for a 未確認 that was not.
    unsaid = theirs & _UNSURE - mine
    return bool(unsaid) and not mine & _UNSURE - theirs


def _grounds(family: Family) -> frozenset[Sign]:
    """The denials of a source that a denial of this kind may rest on."""
    return _DENIED if family == "be" else frozenset({(family, False), ("be", False)})


def _leaves_out_negation(
    said: Clause, source: Clause, mine: frozenset[Sign], theirs: frozenset[Sign]
) -> bool:
    """Whether a clause says positively what its source denies."""
    if not theirs & _NEGATIVE or mine & _DENIED:
        return False
    return overlap(said.grams, source.grams) > _SPEAKS_OF


def _affirms_denied(said: Clause, sources: Sequence[Clause]) -> bool:
    """Whether a clause has nearly every word of something the source denies, and denies nothing."""
    if signs(said.text) & _DENIED:
        return False
    return any(
        len(source.grams) > 1
        and signs(source.text) & _NEGATIVE
        and _says_all(said, source)
        and not any(said.text.strip(" ・") in row.text for row in sources)
        for source in sources
    )


def _says_all(said: Clause, source: Clause) -> bool:
    """Whether a clause has the words of another: most of them, or half and its predicate."""
    share, words = overlap(source.grams, said.grams), WORD.findall(source.text)
    predicate = words[-1] if words else source.text
    return share > _SAYS_ALL or (share > _SAYS_HALF and predicate[:2] in said.text)


def _instead(text: str, around: str) -> bool:
    """Whether a text has what the source rejects (AではなくB) and not what it says instead."""
    said = canonical(text)
    return any(
        rejected in said and "ではな" not in said and instead[:4] not in said
        for rejected, instead in _NOT_BUT.findall(canonical(around))
    )


def _bounds_agree(said: Clause, sources: Sequence[Clause], deadline: bool) -> bool:
    """Whether each value is bounded as in the quote: 以上 is neither 未満 nor nothing."""
    for value in said.values:
        if value.kind in ("star", "word"):
            continue
        mine = _bounds(value, said.text)
        theirs = [
            _bounds(other, source.text)
            for source in sources
            for other in source.values
            if same(value, other)
        ]
        if deadline and value.kind in _DAYS:
            mine -= {"most"}
            theirs = [bounds - {"most"} for bounds in theirs]
        if theirs and not any(_alike(mine, other) for other in theirs):
            return False
    return True


def _alike(mine: frozenset[_Bound], theirs: frozenset[_Bound]) -> bool:
    if not mine or not theirs:
        return mine == theirs
    return any(_LIKE.get(one, {one}) & theirs for one in mine)


def _bounds(value: Value, text: str) -> frozenset[_Bound]:
    after, before = text[value.end : value.end + 8], text[max(0, value.start - 10) : value.start]
    return frozenset(
        name
        for name, tail, head in _BOUNDS
        if tail.search(after) or (head is not None and head.search(before))
    )
