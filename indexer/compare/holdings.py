"""What the knowledge holds, as units that a changed clause can be held against."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Literal

from indexer.documents.model import ReadDocument
from indexer.text import Normaliser, sentences
from knowledge.catalog import Catalog
from knowledge.rendering import passages
from knowledge.schema import GuidelineEdition, Model, Passage, ProgrammeEdition

HoldingKind = Literal[
    "principle", "self_check", "rule", "frame", "round", "walkthrough", "passage", "question", "run"
]
_KINDS: Mapping[str, HoldingKind] = {
    "principles": "principle",
    "self-check": "self_check",
    "rule": "rule",
    "frame": "frame",
    "rounds": "round",
}
# Where a document names itself: its first blocks.
_FRONT = 25
_SHORTEST = 6
_NOTATION = Normaliser()


class Holding(Model):
    """A thing the knowledge holds.

    Attributes:
        id: of the passage, `round/<id>` of a round, `<walkthrough>/<step>` of a step.
        units: its sentences in one notation.
        edition: which edition it is of.
        sources: ids of what it cites.
        day: the deadline of a round.
    """

    kind: HoldingKind
    id: str
    name: str
    units: tuple[str, ...]
    edition: str | None = None
    sources: frozenset[str] = frozenset()
    day: dt.date | None = None


@lru_cache(maxsize=65536)
def normalised(text: str) -> str:
    """A text in the notation units are held in: without spaces."""
    return _NOTATION(text).replace(" ", "")


def holdings(catalog: Catalog) -> tuple[Holding, ...]:
    """Everything the knowledge holds that a document can be the ground of."""
    return (*map(_passage, passages(catalog)), *_rounds(catalog), *_steps(catalog))


def editions_named(catalog: Catalog, document: ReadDocument) -> frozenset[str]:
    """The editions of the knowledge a document says at its beginning that it is of."""
    front = " ".join([document.title, *(one.text for one in document.blocks[:_FRONT])])
    text = normalised(front)
    found = {
        edition.id
        for programme in catalog.programmes
        for edition in programme.editions
        if any(_is_named(name, text) for name in _names(edition))
    }
    return frozenset(found | {one.id for one in catalog.editions if _is_guideline(one, text)})


def _names(edition: ProgrammeEdition) -> Iterator[str]:
    yield edition.name
    yield from edition.aliases
    if edition.official_name:
        yield edition.official_name


def _is_named(name: str, text: str) -> bool:
    said = normalised(name)
    return len(said) >= _SHORTEST and bool(re.search(r"[0-9]", said)) and said in text


def _is_guideline(edition: GuidelineEdition, text: str) -> bool:
    return "情報セキュリティ対策ガイドライン" in text and f"第{edition.version}版" in text


def _passage(passage: Passage) -> Holding:
    kind = _KINDS.get(passage.id.partition("/")[0], "passage")
    return Holding(
        kind=kind,
        id=passage.id,
        name=passage.title,
        units=_units(passage.title, passage.text),
        edition=passage.edition,
        sources=frozenset(ref.id for ref in passage.sources),
    )


def _rounds(catalog: Catalog) -> Iterator[Holding]:
    for programme in catalog.programmes:
        for edition in programme.editions:
            for one in edition.rounds:
                day = one.deadline.date() if isinstance(one.deadline, dt.datetime) else one.deadline
                yield Holding(
                    kind="round",
                    id=f"round/{one.id}",
                    name=f"{edition.name} {one.label}",
                    units=_units(one.label, one.note or ""),
                    edition=edition.id,
                    sources=frozenset(ref.id for ref in one.sources),
                    day=day,
                )


def _steps(catalog: Catalog) -> Iterator[Holding]:
    for walkthrough in catalog.walkthroughs:
        for step in walkthrough.steps:
            said = [choice.then for choice in step.choices if choice.then]
            yield Holding(
                kind="walkthrough",
                id=f"{walkthrough.id}/{step.id}",
                name=f"{walkthrough.heading}「{step.title or step.ask[:20]}」",
                units=_units(step.title or "", "\n".join([step.ask, step.help or "", *said])),
                sources=frozenset(ref.id for ref in step.sources),
            )


def _units(title: str, text: str) -> tuple[str, ...]:
    rows = [title, *sentences(text)]
    return tuple(unit for row in rows if len(unit := normalised(row.lstrip("・- "))) >= _SHORTEST)
