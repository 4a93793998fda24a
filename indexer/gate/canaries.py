"""Whether what is in the new documents is found: by how it begins, and asked for by heading."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from indexer.gate import words
from indexer.gate.report import Finding

if TYPE_CHECKING:
    from indexer.chunk import Chunk
    from indexer.index import Index
    from indexer.search import Searcher

# As indexer.library.passages joins headings, which would bring in what cuts texts.
_PATH = " > "
_SAMPLE = 100
_BEGINNING = 80
_FIRST = 10
_SHOWN = 10
# A kanji, a kana but those that number clauses, or a run of letters.
_WORDS = re.compile(r"[一-龠]|(?<![（(])[ァ-ヶー](?![)）])|[ぁ-ん]|[A-Za-zＡ-Ｚａ-ｚ]{2,}")
_FEWEST = 2
# Parts of a table may begin alike; a heading may be one that every chapter has.
_FOUND_SHARE, _SECTIONS_SHARE = 0.9, 0.8


def canaries(index: Index, documents: Collection[str]) -> Iterator[Finding]:
    """Try samples of the chunks of some documents.

    Args:
        index: the version, opened.
        documents: the ids of those that are new.
    """
    if index.documents is None or not documents:
        for check in ("beginnings", "sections"):
            yield Finding(check=check, passed=True, text=words.NOTHING_TO_FIND)
        return
    searcher = index.documents
    chunks = [chunk for chunk in searcher.chunks if chunk.id.split("/")[1] in documents]
    tried = _sampled(chunks)
    yield _tried("beginnings", tried, lambda one: _begins(searcher, one), _FOUND_SHARE, _beginning)
    by_section = {(chunk.source_title, *_headings(chunk)): chunk for chunk in chunks}
    by_section = {key: chunk for key, chunk in by_section.items() if len(key) > 1}
    tried = _sampled(list(by_section.values()))
    yield _tried("sections", tried, lambda one: _asked(searcher, one), _SECTIONS_SHARE, question)


def question(chunk: Chunk) -> str:
    """What somebody asks to whom the section of a chunk would answer."""
    return words.SECTION_QUESTION.format(
        name=chunk.source_title, heading=" ".join(_headings(chunk)[-2:])
    )


def _tried(
    check: str,
    sample: Sequence[Chunk],
    found: Callable[[Chunk], bool],
    least: float,
    shown: Callable[[Chunk], str],
) -> Finding:
    lost = [chunk for chunk in sample if not found(chunk)]
    passed = len(lost) <= (1 - least) * len(sample)
    counts = {"asked": len(sample), "found": len(sample) - len(lost), "least": round(least * 100)}
    return Finding(
        check=check,
        passed=passed,
        text=(words.FOUND if passed else words.NOT_FOUND).format(**counts),
        lines=() if passed else tuple(map(_told(shown), lost[:_SHOWN])),
        todo="" if passed else words.TELL_DEVELOPER,
    )


def _told(shown: Callable[[Chunk], str]) -> Callable[[Chunk], str]:
    return lambda chunk: words.NOT_FOUND_LINE.format(what=" ".join(shown(chunk).split())[:60])


def _begins(searcher: Searcher, chunk: Chunk) -> bool:
    beginning = _beginning(chunk)
    hits = searcher.search(beginning, _FIRST)
    # A beginning of signs alone cannot be searched for; it is no loss.
    return not hits or any(hit.chunk.text.startswith(beginning) for hit in hits)


def _asked(searcher: Searcher, chunk: Chunk) -> bool:
    """Another edition's section of that name is as good: which one answers is not asked here."""
    heading = _headings(chunk)[-1]
    return any(heading in _headings(hit.chunk) for hit in searcher.search(question(chunk), _FIRST))


def _beginning(chunk: Chunk) -> str:
    return chunk.text[:_BEGINNING]


def _headings(chunk: Chunk) -> list[str]:
    """The headings somebody could ask for: （キ） alone says nothing."""
    path = (chunk.section or "").split(_PATH)
    return [part for part in path if len(_WORDS.findall(part)) >= _FEWEST]


def _sampled(chunks: Sequence[Chunk]) -> Sequence[Chunk]:
    return chunks[:: max(1, -(-len(chunks) // _SAMPLE))]
