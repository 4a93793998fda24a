"""The golden questions and how an answer is held against them."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

from bot.domain.answer import Answer, Kind
from indexer.text import Normaliser

GOLDEN = Path(__file__).parent / "golden"
# What "today" is for a question that names no day; fixed, so that the figures do not drift.
TODAY = dt.date(2026, 11, 22)

Area = Literal[
    "scheme", "procedure", "logo", "guideline", "principles", "self_check", "policy", "survey",
    "subsidy", "it_subsidy", "it_procedure", "advisor", "scs", "otasuketai", "threats", "incident",
    "glossary", "routing",
]  # fmt: skip


class Golden(BaseModel):
    """A question with what a right answer must hold.

    `key_facts`: each inner tuple holds alternatives of one fact. `gold`: ids of passages any of
    which answers it. `pair`: the same question asked about two days. `topic`: set where it asks
    what SECURITY ACTION a programme wants (level, exceptions, by when, which ID) or for a round,
    a deadline or a lead time.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    area: Area
    topic: Literal["requirement", "deadline"] | None = None
    question: str
    as_of: dt.date = TODAY
    kind: tuple[Kind, ...]
    key_facts: tuple[tuple[str, ...], ...] = ()
    critical: bool = False
    forbidden: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    pair: str | None = None
    basis: str = ""
    gold: tuple[str, ...] = ()


def read(folder: Path = GOLDEN) -> list[Golden]:
    """All golden questions."""
    rows: list[Golden] = []
    for path in sorted(folder.glob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        rows += [Golden.model_validate(row) for row in data["questions"]]
    return rows


_NOT_COMPARED = re.compile(r"[\s,、・「」『』（）()]")
_PLAIN = Normaliser()


def comparable(text: str) -> str:
    """A text as facts are compared: NFKC, lower case, stars one way, no spaces or commas."""
    return _NOT_COMPARED.sub("", unicodedata.normalize("NFKC", _PLAIN(text)))


def facts_found(question: Golden, answer: Answer) -> list[bool]:
    """For each key fact, whether one of its alternatives stands in the answer."""
    text = comparable(answer.text)
    return [
        any(comparable(alternative) in text for alternative in fact) for fact in question.key_facts
    ]


def forbidden_said(question: Golden, answer: Answer) -> list[str]:
    """The forbidden statements the answer makes."""
    text = comparable(answer.text)
    return [statement for statement in question.forbidden if comparable(statement) in text]
