"""Small documents as a reader gives them, and what staff says of them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from indexer.documents.model import Block, ReadDocument
from indexer.library.entry import Details, Entry
from indexer.library.shelf import sha256
from tests.conftest import NOW

PUBLISHED = dt.date(2026, 3, 30)


def document(*texts: str, title: str = "公募要領") -> ReadDocument:
    """A document of a heading and a paragraph a page."""
    blocks = []
    for page, text in enumerate(texts, 1):
        section = (f"第{page}章 定め",)
        blocks.append(Block(kind="heading", text=section[0], page=page, section=section, level=1))
        blocks.append(Block(kind="paragraph", text=text, page=page, section=section))
    return ReadDocument(kind="pdf", title=title, pages=len(texts), blocks=tuple(blocks))


def details(name: str = "koubo-2026", **more: object) -> Details:
    """What staff says of it."""
    said = {
        "id": name,
        "title": "公募要領",
        "publisher": "中小企業基盤整備機構",
        "edition": "2026年版",
        "published": PUBLISHED,
        "use": "rules",
        "trust": "official",
        **more,
    }
    return Details.model_validate(said)


def file(folder: Path, content: bytes = b"%PDF-1.7 koubo", name: str = "koubo.pdf") -> Path:
    """An original."""
    path = folder / name
    path.write_bytes(content)
    return path


def entry(original: Path, said: Details | None = None, **more: object) -> Entry:
    """A document of the library."""
    kept = {
        **(said or details()).model_dump(),
        "file": original.name,
        "suffix": original.suffix,
        "sha256": sha256(original),
        "pages": 2,
        "added_by": "山田",
        "added_at": NOW,
        **more,
    }
    return Entry.model_validate(kept)
