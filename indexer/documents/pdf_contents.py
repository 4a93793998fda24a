"""The table of contents: known by its leaders and numbers, and left out of the body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.documents.headings import key_of
from indexer.documents.pdf_paragraphs import Paragraph

_NUMBER = r"(?:[0-9０-９]{1,4}|[ivxIVX]{1,6}|[PpＰｐ][.．]?[0-9０-９]{1,4}|別-?[0-9]{1,3})"
_LEADER = re.compile(
    rf"^(?P<text>.*?)[\s　]*(?:[.．・…‥·･]\s?){{3,}}[\s　]*[-－(（]?{_NUMBER}[-－)）]?\s*$"
)
_NUMBERED = re.compile(rf"^(?P<text>.*\S)[\s　]+{_NUMBER}\s*$")
_TITLE = re.compile(
    r"^[\s　]*[<＜【≪]?[\s　]*(?:目[\s　]*次|もくじ|CONTENTS|Contents)[\s　]*[>＞】≫]?[\s　]*$"
)
_FIRST_PAGES = 12
_LEAST = 3


@dataclass(frozen=True)
class Contents:
    """A table of contents: on which pages, its entries by `key_of`, and its paragraphs."""

    pages: frozenset[int]
    entries: frozenset[str]
    places: frozenset[tuple[int, int]]

    def __contains__(self, place: tuple[int, Paragraph]) -> bool:
        return (place[0], id(place[1])) in self.places


def contents(pages: Sequence[tuple[int, Sequence[Paragraph]]]) -> Contents:
    """The table of contents among the paragraphs of each page."""
    found: dict[int, list[Paragraph]] = {}
    entries: set[str] = set()
    going_on = False
    for number, texts in pages[:_FIRST_PAGES]:
        titles = [text for text in texts if _TITLE.match(text.text)]
        lines = [(text, _LEADER.match(text.text)) for text in texts]
        matched = [(text, match) for text, match in lines if match]
        if (titles or going_on) and len(matched) < _LEAST:
            numbered = [(text, _NUMBERED.match(text.text)) for text in texts]
            plain = [(text, match) for text, match in numbered if match]
            if len(plain) >= max(_LEAST, 0.6 * (len(texts) - len(titles))):
                matched = plain
        if len(matched) < _LEAST and not (titles and matched):
            going_on = False
            continue
        going_on = True
        matched += _unled(texts, matched)
        found[number] = [*titles, *(text for text, _ in matched)]
        entries |= {key_of(match.group("text")) for _, match in matched}
    places = frozenset((number, id(text)) for number, texts in found.items() for text in texts)
    return Contents(frozenset(found), frozenset(entry for entry in entries if entry), places)


def _unled(
    texts: Sequence[Paragraph], matched: Sequence[tuple[Paragraph, re.Match[str]]]
) -> list[tuple[Paragraph, re.Match[str]]]:
    """Entries without dots among those with: their numbers stand below each other."""
    known = {id(text) for text, _ in matched}
    ends = [text.last.box.x1 for text, _ in matched]
    return [
        (text, match)
        for text in texts
        if id(text) not in known
        and any(abs(text.last.box.x1 - end) < text.size for end in ends)
        and (match := _NUMBERED.match(text.text))
    ]
