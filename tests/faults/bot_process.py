"""The real bot as a process of its own, to be killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.fakes.slack import SECRET, TOKEN, Delivery, FakeSlack, Receipt

_ROOT = Path(__file__).parents[2]


class BotProcess:
    """`python -m bot serve` (or `work`) until the end of the block.

    Args:
        slack: the fake it talks to.
        home: its data directory, with an index in it.
        command: `serve` or `work`.
        more: further environment.
    """

    def __init__(self, slack: FakeSlack, home: Path, command: str = "serve", **more: str):
        self._command = command
        self._slack = slack
        self._home = home
        self._more = more
        self.log = home / f"{command}.log"

    def __enter__(self) -> Self:
        with socket.socket() as door:
            door.bind(("127.0.0.1", 0))
            port = door.getsockname()[1]
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
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", self._command],
                env=environment, cwd=_ROOT, stdout=log, stderr=log,
            )  # fmt: skip
        self._wait()
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
        self.process.send_signal(signal.SIGKILL)
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
        end = time.monotonic() + 60
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise RuntimeError(self.log.read_text(errors="replace")[-2000:])
            if self._command != "serve" and b" ready" in self.log.read_bytes():
                return
            try:
                with urllib.request.urlopen(f"{self.root}/readyz", timeout=1):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        raise TimeoutError("the bot did not start")
