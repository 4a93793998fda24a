"""Vectors in Chroma: embedded, cosine, embeddings always passed in."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.chroma import Client, client
from indexer.embedding import Vectors

_COLLECTION = "passages"
_BATCH = 2000
# The default, 100, loses rows behind many equal ones.
_NEIGHBOURS_LOOKED_AT = 300


class VectorIndex:
    """Finds the rows nearest to a vector.

    Chroma writes to its folder even when it only reads (each opening takes a lock row in
    SQLite), so an index version could not stay as it was hashed: a reader works on a private
    copy, deleted when it goes.
    """

    def __init__(self, folder: Path):
        self._copy = tempfile.TemporaryDirectory(prefix="hoshimichi-", ignore_cleanup_errors=True)
        private = Path(self._copy.name) / "vectors"
        shutil.copytree(folder, private)
        self._client: Client = client(private)
        self._collection = self._client.get_collection(_COLLECTION, embedding_function=None)
        self.count = self._collection.count()

    @staticmethod
    def write(folder: Path, vectors: Vectors) -> None:
        """Write vectors, numbered from 0, into a new folder."""
        store = client(folder)
        collection = store.create_collection(
            _COLLECTION,
            # Rows below the threshold wait in a log that the first query of every process
            # replays (1.6 s for 7,000 rows); 2, the least allowed, leaves none.
            configuration={
                "hnsw": {
                    "space": "cosine",
                    "sync_threshold": 2,
                    "batch_size": 2,
                    "ef_search": _NEIGHBOURS_LOOKED_AT,
                }
            },
            embedding_function=None,
        )
        for start in range(0, len(vectors), _BATCH):
            rows = vectors[start : start + _BATCH]
            numbers = [str(start + offset) for offset in range(len(rows))]
            collection.add(ids=numbers, embeddings=rows)
        # Closes SQLite, so that the files can be hashed and moved.
        store.close()

    def nearest(self, vector: NDArray[np.float32], n: int) -> tuple[NDArray[np.int64], Vectors]:
        """The numbers of the `n` nearest rows and their cosine similarity, best first."""
        found = self._collection.query(
            query_embeddings=vector[None, :],
            n_results=min(n, self.count),
            include=["distances"],
        )
        numbers = np.array([int(number) for number in found["ids"][0]], dtype=np.int64)
        distances = np.array((found["distances"] or [[]])[0], dtype=np.float32)
        return numbers, 1.0 - distances

    def close(self) -> None:
        """Release the private copy."""
        self._client.close()
        self._copy.cleanup()
