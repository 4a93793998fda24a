"""What can go wrong between a bot and a language model; built with the named constructors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["status", "stall", "drip", "cut", "quiet_cut", "page", "broken_json", "said"]
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Fault:
    """One way to fail.

    Attributes:
        status, retry_after: what an HTTP error says.
        after: pieces that are sent before a stall or a cut.
        seconds: between two letters of a drip.
        text: what is said instead of what the player plays.
    """

    kind: Kind
    status: int = 200
    retry_after: str | None = None
    after: int = 0
    seconds: float = 1.0
    text: str = ""

    @classmethod
    def http(cls, status: int, retry_after: str | None = None) -> Fault:
        """401, 403, 404, 429, 500, 503 …, with OpenAI's error body."""
        return cls("status", status=status, retry_after=retry_after)

    @classmethod
    def stall(cls, after: int = 0) -> Fault:
        """Silence, until somebody gives up; before the headers for `after` = 0."""
        return cls("stall", after=after)

    @classmethod
    def drip(cls, seconds: float = 1.0) -> Fault:
        """One letter, a pause, one letter …"""
        return cls("drip", seconds=seconds)

    @classmethod
    def cut(cls, after: int = 1) -> Fault:
        """The connection breaks in the middle of the answer."""
        return cls("cut", after=after)

    @classmethod
    def quiet_cut(cls, after: int = 1) -> Fault:
        """The answer ends politely in the middle: no reason to finish, no [DONE]."""
        return cls("quiet_cut", after=after)

    @classmethod
    def page(cls) -> Fault:
        """A web page with status 200, as proxies and sign-in portals send it."""
        return cls("page")

    @classmethod
    def broken_json(cls) -> Fault:
        """An event that is no JSON."""
        return cls("broken_json")

    @classmethod
    def empty(cls) -> Fault:
        """An answer without a word."""
        return cls("said")

    @classmethod
    def megabyte(cls) -> Fault:
        """A million letters."""
        return cls("said", text="あ" * _MEGABYTE)

    @classmethod
    def control_characters(cls) -> Fault:
        """NUL, escape sequences, bidirectional and zero-width letters, a lone surrogate's stand-in."""
        return cls("said", text="\x00\x1b[31m\x07\u202e\u200b\u2066\ufffd\x7f\r\n" * 40)

    @classmethod
    def emoji_flood(cls) -> Fault:
        """Nothing but emoji."""
        return cls("said", text="🎉👨‍👩‍👧‍👦🔥" * 2_000)
