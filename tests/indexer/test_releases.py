"""Versions and the pointer: immutable, checked, and never pointing to nothing."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import DamagedIndex, NoIndex, UnknownVersion
from indexer.releases import Manifest, Releases, file_hashes
from tests.conftest import NOW
from tests.indexer.conftest import Driver
from tests.indexer.versions import files, publish, serve


@pytest.fixture
def shelf(tmp_path: Path) -> Releases:
    """A shelf with nothing on it."""
    return Releases(tmp_path)


def dead_pid() -> int:
    """The id of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


# --- publish, activate, roll back, prune ---------------------------------------------------------


def test_an_empty_shelf_serves_nothing(shelf: Releases) -> None:
    assert shelf.versions() == []
    assert shelf.activations() == []
    with pytest.raises(NoIndex):
        shelf.active()
    with pytest.raises(NoIndex):
        shelf.previous()


def test_a_published_version_is_there_and_not_yet_served(shelf: Releases) -> None:
    manifest = publish(shelf, "a").sealed()
    assert shelf.verify("a") == manifest == shelf.manifest("a")
    assert shelf.versions() == [manifest]
    with pytest.raises(NoIndex):
        shelf.active()


def test_the_manifest_names_every_file(shelf: Releases) -> None:
    manifest = publish(shelf, "a")
    assert set(manifest.files) == {"chunks.json", "vectors/data.bin", "vectors/deep/length.bin"}


def test_activating_serves_and_is_written_down(shelf: Releases) -> None:
    publish(shelf, "a")
    shelf.activate("a", "山田", NOW, reason="試し")
    assert shelf.active() == "a"
    (move,) = shelf.activations()
    assert (move.id, move.by, move.at, move.reason) == ("a", "山田", NOW, "試し")


def test_activating_leaves_no_file_beside_the_pointer(shelf: Releases) -> None:
    serve(shelf, "a")
    assert sorted(path.name for path in shelf.root.iterdir()) == [
        "ACTIVE",
        "a",
        "activations.jsonl",
    ]


def test_what_is_unknown_is_not_activated(shelf: Releases) -> None:
    serve(shelf, "a")
    with pytest.raises(UnknownVersion):
        shelf.activate("b", "tests", NOW)
    assert shelf.active() == "a"
    assert len(shelf.activations()) == 1


def test_what_is_damaged_is_not_activated(shelf: Releases) -> None:
    serve(shelf, "a")
    publish(shelf, "b", day=1)
    (shelf.root / "b" / "chunks.json").write_text("[]", encoding="utf-8")
    with pytest.raises(DamagedIndex):
        shelf.activate("b", "tests", NOW)
    assert shelf.active() == "a"
    assert [move.id for move in shelf.activations()] == ["a"]


def test_versions_come_oldest_first(shelf: Releases) -> None:
    for version, day in (("c", 0), ("a", 2), ("b", 1)):
        publish(shelf, version, day=day)
    assert [manifest.id for manifest in shelf.versions()] == ["c", "b", "a"]


def test_rolling_back_and_again_goes_to_and_fro(shelf: Releases) -> None:
    serve(shelf, "a")
    serve(shelf, "b", day=1)
    assert shelf.previous() == "a"
    shelf.activate("a", "tests", NOW, reason="rollback")
    assert shelf.previous() == "b"


def test_rolling_back_skips_what_was_pruned(shelf: Releases) -> None:
    for day, version in enumerate("abc"):
        serve(shelf, version, day=day)
    for path in files(shelf.root / "b"):
        path.unlink()
    assert shelf.previous() == "a"


def test_with_one_version_there_is_nothing_to_roll_back_to(shelf: Releases) -> None:
    serve(shelf, "a")
    with pytest.raises(UnknownVersion):
        shelf.previous()


@pytest.mark.parametrize(
    ("keep", "left"), [(0, "b"), (1, "bd"), (2, "bcd"), (3, "abcd"), (9, "abcd")]
)
def test_pruning_keeps_the_active_and_the_newest(shelf: Releases, keep: int, left: str) -> None:
    for day, version in enumerate("abcd"):
        publish(shelf, version, day=day)
    shelf.activate("b", "tests", NOW)
    gone = shelf.prune(keep)
    assert "".join(manifest.id for manifest in shelf.versions()) == left
    assert sorted(gone) == sorted(set("abcd") - set(left))
    assert shelf.verify(shelf.active()).id == "b"


