"""Which drafts are headings, and the section path every block stands under.

Numbering decides first, then the look: size, weight, a box, an underline. A style of numbering
that is already open replaces itself; a new one goes below what is open.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from indexer.documents.chapter_titles import large, looks, with_titles
from indexer.documents.draft import Draft
from indexer.documents.model import Block
from indexer.documents.numbering import Numbering, is_note, marked, numbering

_SENTENCE = re.compile(r"[。、，,；;]$|。")
_ADDRESS = re.compile(r"https?://|^[\x00-\x7f]+$|@")
_LONGEST = 60
_LONGEST_STRONG = 90
_LONGEST_PLAIN = 42
_LOOK_RANK, _LARGE_RANK = 82, 30
_WEAK = 40
# A numbered sentence that is no heading: below headings, in the order of the styles.
_ITEM_NUMBER_RANK = 66
_SPACES = re.compile(r"[\s　]+")
_UNIT = re.compile(r"[(（]\s*単位")
_DIGIT = re.compile(r"[0-9０-９]")
_REVISIONS = re.compile(r"^(?:改[訂定版]|更新|変更|版)(?:の)?(?:履歴|記録|経緯)$")


@dataclass(frozen=True, slots=True)
class _Open:
    """A heading or numbered item that what follows stands under."""

    key: tuple[str, int]
    rank: int
    size: float
    label: str
    heading: bool
    indent: float | None


def key_of(text: str) -> str:
    """A text as it is compared with a table of contents."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text)).replace("−", "-").replace("ー", "-")


def outlined(
    drafts: Sequence[Draft],
    body_size: float,
    contents: frozenset[str] = frozenset(),
    printed: Callable[[int | None], str | None] = lambda page: None,
) -> tuple[Block, ...]:
    """The blocks of a document with their sections.

    Args:
        drafts: in reading order.
        body_size: the size most of the text is printed in; 0 where the format has none.
        contents: the entries of the table of contents, by `key_of`.
        printed: the number printed on a physical page.
    """
    return tuple(_Outline(drafts, body_size, contents, printed).blocks())


