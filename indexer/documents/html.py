"""Web pages → blocks, read with BeautifulSoup over lxml."""

from __future__ import annotations

from pathlib import Path

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from indexer.documents import words
from indexer.documents.draft import Draft
from indexer.documents.errors import UnreadableDocument
from indexer.documents.headings import outlined
from indexer.documents.html_text import (
    SKIPPED,
    SPACE,
    appended,
    concealed,
    flowing,
    inline,
    mark,
    own_part,
    surrounds,
    table_rows,
)
from indexer.documents.model import Hidden, Kind, ReadDocument
from indexer.documents.plain import decoded
from indexer.documents.tables import text_of
from indexer.text import has_words

_BLOCKS = {
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "aside",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "li",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
    "figure",
    "figcaption",
    "form",
    "fieldset",
    "address",
    "details",
    "summary",
    "body",
    "html",
    "center",
    "caption",
    "hr",
}
_LANDMARKS = {"navigation", "banner", "contentinfo", "search", "complementary"}
_DEEPEST = 200


def read_html(path: Path) -> ReadDocument:
    """A web page as blocks, without its navigation.

    Raises:
        UnreadableDocument: in no known encoding, nested absurdly, or without text.
    """
    return read_markup(decoded(path.read_bytes(), markup=True), path.stem, "html")


def read_markup(text: str, name: str, kind: Kind) -> ReadDocument:
    """HTML text as blocks.

    Raises:
        UnreadableDocument: nested absurdly, or without text.
    """
    try:
        soup = BeautifulSoup(text, "lxml")
        reader = _Reader()
        reader.walk(own_part(soup.body or soup), 0)
        if not any(has_words(draft.text) for draft in reader.drafts):
            reader = _Reader(whole=True)
            reader.walk(soup.body or soup, 0)
    except RecursionError as error:
        raise UnreadableDocument(words.DAMAGED) from error
    if not any(has_words(draft.text) for draft in reader.drafts):
        raise UnreadableDocument(words.EMPTY)
    heading = next((draft.text for draft in reader.drafts if draft.level == 1), "")
    title = soup.title.get_text().strip() if soup.title is not None else ""
    return ReadDocument(
        kind=kind,
        title=(heading or SPACE.sub(" ", title) or name)[:120],
        pages=None,
        blocks=outlined(reader.drafts, 0.0),
        hidden=tuple(reader.hidden),
        notes=(words.HIDDEN_FOUND.format(count=len(reader.hidden)),) if reader.hidden else (),
    )


class _Reader:
    def __init__(self, *, whole: bool = False) -> None:
        self._whole = whole
        self.drafts: list[Draft] = []
        self.hidden: list[Hidden] = []
        self._line = ""
        self._bullet: str | None = None

    def walk(self, tag: Tag, depth: int) -> None:
        if depth > _DEEPEST:
            raise RecursionError
        for child in tag.children:
            if isinstance(child, PreformattedString):
                continue
            if isinstance(child, NavigableString):
                self._line = appended(self._line, flowing(str(child)))
            elif isinstance(child, Tag):
                self._tag(child, depth)
        if tag.name in _BLOCKS:
            self._flush()

    def _tag(self, tag: Tag, depth: int) -> None:
        if tag.name in SKIPPED or str(tag.get("role") or "") in _LANDMARKS:
            return
        if not self._whole and surrounds(tag):
            return
        if concealed(tag):
            text = SPACE.sub(" ", tag.get_text()).strip()
            if has_words(text):
                self.hidden.append(Hidden(text=text[:5000], page=None, reason="invisible"))
            return
        self._shown(tag, depth)

    def _shown(self, tag: Tag, depth: int) -> None:
        if tag.name in {"br", "input"}:
            self._line += mark(tag)
        elif tag.name == "pre":
            self._flush()
            self._line = tag.get_text().strip("\n")
            self._flush()
        elif tag.name in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self._flush()
            text = inline(tag)
            if has_words(text):
                self.drafts.append(Draft("text", text, level=int(tag.name[1])))
        elif tag.name == "table":
            self._flush()
            self._table(tag, depth)
        elif tag.name == "li":
            self._flush()
            self._bullet = _item_mark(tag)
            self.walk(tag, depth + 1)
            self._bullet = None
        else:
            if tag.name in _BLOCKS:
                self._flush()
            self.walk(tag, depth + 1)

    def _flush(self) -> None:
        text = "\n".join(part.strip() for part in self._line.split("\n")).strip()
        self._line = ""
        if not has_words(text):
            return
        mark, self._bullet = self._bullet, None
        if mark:
            text = f"{mark} {text}"
        self.drafts.append(Draft("text", text, bullet=mark is not None))

    def _table(self, tag: Tag, depth: int) -> None:
        caption = tag.find("caption")
        if caption is not None and has_words(inline(caption)):
            self.drafts.append(Draft("text", inline(caption)))
        rows, headers = table_rows(tag)
        if not rows:
            return
        if len(rows[0]) == 1 or tag.find("table") is not None:
            # A table for layout: its cells are text.
            for cell in tag.find_all(["td", "th"]):
                if cell.find_parent("table") is tag:
                    self.walk(cell, depth + 1)
                    self._flush()
            return
        self.drafts.append(Draft("table", text_of(rows), rows=rows, header_rows=headers))


def _item_mark(tag: Tag) -> str:
    parent = tag.parent
    if parent is None or parent.name != "ol":
        return "・"
    place = sum(1 for item in tag.find_previous_siblings("li")) + 1
    start = str(parent.get("start") or "1")
    return f"{place + int(start) - 1}." if start.isdigit() else f"{place}."
