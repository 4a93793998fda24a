"""Names of clients and people as ids."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.terminal.naming import NO_CLIENT, NOBODY, scope_of, speaker_of


@pytest.mark.parametrize("name", [None, "", "  ", "　"])
def test_without_a_name_it_is_the_machine(name: str | None) -> None:
    assert scope_of(name).channel == NO_CLIENT
    assert speaker_of(name).user == NOBODY


def test_a_short_name_stays_readable() -> None:
    assert scope_of("ほしぞら製作所").channel == "ほしぞら製作所"
    assert speaker_of("佐藤 花子").user == "佐藤 花子"


@pytest.mark.parametrize("other", ["ACME", "ａｃｍｅ", " acme "])
def test_the_same_name_typed_otherwise_is_the_same_client(other: str) -> None:
    assert scope_of(other) == scope_of("acme")


@pytest.mark.parametrize(
    ("one", "other"),
    [("a b", "a-b"), ("a/b", "a b"), ("-", "me"), ("あ" * 40, "あ" * 41), ("..", "."), ("-a", "a")],
)
def test_two_names_are_two_clients(one: str, other: str) -> None:
    assert scope_of(one) != scope_of(other)


@given(name=st.text(max_size=200))
def test_any_name_is_a_safe_folder_and_a_short_id(name: str) -> None:
    channel = scope_of(name).channel
    assert 1 <= len(channel) <= 30
    assert not set(channel) & set('/\\.:*?"<>| \n\0')
    assert 1 <= len(speaker_of(name).user) <= 30
