"""A29: secrets in hundreds of spellings are seen, and numbers of daily life are not."""

from __future__ import annotations

import unicodedata

import pytest

from bot.walkthroughs.secret import masked, masked_name, secret_in
from bot.walkthroughs.split_secret import may_follow, split_secret
from tests.bot.walkthroughs.secrets_harder import (
    LATER_LET_PASS,
    LATER_SEEN,
    LET_PASS,
    NOT_SEEN_YET,
    SEEN,
    SPLIT,
)
from tests.bot.walkthroughs.secrets_written import HARMLESS, written


def test_every_way_of_writing_a_secret_is_seen() -> None:
    rows = written()
    assert len(rows) >= 300
    assert [(kind, text) for kind, text, _ in rows if secret_in(text) != kind] == []


def test_nothing_of_a_secret_is_left_when_it_is_masked() -> None:
    for _, text, secret in written():
        left = masked(text)
        assert secret not in left
        assert unicodedata.normalize("NFKC", secret) not in left
        assert not any(len(piece) > 3 and piece in left for piece in secret.split())


def test_the_japanese_around_it_is_left_to_be_understood() -> None:
    said = masked("偽サイトにパスワード Hoshi-7391-xyz を入れてしまった")
    assert said == "偽サイトにパスワード ＊＊＊ を入れてしまった"


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_no_secret_is_let_pass(text: str) -> None:
    assert secret_in(text) is None


@pytest.mark.parametrize(
    "piece", ["1", "a1", "パスワード ", "ログイン情報 a", "1 ", "4111 ", "token a"]
)
def test_the_longest_message_is_read_at_once(piece: str) -> None:
    secret_in((piece * 40_000)[:40_000])


@pytest.mark.parametrize(("text", "secret"), SEEN + LATER_SEEN)
def test_what_nobody_was_taught_to_write_is_seen_and_nothing_of_it_left(
    text: str, secret: str
) -> None:
    assert secret_in(text)
    left = masked(text)
    assert secret not in left
    assert unicodedata.normalize("NFKC", secret) not in left


@pytest.mark.parametrize("text", LET_PASS + LATER_LET_PASS)
def test_what_only_looks_like_one_is_let_pass(text: str) -> None:
    assert secret_in(text) is None


@pytest.mark.parametrize(("before", "text", "is_secret"), SPLIT)
def test_the_second_half_of_a_secret_is_known_by_the_first(
    before: str, text: str, is_secret: bool
) -> None:
    assert (split_secret(before, text) is not None) == is_secret
    assert not is_secret or may_follow(text)


@pytest.mark.parametrize(("before", "text", "is_secret"), SPLIT)
def test_without_the_first_half_the_second_is_no_secret(
    before: str, text: str, is_secret: bool
) -> None:
    assert split_secret("二つ星の締切は？", text) == secret_in(text)


@pytest.mark.parametrize(
    "piece",
    ["パスワードは さ", "認証コードいち", "合言葉「あ", "ID a パスワード b ", "さくら1234 "],
)
def test_the_longest_message_in_kana_is_read_at_once(piece: str) -> None:
    secret_in((piece * 40_000)[:40_000])


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("gbiz_パスワード_Sakura1234.txt", "＊＊＊ パスワード ＊＊＊.txt"), ("パスワードhoshi2024.xlsx", "パスワード＊＊＊.xlsx"),
        ("認証コード482913.pdf", "認証コード＊＊＊.pdf"), ("パスワードはさくら1234.docx", "パスワードは＊＊＊.docx"),
        ("パスワード管理規程2026.docx",) * 2, ("パスワード_規程2026.docx",) * 2, ("ID_PW一覧.xlsx",) * 2, ("公募要領_2026-11-23_v1.2.pdf",) * 2,
        ("見積書INV-2026-0042.pdf",) * 2, ("8010401012345_宣言.pdf",) * 2, ("無題",) * 2,
    ],
)  # fmt: skip
def test_the_name_of_a_file_is_kept_without_a_secret(name: str, kept: str) -> None:
    assert masked_name(name) == kept


@pytest.mark.xfail(reason="no word beside it says what it is", strict=True)
@pytest.mark.parametrize("text", NOT_SEEN_YET)
def test_what_is_not_seen_yet(text: str) -> None:
    assert secret_in(text)
