"""Whether a statement of a model says what its source says, in what code can check of that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.domain.material import Material, Passage
from bot.phrasing import names, polarity, quoting, surface, values
from bot.phrasing.clauses import grams_of
from bot.phrasing.everyday import KANJI_PAIRS, WORDS
from bot.phrasing.statement import Statement
from bot.phrasing.value_forms import canonical

Fault = Literal[
    "unknown_source", "no_quote", "short_quote", "number", "date", "star", "name", "polarity",
    "address", "markup", "language", "off_topic", "too_long", "instruction",
]  # fmt: skip
LONGEST_TEXT = 300
# How much of a statement's words its source, the question or everyday speech must have.
_KNOWN_WORDS = 0.75
# How much of them the source must have: the rest of a sentence is not about something else.
_SOURCE_WORDS = 0.4


@dataclass(frozen=True)
class Verified:
    """A statement that passed: its text, its source, and the quote in the source's own letters."""

    text: str
    passage: Passage
    quote: str


@dataclass(frozen=True)
class _Cited:
    """What a statement rests on: its passage, its quote, and the sentences the quote is from."""

    passage: Passage
    quote: str
    around: str


def verify(statement: Statement, material: Material) -> Verified | Fault:
    """The statement as it may be shown, or the first thing that is wrong with it."""
    cited = _cited(statement, material)
    if not isinstance(cited, _Cited):
        return cited
    text = statement.text.strip()
    if len(text) > LONGEST_TEXT:
        return "too_long"
    fault = surface.fault(text, cited.passage.text) or _false(text, cited, material)
    return fault or Verified(text, cited.passage, cited.quote)


def _cited(statement: Statement, material: Material) -> _Cited | Fault:
    passage = material.passage(statement.source)
    if passage is None:
        return "unknown_source"
    if quoting.length(statement.quote) < quoting.SHORTEST_QUOTE:
        return "short_quote"
    found = quoting.find(statement.quote, passage.text)
    if found is None:
        return "no_quote"
    quote = passage.text[found.start : found.end].strip()
    around = passage.text[found.first : found.last]
    return _Cited(passage, quote, quoting.heading(passage.text, found.first) + around)


def _false(text: str, cited: _Cited, material: Material) -> Fault | None:
    """What a text says that its quote does not."""
    passage = cited.passage
    fault = values.supported(text, cited.quote, around=cited.around, title=passage.title)
    if fault:
        return fault
    near = f"{cited.around}\n{passage.title}"
    if names.strange(text, near, passage.text, material.question, material.names):
        return "name"
    if quoting.copied(text, cited.around):
        return None
    if _off_topic(text, cited, material.question):
        return "off_topic"
    agrees = polarity.agrees(text, cited.around, title=passage.title, question=material.question)
    return None if agrees else "polarity"


def _off_topic(text: str, cited: _Cited, question: str) -> bool:
    """Whether a text speaks of something else than its source, in whole or in one sentence."""
    title = cited.passage.title
    source = grams_of(canonical(f"{cited.around}\n{title}"))
    whole = grams_of(canonical(cited.passage.text))
    asked = whole | grams_of(canonical(question)) | KANJI_PAIRS | {word.lower() for word in WORDS}
    for start, end in quoting.sentence_spans(text):
        said = grams_of(canonical(text[start:end]))
        unknown = len(said - source - asked)
        if unknown > max(1, (1 - _KNOWN_WORDS) * len(said)):
            return True
        if len(said) > 3 and len(said & source) < _SOURCE_WORDS * len(said):
            return True
    return not grams_of(canonical(text)) & source
