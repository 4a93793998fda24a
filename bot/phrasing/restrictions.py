"""Whether a text keeps what its quote restricts a statement to: 採択された事業者は, 2/3の場合."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.phrasing.clauses import Clause, grams_of, overlap

_TOPIC = re.compile(
    r"^(?:・|[0-9]+[.．]?\s?)?(?:理由|例外|すること|対象者|対象になる経費)?[:：]?\s?([^、。]{2,48}?)(?:では|には|は|も)(?!な|じ)"
)
_IF = re.compile(
    r"([^、。]{2,40}?)(?:(?:場合|とき|際)(?=は|も|には|に、|、|$)|なければ(?!な)|[れけせてめえべげ]ば(?!な)|たら|なら(?!な)|ないと(?!い))"
)
_CONDITION = re.compile(
    r"場合|とき|際[はに]|[れけせてめえべげ]ば|たら|なら(?!な)|ないと|て(?:も|は)|限り|次第|うえで|上で|(?<=[るうくすつむぐぶた])と(?=[、0-9一-鿿])"
)
_PART = re.compile(
    r"[のをにでとがや・]|(?<=[一-鿿いきしちり])[たるいれ]+(?=[一-鿿ァ-ヶー])|ない(?=[一-鿿])"
)
# A person or a firm, told apart by what stands before.
_HEAD = re.compile(r"(?:事業者|申請者|会社|企業|法人|事業所|業者|方|人|者)$")
_OF_HEAD = re.compile(
    r"([^、。はがもを「」（）]{2,24}?[たるいの])((?:介護|小規模|赤字)?(?:事業者|会社|企業|法人|事業所|業者|方))(?=[はがもに])"
)
_PARTICLE = re.compile(r"[のをにで]")
_OURS = re.compile(r"SECURITY|ACTION|補助金|助成金|IPA|★|宣言|デジタル|導入")
_MOST = 0.6


def dropped(said: Clause, near: Sequence[Clause], sources: Sequence[Clause], known: str) -> bool:
    """Whether a clause says of everybody, or always, what its quote says of some, or sometimes.

    Args:
        said: the clause.
        near: the clauses of the quote that it speaks of.
        sources: all of them.
        known: the whole text, its title and the question: what is clear from there needs no words.
    """
    return all(_drops(said, row, sources, known) for row in near) or _other_people(said, near)


def _drops(said: Clause, source: Clause, sources: Sequence[Clause], known: str) -> bool:
    if any(not _covered(part, known) for part in _of_topic(source)):
        return True
    if _CONDITION.search(known):
        return False
    return any(not _met(condition, known) for condition in _conditions(source, sources))


def _of_topic(source: Clause) -> Iterator[str]:
    """The parts of what a clause speaks of, where it is people or firms of a kind."""
    found = _TOPIC.match(source.text)
    if found and _HEAD.search(found[1]):
        yield from (part for part in _PART.split(found[1]) if _tells(part))


def _conditions(source: Clause, sources: Sequence[Clause]) -> Iterator[str]:
    """What must be so for a clause to hold, in it or just before it."""
    before = [row for row in sources if row.sentence == source.sentence and row is not source]
    at = sources.index(source) if source in sources else 0
    last = [row for row in before if sources.index(row) == at - 1]
    for row in (*last, source):
        yield from _IF.findall(row.text)


def _covered(part: str, known: str) -> bool:
    own = grams_of(part)
    there = grams_of(known)
    return not own or any(gram in there or (len(gram) == 1 and gram in known) for gram in own)


def _met(condition: str, known: str) -> bool:
    """Whether a condition is told without a word that marks it as one."""
    own = grams_of(condition)
    if condition in known:
        return True
    return len(own) > 1 and overlap(own, grams_of(known)) >= _MOST


def _tells(part: str) -> bool:
    return bool(grams_of(part)) and not _OURS.search(part) and not _HEAD.fullmatch(part)


def _other_people(said: Clause, near: Sequence[Clause]) -> bool:
    """Whether people of another kind are spoken of: 申請する事業者, 採択された事業者."""
    theirs = {
        head[-2:]: grams_of(_last(kind))
        for row in near
        for kind, head in _OF_HEAD.findall(row.text)
    }
    return any(
        theirs.get(head[-2:])
        and grams_of(_last(kind))
        and not any(_covered(_last(kind), row.text) for row in near)
        for kind, head in _OF_HEAD.findall(said.text)
    )


def _last(kind: str) -> str:
    """What stands last before a head: 採択された of 宮崎県の事業に採択された事業者."""
    return _PARTICLE.split(kind.removesuffix("の"))[-1]
