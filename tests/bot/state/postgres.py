"""A Postgres on loopback, made for one test run and thrown away."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Self

import psycopg

_FAST = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


def binaries() -> Path | None:
    """Where initdb and postgres are; None on a machine without them."""
    found = shutil.which("initdb")
    known = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    return Path(found).parent if found else known[0].parent if known else None


class ThrowAwayPostgres:
    """A server from start to the end of the block."""

    def __init__(self, binaries: Path):
        self._bin = binaries
        # Not in pytest's directory, which the server's own user may not enter.
        self._home = Path(tempfile.mkdtemp(prefix="hoshimichi-postgres-"))
        self._databases = 0

    def __enter__(self) -> Self:
        self._user()
        data = str(self._home / "data")
        initdb = [str(self._bin / "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-N"]
        subprocess.run([*initdb, "-E", "UTF8"], check=True, capture_output=True, **self._as)
        with socket.socket() as door:
            door.bind(("127.0.0.1", 0))
            self._port = door.getsockname()[1]
        where = ("-D", data, "-p", str(self._port), "-k", str(self._home), "-h", "127.0.0.1")
        self._server = subprocess.Popen(
            [str(self._bin / "postgres"), *where, *_FAST],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **self._as,
        )
        self._wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.terminate()
        self._server.wait(20)
        shutil.rmtree(self._home, ignore_errors=True)

    def database(self) -> str:
        """The URL of a new, empty database."""
        self._databases += 1
        name = f"test_{self._databases}"
        with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
        return self._url(name).replace("postgresql://", "postgresql+psycopg://")

    def _url(self, name: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self._port}/{name}"

    def _user(self) -> None:
        # Postgres refuses to run as root.
        self._as: dict[str, object] = {}
        if os.geteuid() == 0:
            user = pwd.getpwnam("postgres")
            os.chown(self._home, user.pw_uid, user.pw_gid)
            self._as = {"user": user.pw_uid, "group": user.pw_gid, "cwd": "/"}

    def _wait(self) -> None:
        end = time.monotonic() + 30
        while time.monotonic() < end:
            try:
                psycopg.connect(self._url("postgres")).close()
                return
            except psycopg.OperationalError:
                time.sleep(0.05)
        raise TimeoutError("Postgres did not start")
