"""The searcher: filters come before ranking, ties are settled, anything may be asked."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.chunk import Chunk
from indexer.embedding import Vectors
from indexer.index import Index
from indexer.lexical import LexicalIndex
from indexer.search import CANDIDATES, Searcher, searchable
from indexer.text import Normaliser, ngrams
from indexer.vectors import VectorIndex

DIMENSIONS = 64
FILLING = ("消火器の点検", "合鍵の管理", "防犯カメラの置き場所", "大雨の備え", "地震の備え", "避難訓練",
           "来客の受付", "電子窓口", "夜間の巡回", "連絡網", "備蓄の水", "担当者と予算")  # fmt: skip


class BigramEmbedder:
    """Hashes n-grams into a vector: no model, but texts that share n-grams are near."""

    identity = "bigrams"

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors."""
        rows = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for gram in ngrams(text):
                row[hashlib.md5(gram.encode()).digest()[0] % DIMENSIONS] += 1
        unit: Vectors = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
        return unit

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors."""
        return self.embed_queries(texts)


def chunk(identifier: str, text: str, **more: object) -> Chunk:
    """A chunk of one text."""
    return Chunk.model_validate(
        {"id": identifier, "title": text, "text": text, "source_title": "手引き",
         "tier": "official", "as_of": "2020", "confidence": "high", **more}
    )  # fmt: skip


def filling() -> list[Chunk]:
    """A dozen other chunks, so that BM25 has something to weigh against."""
    return [chunk(f"fill/{number}", text) for number, text in enumerate(FILLING)]


class Shelf:
    """Makes searchers over chunks and closes them."""

    def __init__(self, folder: Path):
        self._folder, self._made = folder, list[Searcher]()

    def searcher(self, chunks: Sequence[Chunk]) -> Searcher:
        """A searcher over the chunks and the filling, one view each."""
        every = [*chunks, *filling()]
        normalise, embedder = Normaliser(), BigramEmbedder()
        texts = [normalise(searchable(row)) for row in every]
        folder = self._folder / str(len(self._made))
        VectorIndex.write(folder, embedder.embed_documents([normalise(c.text) for c in every]))
        found = Searcher(
            every, texts, normalise, ["消火器"], LexicalIndex.build(texts), VectorIndex(folder),
            range(len(every)), embedder,
        )  # fmt: skip
        self._made.append(found)
        return found

    def close(self) -> None:
        """Close what was made."""
        for searcher in self._made:
            searcher.close()


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    """Makes searchers."""
    found = Shelf(tmp_path)
    yield found
    found.close()


def ids(searcher: Searcher, query: str, k: int = 5, **options: object) -> list[str]:
    """The ids found."""
    return [hit.chunk.id for hit in searcher.search(query, k, **options)]  # type: ignore[arg-type]


# --- filters -------------------------------------------------------------------------------------


def test_what_has_ended_is_not_found_however_well_it_matches(shelf: Shelf) -> None:
    searcher = shelf.searcher(
        [
            chunk("old", "届け出はファクスで送る", valid_to="2022-12-31"),
            chunk("new", "届け出は電子窓口で送る", valid_from="2023-01-01"),
        ]
    )
    query = "届け出はファクスで送る"
    assert ids(searcher, query)[0] == "old"
    assert "old" not in ids(searcher, query, 50, as_of=dt.date(2023, 1, 1))
    assert ids(searcher, query, as_of=dt.date(2022, 12, 31))[0] == "old"
    assert "new" not in ids(searcher, query, 50, as_of=dt.date(2022, 12, 31))
    assert ids(searcher, query, as_of=dt.date(2023, 1, 1), ended_too=True)[0] == "old"


@pytest.mark.parametrize("count", [CANDIDATES + 20, 260])
def test_filters_come_before_candidates_are_chosen(shelf: Shelf, count: int) -> None:
    # More perfect matches that have ended than either arm looks at: the one that holds is found.
    ended = [
        chunk(f"old/{number}", f"補助金の締切は六月です その{number}", valid_to="2024-12-31")
        for number in range(count)
    ]
    searcher = shelf.searcher([*ended, chunk("now", "補助の受付", valid_from="2025-01-01")])
    found = ids(searcher, "補助金の締切は六月です", 3, as_of=dt.date(2025, 6, 1))
    assert found[0] == "now"
    assert len(found) == 3
    hit = searcher.search("補助の受付", 1, as_of=dt.date(2025, 6, 1))[0]
    assert (hit.chunk.id, hit.dense) == ("now", pytest.approx(1, abs=1e-4))


def test_an_edition_asked_for_is_the_only_one_found(shelf: Shelf) -> None:
    rows = [chunk(f"e{n}", "安全か条の一覧", edition=f"v{n}") for n in (1, 2)]
    searcher = shelf.searcher(rows)
    assert ids(searcher, "安全か条の一覧", 50, edition="v2") == ["e2"]
    assert ids(searcher, "安全か条の一覧", 50, edition="v9") == []
    assert "e1" not in ids(searcher, "安全か条の一覧", 50, without=frozenset({"v1"}))
    assert len(ids(searcher, "安全か条の一覧", 50, without=frozenset({"v1"}))) == 1 + len(FILLING)


def test_route_rules_are_found_only_when_asked_for(shelf: Shelf) -> None:
    searcher = shelf.searcher([chunk("route/x", "訓練をしたことにして", rule="x")])
    assert "route/x" not in ids(searcher, "訓練をしたことにして", 50)
    assert ids(searcher, "訓練をしたことにして", rules=True)[0] == "route/x"


# --- ranking -------------------------------------------------------------------------------------


def test_equal_chunks_come_by_id_whatever_their_order(shelf: Shelf) -> None:
    rows = [chunk(name, "水槽の掃除") for name in ("c", "a", "d", "b")]
    assert ids(shelf.searcher(rows), "水槽の掃除", 4) == ["a", "b", "c", "d"]
    assert ids(shelf.searcher(rows[::-1]), "水槽の掃除", 4) == ["a", "b", "c", "d"]


def test_the_same_question_is_answered_the_same_again_and_again(shelf: Shelf) -> None:
    searcher = shelf.searcher([chunk(str(n), f"水槽の掃除その{n}") for n in range(30)])
    first = searcher.search("水槽の掃除", 20)
    assert all(searcher.search("水槽の掃除", 20) == first for _ in range(5))


def test_hits_come_best_first_and_no_more_than_asked(shelf: Shelf) -> None:
    searcher = shelf.searcher([])
    hits = searcher.search("消火器の点検と防犯カメラ", 7)
    assert len(hits) == 7
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.chunk.id for hit in hits}) == 7


def test_a_number_that_agrees_beats_one_that_differs(shelf: Shelf) -> None:
    rows = [
        chunk(f"round/{n}", f"補助金の{n}次締切です", identifiers=[["次", str(n)]])
        for n in range(1, 8)
    ]
    searcher = shelf.searcher(rows)
    for number in range(1, 8):
        assert ids(searcher, f"{number}次の締切は補助金の", 1) == [f"round/{number}"]


def test_a_chunk_with_a_lower_prior_gives_way_to_its_equal(shelf: Shelf) -> None:
    rows = [chunk("a", "水槽の掃除", prior=0.9), chunk("b", "水槽の掃除")]
    assert ids(shelf.searcher(rows), "水槽の掃除", 2) == ["b", "a"]


def test_what_was_learnt_later_gives_way_to_what_was_known_then(shelf: Shelf) -> None:
    rows = [chunk("a", "水槽の掃除", as_of="2026-05"), chunk("b", "水槽の掃除", as_of="2024-05")]
    searcher = shelf.searcher(rows)
    assert ids(searcher, "水槽の掃除", 2, as_of=dt.date(2025, 1, 1)) == ["b", "a"]
    assert ids(searcher, "水槽の掃除", 2, as_of=dt.date(2026, 6, 1)) == ["a", "b"]


def test_raw_signals_belong_to_the_hit(shelf: Shelf) -> None:
    hit = shelf.searcher([]).search("合鍵の管理", 1)[0]
    assert hit.chunk.title == "合鍵の管理"
    assert hit.dense == pytest.approx(1, abs=1e-4)
    assert hit.coverage == pytest.approx(1)
    assert hit.lexical > 0


# --- lookups and odd questions -------------------------------------------------------------------


def test_chunks_are_found_by_id(tiny_index: Index) -> None:
    searcher = tiny_index.searcher
    assert "g/keys" in searcher
    assert searcher.chunk("g/keys").title == "合鍵の管理"
    assert "g/none" not in searcher
    with pytest.raises(KeyError):
        searcher.chunk("g/none")


def test_a_word_of_ours_places_a_question_in_scope(tiny_index: Index) -> None:
    searcher = tiny_index.searcher
    assert searcher.in_scope(searcher.normalise("しょうかきはどこ"))
    assert not searcher.in_scope(searcher.normalise("今日の天気"))


@pytest.mark.parametrize("query", ["", "  ", "\u200b", "\ud800", "\n"])
def test_nothing_asked_finds_nothing(tiny_index: Index, query: str) -> None:
    assert tiny_index.searcher.search(query) == []


@given(st.text(max_size=80))
def test_any_text_may_be_asked(tiny_index: Index, query: str) -> None:
    hits = tiny_index.searcher.search(query, 5)
    assert len(hits) in (0, 5)
    assert all(np.isfinite([hit.score, hit.dense, hit.lexical, hit.coverage]).all() for hit in hits)


def test_a_very_long_question_is_answered(tiny_index: Index) -> None:
    assert len(tiny_index.searcher.search("消火器の点検は" * 2000, 3)) == 3


# --- the small knowledge -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("スペアキーは誰が持つ", "g/keys"),
        ("録画は何日残す", "g/camera"),
        ("監視カメラの置き場所", "g/camera"),
        ("台風の前にすること", "g/flood"),
        ("避難訓練は年に何回", "g/drill"),
    ],
)
def test_a_question_as_people_ask_it_finds_its_passage(
    tiny_index: Index, query: str, found: str
) -> None:
    assert found in ids(tiny_index.searcher, query, 3)


def test_the_day_decides_between_two_editions(tiny_index: Index) -> None:
    searcher = tiny_index.searcher
    before = ids(searcher, "届け出の送り方", 30, as_of=dt.date(2022, 6, 1))
    after = ids(searcher, "届け出の送り方", 30, as_of=dt.date(2023, 6, 1))
    assert "g/old-fax" in before
    assert "g/new-web" not in before
    assert "g/new-web" in after
    assert "g/old-fax" not in after


# --- the shipped knowledge -----------------------------------------------------------------------


@pytest.mark.parametrize("day", [dt.date(2025, 10, 1), dt.date(2026, 11, 22)])
@pytest.mark.parametrize("query", ["5か条と6か条", "IT導入補助金の締切", "二つ星の要件", "GビズID"])
def test_nothing_shipped_is_found_on_a_day_it_does_not_hold(
    shipped_index: Index, query: str, day: dt.date
) -> None:
    hits = shipped_index.searcher.search(query, 50, as_of=day)
    assert len(hits) == 50
    assert [hit.chunk.id for hit in hits if not hit.chunk.holds_on(day)] == []
    assert [hit.chunk.id for hit in hits if hit.chunk.rule] == []


def test_notation_does_not_change_what_is_found_in_the_shipped_index(shipped_index: Index) -> None:
    searcher = shipped_index.searcher
    for query, same in (("★★の要件", "二つ星の要件"), ("ＩＴ導入補助金", "IT導入補助金")):
        assert ids(searcher, query, 10) == ids(searcher, same, 10)


def test_most_shipped_passages_are_found_by_their_own_question(shipped_index: Index) -> None:
    rows = [c for c in shipped_index.searcher.chunks if c.asked_as and c.rule is None][::40]
    found = [row.id in ids(shipped_index.searcher, row.asked_as[0], 10) for row in rows]
    assert len(rows) > 30
    assert sum(found) >= 0.9 * len(rows)
