"""`python -m bot.slack.demo`: the real bot in a stand-in for Slack that anyone can click.

The stand-in is the npm package local-slack (https://github.com/parvalabs/local-slack), one program
for each system. The demo has a database of its own, made anew at each start; of the real data it
only reads the index.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import yaml

from bot import wording
from bot.domain.client import Client
from bot.domain.scope import Scope
from bot.errors import BadSetting
from bot.state import clients, migrate
from bot.state.database import engine_for
from indexer.errors import IndexProblem
from indexer.releases import Releases
from indexer.settings import IndexSettings

CONFIG = Path(__file__).parents[2] / "slack" / "demo.yaml"
VERSION = "0.1.8"
PORT = 3000
_SYSTEMS = {"Linux": "linux", "Darwin": "darwin", "Windows": "windows"}
_PROCESSORS = {"x86_64": "x64", "amd64": "x64", "arm64": "arm64", "aarch64": "arm64"}
_PACKAGES = {"linux-x64", "linux-arm64", "darwin-arm64", "darwin-x64", "windows-x64"}
_START_SECONDS = 90.0
_STOP_SECONDS = 8.0
_PROXIES = {"http_proxy", "https_proxy", "all_proxy"}


class Stopped(Exception):
    """One of the two programs ended by itself; says which, and what it said last."""


def main(arguments: list[str] | None = None) -> int:
    """Run until Ctrl-C; 0 = stopped by Ctrl-C, 1 = could not start, or one of the two ended."""
    parser = argparse.ArgumentParser(prog="python -m bot.slack.demo", description=wording.DEMO_WHAT)
    parser.add_argument("--port", type=int, help=wording.DEMO_PORT_HELP)
    wanted: int | None = parser.parse_args(arguments).port
    home = IndexSettings().home.absolute()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if number := getattr(signal, name, None):
            signal.signal(number, signal.default_int_handler)
    try:
        Releases(home).active()
        with playing(home, wanted) as (url, watch):
            _say(wording.DEMO_READY.format(url=url))
            while True:
                watch()
                time.sleep(0.3)
    except KeyboardInterrupt:
        _say(f"\n{wording.DEMO_STOPPED}")
        return 0
    except IndexProblem:
        _say(wording.NO_INDEX)
    except (BadSetting, Stopped) as problem:
        _say(str(problem))
    return 1


@contextmanager
def playing(home: Path, wanted: int | None) -> Iterator[tuple[str, Callable[[], None]]]:
    """The stand-in and the bot, both ready; both stopped at the end, the bot first.

    Args:
        home: the data directory with the index.
        wanted: the port of the page; 0 = any, None = the usual one or any.

    Yields:
        The address of the page, and what raises `Stopped` when one of the two has ended.

    Raises:
        BadSetting: the stand-in cannot be had or the port is taken; says what to do.
        Stopped: one of the two did not start.
    """
    program = installed(home / "demo")
    port = _port(wanted)
    url = f"http://localhost:{port}"
    config = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))
    run = _fresh(home / "demo" / f"run-{port}")
    database = f"sqlite:///{run / 'hoshimichi.sqlite3'}"
    _bind_client(database, config)
    with ExitStack() as stack:
        stand_in = stack.enter_context(
            _Program(
                wording.DEMO_STAND_IN,
                [str(program), "--config", str(CONFIG), "--port", str(port)],
                os.environ,
                run / "local-slack.log",
            )
        )
        _wait(lambda: _get(f"{url}/_control/state"), stand_in)
        bot = stack.enter_context(
            _Program(
                wording.DEMO_BOT,
                [sys.executable, "-m", "bot", "slack"],
                _environment(home, database, url, config),
                run / "hoshimichi.log",
            )
        )

        def watch() -> None:
            stand_in.check()
            bot.check()

        _wait(lambda: _connected(url), stand_in, bot)
        yield url, watch


def installed(folder: Path) -> Path:
    """The program of the stand-in, fetched with npm where it is not there yet.

    Raises:
        BadSetting: there is none for this system, npm is missing, or it failed.
    """
    kind = f"{_SYSTEMS.get(platform.system())}-{_PROCESSORS.get(platform.machine().lower())}"
    if kind not in _PACKAGES:
        raise BadSetting(
            wording.DEMO_NO_SYSTEM.format(system=platform.system(), machine=platform.machine())
        )
    package = folder / "node_modules" / f"local-slack-{kind}"
    program = package / "bin" / ("local-slack.exe" if kind == "windows-x64" else "local-slack")
    if _version(package) == VERSION and program.is_file():
        return program
    npm = shutil.which("npm")
    if npm is None:
        raise BadSetting(wording.DEMO_NO_NPM)
    _say(wording.DEMO_FETCHING)
    folder.mkdir(parents=True, exist_ok=True)
    quiet = ["--no-save", "--no-audit", "--no-fund", "--ignore-scripts"]
    done = subprocess.run(
        [npm, "install", "--prefix", str(folder), *quiet, f"{package.name}@{VERSION}"],
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode or not program.is_file():
        said = [line for line in done.stderr.splitlines() if line.startswith("npm error")]
        raise BadSetting(wording.DEMO_NPM_FAILED.format(reason="\n".join(said[:4]) or "npm"))
    return program


class _Program:
    """A program that runs until the end of the block, with what it says in a file."""

    def __init__(self, name: str, command: list[str], environment: Mapping[str, str], log: Path):
        self._name = name
        self._command = command
        self._environment = environment
        self._log = log

    def __enter__(self) -> _Program:
        with self._log.open("wb") as log:
            # In a session of its own: Ctrl-C reaches us alone, and we stop the two in order.
            self._process = subprocess.Popen(
                self._command,
                env=dict(self._environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def check(self) -> None:
        """Raise `Stopped` when it has ended."""
        code = self._process.poll()
        if code is not None:
            said = self._log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
            last = "\n".join(f"  {line}" for line in said[-5:])
            raise Stopped(
                wording.DEMO_ENDED.format(name=self._name, code=code, log=self._log, last=last)
            )


def _wait(ready: Callable[[], Any], *programs: _Program) -> None:
    end = time.monotonic() + _START_SECONDS
    while not ready():
        for program in programs:
            program.check()
        if time.monotonic() > end:
            raise Stopped(wording.DEMO_SLOW.format(seconds=int(_START_SECONDS)))
        time.sleep(0.1)


def _connected(url: str) -> bool:
    found = _get(f"{url}/_control/log") or {}
    return any("socket connected" in str(row.get("summary")) for row in found.get("log", ()))


def _get(url: str) -> Any:
    """What the stand-in answers; None while it does not."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(url, timeout=5) as response:
            return json.load(response)
    except (OSError, ValueError):
        return None


