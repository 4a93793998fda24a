"""The library on disk: originals with their hash, never changed once they are there.

<home>/documents/<id>/<revision>/entry.json     what staff said of it, who added it and when
<home>/documents/<id>/<revision>/original.*     the file as it came
<home>/documents/<id>/<revision>/read.json      what it was read into
<home>/documents/.adding-*                      an addition in progress, or what one left
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from indexer.documents.model import ReadDocument
from indexer.errors import DamagedDocument, UnknownDocument
from indexer.library.entry import Entry
from indexer.releases import DocumentRef, is_alive, sync

_ENTRY, _READ, _ORIGINAL = "entry.json", "read.json", "original"
_ADDING = ".adding-"


class Library:
    """The documents under one data directory.

    Args:
        home: the data directory.
    """

    def __init__(self, home: Path):
        self.root = home / "documents"

    def put(self, entry: Entry, original: Path, document: ReadDocument) -> DocumentRef:
        """Keep a document; the same file with the same description is kept once.

        Raises:
            DamagedDocument: the original is not the file the entry describes.
            OSError: there is no room, or the folder cannot be written.
        """
        ref = DocumentRef(id=entry.id, revision=entry.revision)
        target = self._folder(ref)
        if (target / _ENTRY).is_file():
            return ref
        folder = self._workplace(ref)
        try:
            kept = folder / f"{_ORIGINAL}{entry.suffix}"
            shutil.copyfile(original, kept)
            if sha256(kept) != entry.sha256:
                raise DamagedDocument(entry.id)
            (folder / _READ).write_text(document.model_dump_json(), encoding="utf-8")
            (folder / _ENTRY).write_text(entry.model_dump_json(indent=2), encoding="utf-8")
            sync(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(target, ignore_errors=True)
            folder.rename(target)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return ref

    def entry(self, ref: DocumentRef) -> Entry:
        """What is known of a document.

        Raises:
            UnknownDocument: there is no such document.
            DamagedDocument: its description cannot be read, or is of another document.
        """
        try:
            entry = Entry.model_validate_json((self._folder(ref) / _ENTRY).read_bytes())
        except FileNotFoundError:
            raise UnknownDocument(ref.id) from None
        except (OSError, ValueError) as error:
            raise DamagedDocument(ref.id) from error
        if (entry.id, entry.revision) != (ref.id, ref.revision):
            raise DamagedDocument(ref.id)
        return entry

    def document(self, ref: DocumentRef) -> ReadDocument:
        """What a document was read into.

        Raises:
            UnknownDocument: there is no such document.
            DamagedDocument: it cannot be read.
        """
        try:
            return ReadDocument.model_validate_json((self._folder(ref) / _READ).read_bytes())
        except FileNotFoundError:
            raise UnknownDocument(ref.id) from None
        except (OSError, ValueError) as error:
            raise DamagedDocument(ref.id) from error

    def original(self, ref: DocumentRef) -> Path:
        """The file as it came, checked against its hash.

        Raises:
            UnknownDocument: there is no such document.
            DamagedDocument: the file is missing or changed.
        """
        entry = self.entry(ref)
        path = self._folder(ref) / f"{_ORIGINAL}{entry.suffix}"
        if not path.is_file() or sha256(path) != entry.sha256:
            raise DamagedDocument(ref.id)
        return path

    def revisions(self, document: str | None = None) -> list[tuple[DocumentRef, Entry]]:
        """Every document kept, or every revision of one, oldest first; damaged ones left out."""
        found = []
        for folder in self._folders(document):
            ref = DocumentRef(id=folder.parent.name, revision=folder.name)
            try:
                found.append((ref, self.entry(ref)))
            except (UnknownDocument, DamagedDocument):
                continue
        return sorted(found, key=lambda pair: (pair[1].added_at, pair[0].id, pair[0].revision))

    def _folders(self, document: str | None) -> Iterator[Path]:
        pattern = f"{document or '[!.]*'}/*/{_ENTRY}"
        return (path.parent for path in self.root.glob(pattern))

    def _folder(self, ref: DocumentRef) -> Path:
        return self.root / ref.id / ref.revision

    def _workplace(self, ref: DocumentRef) -> Path:
        """A fresh hidden folder; leftovers of dead additions are removed."""
        self.root.mkdir(parents=True, exist_ok=True)
        for left in self.root.glob(f"{_ADDING}*"):
            if not is_alive(int(left.name.rpartition("-")[2])):
                shutil.rmtree(left, ignore_errors=True)
        folder = self.root / f"{_ADDING}{ref.revision}-{os.getpid()}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return folder


def sha256(path: Path) -> str:
    """The hash of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
