"""Notation: what reads the same is written the same, whatever is typed."""

from __future__ import annotations

import sys
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.text import Normaliser, clean, fold, has_words, joined, ngrams, sentences
from knowledge.catalog import Catalog
from knowledge.schema import Rewrite, Term

# Any code point, lone surrogates too; without those that have a test of their own below: the two
# fillers, and the free-standing accents that NFKC takes for a space and a combining mark.
FILLERS = "\u3164\uffa0"
ACCENTS = "".join(
    character
    for character in map(chr, range(sys.maxunicode + 1))
    if len(folded := unicodedata.normalize("NFKC", character)) > 1 and folded[0] == " "
)
ANY_TEXT = st.text(st.characters(exclude_characters=FILLERS + ACCENTS), max_size=60)
PLAIN = Normaliser()
INVISIBLE = ["\u200b", "\u200d", "\u00ad", "\u2060", "\ufeff", "\u202e", "\u2066", "\ufe0f",
             "\u180e", "\U000e0041", "\U000e0100"]  # fmt: skip


def term(name: str, *variants: str) -> Term:
    """A glossary term."""
    return Term.model_validate(
        {"id": "term/x", "term": name, "variants": variants, "meaning": "甲", "sources": ["x"],
         "as_of": "2024", "confidence": "high"}
    )  # fmt: skip


@pytest.fixture(scope="module")
def normalise(shipped_catalog: Catalog) -> Normaliser:
    """The normaliser of the shipped glossary."""
    return Normaliser(shipped_catalog.terms, shipped_catalog.rewrites)


# --- any text ------------------------------------------------------------------------------------


@given(ANY_TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT)
def test_normalising_any_text_twice_changes_nothing(text: str) -> None:
    once = PLAIN(text)
    assert PLAIN(once) == once


