"""`python -m tests.bot.gate.collect`: the gate's questions, out of the golden ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

import bot.gate
from tests.evals.golden import Golden, read

QUESTIONS = Path(bot.gate.__file__).with_name("questions.yaml")
_HEAD = """\
# The questions no index version may answer worse than the one served (bot/gate/canaries.py).
# Collected from tests/evals/golden by `python -m tests.bot.gate.collect`; change them there.
"""
_REFUSALS = {"declined", "unknown"}


def wanted(question: Golden) -> bool:
    """Critical, or one that must not be answered."""
    return question.critical or set(question.kind) <= _REFUSALS


def row(question: Golden) -> dict[str, Any]:
    """A question as the gate holds it; what is empty is left out."""
    found = {
        "id": question.id,
        "question": question.question,
        "as_of": question.as_of,
        "kind": list(question.kind),
        "facts": [list(fact) for fact in question.key_facts],
        "forbidden": list(question.forbidden),
        "critical": question.critical,
    }
    return {key: value for key, value in found.items() if value}


class Plain(yaml.SafeDumper):
    """Writes each value where it stands."""

    def ignore_aliases(self, data: Any) -> bool:
        """Never refer to another place."""
        return True


def main() -> None:
    """Write the file."""
    rows = [row(question) for question in read() if wanted(question)]
    text = yaml.dump(
        {"questions": rows},
        Dumper=Plain,
        allow_unicode=True,
        sort_keys=False,
        width=1000,
        default_flow_style=None,
    )
    QUESTIONS.write_text(_HEAD + text, encoding="utf-8")


if __name__ == "__main__":
    main()
