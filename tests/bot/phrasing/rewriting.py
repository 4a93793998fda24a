"""Rewritings of passages, true and turned, read from rewritings.yaml; run as a module for the figures."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

from bot.domain.material import Passage
from bot.phrasing.statement import Statement
from bot.phrasing.verifying import Verified, verify
from tests.bot.phrasing.sayings import material, passages, sentences

_FILE = Path(__file__).with_name("rewritings.yaml")
Half = Literal["tuned", "held"]


@dataclass(frozen=True)
class Rewriting:
    """A sentence written from a passage.

    Attributes:
        half: "held" where no check was ever tuned on it.
        turned: how its sense was turned; empty for a true one.
    """

    half: Half
    text: str
    quote: str
    passage: Passage
    turned: str

    def outcome(self) -> Verified | str:
        """What becomes of it."""
        statement = Statement(text=self.text, source="P1", quote=self.quote)
        return verify(statement, material(self.passage))

    def passes(self) -> bool:
        """Whether it would be shown."""
        return isinstance(self.outcome(), Verified)


def rewritings(half: Half | None = None) -> Iterator[Rewriting]:
    """Every sentence of the file, or of one half of it."""
    rows: list[dict[str, Any]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    for row in rows:
        if half not in (None, row["half"]):
            continue
        passage = passages()[row["passage"]]
        whole = sentences(passage.text)
        for said in row["rows"]:
            first, last = said["quote"]
            quote = "\n".join(whole[first : last + 1])
            yield Rewriting(row["half"], said["text"], quote, passage, said.get("turned", ""))


def shares(half: Half) -> tuple[float, float]:
    """The share of true sentences kept and of turned ones refused, in one half."""
    rows = list(rewritings(half))
    kept = [row.passes() for row in rows if not row.turned]
    refused = [not row.passes() for row in rows if row.turned]
    return sum(kept) / len(kept), sum(refused) / len(refused)


def main() -> None:
    """Tells the figures of both halves, and what went wrong in the one checks are tuned on."""
    for half in ("tuned", "held"):
        rows = list(rewritings(half))
        told = Counter[str]()
        for row in rows:
            told[f"{row.turned or 'true'} {'passed' if row.passes() else 'refused'}"] += 1
        kept, refused = shares(half)
        sys.stdout.write(f"{half}: {len(rows)} sentences, kept {kept:.3f}, refused {refused:.3f}\n")
        for line, count in sorted(told.items()):
            sys.stdout.write(f"{count:6} {line}\n")
    for row in rewritings("tuned"):
        if row.passes() == bool(row.turned):
            outcome = "shown" if row.passes() else row.outcome()
            sys.stdout.write(f"{row.turned or 'true'} {outcome}: {row.text}\n")


if __name__ == "__main__":
    main()
