"""The real bot as a process of its own, to be killed."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from tests.fakes.slack import SECRET, TOKEN, Delivery, FakeSlack, Receipt

_ROOT = Path(__file__).parents[1]
_START_SECONDS = 60.0


class Running(Protocol):
    """What we need of a process."""

    @property
    def pid(self) -> int: ...
    def poll(self) -> int | None: ...
    def wait(self, timeout: float) -> int: ...
    def kill(self) -> None: ...
    def terminate(self) -> None: ...


# Arguments of `python -m bot`, its whole environment, the file it logs to.
Start = Callable[[Sequence[str], Mapping[str, str], Path], Running]


def spawned(arguments: Sequence[str], environment: Mapping[str, str], log: Path) -> Running:
    """A new interpreter, as a deployment starts it."""
    with log.open("ab") as written:
        return subprocess.Popen(
            [sys.executable, "-m", "bot", *arguments],
            env=dict(environment), cwd=_ROOT, stdout=written, stderr=written,
        )  # fmt: skip


class BotProcess:
    """`python -m bot serve` (or `work`) until the end of the block.

    Args:
        slack: the fake it talks to.
        home: its data directory, with an index in it; its log is written there.
        command: `serve` or `work`.
        start: how it comes into being.
        more: further environment.
    """

    def __init__(
        self,
        slack: FakeSlack,
        home: Path,
        command: str = "serve",
        start: Start = spawned,
        **more: str,
    ):
        self._command = command
        self._slack = slack
        self._home = home
        self._start = start
        self._more = more
        self.log = home / f"{command}.log"

    def __enter__(self) -> Self:
        port = free_port()
        self.root = f"http://127.0.0.1:{port}"
        self.url = f"{self.root}/slack/events"
        drop = {"DATABASE_URL", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"}
        environment = {key: value for key, value in os.environ.items() if key not in drop} | {
            "HOSHIMICHI_HOME": str(self._home),
            "SLACK_BOT_TOKEN": TOKEN,
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_URL": self._slack.api_url,
            "HOSHIMICHI_STAFF_CHANNEL": "C0GENERAL",
            "PORT": str(port),
            **self._more,
        }
        self._logged = self.log.stat().st_size if self.log.exists() else 0
        self.process = self._start([self._command], environment, self.log)
        try:
            self._wait()
        except BaseException:
            self.kill()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            self.kill()

    def kill(self) -> None:
        """End it as the machine would: at once, without a word."""
        self.process.kill()
        self.process.wait(10)

    def terminate(self) -> float:
        """End it as a deployment does; gives the seconds it took."""
        started = time.monotonic()
        self.process.terminate()
        self.process.wait(30)
        return time.monotonic() - started

    def send(self, payload: dict[str, Any]) -> Receipt:
        """Deliver a signed payload."""
        return Delivery(self.url).send(payload)[-1]

    def _wait(self) -> None:
        end = time.monotonic() + _START_SECONDS
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise RuntimeError(self.log.read_text(errors="replace")[-2000:])
            # Processes before this one wrote to the same log.
            if self._command != "serve" and b" ready" in self.log.read_bytes()[self._logged :]:
                return
            try:
                with urllib.request.urlopen(f"{self.root}/readyz", timeout=1):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.02)
        raise TimeoutError("the bot did not start")


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])
