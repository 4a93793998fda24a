"""Whether a text says its values of what the quote says them of: no number moved to another thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.phrasing.clauses import Clause, clause, grams_of, overlap
from bot.phrasing.contrasts import contradict
from bot.phrasing.value_forms import Value
from bot.phrasing.values import same

# Pieces of a list or a clause within which a value and what it is of stand together.
_PIECE = re.compile(r"[、。・（）()/:;→\n]|(?<=[円割回日月年点つ版条])(?:で|と|や|が)(?=[^0-9])")
_SUBJECT = re.compile(r"^(?:・|[0-9]+\.?\s?)?([^、はが]{2,24}?)(?:では|には|とは|は|が)")
_AGENT = re.compile(r"([一-鿿ァ-ヶーA-Za-z]{2,12})が([一-鿿])")
_EITHER = re.compile(r"[★星](?:宣言)?(?:か|または|もしくは|や)[★12一二]|どちら(?:か|でも)|いずれか")
_ENOUGH = re.compile(r"足り|でも(?!あり)|だけで")
_MARGIN = 0.2


def misplaced(said: Clause, sources: Sequence[Clause], nearest: Sequence[Clause]) -> bool:
    """Whether a clause moves a value, a star or a subject of its source to another."""
    return (
        _of_another(tuple(_pieces(said)), tuple(p for row in sources for p in _pieces(row)))
        or _of_another((said,), sources)
        or all(_other_star(said, row) for row in nearest)
        or all(_other_subject(said, row, sources) for row in nearest)
        or _other_agent(said, sources)
        or _said_otherwise(said, sources)
    )


def _said_otherwise(said: Clause, sources: Sequence[Clause]) -> bool:
    """Whether what is said of a value is the contrary of all that the quote says of it."""
    for piece in _pieces(said):
        for value in piece.values:
            own = [row for clause in sources for row in _pieces(clause) if _has(row, value)]
            if own and all(contradict(piece.text, row.text) for row in own):
                return True
    return False


def _pieces(row: Clause) -> Iterator[Clause]:
    for piece in _PIECE.split(row.text):
        if len(piece) > 1:
            yield clause(piece, row.sentence, row.host)


def _of_another(said: Sequence[Clause], sources: Sequence[Clause]) -> bool:
    """Whether the words around a value belong to another value of its kind."""
    for piece in said:
        for value in piece.values:
            label = piece.grams - {_mark(value)}
            if label and _closer(label, value, sources, piece):
                return True
    return False


def _closer(label: frozenset[str], value: Value, sources: Sequence[Clause], piece: Clause) -> bool:
    own = [overlap(label, row.grams | row.host) for row in sources if _has(row, value)]
    others = [
        overlap(label, row.grams)
        for row in sources
        if not _has(row, value) and _rival(row, value, piece)
    ]
    return bool(own and others) and max(others) > max(own) + _MARGIN


def _has(row: Clause, value: Value) -> bool:
    return any(same(value, other) for other in row.values)


def _rival(row: Clause, value: Value, piece: Clause) -> bool:
    """Whether a piece says another value of this kind, one that the statement leaves out there."""
    return any(
        other.kind == value.kind
        and (value.kind != "count" or other.key[1] == value.key[1])
        and not _has(piece, other)
        for other in row.values
    )


def _mark(value: Value) -> str:
    return f"={value.kind}{value.key}"


def _stars(row: Clause) -> set[object]:
    return {value.key for value in row.values if value.kind == "star"}


def _other_star(said: Clause, source: Clause) -> bool:
    """Whether one of two stars is said where either will do, or the other where one is said."""
    mine, theirs = _stars(said), _stars(source)
    if not mine or not theirs:
        return False
    if not mine & theirs:
        return True
    return mine < theirs and bool(_EITHER.search(source.text)) and not _ENOUGH.search(said.text)


def _other_subject(said: Clause, source: Clause, sources: Sequence[Clause]) -> bool:
    """Whether the subject is that of another clause than the one the predicate is from."""
    mine, theirs = _subject(said), _subject(source)
    if not mine or not theirs or mine & theirs:
        return False
    return any(overlap(mine, _subject(row)) > 0.6 for row in sources if row is not source)


def _subject(row: Clause) -> frozenset[str]:
    found = _SUBJECT.match(row.text)
    return grams_of(found[1]) if found else frozenset()


def _other_agent(said: Clause, sources: Sequence[Clause]) -> bool:
    """Whether somebody does what in the quote somebody else does: 従業員が定め, 経営者が定め."""
    does: dict[str, set[str]] = {}
    for row in sources:
        for who, deed in _AGENT.findall(row.text):
            does.setdefault(deed, set()).add(who)
    # 決算書類（貸借対照表と損益計算書）が加わり: what stands in the brackets acts, too.
    beside = "".join(row.text for row in sources if row.host)
    return any(
        deed in does
        and who not in beside
        and not any(who in other or other in who for other in does[deed])
        for who, deed in _AGENT.findall(said.text)
    )
