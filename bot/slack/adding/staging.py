"""Files on their way into the library.

<home>/adding/<addition>/original/<name>   as it came out of Slack
<home>/adding/<addition>/read.json         what it was read into
<home>/adding/<addition>/difference.*      the difference from an earlier edition
<home>/adding/<addition>/difference.*.put   Slack's id of it, while it is handed over
"""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

from indexer.intake.reading import safe_name

READ, ORIGINAL = "read.json", "original"
DIFFERENCES = ("difference.docx", "difference.html")


class Staging:
    """The folders of additions under one data directory.

    Args:
        home: the data directory.
    """

    def __init__(self, home: Path):
        self.root = home / "adding"

    def folder(self, addition: str) -> Path:
        """The folder of an addition, which is there when this returns."""
        folder = self.root / addition
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def original(self, addition: str) -> Path | None:
        """The file as it came; None while it was not brought here."""
        return original(self.root / addition)

    def keep(self, addition: str, downloaded: Path, name: str) -> Path:
        """Give a file that came whole its place, all at once."""
        place = self.folder(addition) / ORIGINAL
        shutil.rmtree(place, ignore_errors=True)
        partial = self.folder(addition) / f".{ORIGINAL}"
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir()
        downloaded.rename(partial / safe_name(name))
        partial.rename(place)
        return next(place.iterdir())

    def clear(self, addition: str) -> None:
        """Let an addition's files go; the library keeps its own."""
        shutil.rmtree(self.root / addition, ignore_errors=True)


def original(folder: Path) -> Path | None:
    """The file in the folder of an addition."""
    place = folder / ORIGINAL
    return next(place.iterdir(), None) if place.is_dir() else None


def put_note(difference: Path) -> Path:
    """Where Slack's id of a difference is noted, once Slack has its bytes."""
    return difference.with_name(f"{difference.name}.put")


def keep(path: Path, text: str) -> None:
    """Write a file, all of it or nothing."""
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)


def digest(path: Path) -> str:
    """The sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
