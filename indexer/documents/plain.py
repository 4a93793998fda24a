"""Plain text → blocks, and the encodings Japanese texts come in."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from indexer.documents import words
from indexer.documents.draft import Draft
from indexer.documents.errors import UnreadableDocument
from indexer.documents.headings import outlined
from indexer.documents.joining import join
from indexer.documents.model import ReadDocument
from indexer.documents.numbering import marked, numbering
from indexer.text import has_words

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DECLARED = re.compile(
    rb"""<(?:meta[^>]+|\?xml[^>]+)(?:charset|encoding)=["']?\s*([\w-]+)""", re.IGNORECASE
)
_ENDS = re.compile(r"[。．！？!?：:」）)]$")
_LEAST_FULL = 20


def decoded(data: bytes, *, markup: bool = False) -> str:
    """The text of a file in UTF-8, UTF-16, Shift_JIS, EUC-JP or ISO-2022-JP.

    Args:
        data: the file.
        markup: whether the file may name its encoding itself.

    Raises:
        UnreadableDocument: none of them.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _text(data, [name])
    named: list[str] = []
    if markup:
        declared = _DECLARED.search(data[:4096])
        named = [declared.group(1).decode("ascii")] if declared else []
    # Its bytes are ASCII, so that UTF-8 would take them too.
    if b"\x1b$" in data or b"\x1b(J" in data:
        return _text(data, ["iso2022_jp", "utf-8"])
    return _text(data, ["utf-8", *named, *_likelier(data)])


def _likelier(data: bytes) -> list[str]:
    """Shift_JIS and EUC-JP in the order in which they make fewer rare characters."""
    scores = {}
    for name in ("cp932", "euc_jp"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        scores[name] = sum(
            unicodedata.east_asian_width(c) == "H" or "\ue000" <= c < "\uf900" for c in text
        )
    return sorted(scores, key=lambda name: scores[name])


def _text(data: bytes, names: list[str]) -> str:
    for name in names:
        try:
            text = data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        if "\x00" in text:
            break
        return text.replace("\r\n", "\n").replace("\r", "\n")
    raise UnreadableDocument(words.NOT_TEXT)


def read_plain(path: Path) -> ReadDocument:
    """A text file as blocks: blank lines part paragraphs, lines broken at one width are joined.

    Raises:
        UnreadableDocument: in no known encoding, or without text.
    """
    text = decoded(path.read_bytes())
    drafts = [
        Draft("text", paragraph, lines=1 if len(paragraph) <= 45 else 2)
        for part in re.split(r"\n[\s　]*\n|\f", text)
        for paragraph in _paragraphs([line.rstrip(" \t　") for line in part.split("\n")])
        if has_words(paragraph)
    ]
    if not drafts:
        raise UnreadableDocument(words.EMPTY)
    first = drafts[0].text
    title = first if len(first) <= 60 and "\n" not in first else path.stem
    return ReadDocument(kind="plain", title=title, pages=None, blocks=outlined(drafts, 0.0))


def _paragraphs(lines: list[str]) -> list[str]:
    """Paragraphs of consecutive lines; a line as wide as the widest goes on."""
    lines = [line for line in lines if line.strip(" 　\t")]
    widest = max((_width(line) for line in lines), default=0)
    found: list[str] = []
    full = False
    for line in lines:
        body = line.strip(" \t　")
        # The second line of an item is indented; elsewhere that begins a paragraph.
        indented = line.startswith("　") and not (found and _is_item(found[-1]))
        starts = indented or _is_item(body)
        if found and full and not starts and not _ENDS.search(found[-1]):
            found[-1] = join(found[-1], body)
        else:
            found.append(body)
        full = widest >= 2 * _LEAST_FULL and _width(line) >= widest - 4
    return found


def _is_item(text: str) -> bool:
    return numbering(text) is not None or marked(text)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)
