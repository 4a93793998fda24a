"""The search and the model as LangChain parts, so that anyone's chain can stand on this index."""

from __future__ import annotations

import datetime as dt

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from indexer.chunk import Chunk
from indexer.embedding import Embedder
from indexer.search import Hit, Searcher


class HoshimichiRetriever(BaseRetriever):
    """Retrieves passages with their citation in the metadata.

    Example:
        >>> retriever = HoshimichiRetriever(searcher=open_index(IndexSettings()).searcher, k=5)
        >>> retriever.invoke("★で足りる？")[0].metadata["title"]
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    searcher: Searcher
    k: int = 5
    as_of: dt.date | None = None
    edition: str | None = None

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        hits = self.searcher.search(query, self.k, as_of=self.as_of, edition=self.edition)
        return [_document(hit) for hit in hits]


class HoshimichiEmbeddings(Embeddings):
    """The index's embedding model.

    Args:
        embedder: a fitted or pretrained embedder.
    """

    def __init__(self, embedder: Embedder):
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """A unit vector for each passage."""
        return [[float(x) for x in row] for row in self._embedder.embed_documents(texts)]

    def embed_query(self, text: str) -> list[float]:
        """The unit vector of a question."""
        return [float(x) for x in self._embedder.embed_queries([text])[0]]


def _document(hit: Hit) -> Document:
    return Document(
        page_content=hit.chunk.text, id=hit.chunk.id, metadata=_metadata(hit.chunk, hit.score)
    )


def _metadata(chunk: Chunk, score: float) -> dict[str, object]:
    return {
        "id": chunk.id,
        "title": chunk.source_title,
        "passage": chunk.title,
        "edition": chunk.edition_name,
        "section": chunk.section,
        "page": chunk.page,
        "url": chunk.url,
        "as_of": chunk.as_of,
        "confidence": chunk.confidence,
        "score": score,
    }
