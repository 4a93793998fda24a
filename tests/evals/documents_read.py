"""`python -m tests.evals.documents_read`: how much of the real documents' checklists the readers find.

The checklists in tests/fixtures/documents were copied by eye from the printed pages. The documents
are not in the repository: put them into ../shared/documents or name their folder in
HOSHIMICHI_DOCUMENTS.
"""

from __future__ import annotations

import os
import re
import resource
import sys
import time
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from indexer.documents import Block, Kind, ReadDocument, read

ROOT = Path(__file__).parents[2]
CHECKLISTS = Path(__file__).parents[1] / "fixtures" / "documents"
DOCUMENTS = Path(os.environ.get("HOSHIMICHI_DOCUMENTS", ROOT.parent / "shared" / "documents"))
BAR = 0.99
_DASHES = re.compile(r"[-‐‑‒–—―−ー－]")


@dataclass(frozen=True)
class Item:
    """One line of a checklist: what is printed, where, and under which headings."""

    kind: str
    page: int | None
    text: str
    under: tuple[str, ...]


@dataclass(frozen=True)
class Checklist:
    """What a printed document holds."""

    document: Path
    kind: Kind
    pages: int | None
    items: tuple[Item, ...]
    absent: tuple[str, ...]


def checklists() -> list[Checklist]:
    """All checklists of the repository."""
    found = []
    for path in sorted(CHECKLISTS.glob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        items = tuple(
            Item(kind, page, text, tuple(under)) for kind, page, text, under in data["items"]
        )
        found.append(
            Checklist(
                DOCUMENTS / data["document"],
                data["kind"],
                data["pages"],
                items,
                tuple(data["absent"]),
            )
        )
    return found


def missing(checklist: Checklist, document: ReadDocument) -> list[str]:
    """The lines of a checklist that were not found as printed, with the reason."""
    wrong = [
        f"{item.page} {item.kind} {item.text[:50]}: {reason}"
        for item in checklist.items
        if (reason := _reason(item, document.blocks))
    ]
    if document.pages != checklist.pages:
        wrong.append(f"pages: {document.pages}, printed {checklist.pages}")
    texts = {plain(block.text) for block in document.blocks}
    wrong += [f"not left out: {text}" for text in checklist.absent if plain(text) in texts]
    return wrong


def _reason(item: Item, blocks: Sequence[Block]) -> str:
    named = [block for block in blocks if _says(item, block)]
    if not named:
        return "not found"
    placed = [block for block in named if item.page is None or _on(item, block)]
    if not placed:
        return f"on page {named[0].page}"
    if not any(_under(item, block) for block in placed):
        return f"under {' > '.join(placed[0].section)}"
    return ""


def _says(item: Item, block: Block) -> bool:
    text = plain(item.text)
    if item.kind == "heading":
        return block.kind == "heading" and plain(block.text) == text
    if item.kind == "table":
        return block.kind == "table" and any(
            text in plain(cell) for row in block.rows for cell in row
        )
    return block.kind != "table" and text in plain(block.text)


def _on(item: Item, block: Block) -> bool:
    if item.kind == "table" and block.row_pages:
        text = plain(item.text)
        return any(
            page == item.page and any(text in plain(cell) for cell in row)
            for row, page in zip(block.rows, block.row_pages, strict=True)
        )
    if item.kind == "requirement":
        return block.page is not None and block.page <= (item.page or 0) <= (block.page_end or 0)
    return block.page == item.page


def _under(item: Item, block: Block) -> bool:
    """Whether the headings of the checklist stand in the block's path, in their order."""
    path = [plain(part) for part in block.section]
    if item.kind == "heading":
        path = path[:-1]
    place = 0
    for heading in item.under:
        wanted = plain(heading)
        while place < len(path) and not path[place].startswith(wanted):
            place += 1
        if place == len(path):
            return False
        place += 1
    return bool(item.under) or item.kind != "heading" or not path or item.page in (1, 3)


@cache
def plain(text: str) -> str:
    """A text without what print and file may write differently: width, dashes, spaces."""
    folded = unicodedata.normalize("NFKC", text).replace("〈", "<").replace("〉", ">")
    return _DASHES.sub("-", re.sub(r"\s", "", folded))


def main() -> int:
    """Print the share found of each document; 1 if one is below the bar or absent."""
    worst = 1.0
    for checklist in checklists():
        if not checklist.document.is_file():
            sys.stdout.write(f"{checklist.document.name}: not there ({DOCUMENTS})\n")
            worst = 0.0
            continue
        started, cpu = time.perf_counter(), time.process_time()
        document = read(checklist.document, checklist.kind)
        seconds, worked = time.perf_counter() - started, time.process_time() - cpu
        wrong = missing(checklist, document)
        share = 1 - len(wrong) / len(checklist.items)
        worst = min(worst, share)
        sys.stdout.write(
            f"{checklist.document.name}: {share:.1%} of {len(checklist.items)} "
            f"(page and path right), {seconds:.1f} s, {worked:.1f} s CPU\n"
        )
        for line in wrong:
            sys.stdout.write(f"  {line}\n")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"most memory {memory:.0f} MB\n")
    return 0 if worst >= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
