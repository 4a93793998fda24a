"""What the advisor gives back, free of any surface."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

Kind = Literal["answered", "clarify", "declined", "unknown"]
Certainty = Literal["確定", "未確認情報", "不明"]


class Model(BaseModel):
    """Base of the domain types: immutable and closed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Citation(Model):
    """Where a statement comes from. `quote` stands verbatim in the cited passage."""

    title: str
    edition: str | None = None
    section: str | None = None
    page: str | None = None
    url: str | None = None
    as_of: str
    quote: str


class Choice(Model):
    """Something the user can pick instead of typing: what it says, and the question it asks."""

    label: str
    question: str


class WrittenBy(Model):
    """The language model that wrote an answer, and the prompt it had."""

    model: str
    prompt: str


class Answer(Model):
    """An answer: text with [n] marks into the citations, how sure it is, and what can follow.

    `subject` is what the answer was about, in words a follow-up question can lean on; `rule` the
    rule by which it was refused or first steps were given; `written_by` the model whose words it is
    in, where it is not composed by code.
    """

    kind: Kind
    text: str
    certainty: Certainty
    citations: tuple[Citation, ...] = ()
    choices: tuple[Choice, ...] = ()
    subject: str | None = None
    rule: str | None = None
    written_by: WrittenBy | None = None
