"""What can go wrong in front of a user; every message is a Japanese sentence for them."""

from __future__ import annotations


class BadInput(Exception):
    """Input that cannot be read; the message is for the user, in Japanese."""


class BadSetting(Exception):
    """A setting is missing or cannot be used; the message says which and what to do."""
