"""A document as clauses: the pieces two editions are compared by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from indexer.documents.model import Block, ReadDocument
from indexer.documents.numbering import numbering
from knowledge.schema import Model

_SPACE = re.compile(r"\s+")
_CELL = " | "
# A number that only points to a place of the document: it moves on when a place is put in.
_REFERENCE = re.compile(
    r"(?:別紙|別添|別表|別記|付録|附録|様式|資料|図表|図|表|補足|注|※)[0-9]{1,2}(?:-[0-9]{1,2})*"
    r"|第[0-9]{1,3}(?:部|編|章|節|条(?:の[0-9]+)?|項|号)"
    r"|\((?:[0-9]{1,2}|[ア-ンｱ-ﾝa-z])\)|(?<![0-9(])[0-9]{1,2}\)|[①-⑳]|(?<![0-9:.\-])[0-9]{1,2}-[0-9]{1,2}(?:-[0-9]{1,2})?(?![0-9\-年月日])"
)
_ROW_NUMBER = re.compile(r"^(?:no\.?)?[0-9]{1,2}\|", re.IGNORECASE)
_SIGNS = re.compile(r"[\s、。，．・,.|:;!?'\"()（）「」『』〔〕\[\]【】~〜ー―\-]+")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－", "-"))


class Clause(Model):
    """A heading, a paragraph, a list item or a row of a table.

    Attributes:
        text: as printed; cells of a row are separated by a bar.
        section: the headings it stands under.
        page: of the file, None where its format has none.
    """

    is_heading: bool
    text: str
    section: tuple[str, ...]
    page: int | None

    @property
    def place(self) -> tuple[str, ...]:
        """The headings above it without their numbers: numbers that moved on are no other place."""
        above = self.section[:-1] if self.is_heading else self.section
        return tuple(bare(one) for one in above)


def clauses(document: ReadDocument) -> tuple[Clause, ...]:
    """The clauses of a document in reading order."""
    return tuple(clause for block in document.blocks for clause in _of(block))


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """A text without what may differ unnoticed: width, case, spaces, kinds of dashes."""
    folded = unicodedata.normalize("NFKC", text).translate(_DASHES)
    return _SPACE.sub("", folded).casefold()


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """The key of a text without its own number, and with references to places made alike."""
    begins = numbering(text)
    # Without the number nothing is left of a few: then the number is the text.
    if begins and begins.rest and begins.style not in {"lenticular", "angle", "caption"}:
        text = begins.rest
    return _REFERENCE.sub("#", _ROW_NUMBER.sub("", key(text)))


def unsigned(text: str) -> str:
    """The key of a text without punctuation: what is left says whether only signs changed."""
    return _SIGNS.sub("", key(text))


def _of(block: Block) -> Iterator[Clause]:
    def clause(text: str, page: int | None) -> Clause:
        return Clause(
            is_heading=block.kind == "heading", text=text, section=block.section, page=page
        )

    if block.kind != "table" or not block.rows:
        if key(block.text):
            yield clause(" ".join(block.text.split()), block.page)
        return
    for number, row in enumerate(block.rows):
        cells = [" ".join(cell.split()) for cell in row]
        if any(cells):
            page = block.row_pages[number] if number < len(block.row_pages) else block.page
            yield clause(_CELL.join(cells), page)