class _Outline:
    def __init__(
        self,
        drafts: Sequence[Draft],
        body_size: float,
        contents: frozenset[str],
        printed: Callable[[int | None], str | None],
    ):
        self.body, self.contents, self.printed = body_size, contents, printed
        self.drafts = with_titles(drafts, body_size)
        self.open: list[_Open] = []

    def blocks(self) -> list[Block]:
        return [self._block(index, draft) for index, draft in enumerate(self.drafts)]

    def _block(self, index: int, draft: Draft) -> Block:
        found = numbering(draft.text) if draft.kind == "text" else None
        if found is not None and found.bare:
            found = None
        if draft.section is not None:
            self.open = []
            return self._made(
                draft, "table" if draft.kind == "table" else "paragraph", draft.section
            )
        if draft.kind != "text":
            return self._made(draft, draft.kind, self._path())
        if not draft.front and self._is_heading(index, draft, found):
            if found is None or found.rank >= 80:
                self._leave(draft)
            self._enter(draft, found, heading=True)
            return self._made(draft, "heading", self._path(), found)
        if found is not None and found.rank < 80 and not draft.front:
            self._leave(draft)
            self._enter(draft, found, heading=False)
            return self._made(draft, "list_item", self._path(), found)
        self._leave(draft)
        item = draft.bullet or marked(draft.text)
        return self._made(draft, "list_item" if item else "paragraph", self._path())

    def _path(self) -> tuple[str, ...]:
        return tuple(entry.label for entry in self.open)

    def _made(
        self,
        draft: Draft,
        kind: str,
        section: tuple[str, ...],
        found: Numbering | None = None,
    ) -> Block:
        number = found.number if found is not None and found.rank < 90 else draft.number
        return Block.model_validate(
            {
                "kind": kind,
                "text": draft.text,
                "page": draft.page,
                "page_end": draft.page_end or draft.page,
                "printed_page": self.printed(draft.page),
                "section": section,
                "level": len(section) if kind == "heading" else None,
                "number": number,
                "rows": draft.rows,
                "header_rows": draft.header_rows,
                "row_pages": draft.row_pages,
            }
        )

    def _is_heading(self, index: int, draft: Draft, found: Numbering | None) -> bool:
        if draft.level is not None:
            return True
        text = draft.text
        if key_of(text) in self.contents and len(text) <= _LONGEST_STRONG:
            return True
        if draft.bullet or len(text) < 2 or "\n" in text:
            return False
        if found is not None:
            return self._numbered_heading(index, draft, found)
        return self._plain_heading(index, draft)

    def _numbered_heading(self, index: int, draft: Draft, found: Numbering) -> bool:
        text = draft.text
        if _SENTENCE.search(text) or draft.lines > 3 or len(text) > _LONGEST_STRONG:
            return False
        if found.strong and found.style != "article":
            return draft.lines <= 2 and bool(found.rest or found.style == "annex")
        if found.style in {"example", "caption"}:
            return self._caption(index, draft, found)
        if found.style in {"lenticular", "angle", "case"}:
            return len(text) <= _LONGEST_STRONG
        if found.style == "black":
            return len(text) <= _LONGEST and (draft.bold or draft.decorated or found.number == "■")
        if not found.rest:
            return False
        if looks(self.body, draft) and len(text) <= _LONGEST:
            return True
        short = draft.lines == 1 and len(text) <= 48
        return short and self._has_body(index, found) and not self._ends_list(index, found)

    def _ends_list(self, index: int, found: Numbering) -> bool:
        """Whether this is the last of short items that follow each other, with nothing under them."""
        before = self.drafts[index - 1] if index else None
        if before is None or before.kind != "text" or before.lines > 1 or looks(self.body, before):
            return False
        above = numbering(before.text)
        return (
            above is not None
            and (above.style, above.depth) == (found.style, found.depth)
            and bool(above.rest)
            and not _SENTENCE.search(before.text)
        )

    def _caption(self, index: int, draft: Draft, found: Numbering) -> bool:
        following = self._next(index)
        if following is None or draft.lines > 1 or len(draft.text) > _LONGEST:
            return False
        if _UNIT.match(draft.text):
            return False
        return (
            following.kind == "table"
            or (found.style == "example" and bool(found.rest))
            or (found.number.strip("（）()") in {"具体例", "例", "参考"})
        )

    def _has_body(self, index: int, found: Numbering) -> bool:
        """Whether something other than the next number of a list follows."""
        following = self._next(index)
        if following is None:
            return False
        if following.kind != "text":
            return True
        after = numbering(following.text)
        if after is not None:
            known = {entry.key[0] for entry in self.open}
            return (
                after.style != found.style
                and after.style not in known
                and not after.strong
                and after.rank < 80
                and not looks(self.body, following)
            )
        return not is_note(following.text) and not (
            following.indent is not None
            and self.drafts[index].indent is not None
            and following.indent < (self.drafts[index].indent or 0) - 0.6 * following.size
        )

    def _plain_heading(self, index: int, draft: Draft) -> bool:
        text = draft.text
        if draft.lines > 2 or len(text) > _LONGEST_PLAIN or _SENTENCE.search(text):
            return False
        if _ADDRESS.search(text) or not looks(self.body, draft) or text.endswith(("：", ":", "～")):
            return False
        if marked(text) and not (draft.decorated and text.startswith("※")):
            return False
        following = self._next(index)
        return following is not None and (
            following.kind != "text" or not large(self.body, following) or large(self.body, draft)
        )

    def _next(self, index: int) -> Draft | None:
        for draft in self.drafts[index + 1 :]:
            if draft.kind != "footnote":
                return draft
        return None

    def _leave(self, draft: Draft) -> None:
        """Close numbered items that a text further left cannot belong to."""
        if draft.indent is None:
            return
        while (
            self.open
            and not self.open[-1].heading
            and self.open[-1].indent is not None
            and draft.indent < self.open[-1].indent - 0.6 * max(draft.size, 6)
        ):
            self.open.pop()

    def _enter(self, draft: Draft, found: Numbering | None, *, heading: bool) -> None:
        key, rank = self._key(draft, found, heading)
        if draft.level is not None:
            while self.open and (
                self.open[-1].key[0] != "level" or self.open[-1].key[1] >= draft.level
            ):
                self.open.pop()
            key, rank = ("level", draft.level), draft.level
        elif any(entry.key == key for entry in self.open):
            while self.open[-1].key != key:
                self.open.pop()
            self.open.pop()
        elif rank < _WEAK:
            while self.open and (
                (self.open[-1].rank >= rank and self.open[-1].key[0] != "level")
                or (self.open[-1].size < draft.size - 0.6 and found is None)
            ):
                self.open.pop()
        else:
            while (
                self.open
                and self.open[-1].rank >= rank
                and (rank >= 80 or not self.open[-1].heading)
            ):
                self.open.pop()
        label = draft.text if heading else (found.number if found else draft.text)
        self.open.append(_Open(key, rank, draft.size, label, heading, draft.indent))

    def _key(
        self, draft: Draft, found: Numbering | None, heading: bool
    ) -> tuple[tuple[str, int], int]:
        if found is None:
            if large(self.body, draft):
                return ("large", round(draft.size)), _LARGE_RANK if self.open else 5
            return ("look", int(draft.decorated)), _LOOK_RANK
        if found.style == "annex":
            numbered = bool(_DIGIT.search(found.number))
            return ("annex", int(numbered)), found.rank + int(numbered)
        if found.style in {"number", "digits", "roman"} and not heading:
            return (found.style, 0), _ITEM_NUMBER_RANK
        if (
            found.style in {"number", "digits"}
            and not looks(self.body, draft)
            and key_of(draft.text) not in self.contents
        ):
            return (found.style, 1), _ITEM_NUMBER_RANK if self.open and self.open[
                -1
            ].rank >= 20 else found.rank
        return (found.style, found.depth), found.rank


def is_revision_title(text: str) -> bool:
    """Whether a text heads a revision history (改訂履歴)."""
    return bool(_REVISIONS.match(_SPACES.sub("", text)))
