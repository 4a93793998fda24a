"""`make demo` as a person runs it, and Chromium on its page.

Both come from outside Python: npm fetches the stand-in, the system has Chromium. Without them
these tests are skipped and say why; HOSHIMICHI_REQUIRE_E2E=1 makes that a failure.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from bot.errors import BadSetting
from bot.slack import demo as demo_module
from tests.e2e.office import Office

ROOT = Path(__file__).parents[2]
# What the stand-in does not know; the bot goes on without it.
_UNKNOWN = {"assistant.threads.setStatus", "assistant.threads.setSuggestedPrompts"}
_KNOWN = {
    "api.test",
    "apps.connections.open",
    "auth.test",
    "chat.getPermalink",
    "chat.postEphemeral",
    "chat.postMessage",
    "chat.update",
    "conversations.info",
    "conversations.members",
    "conversations.open",
    "files.completeUploadExternal",
    "files.getUploadURLExternal",
    "users.info",
    "views.open",
    "views.publish",
}
_ENVELOPES = {"events_api", "interactive", "slash_commands"}


@dataclass
class Demo:
    """A running demo."""

    url: str
    process: subprocess.Popen[str]

    def log(self) -> list[dict[str, Any]]:
        """All that went between the stand-in and the bot."""
        with urllib.request.urlopen(f"{self.url}/_control/log", timeout=5) as response:
            found: list[dict[str, Any]] = json.load(response)["log"]
        return found

    def stop(self) -> int:
        """Press Ctrl-C; gives the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(20)


def unavailable(reason: str) -> NoReturn:
    """Skip, or fail where these tests are required."""
    if os.environ.get("HOSHIMICHI_REQUIRE_E2E") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def demo_home(shipped_home: Path) -> Path:
    """The shipped index, with the stand-in beside it."""
    with (shipped_home / "demo-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            demo_module.installed(shipped_home / "demo")
        except BadSetting as problem:
            unavailable(f"no local-slack: {problem}")
    return shipped_home


@pytest.fixture(scope="session")
def start_demo(demo_home: Path) -> Callable[[], Demo]:
    """Starts `python -m bot.slack.demo` on a free port."""

    def start() -> Demo:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.slack.demo", "--port", "0"],
            cwd=ROOT,
            env={
                **os.environ,
                "HOSHIMICHI_HOME": str(demo_home),
                "EMBEDDING_MODEL": "",
                "PYTHONIOENCODING": "utf-8",
                # A demo must not touch these, whatever the machine has.
                "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/real",
                "SLACK_BOT_TOKEN": "xoxb-real",
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        assert process.stdout is not None
        said = []
        watchdog = threading.Timer(120, process.kill)
        watchdog.start()
        try:
            for line in process.stdout:
                said.append(line)
                if found := re.search(r"http://localhost:\d+", line):
                    return Demo(found.group(), process)
        finally:
            watchdog.cancel()
        raise AssertionError(f"the demo did not start: {''.join(said)}")

    return start


@pytest.fixture(scope="module")
def demo(start_demo: Callable[[], Demo]) -> Iterator[Demo]:
    """A demo for the tests of a module; at its end nothing went wrong behind the page."""
    yield from watched(start_demo())


def watched(running: Demo) -> Iterator[Demo]:
    """A demo that is stopped at the end, when nothing went wrong behind the page."""
    try:
        yield running
        log = _settled(running)
    finally:
        code = running.stop()
    called = {row["summary"] for row in log if row["kind"] == "web_api"}
    assert called <= _KNOWN | _UNKNOWN
    assert [row for row in log if row["direction"] == "internal"] == []
    assert code == 0


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        unavailable("no chromium on this machine")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=program)


@pytest.fixture
def office(browser: Browser, demo: Demo) -> Iterator[Office]:
    """The page as the client sees it; at the end nothing on it is a placeholder."""
    page: Page = browser.new_page(
        viewport={"width": 1280, "height": 960}, locale="ja-JP", timezone_id="Asia/Tokyo"
    )
    page.set_default_timeout(10_000)
    page.goto(demo.url)
    yield Office(page)
    assert page.locator(".bk-unknown").all_inner_texts() == []
    page.close()


@pytest.fixture
def picture(tmp_path: Path) -> Callable[[Page, str], None]:
    """Takes a picture: into docs/images with HOSHIMICHI_SCREENSHOTS=1, else thrown away."""
    wanted = os.environ.get("HOSHIMICHI_SCREENSHOTS") == "1"
    folder = ROOT / "docs" / "images" if wanted else tmp_path

    def take(page: Page, name: str) -> None:
        page.mouse.move(1, 1)  # away from what shows itself under the mouse
        path = folder / f"{name}.png"
        page.screenshot(path=path, animations="disabled", caret="hide")
        assert path.stat().st_size < 300_000

    return take


def _settled(demo: Demo) -> list[dict[str, Any]]:
    """The log, once every envelope is acknowledged."""
    end = time.monotonic() + 10
    while True:
        log = demo.log()
        sent = sum(row["kind"] in _ENVELOPES for row in log)
        acknowledged = sum(row["kind"] == "ack" for row in log)
        if sent == acknowledged:
            return log
        assert time.monotonic() < end, f"{sent} envelopes, {acknowledged} acknowledged"
        time.sleep(0.1)
