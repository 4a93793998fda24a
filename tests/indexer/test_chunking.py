"""Cutting text: short enough, at sentences, nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.chunking import PASSAGE_CHARACTERS, WINDOW_CHARACTERS, split, windows

JAPANESE = st.text("あいうカ漢字。、！？\n Ab1「」", max_size=900)


def dense(text: str) -> str:
    """The text without white space, which splitting may drop."""
    return "".join(text.split())


@given(JAPANESE)
def test_pieces_are_short_enough(text: str) -> None:
    assert all(0 < len(piece) <= PASSAGE_CHARACTERS for piece in split(text))


@given(text=JAPANESE, size=st.integers(min_value=5, max_value=80))
def test_pieces_without_overlap_make_up_the_text(text: str, size: int) -> None:
    assert dense("".join(split(text, size, 0))) == dense(text)


def test_pieces_end_at_sentences_where_they_can() -> None:
    text = "一つ目の文はここまでです。二つ目の文はここまでです。三つ目の文です。"
    assert split(text, 28, 0) == [
        "一つ目の文はここまでです。二つ目の文はここまでです。",
        "三つ目の文です。",
    ]


def test_overlap_repeats_whole_sentences() -> None:
    text = "".join(f"これは{number}番目の文です。" for number in range(10))
    pieces = split(text, 40, 15)
    assert all(
        later.startswith(earlier.split("。")[-2])
        for earlier, later in zip(pieces, pieces[1:], strict=False)
    )


def test_a_sentence_too_long_is_cut_all_the_same() -> None:
    assert [len(piece) for piece in split("あ" * 700, 300, 0)] == [300, 300, 100]


@given(JAPANESE)
def test_each_window_stands_under_the_title(text: str) -> None:
    found = windows("題", text)
    assert all(window.startswith("題\n") for window in found)
    assert all(len(window) <= WINDOW_CHARACTERS + 2 for window in found)
    assert dense("".join(window[2:] for window in found)) == dense(text)


@pytest.mark.parametrize("text", ["", " \n　"])
def test_nothing_gives_no_pieces(text: str) -> None:
    assert split(text) == []
