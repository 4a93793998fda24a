"""Starts the bot fast, many times over: a parent with everything imported, forked at each start.

Each child is a process of its own that runs `python -m bot` to its end; it only spares the
seconds of imports, so that a bench can kill it a hundred times.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

# Libraries' own threads do not survive a fork, and what they hold locked stays locked.
_ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "RAYON_NUM_THREADS"), "1")


class Forked:
    """A child of the parent; only whether it lives can be known of it, not how it ended."""

    def __init__(self, pid: int):
        self.pid = pid

    def poll(self) -> int | None:
        """None while it lives."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    def wait(self, timeout: float) -> int:
        """Wait for its end.

        Raises:
            TimeoutError: it lives still.
        """
        end = time.monotonic() + timeout
        while self.poll() is None:
            if time.monotonic() > end:
                raise TimeoutError(f"process {self.pid} does not end")
            time.sleep(0.002)
        return 0

    def kill(self) -> None:
        """End it at once."""
        self._signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self._signal(signal.SIGTERM)

    def _signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)


class Forks:
    """The parent, until the end of the block; `start` fits `tests.bot_process.BotProcess`.

    Args:
        home: whose index it asks, to have imported all a bot imports; by default the usual one.
    """

    def __init__(self, home: Path | None = None):
        self._home = {"HOSHIMICHI_HOME": str(home)} if home else {}

    def __enter__(self) -> Self:
        self._parent = subprocess.Popen(
            [sys.executable, "-m", "tests.evals.forked"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | _ONE_THREAD | self._home,
        )  # fmt: skip
        self._answer()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._parent.kill()
        self._parent.communicate(timeout=10)

    def start(self, arguments: Sequence[str], environment: Mapping[str, str], log: Path) -> Forked:
        """Fork a bot."""
        wanted = {"arguments": arguments, "environment": dict(environment), "log": str(log)}
        assert self._parent.stdin is not None
        self._parent.stdin.write(json.dumps(wanted) + "\n")
        self._parent.stdin.flush()
        return Forked(int(self._answer()))

    def _answer(self) -> str:
        assert self._parent.stdout is not None
        answer = self._parent.stdout.readline()
        if not answer:
            raise RuntimeError("the parent of the bots has ended")
        return answer


def main() -> None:
    """Import, then fork a bot for each line read."""
    _preload()
    # A dead child must be gone at once: to a bot, a pid that exists is a worker at work.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        wanted = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _become(wanted)
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()


def _preload() -> None:
    """Ask once: much is imported at the first question only."""
    import datetime as dt

    import bot.__main__  # noqa: F401
    import bot.slack.commands  # noqa: F401
    from bot import app
    from indexer.settings import IndexSettings

    app.advisor(IndexSettings()).ask("★一つ星とは何ですか", dt.date.today(), None)  # noqa: DTZ011


def _become(wanted: dict[str, Any]) -> None:
    """Run the bot in this child, and never return."""
    code = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        log = os.open(wanted["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        nothing = os.open(os.devnull, os.O_RDONLY)
        for number, target in ((nothing, 0), (log, 1), (log, 2)):
            os.dup2(number, target)
        os.environ.clear()
        os.environ.update(wanted["environment"])
        from bot.__main__ import main as bot_main

        code = bot_main(wanted["arguments"])
    except BaseException:  # noqa: BLE001 (this is the top of a process)
        traceback.print_exc()
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()
