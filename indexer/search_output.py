"""What `python -m indexer search` prints."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from typing import Any

from indexer import wording
from indexer.search import Hit, Searcher


def search_lines(searcher: Searcher, options: argparse.Namespace) -> Iterator[str]:
    """The lines for one query, or one JSON line for each question of a file."""

    def found(query: str) -> list[Hit]:
        return searcher.search(query, options.k, as_of=options.as_of, edition=options.edition)

    if options.file:
        for line in options.file.read_text(encoding="utf-8-sig").splitlines():
            if line.strip():
                row = json.loads(line)
                passages = passages_json(found(row["question"]))
                yield json.dumps({"id": row["id"], "passages": passages}, ensure_ascii=False)
        return
    hits = found(options.query or "")
    if options.json:
        yield json.dumps(passages_json(hits), ensure_ascii=False)
        return
    if not hits:
        yield wording.NOTHING_FOUND
    for rank, hit in enumerate(hits, 1):
        yield f"{rank}. {hit.chunk.title} [{hit.chunk.id}] {hit.score:.3f}"
        yield f"   {hit.chunk.text.splitlines()[0]}"


def passages_json(hits: Sequence[Hit]) -> list[dict[str, Any]]:
    """Hits as plain data, best first."""
    return [
        {
            "rank": rank,
            "score": round(hit.score, 4),
            "id": hit.chunk.id,
            "edition": hit.chunk.edition,
            "title": hit.chunk.title,
            "section": hit.chunk.section,
            "page": hit.chunk.page,
            "url": hit.chunk.url,
            "text": hit.chunk.text,
        }
        for rank, hit in enumerate(hits, 1)
    ]
