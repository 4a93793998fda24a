"""How a faithful model reads: for each part of a question the sentences that bear on it.

It knows no right answers. It compares pairs of letters, weighs rare ones more, and looks for a
number where one is asked for; it says nothing that is not in a source.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.fakes.model.sheet import Row, Sheet, Source, statement

MOST = 7
_LONGEST = 290
_PARTS = re.compile(r"[。？?！!]|(?<=[てでがはと])、|、(?=[^、]{4,})|(?:それと|あと|また)")
_PLAIN = re.compile(r"[^\w★%]+")
_LEAD_IN = re.compile(r"^(?:なお|また|さらに|そのほか|いいえ|はい)、")
_ITEM = re.compile(r"(?:^|\n)・")
_NUMBER_ASKED = re.compile(
    r"いくら|何[日年円点番件枚分か条問人%パ時週ペ]|いつ|いくつ|どれくらい|どれだけ|上限|締切|期限|番号|割合|率"
)
_NUMBER = re.compile(r"[0-9０-９]|即日|直後|その場|無料|未確認|確認できて")
# Words every question has; they say nothing on what it is about.
_EMPTY = (
    "ですか",
    "ますか",
    "できる",
    "どれ",
    "いつ",
    "いくら",
    "教えて",
    "って",
    "それぞれ",
    "ください",
    "ありますか",
)


@dataclass(frozen=True)
class _Unit:
    source: Source
    text: str
    place: int


def faithful_rows(sheet: Sheet) -> list[Row]:
    """What a good reader says: the answer first, then each part of the question."""
    units = [
        _Unit(source, text, place)
        for source in sheet.sources
        for place, text in enumerate(source.sentences)
        if len(text) <= _LONGEST
    ]
    if not units:
        return []
    weights = _weights([f"{unit.source.title}{unit.text}" for unit in units])
    first = [unit for unit in units if unit.source.id == "A1"][:1]
    return [_said(unit) for unit in _chosen(sheet, units, weights, first)]


def parts(question: str) -> list[str]:
    """The parts of a question, each asking one thing; the question itself where it has one."""
    found = [part.strip() for part in _PARTS.split(question) if part and len(part.strip()) >= 4]
    return found if len(found) > 1 else [question]


def _chosen(
    sheet: Sheet, units: Sequence[_Unit], weights: dict[str, float], taken: list[_Unit]
) -> list[_Unit]:
    """By turns the best sentence for each part, none that has been said."""
    asked = parts(sheet.question)
    ranked = [
        sorted(units, key=lambda unit: -_bearing(part, sheet.question, unit, weights))
        for part in asked
    ]
    said: set[str] = set().union(*(_pairs(unit.text) for unit in taken))
    taken = list(taken)
    for turn in range(MOST * len(ranked)):
        if len(taken) == MOST:
            break
        row = ranked[turn % len(ranked)]
        unit = next((unit for unit in row if unit not in taken and _is_new(unit, said)), None)
        if unit is not None:
            taken.append(unit)
            said |= _pairs(unit.text)
    return taken


def _bearing(part: str, question: str, unit: _Unit, weights: dict[str, float]) -> float:
    """How much a sentence bears on a part; what its passage is called counts, too."""
    own, title, body = _pairs(unit.text), _pairs(unit.source.title), _pairs(unit.source.text)
    wanted, whole = _asked(part), _asked(question)
    score = _share(wanted, own, weights) + 1.2 * _share(wanted, title, weights)
    score += 0.5 * _share(wanted, body, weights) + 0.3 * _share(whole, title | own, weights)
    # Passages begin with what they answer.
    score += 0.35 * (unit.place == 0)
    score += 0.2 * bool(_NUMBER_ASKED.search(part) and _NUMBER.search(unit.text))
    return score


def _share(wanted: frozenset[str], have: frozenset[str], weights: dict[str, float]) -> float:
    rare = max(weights.values())
    total = sum(weights.get(pair, rare) for pair in wanted)
    return sum(weights.get(pair, rare) for pair in wanted & have) / total if total else 0.0


def _is_new(unit: _Unit, said: set[str]) -> bool:
    own = _pairs(unit.text)
    return len(own - said) > 0.35 * len(own)


def _said(unit: _Unit) -> Row:
    """A sentence in a model's own form: without its lead-in, a list as one sentence."""
    head, *items = _ITEM.split(unit.text)
    text = _LEAD_IN.sub("", head) + "、".join(items)
    return statement(text.replace("\n", ""), unit.source.id, unit.text)


def _weights(texts: Iterable[str]) -> dict[str, float]:
    held = [_pairs(text) for text in texts]
    counts = Counter(pair for pairs in held for pair in pairs)
    return {pair: math.log(1 + len(held) / count) for pair, count in counts.items()}


def _asked(text: str) -> frozenset[str]:
    for word in _EMPTY:
        text = text.replace(word, " ")
    return _pairs(text)


def _pairs(text: str) -> frozenset[str]:
    plain = (
        unicodedata.normalize("NFKC", text).lower().replace("一つ星", "★").replace("二つ星", "★★")
    )
    plain = plain.replace("★★★★", "★★").replace("★★★", "★★")
    runs = [run for run in _PLAIN.split(plain) if run]
    return frozenset(run[at : at + 2] for run in runs for at in range(max(1, len(run) - 1)))
