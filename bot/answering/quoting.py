"""What is quoted from a passage of a document: verbatim, the part that bears on the question."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from bot.answering import words
from indexer.chunk import Chunk
from indexer.intake.screening import scan
from indexer.library.passages import PATH
from indexer.text import sentences

LONGEST_QUOTE, LONGEST_LINE = 260, 90
_SHORT = 40
_URL = re.compile(r"(?:https?://|www\.)[^\s「」（）()<>]+", re.IGNORECASE)
_OFFICIAL = (".go.jp", ".lg.jp")
_PAGE = re.compile(r"^([0-9]+)(?:（印刷の頁 (.+)）)?$")
_WHOLE = 160
_ITEM = re.compile(r"[(（①-⑳・※●○■]|[0-9０-９一二三四五六七]+[ 　.．)）]|[^。]*｜")
# What a quote loses a character: 100 more must cover a twentieth more of the question.
_LENGTH = 0.0005
_NUMBER = re.compile(r"^[\W_]*[0-9０-９A-Za-zァ-ヶｱ-ﾝ一二三四五六七八九十①-⑳Ⅰ-Ⅹ]{1,3}[\W_]*$")

# How much of a question a text covers, 0 to 1.
Coverage = Callable[[str], float]


def quote(chunk: Chunk, coverage: Coverage, longest: int = LONGEST_QUOTE) -> str:
    """A verbatim part of a passage, of whole sentences, that covers most of the question."""
    if len(chunk.text) <= min(longest, _WHOLE):
        return chunk.text.strip()
    spans = _spans(chunk.text)
    best, reached = spans[0], -1.0
    for start in range(len(spans)):
        for end in range(start, len(spans)):
            begin, close = spans[start][0], spans[end][1]
            if close - begin > longest and end > start:
                break
            # A longer part must tell clearly more.
            worth = coverage(chunk.text[begin:close]) - _LENGTH * (close - begin)
            if worth > reached:
                best, reached = (begin, close), worth
    start, end = _with_its_paragraph(chunk.text, spans, best, min(longest, _WHOLE))
    return _cut(chunk.text[start:end], longest)


def _with_its_paragraph(
    text: str, spans: list[tuple[int, int]], best: tuple[int, int], longest: int
) -> tuple[int, int]:
    """A short quote with the sentences after and before it, but not with other items of a list."""
    start, end = best
    for begin, close in spans:
        if begin >= end and close - start <= longest and not _ITEM.match(text[begin:close]):
            end = close
        elif begin >= end:
            break
    for begin, close in reversed(spans):
        if close <= start and end - begin <= longest and not _ITEM.match(text[start:end]):
            start = begin
        elif close <= start:
            break
    return start, end


def _cut(text: str, longest: int) -> str:
    """At most so many characters, cut where a reader pauses."""
    if len(text) <= longest:
        return text
    head = text[:longest]
    pause = max(head.rfind(mark) for mark in "。、｜\n")
    return head[: pause + 1] if pause > longest // 2 else head


def _spans(text: str) -> list[tuple[int, int]]:
    found, at = [], 0
    for sentence in sentences(text):
        start = text.index(sentence, at)
        at = start + len(sentence)
        found.append((start, at))
    return found or [(0, len(text))]


def safe(chunk: Chunk) -> bool:
    """Whether a passage may be quoted: it does not speak to the bot and leads nowhere unofficial.

    Text of documents is data; what reads like an instruction is left to people (A6, A7, A13).
    """
    if next(scan(chunk.text, page=None, hidden=False), None) is not None:
        return False
    own = urlsplit(chunk.url or "").hostname if chunk.tier == "official" else None
    return all(_trusted(found.group(), own) for found in _URL.finditer(chunk.text))


def _trusted(url: str, own: str | None) -> bool:
    host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    return host == own or host.endswith(_OFFICIAL) or f".{host}".endswith(".go.jp")


def page(chunk: Chunk) -> str:
    """The page as an answer says it: 12ページ（印刷の頁は11）, シート1; empty where there is none."""
    if not chunk.page:
        return ""
    match = _PAGE.match(chunk.page)
    if match is None:
        return chunk.page
    printed = words.PRINTED_OF.format(printed=match.group(2)) if match.group(2) else ""
    return f"{words.PAGE_OF.format(page=match.group(1))}{printed}"


def section(chunk: Chunk, most: int = 2) -> str:
    """The last headings of the path; not the number of the item the passage begins with."""
    path = [part for part in (chunk.section or "").split(PATH) if not _NUMBER.match(part)]
    return " ".join(path[-most:])[:80]


def lead(chunk: Chunk, said: str) -> str:
    """What stands there, quoted; an item of a list says little without its heading."""
    heading = section(chunk, 1)
    if len(said) > _SHORT or not heading:
        return f"「{said}」"
    return words.UNDER.format(section=heading, quote=said)


def stands(chunk: Chunk, name: str) -> str:
    """The sentence that says where it stands, in the document of a name."""
    heading = words.SECTION.format(section=section(chunk)) if chunk.section else ""
    if not page(chunk):
        of = f"の{heading}" if heading else ""
        return words.STANDS_UNPAGED.format(name=name, section=of)
    return words.STANDS.format(name=name, place=f"{page(chunk)}{heading}")


def where(chunk: Chunk, name: str) -> str:
    """The document and the heading it stands under."""
    heading = words.SECTION.format(section=section(chunk)) if chunk.section else ""
    return f"{name}{heading}"
