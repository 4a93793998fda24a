"""Reading a file of unknown origin in a process of its own, which can be ended at any time.

The parent never parses the file: it asks its size, copies it to a private folder and reads JSON.
"""

from __future__ import annotations

import logging
import stat
import sysconfig
import tempfile
from collections.abc import Sequence
from pathlib import Path

import indexer
from indexer.documents.errors import UnreadableDocument
from indexer.documents.model import ReadDocument
from indexer.intake import words
from indexer.intake.limits import MEGABYTE, Limits
from indexer.intake.process import ReadingProcess

_log = logging.getLogger(__name__)
_READER = "indexer.documents:read"
_ROOT = Path(indexer.__file__).resolve().parents[1]
_NAME_LENGTH = 60
_ENDING_LENGTH = 12


class SafeReader:
    """Reads files in processes that can do nothing else.

    Args:
        limits: what one file may cost.
        reader: `module:function` called as (path, kind) → ReadDocument in the process.
        code: folders beside our own and the libraries that the process may import from.
    """

    def __init__(
        self, limits: Limits | None = None, reader: str = _READER, code: Sequence[Path] = ()
    ):
        self._limits = limits or Limits()
        self._reader = reader
        self._code = [str(folder.resolve()) for folder in code]

    def read(self, path: Path, name: str | None = None) -> ReadDocument:
        """The document in a file.

        Args:
            path: the file; it is not changed.
            name: what its owner calls it, if not by the name of `path`.

        Raises:
            UnreadableDocument: it is not read, with the reason in Japanese.
        """
        check_size(path, self._limits)
        with tempfile.TemporaryDirectory(prefix="hoshimichi-", ignore_cleanup_errors=True) as place:
            copy = Path(place).resolve() / safe_name(name or path.name)
            self._copy(path, copy)
            return self._read_copy(copy)

    def _copy(self, path: Path, copy: Path) -> None:
        try:
            with path.open("rb") as source, copy.open("xb") as target:
                left = self._limits.file_bytes + 1
                while left > 0 and (piece := source.read(min(left, MEGABYTE))):
                    left -= len(piece)
                    target.write(piece)
        except PermissionError as error:
            raise UnreadableDocument(words.NO_ACCESS) from error
        except OSError as error:
            _log.error("a file could not be copied for reading: %s", error.strerror)
            raise UnreadableDocument(words.CANNOT_START) from error
        copy.chmod(stat.S_IRUSR)
        # It may have grown since its size was asked.
        check_size(copy, self._limits)

    def _read_copy(self, copy: Path) -> ReadDocument:
        libraries = _libraries()
        request = {
            "path": str(copy),
            "reader": self._reader,
            "limits": self._limits.model_dump(),
            "code": [str(_ROOT / "indexer"), str(_ROOT / "knowledge"), *libraries, *self._code],
        }
        places = [str(_ROOT), *self._code, *libraries]
        try:
            process = ReadingProcess(request, places, copy.parent, self._limits)
        except OSError as error:
            _log.error("the reading process could not be started: %s", error.strerror)
            raise UnreadableDocument(words.CANNOT_START) from error
        with process:
            return process.document()


def read_safely(path: Path, limits: Limits | None = None, name: str | None = None) -> ReadDocument:
    """The document in a file, read in a process of its own.

    Raises:
        UnreadableDocument: it is not read, with the reason in Japanese.
    """
    return SafeReader(limits).read(path, name)


def check_size(path: Path, limits: Limits) -> None:
    """Ask a file's size, without opening it.

    Raises:
        UnreadableDocument: no such file, no plain file, empty, or too big.
    """
    try:
        found = path.stat()
    except PermissionError as error:
        raise UnreadableDocument(words.NO_ACCESS) from error
    except (OSError, ValueError) as error:
        raise UnreadableDocument(words.MISSING) from error
    if not stat.S_ISREG(found.st_mode):
        raise UnreadableDocument(words.NOT_A_FILE)
    if not found.st_size:
        raise UnreadableDocument(words.EMPTY)
    if found.st_size > limits.file_bytes:
        raise UnreadableDocument(
            words.TOO_BIG.format(
                size=words.size(found.st_size), limit=words.size(limits.file_bytes)
            )
        )


def safe_name(name: str) -> str:
    """A name for the copy: its stem may become the title, its ending tells the kind."""
    name = name.replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(letter for letter in name if letter.isprintable()).strip()
    stem, dot, ending = name.rpartition(".")
    if not dot:
        return name[:_NAME_LENGTH] or "document"
    return f"{stem[:_NAME_LENGTH] or 'document'}.{ending[:_ENDING_LENGTH]}"


def _libraries() -> list[str]:
    places = sysconfig.get_paths()
    return sorted({places[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")})
