"""Immutable index versions and the ACTIVE pointer: the only code that moves it.

<home>/index/<id>/            one version, never changed once it is there
<home>/index/ACTIVE           the id being served
<home>/index/activations.jsonl  who activated what and when
<home>/index/.building-*      a build in progress, or what an interrupted one left
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from pydantic import AwareDatetime

from indexer.errors import DamagedIndex, NoIndex, UnknownVersion
from knowledge.schema import Model

_ACTIVE = "ACTIVE"
_BUILDING = ".building-"
_MANIFEST = "manifest.json"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


class Manifest(Model):
    """What a version was made of and the hash of each of its files (sha256, by path)."""

    id: str
    created_at: AwareDatetime
    embedding: str
    chunks: int
    views: int
    files: dict[str, str]


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
            if not _alive(int(left.name.rpartition("-")[2])):
                shutil.rmtree(left, ignore_errors=True)
        folder = self.root / f"{_BUILDING}{version}-{os.getpid()}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return folder

    def publish(self, folder: Path, manifest: Manifest) -> None:
        """Seal a built folder with its manifest and give it its name, all at once."""
        (folder / _MANIFEST).write_text(manifest.model_dump_json(indent=2), encoding="utf-8")
        _sync(folder)
        target = self.root / manifest.id
        replaced = self.root / f"{_BUILDING}replaced-{manifest.id}-{os.getpid()}"
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
            DamagedIndex: a file is missing, added or changed.
        """
        manifest = self.manifest(version)
        try:
            present = file_hashes(self.folder(version))
        except OSError as error:
            raise DamagedIndex(version) from error
        if manifest.id != version or present != manifest.files:
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
        pointer.write_text(version + "\n", encoding="utf-8")
        pointer.replace(self.root / _ACTIVE)
        with (self.root / "activations.jsonl").open("a", encoding="utf-8") as log:
            log.write(move.model_dump_json() + "\n")

    def activations(self) -> list[Activation]:
        """Every move of the pointer, oldest first; a torn last line is left out."""
        try:
            lines = (self.root / "activations.jsonl").read_text(encoding="utf-8").splitlines()
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


def _sync(folder: Path) -> None:
    """Force a folder to disk before it gets its name, so that a crash leaves all or nothing."""
    for path in _files(folder):
        with path.open("rb") as file:
            os.fsync(file.fileno())


def _alive(pid: int) -> bool:
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
