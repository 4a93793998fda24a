"""The reading process seen from outside: started, listened to, and in the end always gone."""

from __future__ import annotations

import json
import logging
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from pydantic import ValidationError

from indexer.documents.errors import UnreadableDocument
from indexer.documents.model import ReadDocument
from indexer.intake import words
from indexer.intake.limits import Limits
from knowledge.schema import Model

_log = logging.getLogger(__name__)
# -I and -S below: nothing of the environment, of the current folder or of .pth files is run.
_BOOT = (
    "import sys; sys.path[:0] = sys.argv.pop(1).split('\\n'); "
    "from indexer.intake.child import main; main()"
)
# No token, no key, no proxy. One thread in whatever a library brings along, and no search for
# pydantic's plug-ins, which reads the metadata of everything installed.
_ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "1",
    "PYDANTIC_DISABLE_PLUGINS": "__all__",
}
_ERRORS_KEPT = 4096
_REASON_LENGTH = 400
_LEAVING_SECONDS = 2.0


class _Told(Model):
    """One line of the reading process."""

    pages: int | None = None
    held: tuple[str, ...] = ()
    document: ReadDocument | None = None
    reason: str | None = None


class ReadingProcess:
    """One process for one file; used in a `with` block, at whose end it is gone.

    Args:
        request: what `child` is asked.
        places: where the process finds its modules.
        folder: the private folder it runs in.

    Raises:
        OSError: no process could be started.
    """

    def __init__(
        self, request: dict[str, Any], places: Sequence[str], folder: Path, limits: Limits
    ):
        self._limits = limits
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-B", "-X", "utf8", "-c", _BOOT]
            + ["\n".join(places), json.dumps(request)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=_ENVIRONMENT,
            start_new_session=True,
            close_fds=True,
        )
        self._deadline = time.monotonic() + limits.wall_for(0)
        self._said, self._errors = bytearray(), bytearray()
        self._counted = self._too_slow = self._too_much = False

    def __enter__(self) -> ReadingProcess:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._kill()
        for stream in (self._process.stdout, self._process.stderr):
            if stream:
                stream.close()

    def document(self) -> ReadDocument:
        """What the process read.

        Raises:
            UnreadableDocument: it gave a reason, died, or was ended; in Japanese.
        """
        self._listen()
        if not (self._too_slow or self._too_much):
            self._let_go()
        lines = bytes(self._said).splitlines()
        last = _told(lines[-1]) if lines and not self._too_much else None
        if last and last.document:
            return last.document
        if self._errors:
            # A traceback may quote the file: escaped, and for the log only.
            errors = self._errors.decode("utf-8", errors="replace")
            _log.warning("a reading process wrote: %s", json.dumps(errors))
        if last and last.reason:
            raise UnreadableDocument(last.reason[:_REASON_LENGTH])
        status = self._process.poll()
        _log.warning("a reading process ended with %s and no result", status)
        raise UnreadableDocument(self._fate(status))

    def _listen(self) -> None:
        """Hear it until it ends, says too much, or its time is up."""
        with selectors.DefaultSelector() as selector:
            for stream in (self._process.stdout, self._process.stderr):
                if stream:
                    selector.register(stream, selectors.EVENT_READ)
            while selector.get_map() and not self._too_much:
                ready = selector.select(max(0.0, self._deadline - time.monotonic()))
                if not ready or time.monotonic() > self._deadline:
                    self._too_slow = True
                    return
                for key, _ in ready:
                    self._hear(selector, key.fileobj)

    def _hear(self, selector: selectors.BaseSelector, stream: IO[bytes] | Any) -> None:
        piece = os.read(stream.fileno(), 1 << 16)
        if not piece:
            selector.unregister(stream)
        elif stream is self._process.stderr:
            self._errors += piece
            del self._errors[:-_ERRORS_KEPT]
        else:
            self._said += piece
            self._too_much = len(self._said) > self._limits.result_bytes
            if not self._counted and b"\n" in self._said:
                self._counted = True
                self._give_time()

    def _give_time(self) -> None:
        """The first line says how many pages there are, and so how long it may take."""
        told = _told(bytes(self._said).split(b"\n", 1)[0])
        if told and told.pages is not None:
            self._deadline = time.monotonic() + self._limits.wall_for(max(0, told.pages))
            _log.debug("a reading process holds %s", told.held)

    def _let_go(self) -> None:
        """Its pipes are closed: it only has to leave."""
        try:
            self._process.wait(timeout=_LEAVING_SECONDS)
        except subprocess.TimeoutExpired:
            self._kill()

    def _kill(self) -> None:
        """End it and whatever it started: they are one process group."""
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            self._process.kill()
        self._process.wait()

    def _fate(self, status: int | None) -> str:
        if self._too_much:
            return words.BOMB
        if self._too_slow or status == -signal.SIGXCPU:
            return words.TOO_SLOW
        # SIGKILL that is not ours is the system's, out of memory.
        if status == -signal.SIGKILL or b"MemoryError" in self._errors:
            return words.TOO_MUCH_MEMORY
        return words.CRASHED if status is None or status <= 0 else words.CANNOT_START


def _told(line: bytes) -> _Told | None:
    try:
        return _Told.model_validate_json(line)
    except ValidationError:
        return None
