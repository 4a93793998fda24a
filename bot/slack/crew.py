"""Who works: the names of this machine's processes in the database, and which of them live."""

from __future__ import annotations

import os
import secrets
import socket

_OURS: set[str] = set()


def worker_name() -> str:
    """Names this process: host, pid, and a part no later process with that pid will share."""
    name = f"{_host()}:{os.getpid()}:{secrets.token_hex(4)}"
    _OURS.add(name)
    return name


def is_dead(name: str) -> bool:
    """Whether a worker is known to be gone; of other machines' workers nothing is known."""
    host, pid, _ = name.split(":")
    return host == _host() and not _alive(name, int(pid))


def _host() -> str:
    return socket.gethostname()[:60]


def _alive(name: str, pid: int) -> bool:
    if pid == os.getpid():
        # In a container every process before us had our pid.
        return name in _OURS
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
