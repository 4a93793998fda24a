"""Texts cut into clauses, and the clause of a quote that a clause of a statement speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.phrasing.quoting import sentence_spans
from bot.phrasing.value_forms import Value, canonical, values

_QUOTED = re.compile(r"「[^「」]*」")
_BRACKETS = re.compile(r"[（(]([^（()）]*)[)）]")
# A comma after the end of a predicate begins a new clause; after a noun phrase it does not.
_BREAK = re.compile(
    r"[。？]|(?:(?<=ますが)|(?<=ですが)|(?<=ないが)|(?<=せんが)|(?<=たが)|(?<=るが)|(?<=ので)|(?<=から)|(?<=ため)|(?<=れば)|(?<=せば)|(?<=えば)"
    r"|(?<=けば)|(?<=ず)|(?<=たら)|(?<=なら)|(?<=ても)|(?<=のに)|(?<=なく)|(?<=あり)|(?<=おり)|(?<=して)|(?<=いて)|(?<=れて)|(?<=って)"
    r"|(?<=めて)|(?<=けて)|(?<=せて)|(?<=べて)|(?<=えて)|(?<=れ)|(?<=め)|(?<=違い)|(?<=ない)|(?<=え)|(?<=け)|(?<=できる)|(?<=できず)|(?<=必要で)|(?<=不要で)|(?<=可能で)|(?<=不可で)"
    r"|(?<=対象で)|(?<=対象外で)|(?<=だけで)|(?<=までで)|(?<=のみで)|(?<=ですから)|(?<=[円割%0-9時日]で)|(?<=無料で)|(?<=有料で)|(?<=必須で)|(?<=任意で)|(?<=し)|(?<=場合は)|(?<=ときは)|(?<=であり)|(?<=不要)|(?<=必要)|(?<=必須)|(?<=任意)|(?<=対象外)|(?<=可)|(?<=なし)|(?<=あり))[、,;；]"
    r"|(?<=[円割内下限上回日月年点つ])[、,;；](?=[^0-9]{2,12}[はがも])|[;；]|(?<=ものの)、?|、(?=[^、。]{2,16}(?:では(?:あり|な[いく])|でもあり))|(?<=[一-鿿]で)、(?=[^、。]{2,24}(?:は|が|しか))|(?<=です)・|\s・|→|(?<=[\u4e00-\u9fff])、(?=[^、。]{2,24}?は)"
)
WORD = re.compile(r"[\u4e00-\u9fff々〆ァ-ヶー]+|[A-Za-z][A-Za-z0-9.]*")

# What a shared predicate counts for, beside the share of all words.
_PREDICATE = 0.15


@dataclass(frozen=True)
class Clause:
    """A clause of a text.

    Attributes:
        grams: what it speaks of: its words as pairs of letters, and its values.
        sentence: which sentence it is of.
        host: for one in brackets, what the sentence around it speaks of.
    """

    text: str
    grams: frozenset[str]
    values: tuple[Value, ...]
    sentence: int = 0
    host: frozenset[str] = frozenset()


@lru_cache(maxsize=128)
def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of a text; what stands in brackets is one of its own."""
    found = []
    for number, (start, end) in enumerate(sentence_spans(text)):
        sentence = canonical(text[start:end])
        inner = [part for part in _BRACKETS.findall(sentence) if len(part) > 1]
        outer = _BRACKETS.sub("", sentence)
        host = grams_of(outer)
        found += [clause(piece, number) for piece in _split(outer)]
        found += [clause(piece, number, host) for part in inner for piece in _split(part)]
    return tuple(found)


def _split(text: str) -> list[str]:
    """A sentence at its breaks; what is quoted in it stays whole."""
    whole = _QUOTED.sub(lambda match: match.group().replace("、", "\0"), text)
    pieces = (piece.replace("\0", "、").strip() for piece in _BREAK.split(whole))
    return [piece for piece in pieces if len(piece) > 1]


@lru_cache(maxsize=1024)
def clause(text: str, sentence: int = 0, host: frozenset[str] = frozenset()) -> Clause:
    """A canonical text as one clause."""
    found = values(text)
    grams = grams_of(text) | {f"={value.kind}{value.key}" for value in found}
    return Clause(text, grams, found, sentence, host)


def grams_of(text: str) -> frozenset[str]:
    """Pairs of letters in the words that carry meaning: kanji, katakana, latin."""
    grams = set[str]()
    for word in WORD.findall(text):
        if word[0].isascii():
            grams.add(word.lower())
        elif len(word) == 1:
            grams.add(word)
        else:
            grams.update(word[at : at + 2] for at in range(len(word) - 1))
    return frozenset(grams)


def overlap(left: frozenset[str], right: frozenset[str]) -> float:
    """How much of the left stands in the right, 0 to 1; values count as three."""
    whole = _weight(left)
    return _weight(left & right) / whole if whole else 0.0


def nearest(said: Clause, sources: Sequence[Clause]) -> tuple[Clause, ...]:
    """The clauses of a quote that a clause speaks of: those that share most with it."""
    predicate = predicate_of(said)
    marked = [
        (overlap(said.grams, source.grams) + _PREDICATE * (predicate in source.text), source)
        for source in sources
        if said.grams & source.grams
    ]
    best = max((share for share, _ in marked), default=0.0)
    return tuple(source for share, source in marked if share >= best - 1e-9 and best > 0)


def predicate_of(row: Clause) -> str:
    """The last word of a clause that carries meaning: what it says of its subject."""
    words = WORD.findall(row.text)
    return words[-1] if words else row.text


def _weight(grams: Iterable[str]) -> int:
    return sum(3 if gram.startswith("=") else 1 for gram in grams)
