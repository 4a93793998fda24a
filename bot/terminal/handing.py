"""Documents written to a client's folder."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from bot import wording
from bot.domain.walkthrough import DocumentKind, Dossier
from bot.terminal.render import wrap
from knowledge.catalog import Catalog

HandOver = Callable[[Iterable[DocumentKind], Dossier, Catalog, Path], list[str]]
_LONGEST = 80


def hand_over(
    kinds: Iterable[DocumentKind], dossier: Dossier, catalog: Catalog, folder: Path
) -> list[str]:
    """Make documents and write them; gives the lines that say so, or why not."""
    # Charts and Word take a second to load: only who wants a document waits for them.
    from bot.documents.errors import DocumentError
    from bot.documents.make import make

    rows: list[str] = []
    for kind in kinds:
        try:
            made = make(kind, dossier, catalog)
            path = write_document(folder, made.filename, made.data)
        except DocumentError as problem:
            rows += wrap(wording.DOCUMENT_NOT_MADE.format(reason=problem))
        except OSError:
            rows += wrap(wording.DOCUMENT_NOT_WRITTEN.format(folder=folder))
        else:
            rows += [wording.DOCUMENT_WRITTEN.format(title=made.title), f"  {path}"]
    return [*rows, ""]


def write_document(folder: Path, filename: str, data: bytes) -> Path:
    """Write a document whole or not at all; gives where it lies. Nothing leaves the folder.

    Raises:
        OSError: the disk is full, the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / safe_name(filename)
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return path


def safe_name(filename: str) -> str:
    """A name without any way out of the folder, and short enough for every disk."""
    base = filename.replace("\\", "/").rpartition("/")[2]
    kept = "".join(
        "-" if character in '<>:"|?*' or not character.isprintable() else character
        for character in base
    )
    name = kept.strip(" .")
    stem, dot, ending = name.rpartition(".")
    if not dot:
        return name[:_LONGEST] or "-"
    return f"{stem[: _LONGEST - len(ending) - 1] if len(ending) < 10 else stem[:60]}.{ending[:10]}"
