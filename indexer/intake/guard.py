"""What the reading process may use, and what Python code in it may do.

Held everywhere: CPU time, file size, open files, and Python's own ways to the network, to
programs and to writing. Held on Linux besides: memory, and (see `kernel`) the same denials for
native code. On macOS address space is not limited: there the clock and the CPU limit remain.
An audit hook is no sandbox against native code; that is what `kernel` is for.
"""

from __future__ import annotations

import contextlib
import mimetypes
import os
import resource
import sys
from collections.abc import Sequence

from indexer.intake.limits import Limits

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_FILES = 64
_DENIED = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.fork",
    "os.startfile",
    "os.kill",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.mkdir",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.chmod",
    "os.chown",
    "os.utime",
    "shutil.",
    "tempfile.",
    "pty.",
    "urllib.",
    "ftplib.",
    "http.client.",
    "smtplib.",
    "webbrowser.",
)
_SYSTEM = ("/usr/lib", "/usr/local/lib", "/lib", "/lib64", "/usr/share", "/etc/ld.so.cache")


class Forbidden(PermissionError):
    """Something in the reading process tried what a reader has no need of."""


def limit(limits: Limits) -> None:
    """Bound this process. Half of the work, counting pages, gets the CPU time of 50 pages.

    RLIMIT_AS counts mapped memory, also what is never touched: the readers map 50 to 180 MB
    before the first page, as nothing of torch is imported here.
    """
    _set("RLIMIT_AS", limits.memory, limits.memory)
    _set("RLIMIT_CPU", limits.cpu_for(0), limits.cpu_for(0) + limits.cpu_for(limits.pages))
    _set("RLIMIT_FSIZE", 0, 0)
    _set("RLIMIT_NOFILE", _FILES, _FILES)
    _set("RLIMIT_NPROC", 0, 0)
    _set("RLIMIT_CORE", 0, 0)


def allow_cpu(seconds: int) -> None:
    """Let this process run for that many more seconds of CPU time."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    used = int(usage.ru_utime + usage.ru_stime)
    _set("RLIMIT_CPU", used + seconds, hard)


def _set(name: str, soft: int, hard: int) -> None:
    kind = getattr(resource, name, None)
    if kind is None:
        return
    with contextlib.suppress(ValueError, OSError):
        _, most = resource.getrlimit(kind)
        if most != resource.RLIM_INFINITY:
            hard = min(hard, most)
        resource.setrlimit(kind, (min(soft, hard), hard))


def readable(code: Sequence[str], document: str) -> tuple[str, ...]:
    """The places the process may read: its own code, the libraries and what they look up, the document."""
    places = (*code, *_SYSTEM, *mimetypes.knownfiles, document)
    return tuple(os.path.realpath(place) for place in places)


def deny(allowed: Sequence[str]) -> None:
    """From here on Python code may read `allowed`, and write, start or call nothing.

    Cannot be taken back: `sys.addaudithook` has no inverse.
    """
    folders = tuple(os.path.join(place, "") for place in allowed)  # noqa: PTH118

    def hook(event: str, args: tuple[object, ...]) -> None:
        if event == "open":
            _check_opening(args, allowed, folders)
        elif event.startswith(_DENIED):
            raise Forbidden(event)

    sys.addaudithook(hook)


def _check_opening(
    args: tuple[object, ...], allowed: Sequence[str], folders: tuple[str, ...]
) -> None:
    place, flags = args[0], args[2] if len(args) > 2 else 0
    if not isinstance(place, str | bytes):
        # A number is something already open.
        return
    if isinstance(flags, int) and flags & _WRITING:
        raise Forbidden("open for writing")
    real = os.path.realpath(os.fsdecode(place))
    if real not in allowed and not real.startswith(folders):
        raise Forbidden("open")
