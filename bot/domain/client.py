"""A client company, as the office knows it."""

from __future__ import annotations

from typing import Literal

from bot.domain.answer import Model
from bot.domain.scope import Scope

# active; paused: other people joined the channel, bind again; frozen: the bot lost the channel
ClientState = Literal["active", "paused", "frozen"]


class Client(Model):
    """A company bound to a channel, and the consultant who looks after it."""

    scope: Scope
    company: str
    consultant: str
    state: ClientState
    reason: str | None = None
    teams: tuple[str, ...] = ()


class Consultation(Model):
    """A question handed to a person, until somebody marks it solved."""

    id: int
    scope: Scope
    thread: str
    turn: str
    question: str
    consultant: str | None
    state: Literal["open", "solved"]
    opened_at: float


class Turn(Model):
    """One question and its answer, kept for feedback, choices and consultations."""

    id: str
    scope: Scope
    thread: str
    speaker: str
    question: str
    kind: str
    text: str
    choices: tuple[str, ...] = ()


class OpenQuestion(Model):
    """A question we could not answer."""

    scope: Scope
    question: str
    asked_at: float
