"""Prompts: one file each, with an id and a version."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from bot.model.prompts import Prompt, identifiers, prompt


def test_every_file_is_a_prompt() -> None:
    assert identifiers()
    for identifier in identifiers():
        found = prompt(identifier)
        assert found.id == identifier
        assert found.label == f"{identifier}@{found.version}"


@pytest.mark.parametrize("identifier", ["nobody", "", "../prompts/answer", "answer.yaml", "ANSWER"])
def test_an_unknown_one_is_a_key_error(identifier: str) -> None:
    with pytest.raises(KeyError):
        prompt(identifier)


@pytest.mark.parametrize(
    "wrong", [{"version": 0}, {"system": ""}, {"purpose": ""}, {"model": "x"}, {"id": "A/b"}]
)
def test_a_prompt_has_its_form(wrong: dict[str, object]) -> None:
    right = {"id": "x", "version": 1, "purpose": "p", "system": "s"}
    Prompt.model_validate(right)
    with pytest.raises(ValidationError):
        Prompt.model_validate(right | wrong)
