"""Embedders: the fitted static model read without torch, or any sentence-transformers model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from indexer.settings import IndexSettings

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Turns text into unit vectors; `identity` names the model and its revision."""

    identity: str

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of questions, shape (len(texts), dimensions)."""
        ...

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of passages, shape (len(texts), dimensions)."""
        ...


class StaticEmbedder:
    """A saved StaticEmbedding read through tokenizers and numpy: a mean of token rows.

    Loads in a fraction of a second and never imports torch.

    Args:
        folder: holds model.safetensors and tokenizer.json.
        identity: names the model.

    Raises:
        OSError: a file is missing or unreadable.
    """

    def __init__(self, folder: Path, identity: str):
        self.identity = identity
        weights = load_file(_only(folder, "model.safetensors"))
        self._rows = weights["embedding.weight"].astype(np.float32)
        self._tokenizer = Tokenizer.from_file(str(_only(folder, "tokenizer.json")))
        self._tokenizer.no_padding()

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors; a text without known tokens gives a zero vector."""
        return self._embed(texts)

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors; a text without known tokens gives a zero vector."""
        return self._embed(texts)

    def _embed(self, texts: Sequence[str]) -> Vectors:
        result = np.zeros((len(texts), self._rows.shape[1]), dtype=np.float32)
        encodings = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        for index, encoding in enumerate(encodings):
            if encoding.ids:
                result[index] = self._rows[encoding.ids].mean(axis=0)
        return _unit(result)


class SentenceTransformerEmbedder:
    """Any sentence-transformers model, from a folder or a hub, with its prompts.

    Args:
        name: folder or hub name, optionally `name@revision` to pin it.
        query_prompt: put before questions (for example 「クエリ: 」 or "query: ").
        document_prompt: put before passages.
    """

    def __init__(self, name: str, query_prompt: str = "", document_prompt: str = ""):
        # Imported here: torch costs seconds and half a gigabyte, and the default never needs it.
        from sentence_transformers import SentenceTransformer

        path, _, revision = name.partition("@")
        self._model: Any = SentenceTransformer(path, revision=revision or None, device="cpu")
        self._prompts = (query_prompt, document_prompt)
        self.identity = f"{name}|{query_prompt}|{document_prompt}"

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of questions, after the query prompt."""
        return self._embed(texts, self._prompts[0])

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of passages, after the document prompt."""
        return self._embed(texts, self._prompts[1])

    def _embed(self, texts: Sequence[str], prompt: str) -> Vectors:
        vectors = self._model.encode(
            [prompt + text for text in texts], convert_to_numpy=True, show_progress_bar=False
        )
        return _unit(np.asarray(vectors, dtype=np.float32))


def open_embedder(folder: Path, settings: IndexSettings) -> Embedder:
    """The model an index version is searched with."""
    if settings.embedding_model:
        return SentenceTransformerEmbedder(
            settings.embedding_model,
            settings.embedding_query_prompt,
            settings.embedding_document_prompt,
        )
    return StaticEmbedder(folder / "model", "fitted")


def _only(folder: Path, name: str) -> Path:
    """The one file of that name; sentence-transformers may put it one folder deeper."""
    found = sorted(folder.rglob(name))
    if not found:
        raise FileNotFoundError(f"{name} is missing in {folder}")
    return found[0]


def _unit(rows: Vectors) -> Vectors:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Vectors = (rows / np.maximum(lengths, 1e-9)).astype(np.float32)
    return unit
