"""The prompts: one file each, with an id and a version that is stored with what it led to."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml
from pydantic import Field

from bot.domain.answer import Model

_FOLDER = Path(__file__).parent / "prompts"
_ID = r"[a-z][a-z_]{0,39}"


class Prompt(Model):
    """What a model is asked to do.

    Attributes:
        id: the name of its file.
        version: counted up with each change of `system`.
        purpose: what it is for, for who reads the file.
        system: the system message.
    """

    id: str = Field(pattern=f"^{_ID}$")
    version: int = Field(ge=1)
    purpose: str = Field(min_length=1)
    system: str = Field(min_length=1)

    @property
    def label(self) -> str:
        """Id and version: "answer@1"."""
        return f"{self.id}@{self.version}"


@cache
def prompt(identifier: str) -> Prompt:
    """The prompt with an id.

    Raises:
        KeyError: there is none.
        ValueError: its file is not one (pydantic's ValidationError is a ValueError).
    """
    file = _FOLDER / f"{identifier}.yaml"
    if not re.fullmatch(_ID, identifier) or not file.is_file():
        raise KeyError(identifier)
    read = Prompt.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
    if read.id != identifier:
        raise ValueError(f"{file.name} has the id of another prompt")
    return read


def identifiers() -> tuple[str, ...]:
    """The ids of all prompts, sorted."""
    return tuple(sorted(file.stem for file in _FOLDER.glob("*.yaml")))