@given(text=ANY_TEXT)
def test_the_shipped_glossary_takes_any_text(normalise: Normaliser, text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    once.encode("utf-8")


@given(st.text(max_size=60))
def test_clean_text_can_be_written_as_utf_8(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert clean(cleaned) == cleaned


@given(ANY_TEXT)
def test_no_sentence_loses_a_character(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


@given(st.text("あいア一A1。、 ー々.", max_size=40))
def test_2_grams_stand_in_the_text(text: str) -> None:
    grams = ngrams(PLAIN(text))
    assert all(gram in PLAIN(text) for gram in grams)
    assert {len(gram) for gram in grams} <= {1, 2}


# --- invisible characters ------------------------------------------------------------------------


@pytest.mark.parametrize("character", INVISIBLE, ids=ascii)
def test_invisible_characters_do_not_change_what_is_read(character: str) -> None:
    assert PLAIN(character.join("二つ星の要件")) == "二つ星の要件"
    assert clean(f"甲{character}乙") == "甲乙"
    assert not has_words(character)


@pytest.mark.parametrize("filler", list(FILLERS), ids=ascii)
def test_hangul_fillers_are_invisible_too(filler: str) -> None:
    assert fold(f"甲{filler}乙") == "甲乙"
    assert not has_words(filler)


def test_control_characters_and_lone_surrogates_become_spaces() -> None:
    assert clean("甲\x00乙\ud800丙\x1b") == "甲 乙 丙 "
    assert clean("甲\n乙\t丙") == "甲\n乙\t丙"


@pytest.mark.parametrize("text", ["", " 　\n", "？！…", "★★", "😀", "\ud800", "---"])
def test_punctuation_alone_is_nothing_to_read(text: str) -> None:
    assert not has_words(text)


@pytest.mark.parametrize("text", ["あ", "ｱ", "A", "1", "々", "は？"])
def test_one_letter_is_something_to_read(text: str) -> None:
    assert has_words(text)


@pytest.mark.parametrize("text", ["か゛", "¨¸"])
def test_free_standing_accents_are_composed_at_once(text: str) -> None:
    assert PLAIN(PLAIN(text)) == PLAIN(text)


# --- stars, editions, deadlines, widths ----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "written"),
    [
        *((text, "一つ星") for text in ("★", "☆", "⭐", "★1", "★１", "1★", "星1", "星１つ",
                                     "1つ星", "１ツ星", "一ツ星", "ひとつ星", "ひとつぼし", "★一つ星")),
        *((text, "二つ星") for text in ("★★", "☆☆", "⭐️⭐️", "★2", "★２", "2★", "星2", "星2つ",
                                     "2つ星", "二ツ星", "ふたつ星", "★★二つ星", "二つ星")),
        *((text, "三つ星") for text in ("★★★", "3つ星", "星3つ", "三ツ星")),
    ],
)  # fmt: skip
def test_stars_are_written_one_way(text: str, written: str) -> None:
    assert PLAIN(text) == written
    assert PLAIN(f"{text}の要件は？") == f"{written}の要件は?"


@pytest.mark.parametrize("text", ["★3", "★３", "星3", "☆3", "★ 3"])
def test_star_3_is_of_the_scs_scheme_and_no_star_of_ours(text: str) -> None:
    assert PLAIN(text) == "scs3"
    assert "一つ星" not in PLAIN(f"{text}と★")[:4]


@pytest.mark.parametrize(("text", "number"), [("★★★★", "4"), ("★★★★★", "5")])
def test_four_stars_are_not_three(normalise: Normaliser, text: str, number: str) -> None:
    assert normalise(text) == normalise(f"★{number}")


@pytest.mark.parametrize(("text", "same"), [("★3とは", "三つ星とは"), ("新しい★3", "新しい三つ星")])
def test_star_3_in_a_sentence_reads_like_the_word(
    normalise: Normaliser, text: str, same: str
) -> None:
    assert normalise(text) == normalise(same)


@pytest.mark.parametrize("text", ["★二", "星★", "〆きり", "★3とは"])
def test_normalising_notation_twice_changes_nothing(normalise: Normaliser, text: str) -> None:
    once = normalise(text)
    assert once == {"〆きり": "締切"}.get(text, once)
    assert normalise(once) == once


@pytest.mark.parametrize(
    "text",
    ["第4.0版", "第４.０版", "v4.0", "Ver.4.0", "ver 4.0", "バージョン4.0", "version 4", "第4版",
     "4.0版", "Ｖ４．０"],
)  # fmt: skip
def test_edition_4_0_is_written_one_way(text: str) -> None:
    assert PLAIN(text) == "第4.0版"


@pytest.mark.parametrize("text", ["ガイドライン4.0", "ガイドライン第4版", "ガイドライン v4"])
def test_the_guideline_with_a_number_is_an_edition(text: str) -> None:
    assert PLAIN(text).replace(" ", "") == "ガイドライン第4.0版"


def test_edition_3_1_and_4_0_stay_apart() -> None:
    assert PLAIN("v3.1") == "第3.1版" != PLAIN("v4.0")
    assert PLAIN("v3.0") == PLAIN("第3版")


@pytest.mark.parametrize("text", ["締切", "締め切り", "締切り", "〆切", "〆切り", "〆", "しめきり"])
def test_deadline_is_written_one_way(text: str) -> None:
    assert PLAIN(f"次の{text}は") == "次の締切は"


@pytest.mark.parametrize("text", ["5か条", "5カ条", "5ヶ条", "５ヵ条", "5箇条", "五か条", "五箇条"])
def test_counts_of_principles_are_written_one_way(text: str) -> None:
    assert PLAIN(text) == "5か条"


@pytest.mark.parametrize("text", ["第3次締切", "３次締切", "三次締切", "第 3 次 締切"])
def test_rounds_are_written_one_way(text: str) -> None:
    assert PLAIN(text) == "3次締切"


@pytest.mark.parametrize(
    ("left", "right"),
    [("ＩＴ導入補助金２０２６", "it導入補助金2026"), ("ｾｷｭﾘﾃｨ", "セキュリティ"), ("Ａ　 Ｂ", "a b"),
     ("1~5", "1〜5"), ("1～5", "1〜5"), ("セキュリティ 診断", "セキュリティ診断")],
)  # fmt: skip
def test_width_case_and_blanks_do_not_matter(left: str, right: str) -> None:
    assert PLAIN(left) == right


def test_years_and_days_are_no_editions_and_no_stars() -> None:
    assert PLAIN("2026年4月1日") == "2026年4月1日"
    assert PLAIN("ガイドライン2026年") == "ガイドライン2026年"


# --- the glossary --------------------------------------------------------------------------------


def test_variants_become_their_term() -> None:
    normalise = Normaliser([term("消火器", "しょうかき", "消化器")])
    assert normalise("しょうかきと消化器") == "消火器と消火器"


def test_the_longest_variant_wins() -> None:
    normalise = Normaliser([term("甲", "ID連携"), term("乙", "ID連携サービス")])
    assert normalise("ID連携サービスとID連携") == "乙と甲"


def test_a_short_latin_variant_is_no_part_of_a_word() -> None:
    normalise = Normaliser([term("宣言", "SA")])
    assert normalise("SAとSAP、nasa") == "宣言とsap、nasa"


def test_a_term_is_not_rewritten_by_a_variant_inside_it() -> None:
    normalise = Normaliser([term("消火器", "火器")])
    assert normalise("消火器") == "消火器"


def test_shipped_variants_mean_their_term(shipped_catalog: Catalog, normalise: Normaliser) -> None:
    # These have tests of their own.
    known = {"★★★★", "★★★★★", "セキュリテイアクション", "セキュリテイ"}
    variants = [(row.term, variant) for row in shipped_catalog.terms for variant in row.variants]
    assert len(variants) > 200
    wrong = [
        (name, variant)
        for name, variant in variants
        if len(fold(variant)) > 1 and variant not in known and normalise(variant) != normalise(name)
    ]
    assert wrong == []


# --- ways of writing and speaking ----------------------------------------------------------------


def rewrite(pattern: str, to: str) -> Rewrite:
    """A rewrite."""
    return Rewrite(pattern=pattern, to=to)


def test_rewrites_come_in_order_and_before_the_glossary() -> None:
    rewrites = [rewrite("あかん", "だめ"), rewrite("だめ", "しょうかき")]
    assert (
        Normaliser([term("消火器", "しょうかき")], rewrites)("アカンではなくあかん")
        == "アカンではなく消火器"
    )


@pytest.mark.parametrize(
    "text", ["自社診断の点数を教えてください", "二つ星の宣言は必要でしょうか", "締切はいつ?"]
)
def test_shipped_rewrites_leave_plain_japanese_alone(normalise: Normaliser, text: str) -> None:
    assert normalise(text) == text


@pytest.mark.parametrize("text", ["締切はいつですか?", "宣言は要りますか", "宣言できますか?"])
def test_a_polite_question_keeps_its_ending(normalise: Normaliser, text: str) -> None:
    assert normalise(text) == text


def test_a_large_i_is_taken_for_the_small_one(normalise: Normaliser) -> None:
    assert normalise("セキュリテイアクション") == normalise("セキュリティアクション")


# --- sentences and n-grams -----------------------------------------------------------------------


def test_sentences_end_at_full_stops_and_lines() -> None:
    assert sentences("甲です。乙ですか？丙！\n丁") == ["甲です。", "乙ですか？", "丙！", "丁"]


def test_a_sentence_in_brackets_belongs_to_the_one_around_it() -> None:
    assert sentences("甲（乙です。丙です。）です。丁です。") == [
        "甲（乙です。丙です。）です。",
        "丁です。",
    ]


def test_a_bracket_never_closed_does_not_swallow_the_next_line() -> None:
    assert sentences("「甲です。\n乙です。丙です。") == ["「甲です。", "乙です。", "丙です。"]


def test_grams_do_not_cross_punctuation() -> None:
    assert ngrams("締切、診断") == ["締", "切", "締切", "診", "断", "診断"]
    assert "4." in ngrams("第4.0版")


def test_joined_leaves_empty_parts_out() -> None:
    assert joined(["甲", "", "乙"]) == "甲\n乙"


@pytest.mark.parametrize(
    "piece", ["★", "第", "〆", "締め", "星", " ", "v1", "ガイドラインの", "（"]
)
def test_long_hostile_text_is_normalised_quickly(normalise: Normaliser, piece: str) -> None:
    started = time.perf_counter()
    normalise(piece * (20_000 // len(piece)))
    sentences(piece * (20_000 // len(piece)))
    assert time.perf_counter() - started < 2