def _environment(home: Path, database: str, url: str, config: Any) -> dict[str, str]:
    """The environment of the bot: ours, without a trace of a real Slack or database."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("SLACK_") and name.lower() not in _PROXIES
    }
    return {
        **kept,
        "HOSHIMICHI_HOME": str(home),
        "DATABASE_URL": database,
        "SLACK_API_URL": f"{url}/api/",
        "SLACK_BOT_TOKEN": config["app"]["botToken"],
        "SLACK_APP_TOKEN": config["app"]["appToken"],
        "SLACK_SIGNING_SECRET": config["app"]["signingSecret"],
        "HOSHIMICHI_STAFF_CHANNEL": config["hoshimichi"]["staff_channel"],
        # The stand-in shows a red placeholder for a table.
        "HOSHIMICHI_TABLES": "off",
        "PYTHONIOENCODING": "utf-8",
    }


def _bind_client(database_url: str, config: Any) -> None:
    """Bind the client's channel: the stand-in's forms cannot choose people and channels."""
    told = config["hoshimichi"]["client"]
    bound = Client(
        scope=Scope(team=config["workspace"]["teamId"], channel=told["channel"]),
        company=told["company"],
        consultant=told["consultant"],
        state="active",
    )
    engine = engine_for(database_url)
    migrate.upgrade(engine)
    with engine.begin() as connection:
        clients.bind(connection, bound, "demo", time.time())
    engine.dispose()


def _fresh(folder: Path) -> Path:
    """An empty folder: the stand-in forgets everything when it stops, and so must the demo."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _port(wanted: int | None) -> int:
    if wanted is None:
        return PORT if _free(PORT) else _any_port()
    if wanted == 0:
        return _any_port()
    if not 0 < wanted < 65536 or not _free(wanted):
        raise BadSetting(wording.DEMO_PORT_TAKEN.format(port=wanted))
    return wanted


def _free(port: int) -> bool:
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("", port))
        except OSError:
            return False
    return True


def _any_port() -> int:
    with socket.socket() as door:
        door.bind(("", 0))
        return int(door.getsockname()[1])


def _version(package: Path) -> str | None:
    try:
        return str(json.loads((package / "package.json").read_bytes())["version"])
    except (OSError, ValueError, KeyError):
        return None


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
