"""What the terminal prints; apart from the chat, so that one question does not load it."""

from __future__ import annotations

import sys


def say(text: str) -> None:
    """Print a line; characters the terminal cannot show become '?'."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding) + "\n")
    sys.stdout.flush()
