"""Whether a text commits to what its quote commits to: obligations, permissions, negations, bounds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.phrasing.bounds import bounds_agree
from bot.phrasing.clauses import WORD, Clause, clauses, nearest, overlap, predicate_of
from bot.phrasing.contrasts import contradict
from bot.phrasing.parts_played import exchanged
from bot.phrasing.placing import misplaced
from bot.phrasing.relations import turned_round
from bot.phrasing.restrictions import dropped
from bot.phrasing.signs import Family, Sign, ends_in_denial, signs
from bot.phrasing.value_forms import canonical

_DENIABLE: tuple[Family, ...] = ("need", "can", "be")
_FOUNDED: frozenset[Sign] = frozenset((family, False) for family in (*_DENIABLE, "known"))
_NEGATIVE: frozenset[Sign] = frozenset((family, False) for family in (*_DENIABLE, "lack"))
_DENIED: frozenset[Sign] = _NEGATIVE | _FOUNDED
_UNSURE: frozenset[Sign] = frozenset({("known", False), ("hedge", True)})
_ALLOWED: frozenset[Sign] = frozenset({("may", True), ("can", True), ("need", False)})
_DEMANDED: frozenset[Sign] = frozenset({("need", True), ("ask", True)})
_OF_LISTS: frozenset[Sign] = frozenset({("need", True), ("need", False), ("can", False)})
# What is said only if the quote says it: だけ, すべて, 確認済み.
_NEVER_NEW: tuple[Family, ...] = ("only", "all", "sure", "granted")
# The share of a clause's words from which on it speaks of the same thing.
_SPEAKS_OF = 0.3
_SAYS_ALL, _SAYS_MOST, _SAYS_HALF = 0.9, 0.7, 0.5
_CONDITION = re.compile(
    r"(?:ても|でも|[れけせてめえべげ]ば|たら|なら|ないと|場合[はも]?|とき[はも]?)$"
)
# What stands in brackets is about something else than the sentence: （見出しの文言は未確認）.
_OF_ITS_OWN = re.compile(r"[^で]は")
_NOT_BUT = re.compile(r"([^「」、。]{2,16}?)」?では(?:なく|ありません)て?、?「?([^「」、。]{2,16})")

_DEADLINE = re.compile("期限|締切|締め切|まで")


def agrees(text: str, around: str, *, title: str = "", question: str = "") -> bool:
    """Whether each clause of a text commits to what the clause it speaks of commits to.

    Args:
        around: the whole sentences its quote was taken from.
        title: of the source.
        question: what was asked: a condition it names need not be repeated.
    """
    sources = clauses(around)
    if contradict(canonical(text), canonical(f"{around}\n{title}")) or _instead(text, around):
        return False
    if turned_round(text, around) or exchanged(text, around, title, sources):
        return False
    deadline = bool(_DEADLINE.search(f"{title}\n{around}"))
    known = canonical(f"{text}\n{title}\n{question}")
    said = clauses(text)
    return not _certain(said, sources) and all(
        _clause_agrees(row, sources, known, _later(row, said), deadline) for row in said
    )


def _later(row: Clause, said: Sequence[Clause]) -> frozenset[Sign]:
    """What the clauses after this one in its sentence commit to."""
    after = said[said.index(row) + 1 :]
    return signs(
        "、".join(one.text for one in after if one.sentence == row.sentence and not one.host)
    )


def _certain(said: Sequence[Clause], sources: Sequence[Clause]) -> bool:
    """Whether a text leaves out that what it says is unverified: （公募要領では未確認）."""
    if any(signs(row.text) & _UNSURE for row in said):
        return False
    spoken = {row.sentence for one in said for row in nearest(one, sources) if not row.host}
    return any(
        row.host
        and row.sentence in spoken
        and ("known", False) in signs(row.text)
        and not _OF_ITS_OWN.search(row.text)
        for row in sources
    )


def _clause_agrees(
    said: Clause,
    sources: Sequence[Clause],
    known: str,
    later: frozenset[Sign],
    deadline: bool = False,
) -> bool:
    near = nearest(said, sources)
    if not near:
        return not said.grams or _same_condition(said, sources, known)
    return (
        any(_stands(said, source, sources, later) for source in near)
        and bounds_agree(said, sources, deadline)
        and not _affirms_denied(said, sources)
        and not misplaced(said, sources, near)
        and not dropped(said, near, sources, known)
    )


def _same_condition(said: Clause, sources: Sequence[Clause], known: str) -> bool:
    """Whether a clause puts a condition of the quote in other words, denying what that denies."""
    if not _CONDITION.search(said.text) or signs(said.text) - _NEGATIVE:
        return False
    denies = bool(signs(said.text) & _NEGATIVE)
    return any(
        _CONDITION.search(row.text) and bool(signs(row.text) & _NEGATIVE) == denies
        for row in sources
    )


def _stands(
    said: Clause, source: Clause, sources: Sequence[Clause], later: frozenset[Sign]
) -> bool:
    if said.text.strip(" ・。") == source.text.strip(" ・。"):
        return True
    mine, theirs = signs(said.text), signs(source.text) | _heading(source, sources)
    reach = theirs | _followed_by(source, sources)
    sentence = signs("、".join(row.text for row in sources if row.sentence == source.sentence))
    if _unfounded(mine, theirs, reach, sentence) or _sign_fault(mine, theirs, later):
        return False
    if contradict(said.text, source.text):
        return False
    if predicate_of(said) == predicate_of(source) and ends_in_denial(said.text) != ends_in_denial(
        source.text
    ):
        return False
    return not _leaves_out_negation(said, source, mine, theirs)


def _followed_by(source: Clause, sources: Sequence[Clause]) -> frozenset[Sign]:
    """What follows from a clause that is a condition."""
    at = sources.index(source) + 1
    if at == len(sources) or not _CONDITION.search(source.text):
        return frozenset()
    return signs(sources[at].text) if sources[at].sentence == source.sentence else frozenset()


def _heading(source: Clause, sources: Sequence[Clause]) -> frozenset[Sign]:
    """What the line above a list commits its lines to: してはいけないのは次のとおりです."""
    if not source.text.startswith("・"):
        return frozenset()
    above = [row for row in sources if row.sentence < source.sentence and row.text[0] != "・"]
    return signs(above[-1].text) & _OF_LISTS if above else frozenset()


def _unfounded(
    mine: frozenset[Sign],
    theirs: frozenset[Sign],
    reach: frozenset[Sign],
    sentence: frozenset[Sign],
) -> bool:
    """Whether a clause denies or demands what its source does not.

    Args:
        mine, theirs: what the two clauses commit to.
        reach: theirs, and what follows from it.
        sentence: what the whole sentence around theirs does.
    """
    if ("lack", False) in mine and not (reach | sentence) & _DENIED:
        return True
    if any((f, False) in mine and not reach & _grounds(f) for f in _DENIABLE):
        return True
    if ("may", True) in mine and not theirs & _ALLOWED:
        return True
    return ("need", True) in mine and not (theirs | sentence) & _DEMANDED


def _sign_fault(mine: frozenset[Sign], theirs: frozenset[Sign], later: frozenset[Sign]) -> bool:
    """Whether a clause affirms what its source denies, widens, narrows, or is surer than it.

    Args:
        later: what the rest of its sentence commits to.
    """
    if any(
        (f, True) in mine and (f, True) not in theirs and (f, False) in theirs for f in _DENIABLE
    ):
        return True
    if any((family, True) in mine - theirs for family in _NEVER_NEW):
        return True
    # A hedge that was kept does not stand for a 未確認 that was not.
    unsaid = theirs & _UNSURE - mine - later
    return bool(unsaid) and not mine & _UNSURE - theirs


def _grounds(family: Family) -> frozenset[Sign]:
    """The denials of a source that a denial of this kind may rest on."""
    return _FOUNDED if family == "be" else frozenset({(family, False), ("be", False)})


def _leaves_out_negation(
    said: Clause, source: Clause, mine: frozenset[Sign], theirs: frozenset[Sign]
) -> bool:
    """Whether a clause says positively what its source denies."""
    if not theirs & _NEGATIVE or mine & _DENIED:
        return False
    return overlap(said.grams, source.grams) > _SPEAKS_OF


def _affirms_denied(said: Clause, sources: Sequence[Clause]) -> bool:
    """Whether a clause has nearly every word of something the source denies, and does not deny it."""
    mine = signs(said.text)
    return any(
        _turns(mine, signs(source.text))
        and len(source.grams) > 1
        and _says_all(said, source)
        and not any(said.text.strip(" ・") in row.text for row in sources)
        and not any(_says_that(said, row) for row in sources)
        for source in sources
    )


def _turns(mine: frozenset[Sign], theirs: frozenset[Sign]) -> bool:
    """Whether a denial is left out, or another stands where the same thing is affirmed."""
    if not mine & _DENIED:
        return bool(theirs & _NEGATIVE)
    return any((f, False) in theirs - mine and (f, True) in mine - theirs for f in _DENIABLE)


def _says_that(said: Clause, source: Clause) -> bool:
    """Whether a clause is all but one that the source affirms."""
    return (
        overlap(said.grams, source.grams) > _SAYS_MOST
        and predicate_of(said) in source.text
        and not signs(source.text) & _NEGATIVE
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
