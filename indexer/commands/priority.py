"""Indexing after answering: whoever asks a bot on the same machine must not notice it."""

from __future__ import annotations

import os

_NICE = 15


def step_back() -> None:
    """Let every other process go first, from now on and for all that this one starts."""
    if hasattr(os, "nice") and os.nice(0) < _NICE:
        os.nice(_NICE - os.nice(0))
