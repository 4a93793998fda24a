"""Golden questions as the comparison needs them, from a folder of YAML."""

from __future__ import annotations

from pathlib import Path

import yaml

from indexer.compare.effects import Question
from indexer.errors import BadDetails
from indexer.library import words


def questions(folder: Path) -> tuple[Question, ...]:
    """The questions of a folder, with the ids of what answers each.

    Raises:
        BadDetails: there are none, or a file cannot be read.
    """
    found: list[Question] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            rows = yaml.safe_load(path.read_text(encoding="utf-8"))["questions"]
            found += [
                Question(str(row["id"]), str(row["question"]), tuple(map(str, row.get("gold", ()))))
                for row in rows
            ]
        except (OSError, ValueError, KeyError, TypeError, AttributeError, yaml.YAMLError):
            raise BadDetails(words.BAD_QUESTIONS.format(path=path)) from None
    if not found:
        raise BadDetails(words.NO_QUESTIONS.format(path=folder))
    return tuple(found)
