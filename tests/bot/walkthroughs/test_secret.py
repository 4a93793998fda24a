"""A29: secrets in hundreds of spellings are seen, and numbers of daily life are not."""

from __future__ import annotations

import unicodedata

import pytest

from bot.walkthroughs.secret import masked, secret_in
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
