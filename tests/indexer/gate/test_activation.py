"""Serving a version: a person, a passed report, a second person where asked, and the way back."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from indexer.adding import Added
from indexer.errors import BadDetails, DamagedIndex, NotReady, UnknownVersion
from indexer.gate import check
from indexer.gate.activation import activate, pending, rollback
from indexer.gate.history import Event, History
from indexer.index import open_index
from indexer.moving import one_mover
from indexer.releases import Releases
from indexer.settings import IndexSettings
from tests.conftest import NOW, index_settings
from tests.indexer.gate.conftest import LATER
from tests.indexer.gate.outcomes import well, worse_with_documents
from tests.indexer.versions import files

Adding = Callable[..., Added]


def test_a_passed_version_is_served_and_the_person_is_kept(
    settings: IndexSettings, version: str
) -> None:
    activate(settings, version, "佐藤", LATER)
    shelf = Releases(settings.home)
    assert (shelf.active(), shelf.activations()[-1].by) == (version, "佐藤")
    order = History(settings.home).events()[-1]
    assert (order.what, order.version, order.by, order.at) == ("activated", version, "佐藤", LATER)
    index = open_index(settings)
    assert index.documents
    index.close()


def test_without_a_passed_report_nothing_is_served(settings: IndexSettings, version: str) -> None:
    before = Releases(settings.home).active()
    (settings.home / "gates" / f"{version}.json").unlink()
    with pytest.raises(NotReady, match=f"python -m bot gate {version}"):
        activate(settings, version, "佐藤", NOW)
    check(settings, version, NOW)
    with pytest.raises(NotReady, match="まだ比べていません"):
        activate(settings, version, "佐藤", NOW)
    check(settings, version, NOW, worse_with_documents)
    with pytest.raises(NotReady, match="悪くなった答え"):
        activate(settings, version, "佐藤", NOW)
    assert Releases(settings.home).active() == before


def test_a_report_on_other_files_or_against_another_version_does_not_count(
    settings: IndexSettings, adding: Adding, version: str
) -> None:
    manifest = Releases(settings.home).folder(version) / "manifest.json"
    whole = manifest.read_bytes()
    manifest.write_bytes(whole + b"\n")
    with pytest.raises(NotReady, match="作り直されています"):
        activate(settings, version, "佐藤", NOW)
    manifest.write_bytes(whole)
    other = adding("other").version
    check(settings, other, NOW, well)
    activate(settings, other, "佐藤", NOW)
    with pytest.raises(NotReady, match="別の索引が有効に"):
        activate(settings, version, "佐藤", NOW)


def test_damage_after_the_check_is_noticed(settings: IndexSettings, version: str) -> None:
    before = Releases(settings.home).active()
    next(p for p in files(Releases(settings.home).folder(version) / "documents")).write_bytes(b"x")
    with pytest.raises(DamagedIndex):
        activate(settings, version, "佐藤", NOW)
    assert Releases(settings.home).active() == before


def test_nobody_is_nobody(settings: IndexSettings, version: str) -> None:
    for name in ("", "  ", "\n"):
        with pytest.raises(BadDetails):
            activate(settings, version, name, NOW)


@pytest.mark.parametrize(
    ("by", "approved_by", "served"),
    [
        ("山田", None, False),
        ("山 田", None, False),
        ("山田", "山田", False),
        ("佐藤", None, True),
        ("山田", "佐藤", True),
    ],
)
def test_where_two_are_needed_who_added_it_cannot_let_it_through_alone(
    settings: IndexSettings, version: str, by: str, approved_by: str | None, served: bool
) -> None:
    strict = index_settings(settings.home, HOSHIMICHI_SECOND_APPROVER="1")
    if not served:
        with pytest.raises(NotReady, match="別の人"):
            activate(strict, version, by, NOW, approved_by)
        return
    activate(strict, version, by, NOW, approved_by)
    assert Releases(settings.home).active() == version


def test_rolling_back_is_quick_and_needs_no_report(settings: IndexSettings, version: str) -> None:
    before = Releases(settings.home).active()
    activate(settings, version, "佐藤", NOW)
    begun = time.perf_counter()
    assert rollback(settings, "鈴木", LATER) == before
    assert time.perf_counter() - begun < 10
    assert Releases(settings.home).active() == before
    assert rollback(settings, "鈴木", LATER, to=version) == version


def test_rolling_back_skips_what_is_damaged_and_never_goes_where_nothing_was_served(
    settings: IndexSettings, adding: Adding, version: str
) -> None:
    bare = Releases(settings.home).active()
    activate(settings, version, "佐藤", NOW)
    more = adding("more").version
    with pytest.raises(NotReady, match="有効になったことが"):
        rollback(settings, "鈴木", NOW, to=more)
    with pytest.raises(UnknownVersion):
        rollback(settings, "鈴木", NOW, to="../index")
    check(settings, more, NOW, well)
    activate(settings, more, "佐藤", NOW)
    next(p for p in files(Releases(settings.home).folder(version) / "documents")).write_bytes(b"x")
    assert rollback(settings, "鈴木", LATER) == bare


def test_from_a_damaged_version_there_is_a_way_back(settings: IndexSettings, version: str) -> None:
    bare = Releases(settings.home).active()
    activate(settings, version, "佐藤", NOW)
    next(p for p in files(Releases(settings.home).folder(version) / "documents")).write_bytes(b"x")
    with pytest.raises(DamagedIndex):
        open_index(settings)
    assert rollback(settings, "鈴木", LATER) == bare
    open_index(settings).close()


def test_rolling_back_without_the_log_goes_by_the_trail(
    settings: IndexSettings, version: str
) -> None:
    bare = Releases(settings.home).active()
    activate(settings, version, "佐藤", NOW)
    (Releases(settings.home).root / "activations.jsonl").unlink()
    assert rollback(settings, "鈴木", LATER) == bare


def test_with_nothing_before_there_is_nothing_to_go_back_to(settings: IndexSettings) -> None:
    with pytest.raises(NotReady, match="戻せる索引がありません"):
        rollback(settings, "鈴木", NOW)


def test_pending_are_the_candidates_made_out_of_what_is_served(
    settings: IndexSettings, adding: Adding, version: str
) -> None:
    other = adding("other", by="鈴木").version
    found = pending(settings)
    assert [one.version for one in found] == [other, version]
    assert (found[0].by, found[0].report) == ("鈴木", None)
    assert found[1].report is not None
    activate(settings, version, "佐藤", NOW)
    assert pending(settings) == ()


def test_a_torn_line_of_the_trail_harms_no_other(settings: IndexSettings, version: str) -> None:
    path = settings.home / "history.jsonl"
    before = History(settings.home).events()
    with path.open("ab") as file:
        file.write(b'{"what": "added", "version": "x", "by": "\xe5')
    assert History(settings.home).events() == before
    event = Event(what="checked", version="x", by="山田", at=NOW)
    History(settings.home).record(event)
    assert History(settings.home).events() == [*before, event]


def test_of_two_candidates_activated_at_once_one_waits_and_is_then_refused(
    settings: IndexSettings, adding: Adding, version: str
) -> None:
    """Both were checked against the same: whoever comes second would take the first away."""
    other = adding("other").version
    assert check(settings, other, NOW, well).passed
    ended: list[object] = []

    def try_to(wanted: str) -> None:
        try:
            ended.append(activate(settings, wanted, wanted, LATER))
        except NotReady as problem:
            ended.append(problem)

    both = [threading.Thread(target=try_to, args=(one,)) for one in (version, other)]
    with one_mover(settings.home):
        before = Releases(settings.home).active()
        for one in both:
            one.start()
        time.sleep(0.2)
        assert Releases(settings.home).active() == before
    for one in both:
        one.join(60)
    assert sorted(isinstance(one, NotReady) for one in ended) == [False, True]
    assert [move.id for move in Releases(settings.home).activations()][-2:].count(before) == 1
    orders = [one.version for one in History(settings.home).events() if one.what == "activated"]
    assert orders[-1] == Releases(settings.home).active()


def test_the_lock_goes_with_the_process_that_held_it(settings: IndexSettings, version: str) -> None:
    with one_mover(settings.home):
        pass
    assert activate(settings, version, "佐藤", LATER).passed
