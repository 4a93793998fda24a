"""The questions no version may answer worse than the one served.

They are shipped here, not read from the tests: the gate runs where the tests are not installed.
They stay out of `knowledge/`, whose files name the versions: another question must not make the
same knowledge another index. All critical questions of `tests/evals/golden` are among them, and
all that must not be answered; a test holds the two together.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import yaml

from bot.answering.answerer import Answerer
from bot.domain.answer import Answer, Kind
from bot.domain.conversation import Conversation
from indexer.gate import Outcome
from indexer.index import Index
from indexer.text import Normaliser
from knowledge.schema import Model, Text

_QUESTIONS = Path(__file__).with_name("questions.yaml")
_NOT_COMPARED = re.compile(r"[\s,、・「」『』（）()]")


class Canary(Model):
    """A question with what a right answer must hold.

    Attributes:
        as_of: the day it is asked about; fixed, so that answers do not drift.
        kind: the kinds of answer that are right.
        facts: each a number of ways to say one fact; one of them must stand in the answer.
        forbidden: statements that must not.
        critical: a wrong answer would cost somebody a grant or a deadline.
    """

    id: Text
    question: Text
    as_of: dt.date
    kind: tuple[Kind, ...]
    facts: tuple[tuple[Text, ...], ...] = ()
    forbidden: tuple[Text, ...] = ()
    critical: bool = False


def answers(index: Index, questions: Sequence[Canary] | None = None) -> Mapping[str, Outcome]:
    """How an opened version answers each question."""
    answerer = Answerer(index)
    return {
        one.id: outcome(one, answerer.answer(one.question, one.as_of, Conversation()))
        for one in (canaries() if questions is None else questions)
    }


def outcome(canary: Canary, answer: Answer) -> Outcome:
    """An answer held against what a right one must hold."""
    text = comparable(answer.text)
    return Outcome(
        question=canary.question,
        fits=answer.kind in canary.kind,
        facts=tuple(any(comparable(way) in text for way in fact) for fact in canary.facts),
        forbidden=sum(comparable(statement) in text for statement in canary.forbidden),
        critical=canary.critical,
    )


@cache
def canaries() -> tuple[Canary, ...]:
    """All of them."""
    # libyaml where it is there: the questions are long, and a clerk waits.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load(_QUESTIONS.read_text(encoding="utf-8"), loader)  # noqa: S506 (a safe one)
    return tuple(Canary.model_validate(row) for row in data["questions"])


def comparable(text: str) -> str:
    """A text as facts are compared: NFKC, lower case, stars one way, no spaces or commas."""
    return _NOT_COMPARED.sub("", unicodedata.normalize("NFKC", _plain()(text)))


@cache
def _plain() -> Normaliser:
    return Normaliser()
