"""BM25 over n-grams, on more than ten documents (on two, rare words score nothing)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.lexical import LexicalIndex

DOCUMENTS = (
    "消火器は半年に一度点検します",
    "合鍵は番号を付けて金庫にしまいます",
    "防犯カメラは出入口に置きます",
    "大雨の前に土のうを積みます",
    "棚を壁に留めます",
    "避難訓練は年に2回します",
    "来客には名札を渡します",
    "事故の届け出は電子窓口から送ります",
    "夜間の巡回は二人で回ります",
    "名簿は毎月直します",
    "水を3日分置きます",
    "経営者は担当者と予算を決めます",
)


@pytest.fixture(scope="module")
def index() -> LexicalIndex:
    """An index over the documents."""
    return LexicalIndex.build(DOCUMENTS)


@pytest.mark.parametrize("number", range(len(DOCUMENTS)))
def test_a_document_is_nearest_to_itself(index: LexicalIndex, number: int) -> None:
    scores = index.scores(DOCUMENTS[number])
    assert scores.shape == (len(DOCUMENTS),)
    assert int(np.argmax(scores)) == number


def test_a_rare_word_finds_its_document_among_common_endings(index: LexicalIndex) -> None:
    assert int(np.argmax(index.scores("金庫ます"))) == 1


def test_a_word_seen_nowhere_scores_nothing(index: LexicalIndex) -> None:
    assert not index.scores("ヘリコプター").any()
    assert not index.scores("").any()
    assert not index.scores("。、！").any()


def test_a_known_word_scores_more_the_more_of_it_is_asked(index: LexicalIndex) -> None:
    assert index.scores("消火器")[0] > index.scores("消")[0] > 0


def test_unknown_words_beside_known_ones_take_nothing_away(index: LexicalIndex) -> None:
    assert index.scores("消火器ヘリ") == pytest.approx(index.scores("消火器"))


def test_a_saved_index_scores_alike(index: LexicalIndex, tmp_path: Path) -> None:
    index.save(tmp_path)
    opened = LexicalIndex.open(tmp_path)
    for query in (*DOCUMENTS, "ヘリ", "消火器の点検はいつ"):
        assert opened.scores(query) == pytest.approx(index.scores(query))
        assert opened.coverage(query, DOCUMENTS[0]) == index.coverage(query, DOCUMENTS[0])
        assert opened.unseen(query) == index.unseen(query)


@pytest.mark.parametrize("file", ["params.index.json", "vocab.index.json", "data.csc.index.npy"])
def test_a_missing_file_is_an_os_error(index: LexicalIndex, tmp_path: Path, file: str) -> None:
    index.save(tmp_path)
    (tmp_path / file).unlink()
    with pytest.raises(OSError, match=file):
        LexicalIndex.open(tmp_path)


@given(query=st.text("消火器点検ヘリ鍵?", max_size=8), number=st.integers(0, 11))
def test_coverage_and_unseen_are_shares(query: str, number: int) -> None:
    index = LexicalIndex.build(DOCUMENTS)
    assert 0 <= index.coverage(query, DOCUMENTS[number]) <= 1
    assert 0 <= index.unseen(query) <= 1


def test_coverage_is_whole_for_a_part_and_nothing_for_strangers(index: LexicalIndex) -> None:
    assert index.coverage("消火器", DOCUMENTS[0]) == pytest.approx(1)
    assert index.coverage("ヘリ", DOCUMENTS[0]) == 0
    assert index.coverage("", DOCUMENTS[0]) == 0


def test_a_rare_word_weighs_more_in_coverage_than_a_common_ending(index: LexicalIndex) -> None:
    # 「金庫」 stands in the document, 「ます」 stands in nearly all; each is half of the query.
    assert index.coverage("金庫、ます", "金庫") > 0.5 > index.coverage("金庫、ます", "ます")


def test_unseen_counts_the_pairs_never_seen(index: LexicalIndex) -> None:
    assert index.unseen("消火器") == 0
    assert index.unseen("ヘリコプター") == 1
    assert index.unseen("消火器、ヘリ") == pytest.approx(1 / 3)


def test_grammar_counts_for_as_much_as_it_is_said_to(index: LexicalIndex) -> None:
    whole, half = index.scores("金庫にします"), index.scores("金庫にします", kana=0.5)
    words, kana = index.scores("金庫"), index.scores("します")
    assert half == pytest.approx(
        index.scores("金庫にします", kana=0.0)
        + 0.5 * (whole - index.scores("金庫にします", kana=0.0))
    )
    assert index.scores("金庫、します", kana=0.0) == pytest.approx(words)
    assert index.scores("します", kana=0.5) == pytest.approx(0.5 * kana)
