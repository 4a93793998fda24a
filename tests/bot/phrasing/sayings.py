"""Sentences a model could write over passages of the knowledge, read from paraphrases.yaml."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.domain.material import Material, Passage
from bot.phrasing.names import names_of
from bot.phrasing.quoting import sentence_spans
from bot.phrasing.statement import Statement
from knowledge import catalog, rendering

_FILE = Path(__file__).with_name("paraphrases.yaml")
_TODAY = dt.date(2026, 11, 23)


@dataclass(frozen=True)
class Saying:
    """A sentence with what it was written from, and whether that says it."""

    statement: Statement
    material: Material
    faithful: bool


@cache
def names() -> frozenset[str]:
    """What the shipped catalogue names."""
    return names_of(catalog.load())


@cache
def passages() -> dict[str, Passage]:
    """The shipped passages by id, each as the only one that was found."""
    return {
        row.id: Passage("P1", row.text, row.title) for row in rendering.passages(catalog.load())
    }


def material(passage: Passage, question: str = "") -> Material:
    """One passage as all there is to write from."""
    return Material(question, _TODAY, (passage,), names())


def sentences(text: str) -> list[str]:
    """The sentences of a passage, those that say nothing left out."""
    return [part for start, end in sentence_spans(text) if (part := text[start:end].strip())]


def sayings() -> Iterator[Saying]:
    """Every sentence of the file."""
    rows: list[dict[str, Any]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    for row in rows:
        passage = passages()[row["passage"]]
        first, last = row["quote"]
        quote = "\n".join(sentences(passage.text)[first : last + 1])
        for faithful in (True, False):
            for text in row.get("faithful" if faithful else "lies", ()):
                statement = Statement(text=text, source="P1", quote=quote)
                yield Saying(statement, material(passage), faithful)
