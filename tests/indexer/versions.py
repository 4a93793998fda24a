"""Small index versions made by hand: real files, no model."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from indexer.releases import Manifest, Releases, file_hashes
from tests.conftest import NOW


def publish(shelf: Releases, version: str, *, day: int = 0, text: str = "甲") -> Manifest:
    """Publish a version of three files, made `day` days after the first."""
    folder = shelf.workplace(version)
    (folder / "vectors" / "deep").mkdir(parents=True)
    (folder / "chunks.json").write_text(f'["{text}"]', encoding="utf-8")
    (folder / "vectors" / "data.bin").write_bytes(bytes(range(64)))
    (folder / "vectors" / "deep" / "length.bin").write_bytes(b"\x00\x01")
    manifest = Manifest(
        id=version,
        created_at=NOW + dt.timedelta(days=day),
        embedding="fitted",
        chunks=1,
        views=1,
        files=file_hashes(folder),
    )
    shelf.publish(folder, manifest)
    return manifest


def serve(shelf: Releases, version: str, *, day: int = 0) -> None:
    """Publish a version and activate it."""
    publish(shelf, version, day=day)
    shelf.activate(version, "tests", NOW + dt.timedelta(days=day))


def files(folder: Path) -> list[Path]:
    """All files below a folder, in order."""
    return sorted(path for path in folder.rglob("*") if path.is_file())
