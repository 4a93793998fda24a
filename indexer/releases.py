"""Immutable index versions and the ACTIVE pointer: the only code that moves it.

<home>/index/<id>/            one version, never changed once it is there
<home>/index/ACTIVE           the id being served
<home>/index/activations.jsonl  who activated what and when
<home>/index/.building-*      a build in progress, or what an interrupted one left
"""

from __future__ import annotations

import ctypes
import datetime as dt
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import AwareDatetime, Field

from indexer.errors import DamagedIndex, NoIndex, UnknownVersion
from knowledge.schema import Model

_ACTIVE = "ACTIVE"
_BUILDING = ".building-"
_MANIFEST = "manifest.json"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


class DocumentRef(Model):
    """A document of the library as a version holds it: its id and the revision of it."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$")]
    revision: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]


class Manifest(Model):
    """What a version was made of and the hash of each of its files (sha256, by path).

    Attributes:
        base: the id of the knowledge and code it was made of; its own where nothing was added.
        documents: what was added from the library.
        seal: the hash of all that stands here; an index built before there was one has none.
    """

    id: str
    base: str = ""
    documents: tuple[DocumentRef, ...] = ()
    created_at: AwareDatetime
    embedding: str
    chunks: int
    views: int
    files: dict[str, str]
    seal: str = ""

    def sealed(self) -> Manifest:
        """The manifest with its seal."""
        rest = self.model_dump_json(exclude={"seal"})
        return self.model_copy(update={"seal": hashlib.sha256(rest.encode()).hexdigest()})

    def holds(self) -> bool:
        """Whether nothing in it was changed since it was sealed."""
        return self.seal in ("", self.sealed().seal)


class Activation(Model):
    """One move of the pointer."""

    id: str
    by: str
    at: AwareDatetime
    reason: str


class Releases:
    """The versions under one data directory.

    Args:
        home: the data directory.
    """

    def __init__(self, home: Path):
        self.root = home / "index"

    def folder(self, version: str) -> Path:
        """The folder of a version.

        Raises:
            UnknownVersion: there is none.
        """
        folder = self.root / version
        if not _ID.fullmatch(version) or not (folder / _MANIFEST).is_file():
            raise UnknownVersion(version)
        return folder

    def versions(self) -> list[Manifest]:
        """All versions, oldest first; damaged manifests are left out."""
        found = []
        for path in self.root.glob(f"[!.]*/{_MANIFEST}"):
            try:
                found.append(Manifest.model_validate_json(path.read_bytes()))
            except (OSError, ValueError):
                continue
        return sorted(found, key=lambda manifest: (manifest.created_at, manifest.id))

    def active(self) -> str:
        """The id being served.

        Raises:
            NoIndex: nothing was activated yet.
            DamagedIndex: the pointer holds no id.
        """
        try:
            version = (self.root / _ACTIVE).read_text(encoding="utf-8", errors="replace").strip()
        except (FileNotFoundError, NotADirectoryError):
            version = ""
        if version and not _ID.fullmatch(version):
            raise DamagedIndex(_ACTIVE)
        if not version:
            raise NoIndex(str(self.root))
        return version

    def workplace(self, version: str) -> Path:
        """A fresh hidden folder to build a version in; leftovers of dead builds are removed."""
        self.root.mkdir(parents=True, exist_ok=True)
        for left in self.root.glob(f"{_BUILDING}*"):
            if not is_alive(int(left.name.rpartition("-")[2])):
                shutil.rmtree(left, ignore_errors=True)
        folder = self.root / f"{_BUILDING}{version}-{os.getpid()}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return folder

    def publish(self, folder: Path, manifest: Manifest) -> None:
        """Seal a built folder with its manifest and give it its name, all at once."""
        (folder / _MANIFEST).write_text(
            manifest.sealed().model_dump_json(indent=2), encoding="utf-8"
        )
        sync(folder)
        target = self.root / manifest.id
        replaced = self.root / f"{_BUILDING}replaced-{manifest.id}-{os.getpid()}"
        if target.exists() and exchange(folder, target):
            shutil.rmtree(folder, ignore_errors=True)
            return
        if target.exists():
            target.rename(replaced)
        folder.rename(target)
        shutil.rmtree(replaced, ignore_errors=True)

    def manifest(self, version: str) -> Manifest:
        """The manifest of a version.

        Raises:
            UnknownVersion: there is no such version.
            DamagedIndex: the manifest cannot be read.
        """
        path = self.folder(version) / _MANIFEST
        try:
            return Manifest.model_validate_json(path.read_bytes())
        except (OSError, ValueError) as error:
            raise DamagedIndex(version) from error

    def verify(self, version: str) -> Manifest:
        """Check every file of a version against its hash.

        Raises:
            UnknownVersion: there is no such version.
            DamagedIndex: a file is missing, added or changed, or the manifest is.
        """
        manifest = self.manifest(version)
        try:
            present = file_hashes(self.folder(version))
        except OSError as error:
            raise DamagedIndex(version) from error
        if manifest.id != version or present != manifest.files or not manifest.holds():
            raise DamagedIndex(version)
        return manifest

    def activate(self, version: str, by: str, at: dt.datetime, reason: str = "activate") -> None:
        """Serve a version from now on.

        Raises:
            UnknownVersion: there is no such version.
            DamagedIndex: it does not verify.
        """
        self.verify(version)
        move = Activation(id=version, by=by, at=at, reason=reason)
        pointer = self.root / f"{_ACTIVE}.{os.getpid()}"
        with pointer.open("w", encoding="utf-8") as file:
            file.write(version + "\n")
            file.flush()
            os.fsync(file.fileno())
        pointer.replace(self.root / _ACTIVE)
        append_line(self.root / "activations.jsonl", move.model_dump_json())

    def activations(self) -> list[Activation]:
        """Every move of the pointer, oldest first; a torn last line is left out."""
        try:
            log = self.root / "activations.jsonl"
            lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return []
        found = []
        for line in lines:
            try:
                found.append(Activation.model_validate_json(line))
            except ValueError:
                continue
        return found

    def previous(self) -> str:
        """The version served before the active one that is still there.

        Raises:
            UnknownVersion: there is none.
        """
        active = self.active()
        for move in reversed(self.activations()):
            if move.id != active and (self.root / move.id / _MANIFEST).is_file():
                return move.id
        raise UnknownVersion("previous")

    def prune(self, keep: int) -> list[str]:
        """Delete all but the active and the `keep` newest versions; gives the deleted ids."""
        active = self.active()
        old = [manifest.id for manifest in self.versions() if manifest.id != active]
        doomed = old[: max(0, len(old) - keep)]
        for version in doomed:
            shutil.rmtree(self.root / version)
        return doomed


def file_hashes(folder: Path) -> dict[str, str]:
    """The sha256 of every file below a folder, by path, the manifest left out."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(_files(folder))
        if path != folder / _MANIFEST
    }


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def append_line(path: Path, line: str) -> None:
    """Add a line to a log, on disk when this returns; never onto a line that was torn.

    Raises:
        OSError: there is no room.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab+") as log:
        end = log.seek(0, os.SEEK_END)
        torn = False
        if end:
            log.seek(end - 1)
            torn = log.read(1) != b"\n"
        log.write(b"\n" * torn + line.encode() + b"\n")
        log.flush()
        os.fsync(log.fileno())


def exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step, so that a name always leads to a whole one; False = cannot.

    renameat2(2) with RENAME_EXCHANGE; Python has no call of its own for it.
    """
    try:
        swap = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    here, exchanging = -100, 2
    return bool(swap(here, os.fsencode(one), here, os.fsencode(other), exchanging) == 0)


def sync(folder: Path) -> None:
    """Force a folder to disk before it gets its name, so that a crash leaves all or nothing."""
    for path in _files(folder):
        with path.open("rb") as file:
            os.fsync(file.fileno())


def is_alive(pid: int) -> bool:
    """Whether a process of this number runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def dump(path: Path, value: object) -> None:
    """Write a value as JSON, Japanese readable."""
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