@given(
    count=st.integers(1, 5),
    served=st.integers(0, 4),
    keep=st.integers(0, 6),
)
def test_pruning_never_takes_what_is_served(
    tmp_path_factory: pytest.TempPathFactory, count: int, served: int, keep: int
) -> None:
    shelf = Releases(tmp_path_factory.mktemp("shelf"))
    for day in range(count):
        publish(shelf, f"v{day}", day=day)
    shelf.activate(f"v{served % count}", "tests", NOW)
    gone = shelf.prune(keep)
    assert shelf.verify(shelf.active())
    assert len(shelf.versions()) == min(count, keep + 1) == count - len(gone)


@pytest.mark.parametrize(
    "version", ["", ".", "..", ".building-a-1", "a/../a", "a/vectors", "../index/a", "ACTIVE"]
)
def test_a_name_that_is_no_version_is_unknown(shelf: Releases, version: str) -> None:
    serve(shelf, "a")
    with pytest.raises(UnknownVersion):
        shelf.verify(version)


def test_a_pointer_left_empty_means_no_index(shelf: Releases) -> None:
    serve(shelf, "a")
    (shelf.root / "ACTIVE").write_text("", encoding="utf-8")
    with pytest.raises(NoIndex):
        shelf.active()


# --- damage --------------------------------------------------------------------------------------


@given(data=st.data())
def test_any_flipped_byte_of_any_file_is_damage(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    shelf = Releases(tmp_path_factory.mktemp("shelf"))
    publish(shelf, "a")
    path = data.draw(
        st.sampled_from([p for p in files(shelf.root / "a") if p.name != "manifest.json"])
    )
    content = bytearray(path.read_bytes())
    content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    path.write_bytes(content)
    with pytest.raises(DamagedIndex):
        shelf.verify("a")


@pytest.mark.parametrize("change", ["removed", "emptied", "longer"])
@pytest.mark.parametrize("name", ["chunks.json", "vectors/data.bin", "vectors/deep/length.bin"])
def test_a_file_gone_or_of_another_length_is_damage(
    shelf: Releases, name: str, change: str
) -> None:
    publish(shelf, "a")
    path = shelf.root / "a" / name
    content = path.read_bytes()
    path.write_bytes(b"" if change == "emptied" else content + b"\0")
    if change == "removed":
        path.unlink()
    with pytest.raises(DamagedIndex):
        shelf.verify("a")


def test_a_file_added_is_damage(shelf: Releases) -> None:
    publish(shelf, "a")
    (shelf.root / "a" / "extra.json").write_text("{}", encoding="utf-8")
    with pytest.raises(DamagedIndex):
        shelf.verify("a")


def test_a_version_under_another_name_is_damage(shelf: Releases) -> None:
    publish(shelf, "a")
    (shelf.root / "a").rename(shelf.root / "b")
    with pytest.raises(DamagedIndex):
        shelf.verify("b")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"id": "a"}'])
