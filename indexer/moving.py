"""One at a time: whoever is about to change what is served waits for whoever is at it.

A report is held against what is served before the pointer moves. Without a lock two people could
both pass that check, and the second would take away, unseen, what the first has just activated.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # not on Windows, where one bot is all there is
    fcntl = None  # type: ignore[assignment]


@contextmanager
def one_mover(home: Path) -> Iterator[None]:
    """Keep every other thread and process from moving the pointer until the end of the block.

    The lock goes with the process that held it, however it ends.

    Raises:
        OSError: nothing can be written there.
    """
    root = home / "index"
    root.mkdir(parents=True, exist_ok=True)
    with (root / ".moving").open("ab") as lock:
        if fcntl is not None:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
