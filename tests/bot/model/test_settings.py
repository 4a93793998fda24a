"""The settings of a model: what is left out, what is refused, what is never shown."""

from __future__ import annotations

import pytest

from bot import settings as environment
from bot.domain.spending import Limits
from bot.errors import BadSetting
from bot.settings import Settings
from tests.bot.model.conftest import KEY


def test_by_default_there_is_no_model() -> None:
    known = environment.read()
    assert known.llm_model == ""
    assert known.trace == ""
    assert not known.trace_text
    assert known.llm_limits == Limits(100, 2000, 1_000_000, 20_000_000)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LLM_SECONDS", "0"),
        ("LLM_SECONDS", "60"),
        ("LLM_SECONDS", "八"),
        ("LLM_DAILY_CALLS", "-1"),
        ("LLM_DAILY_CALLS_TEAM", "many"),
        ("HOSHIMICHI_TRACE", "everything"),
        ("HOSHIMICHI_TRACE_TEXT", "perhaps"),
    ],
)
def test_what_cannot_be_used_is_named(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSetting, match=name):
        environment.read()


def test_an_empty_variable_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LLM_MODEL", "LLM_BASE_URL", "LLM_SECONDS", "HOSHIMICHI_TRACE"):
        monkeypatch.setenv(name, "")
    assert environment.read() == Settings()


def test_keys_and_addresses_are_not_shown() -> None:
    known = Settings.model_validate(
        {"LLM_MODEL": "openai:x", "LLM_BASE_URL": "https://user:hidden@example.jp"}
    )
    assert "hidden" not in repr(known)
    assert KEY not in repr(known)


def test_whether_a_variable_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.has_any("NOBODY_SETS_THIS", "OPENAI_API_KEY")
    monkeypatch.setenv("OPENAI_API_KEY", "  ")
    assert not environment.has_any("NOBODY_SETS_THIS", "OPENAI_API_KEY")
