"""Who spends what a language model costs, and how much of it a day."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Spender:
    """Whose budget a call comes out of: a user, and the workspace that installed the app."""

    team: str
    user: str


@dataclass(frozen=True)
class Limits:
    """What may be spent in a day, of calls and of characters sent."""

    user_calls: int
    team_calls: int
    user_characters: int
    team_characters: int
