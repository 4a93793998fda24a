"""What was asked and answered in one thread of one scope."""

from __future__ import annotations

from bot.domain.answer import Answer, Model
from bot.domain.scope import Speaker


class ThreadTurn(Model):
    """A question and its answer. `asked_at` in seconds since the epoch."""

    speaker: Speaker
    question: str
    answer: Answer
    asked_at: float


class ThreadRecord(Model):
    """What is kept of a thread.

    Attributes:
        turns: oldest first.
        left_out: how many older ones there are besides.
        consulted: the questions handed to a person and not solved yet.
    """

    turns: tuple[ThreadTurn, ...] = ()
    left_out: int = 0
    consulted: tuple[str, ...] = ()
