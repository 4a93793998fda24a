"""`python -m tests.evals.documents_search`: the right page of real documents, beside the peers.

Four official files, the questions of tests/evals/documents/questions.yaml, and in the same run:
BM25 over pages (character n-grams, and words) and what a LangChain tutorial gives. Prints a
Markdown table of recall by page; ends with 1 when a bar is missed, with 0 and the reason when the
files are not there.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import bm25s
import numpy as np
from langchain_core.documents import Document
from langchain_text_splitters import RecursiveCharacterTextSplitter

from indexer import wording
from indexer.documents import read
from indexer.errors import IndexProblem
from indexer.settings import IndexSettings
from indexer.text import fold, ngrams
from tests.evals import peers
from tests.evals.documents.library import index_with_documents, places
from tests.evals.documents.questions import FILES, Place, Question, absent, questions

FIRST, AMONG_FIVE, DEPTH = 0.80, 0.97, 40
_WORD = re.compile(r"[一-龠々]+|[ァ-ヴー]+|[a-z]+|[0-9.]+")

# The pages of the documents for a question, best first.
Search = Callable[[str], list[Place]]
Pages = dict[Place, str]


def pages() -> Pages:
    """The text of every page as pypdf gives it; the files that are no PDF as we read them."""
    from pypdf import PdfReader

    found: Pages = {}
    for file in FILES:
        if file.kind == "pdf":
            for number, page in enumerate(PdfReader(file.path).pages, 1):
                found[file.letter, number] = page.extract_text()
        else:
            document = read(file.path, file.kind)  # type: ignore[arg-type]
            page = 1 if document.pages else 0
            found[file.letter, page] = "\n".join(block.text for block in document.blocks)
    return found


def bm25(texts: Pages, tokens: Callable[[str], list[str]]) -> Search:
    """Plain BM25, a page a document."""
    numbers = list(texts)
    index = bm25s.BM25()
    index.index([tokens(fold(text)) for text in texts.values()], show_progress=False)

    def search(question: str) -> list[Place]:
        known = [token for token in tokens(fold(question)) if token in index.vocab_dict]
        if not known:
            return []
        best = np.argsort(-index.get_scores(known), kind="stable")
        return [numbers[number] for number in best]

    return search


def tutorial(texts: Pages, folder: Path) -> Search:
    """1000-character parts with 200 of overlap, each with its page; English MiniLM; Chroma."""
    loaded = [
        Document(page_content=text, metadata={"letter": letter, "page": page})
        for (letter, page), text in texts.items()
    ]
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    store = peers._chroma(folder)
    store.add_documents(splitter.split_documents(loaded))

    def search(question: str) -> list[Place]:
        found = store.similarity_search(question, k=DEPTH)
        return list(dict.fromkeys((p.metadata["letter"], p.metadata["page"]) for p in found))

    return search


def recall(asked: Sequence[Question], search: Search) -> tuple[float, float]:
    """The share of questions whose right page comes first, and is among the first five."""
    ranks = [question.rank(search(question.text)) or DEPTH for question in asked]
    return (
        sum(rank == 1 for rank in ranks) / len(ranks),
        sum(rank <= 5 for rank in ranks) / len(ranks),
    )


def words(folded: str) -> list[str]:
    """Runs of one script: what splits Japanese into words without a dictionary."""
    return _WORD.findall(folded)


def main() -> int:
    """Print the table; 0 when every bar is met."""
    if reason := absent():
        sys.stdout.write(f"{reason}\n")
        return 0
    try:
        with tempfile.TemporaryDirectory() as folder:
            return _table(Path(folder))
    except IndexProblem as problem:
        sys.stderr.write(wording.problem(problem) + "\n")
        return 1


def _table(folder: Path) -> int:
    index = index_with_documents(IndexSettings(), folder / "ours")
    assert index.documents
    searcher = index.documents
    texts = pages()
    ways: dict[str, Search] = {
        "ほしみち": lambda question: places(searcher.search(question, DEPTH)),
        "BM25 だけ・頁ごと（文字1・2-gram）": bm25(texts, ngrams),
        "BM25 だけ・頁ごと（語）": bm25(texts, words),
        peers.Tutorial.label: tutorial(texts, folder / "tutorial"),
    }
    asked = questions()
    halves = (asked, [q for q in asked if not q.held_out], [q for q in asked if q.held_out])
    found = {name: [recall(half, search) for half in halves] for name, search in ways.items()}
    index.close()
    out = [
        f"### 追加した資料の検索（{len(texts)}頁、{len(asked)}問、正しい頁が見つかる割合）\n",
        "| | 1番目 | 5番目まで | 調整に使った半分 | 使っていない半分 |",
        "|---|---|---|---|---|",
    ]
    for name, ((first, five), tuned, held) in found.items():
        out.append(
            f"| {name} | {first:.3f} | {five:.3f} | {tuned[0]:.3f} / {tuned[1]:.3f} "
            f"| {held[0]:.3f} / {held[1]:.3f} |"
        )
    out.append(f"| 基準 | ≥ {FIRST:.2f} | ≥ {AMONG_FIVE:.2f} | | |")
    sys.stdout.write("\n".join(out) + "\n")
    ours, *others = (rows[0] for rows in found.values())
    ahead = all(ours[0] > other[0] and ours[1] > other[1] for other in others)
    return 0 if ahead and ours[0] >= FIRST and ours[1] >= AMONG_FIVE else 1


if __name__ == "__main__":
    sys.exit(main())
