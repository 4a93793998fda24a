"""Chunks to the files they are searched by, and back: one folder of an index version.

chunks.json texts.json owners.json   what can be found · as it is searched · whose each view is
lexical/ vectors/                    BM25 · Chroma
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from pathlib import Path

import numpy as np

from indexer import releases
from indexer.chunk import Chunk
from indexer.chunking import windows
from indexer.embedding import Embedder, Vectors
from indexer.fusion import KNOWLEDGE, Weights
from indexer.lexical import LexicalIndex
from indexer.search import Searcher, searchable
from indexer.text import Normaliser
from indexer.vectors import VectorIndex

# (stage, steps done, steps in all)
Progress = Callable[[str, int, int], None]
Normalise = Callable[[str], str]
_BATCH = 256
# Where a version keeps what staff added, and what is known of each document; when they answer.
PART, ENTRIES = "documents", "entries.json"
CONFIDENCE = "confidence.json"


def shelve(
    folder: Path,
    chunks: Sequence[Chunk],
    normalise: Normalise,
    embedder: Embedder,
    progress: Progress,
    heading: Callable[[Chunk], str] = attrgetter("title"),
) -> int:
    """Write everything the chunks are searched by into a folder; gives the number of vectors.

    Args:
        folder: empty.
        chunks: in index order.
        normalise: writes notation variants one way.
        embedder: makes the vectors.
        progress: gets (stage, done, total).
        heading: what each part of a chunk is embedded under.
    """
    owners, views = _views(chunks, normalise, heading)
    vectors = _embedded(embedder, views, progress)
    # Each of these is as large as all the documents: none is kept longer than it is used.
    del views
    progress("write", 0, 3)
    VectorIndex.write(folder / "vectors", vectors)
    del vectors
    progress("write", 1, 3)
    texts = [normalise(searchable(chunk)) for chunk in chunks]
    LexicalIndex.build(texts).save(folder / "lexical")
    progress("write", 2, 3)
    releases.dump(folder / "chunks.json", [chunk.model_dump(mode="json") for chunk in chunks])
    releases.dump(folder / "texts.json", texts)
    releases.dump(folder / "owners.json", owners)
    progress("write", 3, 3)
    return len(owners)


def take_down(
    folder: Path,
    normalise: Normaliser,
    scope_words: Sequence[str],
    embedder: Embedder,
    weights: Weights = KNOWLEDGE,
    official: Normalise = lambda normalised: "",
) -> Searcher:
    """The searcher over a folder.

    Raises:
        OSError, ValueError, KeyError, TypeError: a file is missing or not as it was written.
    """
    rows = json.loads((folder / "chunks.json").read_bytes())
    return Searcher(
        chunks=[Chunk.model_validate(row) for row in rows],
        texts=json.loads((folder / "texts.json").read_bytes()),
        normalise=normalise,
        scope_words=scope_words,
        lexical=LexicalIndex.open(folder / "lexical"),
        vectors=VectorIndex(folder / "vectors"),
        owners=json.loads((folder / "owners.json").read_bytes()),
        embedder=embedder,
        weights=weights,
        official=official,
    )


def _views(
    chunks: Iterable[Chunk], normalise: Normalise, heading: Callable[[Chunk], str]
) -> tuple[list[int], list[str]]:
    """What stands for each chunk in the vector index: windows of its text, ways it is asked."""
    owners, texts = [], []
    for number, chunk in enumerate(chunks):
        for text in (*windows(heading(chunk), chunk.text), *chunk.asked_as):
            owners.append(number)
            texts.append(normalise(text))
    return owners, texts


def _embedded(embedder: Embedder, texts: Sequence[str], progress: Progress) -> Vectors:
    parts = []
    for start in range(0, len(texts), _BATCH):
        parts.append(embedder.embed_documents(texts[start : start + _BATCH]))
        progress("embed", min(start + _BATCH, len(texts)), len(texts))
    return np.concatenate(parts)
