"""The LangChain parts stand on the same search."""

from __future__ import annotations

from indexer.index import Index
from indexer.langchain import HoshimichiEmbeddings, HoshimichiRetriever


def test_retriever_gives_documents_with_their_citation(tiny_index: Index) -> None:
    searcher = tiny_index.searcher
    wanted = next(chunk for chunk in searcher.chunks if chunk.rule is None)
    documents = HoshimichiRetriever(searcher=searcher, k=3).invoke(wanted.title)
    assert [d.id for d in documents] == [h.chunk.id for h in searcher.search(wanted.title, 3)]
    assert {"title", "edition", "section", "page", "url", "as_of"} <= set(documents[0].metadata)


def test_embeddings_are_the_vectors_the_search_uses(tiny_index: Index) -> None:
    searcher = tiny_index.searcher
    embeddings = HoshimichiEmbeddings(searcher._embedder)
    vector = embeddings.embed_query("宣言")
    assert len(vector) == len(embeddings.embed_documents(["宣言"])[0])
    assert abs(sum(x * x for x in vector) - 1) < 1e-3
