"""The questions of questions.yaml, and the files they are about."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

_ROOT = Path(__file__).parents[3]
FOLDER = Path(os.environ.get("HOSHIMICHI_DOCUMENTS", _ROOT.parent / "shared" / "documents"))

# A page of a document: its letter in the questions, and the physical page (0 = it has none).
Place = tuple[str, int]


@dataclass(frozen=True)
class File:
    """A document as staff would describe it."""

    letter: str
    name: str
    id: str
    title: str
    kind: str
    published: str
    use: str = "rules"

    @property
    def path(self) -> Path:
        """Where it lies."""
        return FOLDER / self.name


FILES = (
    File(
        "T", "it2025_koubo_tsujyo.pdf", "it2025-koubo-tsujyo",
        "IT導入補助金2025 公募要領（通常枠）", "pdf", "2025-03-24",
    ),
    File(
        "S", "it2025_koubo_security.pdf", "it2025-koubo-security",
        "IT導入補助金2025 公募要領（セキュリティ対策推進枠）", "pdf", "2025-03-24",
    ),
    File(
        "X", "it2025_torihiki_security.xlsx", "it2025-torihiki",
        "IT導入補助金2025 取引先一覧 記入リスト", "xlsx", "2025-03-24", "other",
    ),
    File(
        "D", "it2025_sentei_it_fukusu.docx", "it2025-sentei",
        "IT導入補助金2025 IT提供事業者の導入実績・選定理由", "docx", "2025-03-24", "other",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Question:
    """A question, every page its answer stands on, and whether nothing was tuned on it."""

    text: str
    at: frozenset[Place]
    held_out: bool

    def rank(self, places: list[Place]) -> int | None:
        """The place (from 1) of the first right page among pages, best first."""
        return next((n for n, place in enumerate(places, 1) if place in self.at), None)


def questions() -> list[Question]:
    """The first set; every second one is held out."""
    return [_question(row, number % 2 == 1) for number, row in enumerate(_rows("questions"))]


def fresh() -> list[Question]:
    """The second set, written before any failure was looked at; all of it is held out."""
    return [_question(row, True) for row in _rows("fresh")]


def _rows(section: str) -> list[dict[str, Any]]:
    path = Path(__file__).with_name("questions.yaml")
    rows: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))[section]
    return rows


def _question(row: dict[str, Any], held_out: bool) -> Question:
    at = frozenset((letter, page) for letter, pages in row["at"].items() for page in pages)
    return Question(row["q"], at, held_out)


def absent() -> str | None:
    """Why the questions cannot be asked; None = they can."""
    missing = [file.name for file in FILES if not file.path.is_file()]
    if not missing:
        return None
    return (
        f"{'、'.join(missing)} が {FOLDER} にありません（公式の文書なので、リポジトリには入れていません）。"
        "別の場所にあるときは、HOSHIMICHI_DOCUMENTS にフォルダーを書いてください。"
    )
