"""Damaged versions with documents: refused at the opening, by the gate and by activation (R19)."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from indexer.errors import DamagedIndex
from indexer.gate import check
from indexer.gate.activation import activate
from indexer.index import open_index
from indexer.releases import Releases
from indexer.settings import IndexSettings
from tests.conftest import NOW
from tests.indexer.gate.outcomes import well
from tests.indexer.versions import files

# Each file is flipped at so many places and cut to so many lengths.
_TIMES = 20 if os.environ.get("HOSHIMICHI_FAULTS") == "full" else 1


def part(settings: IndexSettings, version: str) -> list[Path]:
    """The files of the documents' part that hold anything, and the manifest."""
    folder = Releases(settings.home).folder(version)
    found = [path for path in files(folder / "documents") if path.stat().st_size]
    return [*found, folder / "manifest.json"]


@pytest.mark.timeout(1200)
def test_any_file_flipped_or_cut_is_noticed_and_the_old_version_serves(
    settings: IndexSettings, version: str
) -> None:
    chance = random.Random(6)
    before = Releases(settings.home).active()
    paths = part(settings, version)
    assert len(paths) > 10
    for path in paths:
        whole = path.read_bytes()
        for _ in range(_TIMES):
            place = chance.randrange(len(whole))
            # In the manifest, a digit of a date is no damage anybody could notice.
            if path.name == "manifest.json":
                place = whole.index(b'"files"') + 60
            flipped = whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
            for torn in (flipped, whole[:place]):
                path.write_bytes(torn)
                with pytest.raises(DamagedIndex):
                    open_index(settings, version)
                assert Releases(settings.home).active() == before
        path.write_bytes(whole)
    open_index(settings).close()
    open_index(settings, version).close()


def test_a_damaged_version_passes_neither_the_gate_nor_the_door(
    settings: IndexSettings, version: str
) -> None:
    before = Releases(settings.home).active()
    for path in part(settings, version)[:-1]:
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) // 2])
        assert [one.check for one in check(settings, version, NOW, well).failures] == ["structure"]
        path.write_bytes(whole)
    check(settings, version, NOW, well)
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DamagedIndex):
        activate(settings, version, "佐藤", NOW)
    assert Releases(settings.home).active() == before
    open_index(settings).close()