def test_a_manifest_that_cannot_be_read_is_damage(shelf: Releases, text: str) -> None:
    publish(shelf, "a")
    (shelf.root / "a" / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(DamagedIndex):
        shelf.verify("a")
    assert shelf.versions() == []


@pytest.mark.parametrize("field", ["id", "files"])
def test_a_changed_id_or_hash_in_the_manifest_is_damage(shelf: Releases, field: str) -> None:
    publish(shelf, "a")
    path = shelf.root / "a" / "manifest.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data[field] = "b" if field == "id" else data["files"] | {"chunks.json": "0" * 64}
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(DamagedIndex):
        shelf.verify("a")


@pytest.mark.parametrize(
    ("old", "new"), [('"chunks": 1', '"chunks": 9'), ("2026-11-22", "2016-11-22")]
)
def test_a_changed_count_or_date_in_the_manifest_is_damage(
    shelf: Releases, old: str, new: str
) -> None:
    publish(shelf, "a")
    path = shelf.root / "a" / "manifest.json"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(DamagedIndex):
        shelf.verify("a")


def test_a_file_added_deeper_is_damage_whatever_its_name(shelf: Releases) -> None:
    publish(shelf, "a")
    (shelf.root / "a" / "vectors" / "manifest.json").write_text("{}", encoding="utf-8")
    with pytest.raises(DamagedIndex):
        shelf.verify("a")


def test_hashes_tell_names_and_contents_apart(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "b").write_bytes(b"1")
    hashes = file_hashes(tmp_path)
    assert set(hashes) == {"a", "b"}
    assert hashes["a"] == hashes["b"]
    assert re.fullmatch("[0-9a-f]{64}", hashes["a"])


# --- the log -------------------------------------------------------------------------------------


@pytest.mark.parametrize("torn", ['{"id": "b", "by": "te', "{", "\0\0\0", '{"id": "b"}'])
def test_a_torn_last_line_of_the_log_is_left_out(shelf: Releases, torn: str) -> None:
    serve(shelf, "a")
    with (shelf.root / "activations.jsonl").open("a", encoding="utf-8") as log:
        log.write(torn)
    assert [move.id for move in shelf.activations()] == ["a"]
    assert shelf.active() == "a"


def test_the_move_after_a_torn_line_is_kept(shelf: Releases) -> None:
    serve(shelf, "a")
    with (shelf.root / "activations.jsonl").open("a", encoding="utf-8") as log:
        log.write('{"id": "b", "by": "te')
    serve(shelf, "c", day=1)
    assert [move.id for move in shelf.activations()] == ["a", "c"]


def test_a_move_the_log_missed_rolls_back_to_the_one_before(shelf: Releases) -> None:
    serve(shelf, "a")
    serve(shelf, "b", day=1)
    publish(shelf, "c", day=2)
    # As a process leaves it that dies between the pointer and the log.
    (shelf.root / "ACTIVE").write_text("c\n", encoding="utf-8")
    assert shelf.active() == "c"
    assert shelf.previous() == "b"


def test_a_log_that_is_gone_stops_only_rolling_back(shelf: Releases) -> None:
    serve(shelf, "a")
    serve(shelf, "b", day=1)
    (shelf.root / "activations.jsonl").unlink()
    assert shelf.active() == "b"
    with pytest.raises(UnknownVersion):
        shelf.previous()


def test_a_naive_time_is_refused_before_anything_moves(shelf: Releases) -> None:
    serve(shelf, "a")
    publish(shelf, "b", day=1)
    with pytest.raises(ValueError, match="timezone"):
        shelf.activate("b", "tests", dt.datetime(2026, 1, 1))  # noqa: DTZ001 (what is refused)
    assert shelf.active() == "a"


# --- leftovers -----------------------------------------------------------------------------------


def test_leftovers_of_dead_builds_are_removed_and_of_living_ones_kept(shelf: Releases) -> None:
    shelf.root.mkdir(parents=True)
    dead = shelf.root / f".building-old-{dead_pid()}"
    living = shelf.root / f".building-other-{os.getppid()}"
    for folder in (dead, living):
        folder.mkdir()
        (folder / "part").write_text("x", encoding="utf-8")
    shelf.workplace("new")
    assert not dead.exists()
    assert (living / "part").exists()


def test_a_workplace_starts_empty_and_is_no_version(shelf: Releases) -> None:
    first = shelf.workplace("a")
    (first / "left").write_text("x", encoding="utf-8")
    second = shelf.workplace("a")
    assert list(second.iterdir()) == []
    (second / "manifest.json").write_text("{}", encoding="utf-8")
    assert shelf.versions() == []


# --- killed at every step ------------------------------------------------------------------------


def killed_everywhere(driver: Driver, action: str, home: Path) -> int:
    """Kill an action before each change it makes; after each, what is served must be whole."""
    steps = 0
    while True:
        here = home / f"{action}-{steps}"
        shelf = Releases(here)
        serve(shelf, "a")
        serve(shelf, "b", day=1)
        status = driver.run(action, here, at=steps)
        assert shelf.verify(shelf.active()), f"{action} killed before change {steps}"
        if status == 0:
            return steps
        assert status == -9
        if action != "rollback" or shelf.active() == "b":
            assert driver.run(action, here) == 0, f"{action} cannot be taken up at {steps}"
            assert shelf.verify(shelf.active())
        steps += 1


@pytest.mark.parametrize(("action", "least"), [("new", 8), ("rollback", 3), ("prune", 5)])
def test_killed_at_any_change_what_is_served_is_whole(
    driver: Driver, tmp_path: Path, action: str, least: int
) -> None:
    assert killed_everywhere(driver, action, tmp_path) >= least


def test_killed_while_rebuilding_what_is_served_it_is_still_whole(
    driver: Driver, tmp_path: Path
) -> None:
    killed_everywhere(driver, "again", tmp_path)


def test_manifests_are_closed_to_unknown_fields() -> None:
    with pytest.raises(ValueError, match="colour"):
        Manifest.model_validate_json('{"id": "a", "colour": 1}')
