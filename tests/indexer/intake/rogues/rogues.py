"""Readers that do what no reader should: what a flaw in a real one could be made to do."""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

from indexer.documents.model import Block, Kind, ReadDocument


def obey(path: Path, kind: Kind) -> ReadDocument:
    """What a reader should do."""
    return _document(path.read_text(encoding="utf-8"), kind)


def sleep(path: Path, kind: Kind) -> ReadDocument:
    """Wait for something that never comes."""
    time.sleep(600)
    return obey(path, kind)


def spin(path: Path, kind: Kind) -> ReadDocument:
    """Work without end."""
    while True:
        pass


def eat(path: Path, kind: Kind) -> ReadDocument:
    """Take all memory there is."""
    kept = []
    while True:
        kept.append(bytearray(16 * 1024 * 1024))


def eat_natively(path: Path, kind: Kind) -> ReadDocument:
    """Take all memory there is, as native code does, and die of it."""
    library = ctypes.CDLL(None)
    library.malloc.restype = ctypes.c_void_p
    while library.malloc(ctypes.c_size_t(16 * 1024 * 1024)):
        pass
    os.abort()


def connect(path: Path, kind: Kind) -> ReadDocument:
    """Call home."""
    port = int(path.read_text(encoding="utf-8").strip())
    with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
        line.sendall(b"secret")
    return obey(path, kind)


def try_natively(path: Path, kind: Kind) -> ReadDocument:
    """Ask the C library, past Python, for all that is forbidden; the text says what came of it."""
    library = ctypes.CDLL(None, use_errno=True)
    other = path.read_text(encoding="utf-8").strip().encode()
    new = other + b".new"
    tried = {
        "socket": lambda: library.socket(socket.AF_INET, socket.SOCK_STREAM, 0),
        "fork": library.fork,
        "kill": lambda: library.kill(os.getppid(), signal.SIGTERM),
        "execve": lambda: library.execve(b"/bin/true", None, None),
        "read": lambda: library.open(other, os.O_RDONLY),
        "write": lambda: library.open(new, os.O_WRONLY | os.O_CREAT, 0o600),
        "unlink": lambda: library.unlink(other),
    }
    said = []
    for name, call in tried.items():
        ctypes.set_errno(0)
        found = call()
        if name == "fork" and found == 0:
            os._exit(0)
        said.append(f"{name} {found} {errno.errorcode.get(ctypes.get_errno(), 'none')}")
    return _document(", ".join(said), kind)


def start(path: Path, kind: Kind) -> ReadDocument:
    """Start a program."""
    subprocess.run(["/bin/true"], check=True)
    return obey(path, kind)


def write(path: Path, kind: Kind) -> ReadDocument:
    """Leave a file behind."""
    Path(path.read_text(encoding="utf-8").strip()).write_text("here", encoding="utf-8")
    return obey(path, kind)


def pry(path: Path, kind: Kind) -> ReadDocument:
    """Read another file and hand it over as text."""
    return _document(Path(path.read_text(encoding="utf-8").strip()).read_text(), kind)


def look_around(path: Path, kind: Kind) -> ReadDocument:
    """Hand over the environment."""
    return _document("env " + " ".join(sorted(os.environ)), kind)


def crash(path: Path, kind: Kind) -> ReadDocument:
    """Die as native code dies."""
    os.abort()


def babble(path: Path, kind: Kind) -> ReadDocument:
    """Hand over more than anybody asked for."""
    return _document("あ" * 4_000_000, kind)


def chatter(path: Path, kind: Kind) -> ReadDocument:
    """Print, as careless libraries do."""
    print('{"reason": "printed"}', flush=True)  # noqa: T201
    os.write(1, b'{"reason": "written"}\n')
    return obey(path, kind)


def stumble(path: Path, kind: Kind) -> ReadDocument:
    """Fail as no reader says it would, quoting the file."""
    raise RuntimeError(f"unexpected: {path}")


def recurse(path: Path, kind: Kind) -> ReadDocument:
    """Follow what leads to itself."""
    return recurse(path, kind)


def _document(text: str, kind: Kind) -> ReadDocument:
    block = Block(kind="paragraph", text=text)
    return ReadDocument(kind=kind, title="試し", pages=None, blocks=(block,))
